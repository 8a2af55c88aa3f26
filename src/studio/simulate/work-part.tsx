import { useMemo } from 'react'
import { medianOf } from '../../simulation/compile/distribution-facts.ts'
import type { Performance, Scenario } from '../../simulation/model/scenario.ts'
import { documentOrder, titleOf } from '../../workflow/tree.ts'
import { formatDuration } from '../../words/duration.ts'
import { formatShare } from '../../words/number.ts'
import { select, useSession } from '../session/session.ts'
import { Origin } from './demand-part.tsx'
import styles from './scenario-panel.module.css'

/** How long each step takes and how it ends, as the scenario has it. */
export function WorkPart({ scenario }: { readonly scenario: Scenario }) {
  const tables = useSession((state) => state.tables)
  const steps = useMemo(
    () => documentOrder(tables).filter(({ uid, step }) => step && step.kind !== 'batch' && scenario.performance[uid]),
    [tables, scenario],
  )
  return steps.map((state) => {
    const performance = scenario.performance[state.uid]
    if (!performance) return null
    return (
      <section key={state.uid} className={styles.item} data-path={`performance.${state.uid}`}>
        <h3 className={styles.name}>
          <button type="button" className={styles.link} onClick={() => select([state.uid])}>
            {titleOf(state)}
          </button>
        </h3>
        {performance.time.length > 0 && (
          <p className={styles.fact}>
            <span>{`Takes ${sayLength(performance.time)}${performance.slots === undefined ? '' : `; ${performance.slots} at once`}`}</span>
            <Origin scenario={scenario} path={`performance.${state.uid}.time`} />
          </p>
        )}
        <p className={styles.fact}>
          <span>{sayOutcomes(performance, state.step?.outcomes ?? [])}</span>
          <Origin scenario={scenario} path={`performance.${state.uid}.outcomes`} />
        </p>
        {performance.patience && (
          <p className={styles.fact}>
            <span>{`Waits at most ${sayLength(performance.patience)}`}</span>
            <Origin scenario={scenario} path={`performance.${state.uid}.patience`} />
          </p>
        )}
        {performance.failures && (
          <p className={styles.fact}>
            <span>{sayFailures(performance.failures)}</span>
            <Origin scenario={scenario} path={`performance.${state.uid}.failures`} />
          </p>
        )}
      </section>
    )
  })
}

function sayFailures(failures: NonNullable<Performance['failures']>): string {
  const shares = failures.map(({ share }) => share)
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  return `Fails ${least === most ? formatShare(least) : `${formatShare(least)} to ${formatShare(most)}, by kind of case`}`
}

function sayLength(times: Performance['time']): string {
  const middles = times.map(({ distribution }) => medianOf(distribution))
  const [least, most] = [Math.min(...middles), Math.max(...middles)]
  return least === most ? formatDuration(least) : `${formatDuration(least)} to ${formatDuration(most)}, by kind of case`
}

function sayOutcomes({ outcomes }: Performance, titles: readonly { readonly event: string; readonly title: string }[]): string {
  const [first] = outcomes
  if (!first) return 'No outcomes'
  const shares = Object.entries(first.shares)
    .filter(([, share]) => share > 0)
    .toSorted(([, a], [, b]) => b - a)
  const words = shares
    .slice(0, 3)
    .map(([event, share]) => `${titles.find((outcome) => outcome.event === event)?.title ?? event} ${formatShare(share)}`)
  return `${words.join(', ')}${outcomes.length > 1 ? '; others by kind of case' : ''}`
}
