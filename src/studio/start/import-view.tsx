import type { OfferName } from '../../exchange/xstate/runnable.ts'
import { Button } from '../kit/button.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { formatAmount } from '../../words/number.ts'
import { Notice } from '../kit/notice.tsx'
import { Select } from '../kit/select.tsx'
import type { Brought } from './begin.ts'
import styles from './import-view.module.css'

/** What was brought, how it was read, and how it is made to run: each way an offer that can be declined before anything is kept. */
export function ImportView({
  brought,
  fault,
  onDecline,
  onMachine,
  onTake,
  onAgain,
  onCancel,
}: {
  readonly brought: Brought
  readonly fault: string | null
  readonly onDecline: (offer: OfferName, declined: boolean) => void
  readonly onMachine: (name: string) => void
  /** Into a folder of its own. */
  readonly onTake: () => void
  /** Into the workflow that was made of it before. */
  readonly onAgain: () => void
  readonly onCancel: () => void
}) {
  const { name, read, again } = brought
  const { workflow, notes, offers, machines } = read
  const states = Object.values(workflow.states).filter(({ parent }) => parent !== null)
  const steps = states.filter(({ step }) => step !== null)
  const ends = states.filter(({ type }) => type === 'final')
  return (
    <div className={styles.page}>
      <main className={styles.sheet} aria-labelledby="bring">
        <header className={styles.head}>
          <h1 id="bring">{workflow.header.workflow.title}</h1>
          <p>
            {name}: {formatAmount(states.length, 'state')}, {formatAmount(Object.keys(workflow.transitions).length, 'transition')},{' '}
            {formatAmount(steps.length, 'step')} of work, {formatAmount(ends.length, 'end')}. Nothing is kept until you take it in.
          </p>
          {machines.length > 1 && (
            <Select
              label="Machine"
              value={machines[0] ?? null}
              options={machines.map((machine) => ({ value: machine, label: machine }))}
              onChange={onMachine}
            />
          )}
        </header>
        {fault !== null && <Notice tone="error" title={fault} />}

        {offers.length > 0 && (
          <section aria-labelledby="offers" className={styles.section}>
            <h2 id="offers">So that it runs</h2>
            <p className={styles.quiet}>
              Each of these is a guess about what the code means. Take away what is wrong; the rest can be changed on the drawing.
            </p>
            {offers.map(({ name: offer, title, told, taken }) => (
              <div key={offer} className={styles.offer}>
                <Checkbox label={title} checked={taken} onChange={(wanted) => onDecline(offer, !wanted)} />
                <Sentences list={told} />
              </div>
            ))}
          </section>
        )}
        {notes.length > 0 && (
          <section aria-labelledby="read" className={styles.section}>
            <h2 id="read">How it was read</h2>
            <Sentences list={notes} />
          </section>
        )}
        {again !== null && (
          <section aria-labelledby="again" className={styles.section}>
            <h2 id="again">{again.title} was made of it before</h2>
            {again.changes.length === 0 ? (
              <p className={styles.quiet}>Bringing it again would change nothing there.</p>
            ) : (
              <>
                <p className={styles.quiet}>
                  Brought again, what is still there keeps its place, its words, its work and its figures. It would change:
                </p>
                <Sentences list={again.changes} />
              </>
            )}
          </section>
        )}
        <footer className={styles.foot}>
          <Button onClick={onCancel}>Cancel</Button>
          {again !== null && again.changes.length > 0 && <Button onClick={onAgain}>Bring it into {again.title}</Button>}
          <Button variant="primary" onClick={onTake}>
            Take it in
          </Button>
        </footer>
      </main>
    </div>
  )
}

/** The first sentences, and the rest on demand. */
function Sentences({ list }: { readonly list: readonly string[] }) {
  const [first, rest] = [list.slice(0, 8), list.slice(8)]
  return (
    <>
      <ul className={styles.sentences}>
        {first.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details className={styles.more}>
          <summary>{rest.length} more</summary>
          <ul className={styles.sentences}>
            {rest.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
