import type { Distribution } from '../../simulation/model/distribution.ts'
import type { Performance } from '../../simulation/model/scenario.ts'
import { guardWords } from '../../workflow/drawing/words.ts'
import type { Step } from '../../workflow/step.ts'
import { documentOrder, titleOf } from '../../workflow/tree.ts'
import { formatShare } from '../../words/number.ts'
import { SharesField } from '../fields/shares-field.tsx'
import { sayDistribution } from '../fields/say-distribution.ts'
import { session, useSession } from '../session/session.ts'
import { byId, list, optionalList, record, type Form } from './form.tsx'
import { distribution, numberOrNone, poolChoiceOrNone, share, whenWithPast } from './leaves.tsx'

type Time = Performance['time'][number]
type Shares = Performance['outcomes'][number]
type Rest = NonNullable<Performance['rest']>[number]
type Failure = NonNullable<Performance['failures']>[number]

/** The cases an entry of a list is for: `If measure is removal`; the last has none and is for all others. */
export function sayCases(condition: string | undefined, index: number): string {
  if (condition === undefined) return index === 0 ? 'All cases' : 'All other cases'
  return `If ${guardWords({ expression: condition }, session.getState().tables)}`
}

const guess = (median: number): Distribution => ({ kind: 'lognormal', median, sigma: 0.6 })
const times = (one: string) =>
  list(record<Time>({ when: { label: 'For cases with', form: whenWithPast }, distribution: { label: 'How long', form: distribution } }), {
    one,
    ordered: true,
    name: ({ when: condition, distribution: time }: Time, index) => `${sayCases(condition, index)}: ${sayDistribution(time)}`,
    begin: (before): Time => ({ distribution: before.at(-1)?.distribution ?? guess(300) }),
  })

const stepOf = (at: string): Step | null => session.getState().tables.states[at.split('.')[1] ?? '']?.step ?? null

/** Shares of the outcomes of the step that the path names. */
const outcomeShares: Form<Record<string, number>> = function OutcomeSharesForm({ label, value, onCommit, at }) {
  const step = useSession((state) => state.tables.states[at.split('.')[1] ?? '']?.step ?? null)
  const names = new Map((step?.outcomes ?? []).map(({ event, title }) => [event, title]))
  return <SharesField label={label} shares={value} names={names} onCommit={(next) => onCommit(next, label)} />
}
const outcomes = list(
  record<Shares>({ when: { label: 'For cases with', form: whenWithPast }, shares: { label: 'Shares', form: outcomeShares } }),
  {
    one: 'shares for some cases',
    ordered: true,
    name: ({ when: condition, shares }: Shares, index) => {
      const most = Object.values(shares).toSorted((a, b) => b - a)[0]
      return `${sayCases(condition, index)}${most === undefined ? '' : `: the commonest ${formatShare(most)}`}`
    },
    begin: (before): Shares => ({ shares: before.at(-1)?.shares ?? {} }),
  },
)

const failures = list(record<Failure>({ when: { label: 'For cases with', form: whenWithPast }, share: { label: 'Fails', form: share } }), {
  one: 'failures of some cases',
  ordered: true,
  name: ({ when: condition, share: part }: Failure, index) => `${sayCases(condition, index)}: ${formatShare(part)} fail`,
  begin: (): Failure => ({ share: 0.01 }),
})

const rests = list(
  record<Rest>({
    when: { label: 'For cases with', form: whenWithPast },
    share: { label: 'Stay open', form: share },
    distribution: { label: 'How long', form: distribution },
  }),
  {
    one: 'time left open for some cases',
    ordered: true,
    name: ({ when: condition, share: part, distribution: time }: Rest, index) =>
      `${sayCases(condition, index)}: ${formatShare(part)} stay open, ${sayDistribution(time)}`,
    begin: (): Rest => ({ share: 0.01, distribution: guess(3600) }),
  },
)

/** On whose working hours a delay, or the time of a wait step, runs. */
const clockOrNone: Form<Performance['clock']> = function ClockForm({ value, onCommit, ...rest }) {
  return <PoolForm {...rest} value={value?.pool} onCommit={(pool, what) => onCommit(pool === undefined ? undefined : { pool }, what)} />
}
const PoolForm = poolChoiceOrNone('At all times')

/** What a step of this kind can have. */
const has: { readonly [K in keyof Performance]-?: (step: Step) => boolean } = {
  time: ({ kind }) => kind !== 'batch',
  delay: ({ kind }) => kind !== 'wait',
  rest: ({ kind }) => kind === 'review',
  clock: () => true,
  outcomes: (step) => step.outcomes.length > 1,
  patience: (step) => step.kind === 'review' && step.waitLimit !== undefined && step.waitLimit !== null,
  slots: ({ kind }) => kind === 'automatic',
  failures: (step) => step.kind === 'automatic' && step.failure !== undefined && step.failure !== null,
}

const step = record<Performance>(
  {
    time: { label: 'Time', form: times('time for some cases'), hint: 'The first entry that holds for a case counts' },
    delay: {
      label: 'Delay before it',
      form: optionalList(times('delay of some cases')),
      hint: 'Time in the outside world before the case asks for anybody',
    },
    rest: {
      label: 'Left open after it',
      form: optionalList(rests),
      hint: 'The work is done and nobody is at it, but the case goes on only later',
    },
    clock: { label: 'The outside world counts', form: clockOrNone },
    outcomes: { label: 'Outcomes', form: outcomes },
    patience: { label: 'Patience', form: optionalList(times('patience')), hint: 'How long a case waits in the queue before it gives up' },
    slots: { label: 'Cases at once', form: numberOrNone({ min: 1, whole: true }), hint: 'Empty: no limit' },
    failures: { label: 'Failures', form: optionalList(failures) },
  },
  [],
  (at) => {
    const here = stepOf(at)
    return (key) => here !== null && has[key](here)
  },
)

/** How each step performs. */
export const performance = byId<Performance>(
  step,
  () => {
    const tables = useSession((state) => state.tables)
    return documentOrder(tables)
      .filter((state) => state.step)
      .map((state) => ({ id: state.uid, label: titleOf(state) }))
  },
  () => ({ time: [], outcomes: [] }),
)
