import { Check, CircleAlert } from 'lucide-react'
import type { Guard } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { CheckedField } from './checked-field.tsx'
import { ExpressionField } from './expression-field.tsx'
import styles from './guard-field.module.css'
import { useDraft } from './use-draft.ts'

/** The condition of a transition. Empty: none. */
export function GuardField({ guard, onCommit }: { guard: Guard | null; onCommit: (guard: Guard | null) => string | null }) {
  const draft = useDraft()
  const attributes = Object.values(draft.attributes)
  if (guard && 'name' in guard) {
    return <CheckedField label="Only if" mono value={guard.name} hint="A guard of an imported machine; write an expression to run it here" onCommit={(text) => onCommit(text.trim() === '' ? null : { expression: text.trim() })} />
  }
  return (
    <ExpressionField
      label="Only if"
      value={guard?.expression ?? ''}
      wanted="bool"
      attributes={attributes}
      placeholder={exampleOf(attributes)}
      onCommit={(text) => onCommit(text.trim() === '' ? null : { expression: text.trim() })}
    />
  )
}

/** What an attribute is, where it can be chosen. */
export function AttributeHint({ attribute }: { attribute: Attribute }) {
  return <small className={styles.hint}>{attribute.type === 'enum' ? attribute.values.slice(0, 3).join(', ') + (attribute.values.length > 3 ? ' …' : '') : attribute.type}</small>
}

/** Whether the expression fits, and where it does not. */
export function Verdict({ source, message, range }: { source: string; message: string | null; range: readonly [number, number] | null }) {
  if (message === null) return <p className={styles.fine}><Check size={12} aria-hidden />Fits the case’s attributes</p>
  const [from, to] = range ?? [0, 0]
  const end = Math.max(to, from + 1)
  return (
    <div className={styles.fault} role="status">
      <p><CircleAlert size={12} aria-hidden />{message}</p>
      {range && <code>{source.slice(Math.max(0, from - 24), from)}<mark>{source.slice(from, end) || '␣'}</mark>{source.slice(end, end + 24)}</code>}
    </div>
  )
}

function exampleOf(attributes: readonly Attribute[]): string {
  const [first] = attributes
  if (!first) return 'No attributes yet'
  return first.type === 'enum' ? `${first.name} == "${first.values[0]}"` : first.type === 'number' ? `${first.name} > 3` : first.name
}
