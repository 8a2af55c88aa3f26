import { useMemo } from 'react'
import { contentHash } from '../../proposals/edits.ts'
import { Button } from '../kit/button.tsx'
import { keepUnits } from '../../words/interval.ts'
import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { lendTimes } from '../../simulation/model/borrowed-times.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import { formatAmount } from '../../words/number.ts'
import { useOpenProposal } from '../session/proposals.ts'
import { run, session, setPlace, useSession } from '../session/session.ts'
import { cancelEffect, effectOf, measureEffect, useEffects } from './effect.ts'
import { Trust } from '../simulate/trust.tsx'
import { EffectTable } from './effect-table.tsx'
import styles from './effect-panel.module.css'
import { draftId, useReview } from './review-store.ts'

/** What the change does: both versions run on the same cases, the sentence first, the figures under it. */
export function EffectPanel() {
  const review = useReview()
  const effects = useEffects()
  if (!review) return null
  const { running, refused, failure } = effects
  const effect = effectOf(effects, review)
  const { scenarios } = review
  if (!scenarios) {
    return (
      <div className={styles.panel}>
        <p>To measure what the change does, a scenario is needed: how many cases come, and who works when.</p>
        <Button onClick={() => setPlace('history')}>Calibrate one from history</Button>
      </div>
    )
  }
  const scenario = scenarios.head
  const isOneWorld = scenarios.base === scenarios.head
  const loans = lendTimes(review.head.draft, scenario)
  const same = review.diff.changes.every(({ channel }) => channel === 'policy' || channel === 'layout')
  return (
    <div className={styles.panel}>
      {running ? (
        <Progress
          title={`Both versions, ${scenario.title}`}
          done={running.done}
          total={running.planned}
          unit="paired replications"
          onCancel={cancelEffect}
        />
      ) : (
        <div className={styles.ask}>
          <Button variant={effect ? 'plain' : 'primary'} onClick={() => void measureEffect(review, scenarios)}>
            {effect ? 'Measure again' : 'Measure the effect'}
          </Button>
          <span className={styles.how}>
            {isOneWorld
              ? `Runs both on the same cases of “${scenario.title}”, with the same luck.`
              : `Runs ${review.base.title} in “${scenarios.base.title}” as it was, and ${review.head.title.toLowerCase()} as the proposal changes it, on the same cases with the same luck.`}
          </span>
        </div>
      )}
      {same && !effect && !running && <p className={styles.how}>Only words or layout differ, so no effect on cases is to be expected.</p>}
      {loans.loans.length > 0 && review.head.id === draftId && (
        <Notice
          tone="info"
          title={`The scenario says nothing of ${formatAmount(loans.loans.length, 'new step')}`}
          action={<Button onClick={() => takeLoans(loans.scenario)}>Take guessed times in</Button>}
        >
          The run borrows the times of the nearest step of the same kind. Taken in, they are marked as guessed and can be changed under
          Simulate, Work.
        </Notice>
      )}
      {refused && (
        <Notice tone="warning" title={`“${scenario.title}” does not fit ${refused.name}`}>
          <ul className={styles.problems}>
            {refused.problems.slice(0, 5).map(({ where, message }) => (
              <li key={`${where} ${message}`}>
                {where}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="error" title="The comparison stopped">
          {failure}
        </Notice>
      )}
      {!effect && !running && <KeptEffect isDraft={review.head.id === draftId} scenario={scenario} />}
      {effect && (
        <>
          {(effect.scenarios.head !== scenario || effect.scenarios.base !== scenarios.base) && (
            <Notice tone="warning" title="The scenario has changed since">
              Measure again to see the effect now.
            </Notice>
          )}
          <div className={styles.sentences}>
            {effect.impact.text.map((text, index) => (
              <p key={text} className={index === 0 ? styles.verdict : undefined}>
                {keepUnits(text)}
              </p>
            ))}
          </div>
          <Trust scenario={effect.scenarios.head} />
          <EffectTable effect={effect} base={review.base.title} head={review.head.title} />
          <p className={styles.how}>
            {effect.impact.replications} paired replications, seed {effect.impact.seed}; intervals at 95 %.
          </p>
        </>
      )}
    </div>
  )
}

/** The effect that the open proposal holds, where it was measured of just what it is now. */
function KeptEffect({ isDraft, scenario }: { readonly isDraft: boolean; readonly scenario: Scenario }) {
  const tables = useSession((state) => state.tables)
  const open = useOpenProposal()
  const kept = open?.effect ?? null
  const isPresent = useMemo(() => open !== null && kept !== null && contentHash(open, tables) === kept.hash, [open, kept, tables])
  if (!isDraft || !kept || !isPresent) return null
  return (
    <>
      <div className={styles.sentences}>
        {kept.impact.text.map((text, index) => (
          <p key={text} className={index === 0 ? styles.verdict : undefined}>
            {keepUnits(text)}
          </p>
        ))}
      </div>
      <Trust scenario={scenario} />
      <p className={styles.how}>
        Measured on {kept.at.slice(0, 10)} in “{kept.scenario}”, {kept.impact.replications} paired replications; nothing has changed since.
      </p>
    </>
  )
}

/** The guessed times become a part of the scenario, where they can be changed. */
function takeLoans(scenario: Scenario): void {
  const { tables } = session.getState()
  const next = { ...tables, scenarios: { ...tables.scenarios, [scenario.id]: scenario } }
  run({ label: 'Guessed times of new steps', change: changeBetween(tables, next) })
}
