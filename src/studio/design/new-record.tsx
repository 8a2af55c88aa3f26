import { useState } from 'react'
import { isObject } from '../../workflow/same.ts'
import shared from '../fields/fields.module.css'
import { Button } from '../kit/button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { TextArea, TextField } from '../kit/text-field.tsx'
import { type FieldForms, type RecordValue, requiredOf } from './record-form.ts'
import styles from './record.module.css'

/** What a record cannot be without, asked for before there is one, so that none stands half made in the workflow. */
export function NewRecord({
  fields,
  onAdd,
  onCancel,
}: {
  readonly fields: FieldForms
  /** The reason why not, or null. */
  readonly onAdd: (made: RecordValue) => string | null
  readonly onCancel: () => void
}) {
  const [made, setMade] = useState<RecordValue>({})
  const [refused, setRefused] = useState<string | null>(null)
  return (
    <form
      className={styles.inside}
      onSubmit={(event) => {
        event.preventDefault()
        setRefused(onAdd(made))
      }}
    >
      <Asked fields={fields} value={made} onChange={setMade} isFirst />
      {refused !== null && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={!isWhole(fields, made)}>
          Add
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** The required fields; of a list of records that may not be empty those of its first. */
function Asked({
  fields,
  value,
  onChange,
  isFirst = false,
}: {
  readonly fields: FieldForms
  readonly value: RecordValue
  readonly onChange: (value: RecordValue) => void
  readonly isFirst?: boolean
}) {
  return (
    <div className={shared.fields}>
      {Object.entries(requiredOf(fields)).map(([field, form], index) => {
        const { label, hint } = form
        const common = { label, ...(hint === undefined ? {} : { hint }) }
        const put = (next: unknown) => onChange({ ...value, [field]: next })
        if (form.kind === 'list')
          return <Asked key={field} fields={form.fields} value={firstOf(value[field])} onChange={(next) => put([next])} />
        if (form.kind === 'number')
          return (
            <NumberField
              key={field}
              {...common}
              min={form.min}
              max={form.max}
              value={typeof value[field] === 'number' ? value[field] : null}
              onCommit={put}
            />
          )
        const text = typeof value[field] === 'string' ? value[field] : ''
        const Field = form.kind === 'prose' ? TextArea : TextField
        return <Field key={field} {...common} value={text} onChange={put} selectOnMount={isFirst && index === 0} />
      })}
    </div>
  )
}

function isWhole(fields: FieldForms, value: RecordValue): boolean {
  return Object.entries(requiredOf(fields)).every(([field, form]) => {
    if (form.kind === 'list') return isWhole(form.fields, firstOf(value[field]))
    const one = value[field]
    return form.kind === 'number' ? typeof one === 'number' : typeof one === 'string' && one.trim() !== ''
  })
}

function firstOf(value: unknown): RecordValue {
  const first: unknown = Array.isArray(value) ? value[0] : undefined
  return isObject(first) ? first : {}
}
