import { useMemo } from 'react'
import type { ForetoldAnswer } from '../../simulation/model/check.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { trustOf, type Trust as Trusted } from '../../simulation/model/trust.ts'
import { formatAmount } from '../../words/number.ts'
import { Chip } from '../kit/chip.tsx'
import { Popover } from '../kit/popover.tsx'
import { setPlace, useSession } from '../session/session.ts'
import { Button } from '../kit/button.tsx'
import styles from './trust.module.css'

/** Beside a headline: the badge, and how far the times of the scenario that it rests on come back. Without a scenario it speaks of the open one. */
export function Trust({ scenario }: { readonly scenario?: Scenario | undefined }) {
  const trust = useTrust(scenario)
  if (!trust) return null
  return (
    <p className={styles.trust}>
      <Badge trust={trust} /> {trust.sentence}
    </p>
  )
}

/** The badge alone, where there is no room for its sentence: it opens on what the scenario may be used for, what not, why, and when that was measured. */
export function TrustBadge({ scenario }: { readonly scenario?: Scenario | undefined }) {
  const trust = useTrust(scenario)
  return trust && <Badge trust={trust} />
}

function useTrust(scenario: Scenario | undefined): Trusted | null {
  const open = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const shown = scenario ?? open
  return useMemo(() => (shown ? trustOf(shown) : null), [shown])
}

function Badge({ trust }: { readonly trust: Trusted }) {
  return (
    <Popover
      title="How far to trust it"
      trigger={
        <button type="button" className={styles.badge} aria-label={`How far to trust it: ${trust.mark}`}>
          <Chip tone={trust.isGood ? 'good' : 'warning'}>{trust.mark}</Chip>
        </button>
      }
    >
      <div className={styles.words}>
        <TrustWords trust={trust} />
      </div>
    </Popover>
  )
}

const uses: Readonly<Record<ForetoldAnswer['colour'], { readonly tone: 'good' | 'warning' | 'error'; readonly words: string }>> = {
  green: { tone: 'good', words: 'use it' },
  amber: { tone: 'warning', words: 'with care' },
  red: { tone: 'error', words: 'not for this' },
}

/** All that a badge knows: the check, question by question what the model may be used for, and when that was measured. */
export function TrustWords({ trust }: { readonly trust: Trusted }) {
  const { foretold, sentence, state } = trust
  const isThere = useSession(({ place }) => place === 'history')
  if (!foretold)
    return (
      <>
        <p>{state === 'unchecked' ? trust.text : `${sentence} Which questions it may answer is not measured: no back-test was made.`}</p>
        {!isThere && <Button onClick={() => setPlace('history')}>Measure it in History</Button>}
      </>
    )
  const { on, learnt, tested, answers, cautions } = foretold
  return (
    <>
      <p>{sentence}</p>
      {state === 'changed' && <p>Before the change:</p>}
      <ul className={styles.answers} aria-label="What it may be used for">
        {answers.map(({ question, title, colour, because }) => (
          <li key={question}>
            <Chip tone={uses[colour].tone}>{uses[colour].words}</Chip> {title}
            {because !== '' && <span className={styles.because}>{because}.</span>}
          </li>
        ))}
      </ul>
      {cautions.map((caution) => (
        <p key={caution}>{caution}</p>
      ))}
      <p className={styles.trust}>
        Measured on {on}: learnt from {formatAmount(learnt.cases, 'case')} that came before {learnt.until.slice(0, 10)}, and foretold{' '}
        {formatAmount(tested.cases, 'case')} until {tested.until.slice(0, 10)}.
      </p>
    </>
  )
}
