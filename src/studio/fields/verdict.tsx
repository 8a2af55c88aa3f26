import { Check, CircleAlert } from 'lucide-react'
import type { Attribute } from '../../workflow/attribute.ts'
import styles from './expression-field.module.css'

/** What an attribute is, where it can be chosen. */
export function AttributeHint({ attribute }: { attribute: Attribute }) {
  return (
    <small className={styles.hint}>
      {attribute.type === 'enum' ? attribute.values.slice(0, 3).join(', ') + (attribute.values.length > 3 ? ' …' : '') : attribute.type}
    </small>
  )
}

/** Whether the expression fits, and where it does not. */
export function Verdict({ source, message, range }: { source: string; message: string | null; range: readonly [number, number] | null }) {
  if (message === null)
    return (
      <p className={styles.fine}>
        <Check size={12} aria-hidden />
        Fits the case’s attributes
      </p>
    )
  const [from, to] = range ?? [0, 0]
  const end = Math.max(to, from + 1)
  return (
    <output className={styles.fault}>
      <p>
        <CircleAlert size={12} aria-hidden />
        {message}
      </p>
      {range && (
        <code>
          {source.slice(Math.max(0, from - 24), from)}
          <mark>{source.slice(from, end) || '␣'}</mark>
          {source.slice(end, end + 24)}
        </code>
      )}
    </output>
  )
}
