import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Attribute } from '../../workflow/attribute.ts'
import { putAttribute, removeAttribute, usesOf, type AttributeDraft } from '../../workflow/edit/attributes.ts'
import { formatAmount } from '../../words/number.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { run } from '../session/session.ts'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { AddButton } from '../fields/add-button.tsx'
import { draftNow, useDraft } from './use-draft.ts'

const typeWords = { number: 'a number', boolean: 'yes or no', enum: 'one of some values' } as const

/** The facts about a case that guards may ask for. */
export function AttributesPanel() {
  const draft = useDraft()
  const [open, setOpen] = useState<string | null>(null)
  const attributes = Object.values(draft.attributes).toSorted((a, b) => a.order - b.order)
  const add = () => {
    const name = freeName(draft.attributes)
    if (run(putAttribute(draftNow(), { name, title: 'New attribute', type: 'enum', values: ['yes', 'no'], default: 'yes' }))) setOpen(name)
  }
  return (
    <Panel id="workflow.attributes" title="Attributes of a case" count={attributes.length}>
      <div className={styles.list}>
        {attributes.length === 0 && <p className={shared.quiet}>Facts that decisions ask for: language, severity, number of reports.</p>}
        {attributes.map((attribute) =>
          open === attribute.name ? (
            <AttributeForm key={attribute.order} attribute={attribute} onRenamed={setOpen} />
          ) : (
            <button
              key={attribute.name}
              type="button"
              className={styles.link}
              onClick={() => setOpen(attribute.name)}
              aria-expanded={false}
            >
              <span>{attribute.title || attribute.name}</span>
              <span className={shared.quiet}>
                {attribute.type === 'enum' ? formatAmount(attribute.values.length, 'value') : typeWords[attribute.type]}
              </span>
            </button>
          ),
        )}
        <AddButton onClick={add}>Add an attribute</AddButton>
      </div>
    </Panel>
  )
}

function AttributeForm({ attribute, onRenamed }: { attribute: Attribute; onRenamed: (name: string | null) => void }) {
  const draft = useDraft()
  const { name } = attribute
  const put = (patch: Partial<AttributeDraft>) => attempt(putAttribute(draftNow(), { ...attribute, ...patch } as AttributeDraft, name))
  const uses = usesOf(draft, name).length
  return (
    <div className={styles.item}>
      <div className={shared.row}>
        <CheckedField label="Title" value={attribute.title} onCommit={(title) => put({ title: title.trim() })} />
        <IconButton
          label={`Delete ${name}`}
          icon={<Trash2 />}
          onClick={() => {
            if (run(removeAttribute(draftNow(), name))) onRenamed(null)
          }}
        />
      </div>
      <div className={shared.pair}>
        <CheckedField
          label="Name in guards"
          mono
          value={name}
          onCommit={(next) => {
            const refused = put({ name: next.trim() })
            if (refused === null) onRenamed(next.trim())
            return refused
          }}
        />
        <Select
          label="Is"
          value={attribute.type}
          options={Object.entries(typeWords).map(([value, label]) => ({ value: value as Attribute['type'], label }))}
          onChange={(type) => run(putAttribute(draftNow(), retyped(attribute, type), name))}
        />
      </div>
      {attribute.type === 'number' && (
        <div className={shared.pair}>
          <NumberField
            label="Usually"
            value={attribute.default}
            onCommit={(value) => put({ default: value ?? 0 } as Partial<AttributeDraft>)}
          />
          <CheckedField
            label="Unit"
            value={attribute.unit ?? ''}
            onCommit={(unit) => attempt(putAttribute(draftNow(), withUnit(attribute, unit.trim()), name))}
          />
        </div>
      )}
      {attribute.type === 'boolean' && (
        <Select
          label="Usually"
          value={String(attribute.default) as 'true' | 'false'}
          options={[
            { value: 'true', label: 'yes' },
            { value: 'false', label: 'no' },
          ]}
          onChange={(value) => put({ default: value === 'true' } as Partial<AttributeDraft>)}
        />
      )}
      {attribute.type === 'enum' && (
        <>
          <CheckedField
            label="Values"
            hint="One a line"
            lines={Math.min(8, attribute.values.length + 1)}
            value={attribute.values.join('\n')}
            onCommit={(text) => {
              const values = text
                .split(/[\n,]/)
                .map((part) => part.trim())
                .filter((part) => part !== '')
              return values.length === 0
                ? 'List at least one value.'
                : put({
                    values,
                    default: values.includes(attribute.default) ? attribute.default : (values[0] ?? ''),
                  } as Partial<AttributeDraft>)
            }}
          />
          <Select
            label="Usually"
            value={attribute.default}
            options={attribute.values.map((value) => ({ value, label: value }))}
            onChange={(value) => put({ default: value } as Partial<AttributeDraft>)}
          />
        </>
      )}
      <p className={shared.quiet}>{uses === 0 ? 'No guard or action asks for it yet.' : `Used in ${formatAmount(uses, 'place')}.`}</p>
    </div>
  )
}

function withUnit(attribute: Attribute & { type: 'number' }, unit: string): AttributeDraft {
  const { unit: _old, ...rest } = attribute
  return unit === '' ? rest : { ...rest, unit }
}

function retyped({ name, order, title, description }: Attribute, type: Attribute['type']): AttributeDraft {
  const common = { name, order, title, ...(description === undefined ? {} : { description }) }
  if (type === 'number') return { ...common, type, default: 0 }
  return type === 'boolean' ? { ...common, type, default: false } : { ...common, type, values: ['yes', 'no'], default: 'yes' }
}

function freeName(attributes: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) if (!Object.hasOwn(attributes, `attribute${number}`)) return `attribute${number}`
}
