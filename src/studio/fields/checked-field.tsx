import { formatDuration } from '../../words/duration.ts'
import { useState, type ReactNode } from 'react'
import { TextArea, TextField } from '../kit/text-field.tsx'
import type { Edit, Refusal } from '../../workflow/draft.ts'
import { run } from '../session/session.ts'
import { readDuration } from '../../workflow/read-duration.ts'

/** Does the edit, or says why it may not be done. */
export function attempt(edit: Edit | Refusal): string | null {
  if ('refused' in edit) return edit.refused
  run(edit)
  return null
}

type Common = {
  readonly label: string
  readonly hideLabel?: boolean
  readonly hint?: ReactNode
  readonly aside?: ReactNode
  readonly placeholder?: string
  readonly mono?: boolean
}

/** A text that becomes an edit when typing is done. What is refused stays in the field, with the reason under it. */
export function CheckedField({
  value,
  onCommit,
  lines,
  suffix,
  ...field
}: Common & {
  readonly value: string
  /** Makes the edit; the reason why not, or null. */
  readonly onCommit: (text: string) => string | null
  /** Several lines. */
  readonly lines?: number
  readonly suffix?: ReactNode
}) {
  const [rejected, setRejected] = useState<{ readonly of: string; readonly text: string; readonly message: string } | null>(null)
  const standing = rejected?.of === value ? rejected : null
  const commit = (text: string) => {
    const message = onCommit(text)
    setRejected(message === null ? null : { of: value, text, message })
  }
  const shared = { ...field, value: standing?.text ?? value, error: standing?.message ?? null, onCommit: commit }
  return lines === undefined ? (
    <TextField {...shared} {...(suffix === undefined ? {} : { suffix })} />
  ) : (
    <TextArea {...shared} rows={lines} />
  )
}

/** A duration as people type it. Null where it may be empty and is. */
export function DurationField({
  seconds,
  onCommit,
  optional = false,
  ...field
}: Common & {
  readonly seconds: number | null
  readonly onCommit: (seconds: number | null) => string | null
  readonly optional?: boolean
}) {
  return (
    <CheckedField
      {...field}
      value={seconds === null ? '' : formatDuration(seconds)}
      placeholder={field.placeholder ?? (optional ? 'None' : '24 h')}
      onCommit={(text) => {
        if (optional && text.trim() === '') return onCommit(null)
        const read = readDuration(text)
        return read.ok ? onCommit(read.seconds) : read.message
      }}
    />
  )
}
