import { formatDuration } from '../../words/duration.ts'
import type { Distribution } from '../../simulation/model/distribution.ts'
import type { State } from '../../workflow/state.ts'
import type { Step } from '../../workflow/step.ts'
import { titleOf } from '../../workflow/tree.ts'
import { guardWords } from '../../workflow/drawing/words.ts'
import { NumberField } from '../kit/number-field.tsx'
import { Panel } from '../kit/panel.tsx'
import { session } from '../session/session.ts'
import { attempt } from '../fields/checked-field.tsx'
import { DistributionForm } from '../fields/distribution-form.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { OriginHeading } from '../fields/origin-heading.tsx'
import { editPerformance, originOf, useScenario } from '../session/scenario-edit.ts'
import { SharesField } from '../fields/shares-field.tsx'
import { AddButton } from '../fields/add-button.tsx'

const timeWords: Record<Exclude<Step['kind'], 'batch'>, string> = { review: 'Handle time', automatic: 'Latency', wait: 'Delay' }

/** How the step performs in the scenario at hand: its time and the shares of its outcomes, by kind of case. */
export function ScenarioStep({ state, step }: { state: State; step: Step }) {
  const scenario = useScenario()
  if (!scenario) return null
  const { uid } = state
  const title = titleOf(state)
  const performance = (Object.hasOwn(scenario.performance, uid) ? scenario.performance[uid] : undefined) ?? { time: [], outcomes: [] }
  const guess: Distribution = { kind: 'lognormal', median: step.kind === 'automatic' ? 2 : 120, sigma: 0.6 }
  const names = new Map(step.outcomes.map(({ event, title: name }) => [event, name]))
  const even = () => Object.fromEntries(step.outcomes.map(({ event }) => [event, 1 / step.outcomes.length]))
  return (
    <Panel id="step.scenario" title={`In the scenario “${scenario.title}”`}>
      <div className={shared.fields}>
        {step.kind !== 'batch' && (
          <section aria-label={timeWords[step.kind]}>
            <OriginHeading
              title={timeWords[step.kind]}
              origin={performance.time.length > 0 ? originOf(scenario, `performance.${uid}.time`) : null}
            />
            {performance.time.map((entry, index) => (
              <div key={index} className={styles.item}>
                {(entry.when !== undefined || performance.time.length > 1) && (
                  <p className={shared.quiet}>{entry.when === undefined ? 'All other cases' : sayCondition(entry.when)}</p>
                )}
                <DistributionForm
                  distribution={entry.distribution}
                  onCommit={(distribution) =>
                    attempt(
                      editPerformance(
                        uid,
                        { time: performance.time.with(index, { ...entry, distribution }) },
                        `Change the time of ${title}`,
                      ),
                    )
                  }
                />
              </div>
            ))}
            {performance.time.length === 0 && (
              <AddButton
                onClick={() => attempt(editPerformance(uid, { time: [{ distribution: guess }] }, `Guess the time of ${title}`))}
              >{`Guess ${formatDuration(step.kind === 'automatic' ? 2 : 120)}`}</AddButton>
            )}
          </section>
        )}
        {step.outcomes.length > 1 && (
          <section aria-label="Shares of the outcomes">
            <OriginHeading
              title="Shares of the outcomes"
              origin={performance.outcomes.length > 0 ? originOf(scenario, `performance.${uid}.outcomes`) : null}
            />
            {performance.outcomes.map((entry, index) => (
              <div key={index} className={styles.item}>
                {(entry.when !== undefined || performance.outcomes.length > 1) && (
                  <p className={shared.quiet}>{entry.when === undefined ? 'All other cases' : sayCondition(entry.when)}</p>
                )}
                <SharesField
                  label={`Shares of the outcomes ${entry.when ?? ''}`}
                  shares={entry.shares}
                  names={names}
                  onCommit={(shares) =>
                    attempt(
                      editPerformance(
                        uid,
                        { outcomes: performance.outcomes.with(index, { ...entry, shares }) },
                        `Change the shares of ${title}`,
                      ),
                    )
                  }
                />
              </div>
            ))}
            {performance.outcomes.length === 0 && (
              <AddButton onClick={() => attempt(editPerformance(uid, { outcomes: [{ shares: even() }] }, `Guess the shares of ${title}`))}>
                Begin with even shares
              </AddButton>
            )}
          </section>
        )}
        {step.kind === 'automatic' && (
          <NumberField
            label="Cases at once"
            hint="Empty: no limit"
            optional
            whole
            min={1}
            value={performance.slots ?? null}
            onCommit={(slots) => putSlots(uid, slots, title)}
          />
        )}
        {step.kind === 'automatic' &&
          step.failure &&
          (performance.failures ?? [{ share: 0 }]).map((entry, index, failures) => (
            <NumberField
              key={index}
              label={entry.when === undefined ? 'Fails' : `Fails: ${sayCondition(entry.when)}`}
              unit="%"
              min={0}
              max={100}
              value={Number((entry.share * 100).toPrecision(4))}
              onCommit={(value) =>
                value === null
                  ? null
                  : attempt(
                      editPerformance(
                        uid,
                        { failures: failures.with(index, { ...entry, share: value / 100 }) },
                        `Change how often ${title} fails`,
                      ),
                    )
              }
            />
          ))}
      </div>
    </Panel>
  )
}

/** A condition as the head of its numbers: `If measure is removal`. */
function sayCondition(expression: string): string {
  return `If ${guardWords({ expression }, session.getState().tables)}`
}

function putSlots(uid: string, slots: number | null, title: string) {
  const { tables, scenarioId } = session.getState()
  const { slots: _old, ...rest } = tables.scenarios[scenarioId ?? '']?.performance[uid] ?? { time: [], outcomes: [] }
  return attempt(
    editPerformance(uid, slots === null ? ({ ...rest, slots: undefined } as never) : { slots }, `Change the slots of ${title}`),
  )
}
