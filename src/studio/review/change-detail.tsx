import type { Change } from '../../revisions/change.ts'
import { diffWords } from '../../revisions/word-diff.ts'
import styles from './change-detail.module.css'

/** The values before and after, texts word by word. Whole records are told by the sentence alone. */
export function ChangeDetail({ change: { before, after, channel, guard } }: { readonly change: Change }) {
  const [was, is] = [textOf(before), textOf(after)]
  const words = was !== null && is !== null && (was.length > 30 || is.length > 30)
  return (
    <div className={styles.detail}>
      {words ? <Words before={was} after={is} /> : <Pair was={was} is={is} />}
      {guard && guard.example !== null && (
        <p className={styles.note}>
          Tried on {guard.tried} kinds of case. One that shows it:{' '}
          {Object.entries(guard.example)
            .map(([name, value]) => `${name} = ${String(value)}`)
            .join(', ') || 'any'}
          .
        </p>
      )}
      {channel === 'layout' && <p className={styles.note}>Layout changes nothing that cases do.</p>}
    </div>
  )
}

function Pair({ was, is }: { readonly was: string | null; readonly is: string | null }) {
  if (was === null && is === null) return null
  return (
    <dl className={styles.pair}>
      <dt>Before</dt>
      <dd>{was ?? 'nothing'}</dd>
      <dt>After</dt>
      <dd>{is ?? 'nothing'}</dd>
    </dl>
  )
}

function Words({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <p className={styles.words} dir="auto">
      {diffWords(before, after).map(({ kind, text }, index) => {
        if (kind === 'added') return <ins key={index}>{text}</ins>
        return kind === 'removed' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>
      })}
    </p>
  )
}

/** A value that people can read as it is: a text, a number, a condition, a list of texts. Null for whole records. */
function textOf(value: Change['before']): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' || typeof item === 'number') ? value.join(', ') : null
  if (value !== null && 'expression' in value && typeof value['expression'] === 'string') return value['expression']
  return null
}
