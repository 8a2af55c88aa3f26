import { Button } from '../kit/button.tsx'
import { keepUnits } from '../../words/interval.ts'
import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { setPlace, useSession } from '../session/session.ts'
import { cancelEffect, effectOf, measureEffect, useEffects } from './effect.ts'
import { Trust } from '../simulate/trust.tsx'
import { EffectTable } from './effect-table.tsx'
import styles from './effect-panel.module.css'
import { useReview } from './review-store.ts'

/** What the change does: both versions run on the same cases, the sentence first, the figures under it. */
export function EffectPanel() {
  const review = useReview()
  const effects = useEffects()
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  if (!review) return null
  const { running, refused, failure } = effects
  const effect = effectOf(effects, review)
  if (!scenario) {
    return (
      <div className={styles.panel}>
        <p>To measure what the change does, a scenario is needed: how many cases come, and who works when.</p>
        <Button onClick={() => setPlace('history')}>Calibrate one from history</Button>
      </div>
    )
  }
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
          <Button variant={effect ? 'plain' : 'primary'} onClick={() => void measureEffect(review, { base: scenario, head: scenario })}>
            {effect ? 'Measure again' : 'Measure the effect'}
          </Button>
          <span className={styles.how}>Runs both on the same cases of “{scenario.title}”, with the same luck.</span>
        </div>
      )}
      {same && !effect && !running && <p className={styles.how}>Only words or layout differ, so no effect on cases is to be expected.</p>}
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
      {effect && (
        <>
          {effect.scenarios.head !== scenario && (
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
