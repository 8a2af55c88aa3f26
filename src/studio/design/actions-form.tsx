import { X } from 'lucide-react'
import type { Action } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Select } from '../kit/select.tsx'
import { say } from '../session/session.ts'
import { CheckedField } from '../fields/checked-field.tsx'
import { ExpressionField } from '../fields/expression-field.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { SharesField } from '../fields/shares-field.tsx'
import { AddButton } from '../fields/add-button.tsx'
import { useDraft } from './use-draft.ts'

const kinds: readonly { readonly value: Action['type']; readonly label: string; readonly hint: string }[] = [
  { value: 'set', label: 'Set', hint: 'to the value of an expression' },
  { value: 'count', label: 'Count', hint: 'add to a number' },
  { value: 'draw', label: 'Draw', hint: 'by shares of chance' },
]

/** What is changed of the case's attributes, in order. */
export function ActionsForm({
  label,
  actions,
  onChange,
}: {
  label: string
  actions: readonly Action[]
  onChange: (actions: Action[]) => string | null
}) {
  const draft = useDraft()
  const attributes = Object.values(draft.attributes).toSorted((a, b) => a.order - b.order)
  const put = (index: number, action: Action) => onChange(actions.with(index, action))
  return (
    <fieldset aria-label={label} className={styles.group}>
      <p className={shared.quiet}>{label}</p>
      {actions.map((action, index) => (
        <div key={index} className={styles.item}>
          <div className={shared.row}>
            {action.type === 'named' ? (
              <CheckedField
                label="Action"
                mono
                value={action.name}
                hint="Of an imported machine; Gemba does not run it"
                onCommit={(name) => put(index, { ...action, name })}
              />
            ) : (
              <div className={shared.pair}>
                <Select
                  label="Do"
                  value={action.type}
                  options={kinds}
                  onChange={(type) =>
                    put(index, beginningOf(type, attributes.find(({ name }) => name === action.attribute) ?? attributes[0]))
                  }
                />
                <Select
                  label="Attribute"
                  value={action.attribute}
                  options={attributes.map(({ name, title }) => ({ value: name, label: title || name }))}
                  onChange={(name) =>
                    put(
                      index,
                      beginningOf(
                        action.type,
                        attributes.find((attribute) => attribute.name === name),
                      ),
                    )
                  }
                />
              </div>
            )}
            <IconButton label="Take away" icon={<X />} onClick={() => onChange(actions.toSpliced(index, 1))} />
          </div>
          <Value action={action} attributes={attributes} onChange={(next) => put(index, next)} />
        </div>
      ))}
      <AddButton
        onClick={() =>
          attributes.length === 0
            ? say('Add an attribute first: deselect, then open Attributes.', 'warning')
            : onChange([...actions, beginningOf('set', attributes[0])])
        }
      >
        Add a change
      </AddButton>
    </fieldset>
  )
}

function Value({
  action,
  attributes,
  onChange,
}: {
  action: Action
  attributes: readonly Attribute[]
  onChange: (action: Action) => string | null
}) {
  const attribute = action.type === 'named' ? undefined : attributes.find(({ name }) => name === action.attribute)
  switch (action.type) {
    case 'set':
      return (
        <ExpressionField
          label="To"
          value={action.to}
          wanted={attribute ? ({ number: 'number', boolean: 'bool', enum: 'string' } as const)[attribute.type] : null}
          attributes={attributes}
          onCommit={(to) => (to.trim() === '' ? 'Write what it becomes.' : onChange({ ...action, to: to.trim() }))}
        />
      )
    case 'count':
      return <NumberField label="Add" value={action.by} onCommit={(by) => onChange({ ...action, by: by ?? 1 })} />
    case 'draw':
      return (
        <SharesField
          label="Shares"
          shares={action.shares}
          names={new Map(Object.keys(action.shares).map((value) => [value, value]))}
          onCommit={(shares) => onChange({ ...action, shares })}
        />
      )
    case 'named':
      return null
  }
}

function beginningOf(type: Action['type'], attribute: Attribute | undefined): Action {
  const name = attribute?.name ?? ''
  if (type === 'count') return { type, attribute: name, by: 1 }
  if (type === 'draw') {
    const values = attribute?.type === 'enum' ? attribute.values : attribute?.type === 'boolean' ? ['true', 'false'] : ['0', '1']
    return { type, attribute: name, shares: Object.fromEntries(values.map((value) => [value, 1 / values.length])) }
  }
  return { type: 'set', attribute: name, to: attribute === undefined ? '' : JSON.stringify(attribute.default) }
}
