import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { isObject, own } from '../../workflow/same.ts'
import { AddButton } from '../fields/add-button.tsx'
import { CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Select } from '../kit/select.tsx'
import { NewRecord } from './new-record.tsx'
import { type FieldForm, type FieldForms, type Put, type RecordValue, requiredOf } from './record-form.ts'
import { RecordList } from './record-list.tsx'
import styles from './record.module.css'

/** The fields of a record, each in the form that its schema asks for. */
export function RecordFields({
  fields,
  value,
  onPut,
}: {
  readonly fields: FieldForms
  readonly value: RecordValue
  readonly onPut: Put<RecordValue>
}) {
  return (
    <div className={shared.fields}>
      {Object.entries(fields).map(([field, form]) => (
        <RecordField key={field} form={form} value={own(value, field)} onPut={(next) => onPut({ ...value, [field]: next })} />
      ))}
    </div>
  )
}

/** One field of a record. `bare`: a list or group without its heading, which stands above it already. */
export function RecordField({
  form,
  value,
  onPut,
  bare = false,
}: {
  readonly form: FieldForm
  readonly value: unknown
  readonly onPut: Put<unknown>
  readonly bare?: boolean
}) {
  const { label, hint, kind } = form
  const said = { label, ...(hint === undefined ? {} : { hint }) }
  if (kind === 'group') return <Group form={form} value={value} onPut={onPut} bare={bare} />
  if (kind === 'list')
    return (
      <div className={bare ? undefined : styles.group}>
        {!bare && <h3 className={styles.heading}>{label}</h3>}
        <RecordList form={form} items={Array.isArray(value) ? value.filter(isObject) : []} onPut={onPut}>
          {(item, put) => <RecordFields fields={form.fields} value={item} onPut={put} />}
        </RecordList>
      </div>
    )
  if (kind === 'choice' || kind === 'yes-no')
    return (
      <Select
        {...said}
        value={typeof value === 'boolean' || typeof value === 'string' ? String(value) : ''}
        options={[
          { value: '', label: 'Not said' },
          ...Object.entries(kind === 'choice' ? form.options : { true: 'Yes', false: 'No' }).map(([key, words]) => ({
            value: key,
            label: words,
          })),
        ]}
        onChange={(next) => onPut(next === '' ? undefined : kind === 'choice' ? next : next === 'true')}
      />
    )
  if (kind === 'number' || kind === 'share') {
    const scale = kind === 'share' ? 100 : 1
    return (
      <NumberField
        {...said}
        {...(kind === 'share' ? { unit: '%' } : {})}
        min={form.min * scale}
        max={form.max * scale}
        optional={form.required !== true}
        value={typeof value === 'number' ? Number((value * scale).toPrecision(12)) : null}
        onCommit={(next) => onPut(next === null ? undefined : next / scale)}
      />
    )
  }
  if (kind === 'id') return <p className={shared.quiet}>{`${label}: ${String(value)}`}</p>
  return (
    <CheckedField
      {...said}
      {...(kind === 'prose' ? { lines: 4 } : kind === 'lines' ? { lines: 3 } : {})}
      {...(kind === 'day' ? { placeholder: '2026-12-01' } : {})}
      value={Array.isArray(value) ? value.join('\n') : typeof value === 'string' ? value : ''}
      onCommit={(text) => {
        const typed = readTyped(kind, text)
        return typed === undefined && form.required ? 'This must be said. Remove the whole if it is not wanted.' : onPut(typed)
      }}
    />
  )
}

/** What a typed text stands for; undefined: for nothing. */
function readTyped(kind: 'line' | 'prose' | 'day' | 'lines', text: string): string | readonly string[] | undefined {
  if (text.trim() === '') return undefined
  if (kind === 'prose') return text
  if (kind !== 'lines') return text.trim()
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A record within a record. One that cannot be without some field is made with it, and is taken away as a whole. */
function Group({
  form,
  value,
  onPut,
  bare,
}: {
  readonly form: FieldForm & { readonly kind: 'group' }
  readonly value: unknown
  readonly onPut: Put<unknown>
  readonly bare: boolean
}) {
  const [isNew, setNew] = useState(false)
  const record = isObject(value) ? value : null
  const needs = Object.keys(requiredOf(form.fields)).length > 0
  const inside =
    record === null && needs ? (
      isNew ? (
        <NewRecord
          fields={form.fields}
          onAdd={(made) => {
            const refused = onPut(made)
            if (refused === null) setNew(false)
            return refused
          }}
          onCancel={() => setNew(false)}
        />
      ) : (
        <AddButton onClick={() => setNew(true)}>{`Write: ${form.label.toLowerCase()}`}</AddButton>
      )
    ) : (
      <>
        <RecordFields fields={form.fields} value={record ?? {}} onPut={onPut} />
        {needs && (
          <div className={styles.actions}>
            <IconButton label={`Remove: ${form.label.toLowerCase()}`} icon={<Trash2 />} onClick={() => onPut(undefined)} />
          </div>
        )}
      </>
    )
  if (bare) return inside
  return (
    <fieldset className={styles.group}>
      <legend className={styles.heading}>{form.label}</legend>
      {inside}
    </fieldset>
  )
}
