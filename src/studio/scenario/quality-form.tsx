import type { Quality, ViewCurve } from '../../simulation/model/quality.ts'
import { titleOf } from '../../workflow/tree.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import { CheckedField } from '../fields/checked-field.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { session, useSession } from '../session/session.ts'
import { list, optional, optionalList, record, type Form } from './form.tsx'
import {
  choiceOrNone,
  durationOrNone,
  expressionOrNone,
  number,
  poolChoiceOrNone,
  share,
  stateChoice,
  stateChoiceOrNone,
  stateSet,
  when,
} from './leaves.tsx'
import { sayCases } from './work-form.tsx'
import styles from './form.module.css'

type ShareEntry = Quality['violating'][number]
type Decision = Quality['decisions'][number]
type ErrorRate = Quality['errors'][number]
type Factors = NonNullable<Quality['factors']>
type Harm = NonNullable<Quality['harm']>

const violating = list(
  record<ShareEntry>({ when: { label: 'Among cases with', form: when }, share: { label: 'Violating', form: share } }),
  {
    one: 'share for some cases',
    ordered: true,
    name: ({ when: condition, share: part }: ShareEntry, index) => `${sayCases(condition, index)}: ${formatShare(part)} violate the policy`,
    begin: () => ({ share: 0.3 }),
  },
)

const titleOfState = (uid: string) => {
  const state = session.getState().tables.states[uid]
  return state ? titleOf(state) : uid
}

/** Which outcomes of a step say what. */
const decision: Form<Decision> = function DecisionForm({ value, onCommit, at }) {
  const step = useSession((state) => state.tables.states[value.step]?.step ?? null)
  const StepChoice = stepChoice
  const RoleChoice = roleChoice
  const says = 'violating' in value ? 'content' : 'decision'
  const sets: readonly (readonly [string, string, readonly string[]])[] =
    'violating' in value
      ? [
          ['violating', 'Outcomes that are right for violating content', value.violating],
          ['harmless', 'Outcomes that are right for harmless content', value.harmless],
        ]
      : [
          ['upheld', 'Outcomes by which the decision before stands', value.upheld],
          ['overturned', 'Outcomes that overturn it', value.overturned],
        ]
  return (
    <div className={styles.record}>
      <div className={styles.half}>
        <StepChoice label="Step" value={value.step} at={`${at}.step`} onCommit={(uid, what) => onCommit({ ...value, step: uid }, what)} />
      </div>
      <div className={styles.half}>
        <RoleChoice
          label="Its part"
          value={value.role}
          at={`${at}.role`}
          onCommit={(role, what) => {
            const { role: _before, ...rest } = value
            return onCommit((role === undefined ? rest : { ...rest, role }) as Decision, what)
          }}
        />
      </div>
      <div className={styles.whole}>
        <Segmented
          label="What it says"
          value={says}
          options={[
            { value: 'content', label: 'Judges the content' },
            { value: 'decision', label: 'Judges the decision before' },
          ]}
          onChange={(next) => {
            if (next === says) return
            const events = (step?.outcomes ?? []).map(({ event }) => event)
            const [first = 'YES', second = 'NO'] = events
            onCommit(
              next === 'content'
                ? { step: value.step, violating: [first], harmless: [second] }
                : { step: value.step, role: value.role === 'qa' ? 'qa' : 'appeal', upheld: [first], overturned: [second] },
              'What it says',
            )
          }}
        />
      </div>
      {sets.map(([key, title, events]) => (
        <fieldset key={key} className={styles.list}>
          <legend>{title}</legend>
          {(step?.outcomes ?? []).map((outcome) => (
            <Checkbox
              key={outcome.event}
              label={outcome.title}
              checked={events.includes(outcome.event)}
              onChange={(on) =>
                onCommit(
                  { ...value, [key]: on ? [...events, outcome.event] : events.filter((event) => event !== outcome.event) } as Decision,
                  title,
                )
              }
            />
          ))}
        </fieldset>
      ))}
    </div>
  )
}
const stepChoice = stateChoice('step')
const roleChoice = choiceOrNone(
  [
    { value: 'qa' as const, label: 'Quality check' },
    { value: 'appeal' as const, label: 'Appeal' },
    { value: 'review' as const, label: 'Review' },
  ],
  'Review (default)',
)
const decisions = list(decision, {
  one: 'deciding step',
  name: ({ step, role = 'review' }: Decision) => `${titleOfState(step)} (${role === 'qa' ? 'quality check' : role})`,
  begin: (): Decision => {
    const deciding = Object.values(session.getState().tables.states).find(({ step }) => step?.kind === 'review' && step.outcomes.length > 1)
    const [first, second] = deciding?.step?.outcomes ?? []
    return { step: deciding?.uid ?? '', violating: [first?.event ?? 'YES'], harmless: [second?.event ?? 'NO'] }
  },
})

const errors = list(
  record<ErrorRate>(
    {
      when: { label: 'For cases with', form: when },
      step: { label: 'At', form: stateChoiceOrNone('step', 'Every step') },
      pool: { label: 'By', form: poolChoiceOrNone('Every pool') },
      wronglyRemoved: { label: 'Wrongly removed', form: share, hint: 'Of harmless cases' },
      wronglyKept: { label: 'Wrongly kept', form: share, hint: 'Of violating cases' },
    },
    ['step', 'pool', 'wronglyRemoved', 'wronglyKept'],
  ),
  {
    one: 'error rates',
    ordered: true,
    name: ({ when: condition, step, pool, wronglyRemoved, wronglyKept }: ErrorRate, index) => {
      const place = [
        step === undefined ? '' : titleOfState(step),
        pool === undefined ? '' : (session.getState().tables.pools[pool]?.title ?? pool),
      ]
      const where = [...place.filter((word) => word !== ''), ...(condition === undefined ? [] : [sayCases(condition, index)])].join(', ')
      return `${where || (index === 0 ? 'Everywhere' : 'Everywhere else')}: ${formatShare(wronglyRemoved)} and ${formatShare(wronglyKept)}`
    },
    begin: (): ErrorRate => ({ wronglyRemoved: 0.05, wronglyKept: 0.05 }),
  },
)

const factors = optional(
  record<Factors>({
    tenure: {
      label: 'By days in the job',
      form: optionalList(
        list(
          record<NonNullable<Factors['tenure']>[number]>(
            {
              days: { label: 'From day', form: number({ min: 0 }) },
              factor: { label: 'Times the errors', form: number({ min: 0, step: 0.1 }) },
            },
            ['days', 'factor'],
          ),
          {
            one: 'stretch of tenure',
            name: ({ days, factor }) => `From day ${days}: ${formatNumber(factor)} times`,
            begin: (before) => ({ days: (before.at(-1)?.days ?? 0) + 30, factor: 1 }),
          },
        ),
      ),
    },
    hoursAtWork: {
      label: 'By hours at work since the shift began',
      form: optionalList(
        list(
          record<NonNullable<Factors['hoursAtWork']>[number]>(
            {
              hours: { label: 'From hour', form: number({ min: 0 }) },
              factor: { label: 'Times the errors', form: number({ min: 0, step: 0.1 }) },
            },
            ['hours', 'factor'],
          ),
          {
            one: 'stretch of the shift',
            name: ({ hours, factor }) => `From hour ${hours}: ${formatNumber(factor)} times`,
            begin: (before) => ({ hours: (before.at(-1)?.hours ?? 0) + 2, factor: 1 }),
          },
        ),
      ),
    },
  }),
  (): Factors => ({}),
)

/** Views an hour: a number, or an expression over the attributes. */
const viewsPerHour: Form<ViewCurve['viewsPerHour']> = function ViewsForm({ label, value, onCommit, hint }) {
  return (
    <CheckedField
      label={label}
      mono
      value={String(value)}
      {...(hint === undefined ? {} : { hint })}
      onCommit={(given) => {
        const plain = Number(given)
        if (given.trim() === '') return 'Write a number, or an expression over the attributes.'
        if (Number.isFinite(plain)) return plain < 0 ? 'Views are not fewer than none.' : onCommit(plain, label)
        return onCommit(given.trim(), label)
      }}
    />
  )
}

type Point = NonNullable<ViewCurve['points']>[number]
const points: Form<Point[] | undefined> = optional(
  list(
    record<Point>(
      {
        hours: { label: 'Hours since posted', form: number({ min: 0 }) },
        factor: { label: 'Times the views', form: number({ min: 0, step: 0.1 }) },
      },
      ['hours', 'factor'],
    ),
    {
      one: 'point',
      least: 2,
      name: ({ hours, factor }: Point) => `After ${formatNumber(hours)} h: ${formatNumber(factor)} times`,
      begin: (before): Point => ({ hours: (before.at(-1)?.hours ?? 0) + 24, factor: 0 }),
    },
  ),
  () => [
    { hours: 0, factor: 1 },
    { hours: 48, factor: 0 },
  ],
)

const curveFields = record<ViewCurve>({
  when: { label: 'For cases with', form: when },
  viewsPerHour: { label: 'Views an hour when posted', form: viewsPerHour, hint: 'A number, or an expression like reach * 100' },
  age: { label: 'Hours since posted, on arrival', form: expressionOrNone('number', '0') },
  halfLife: { label: 'Half as many after', form: durationOrNone },
  points: { label: 'Curve', form: points },
})
/** A curve has a half-life or points: the one that is set takes the other's place. */
const curve: Form<ViewCurve> = function CurveForm({ value, onCommit, ...rest }) {
  const Inner = curveFields
  return (
    <Inner
      {...rest}
      value={value}
      onCommit={(next, what) => {
        const { halfLife, points: own, ...bare } = next
        if (halfLife !== undefined && value.halfLife === undefined) return onCommit({ ...bare, halfLife }, what)
        if (own !== undefined && value.points === undefined) return onCommit({ ...bare, points: own }, what)
        if (halfLife === undefined && own === undefined) return 'Say how views fade: a half-life, or a curve.'
        return onCommit(next, what)
      }}
    />
  )
}
const harm = optional(
  record<Harm>({
    until: { label: 'Seen until a case enters', form: stateSet('atomic'), hint: 'Without any: until its end' },
    curves: {
      label: 'Views',
      form: list(curve, {
        one: 'curve',
        ordered: true,
        name: ({ when: condition, viewsPerHour: rate }: ViewCurve, index) => `${sayCases(condition, index)}: ${rate} an hour at first`,
        begin: (): ViewCurve => ({ viewsPerHour: 100, halfLife: 'PT12H' }),
      }),
    },
  }),
  (): Harm => ({ until: [], curves: [{ viewsPerHour: 100, halfLife: 'PT12H' }] }),
)

/** The boolean attribute that gets the truth. */
const truth: Form<string | undefined> = function TruthForm({ label, value, onCommit, hint }) {
  const attributes = Object.values(useSession((state) => state.tables.attributes)).filter(({ type }) => type === 'boolean')
  return (
    <div>
      <Select
        label={label}
        value={value ?? ''}
        options={[{ value: '', label: 'None' }, ...attributes.map(({ name, title }) => ({ value: name, label: title }))]}
        onChange={(name) => onCommit(name === '' ? undefined : name, label)}
      />
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
    </div>
  )
}

const finals = (): string[] =>
  Object.values(session.getState().tables.states)
    .filter(({ type }) => type === 'final')
    .map(({ uid }) => uid)

/** How well is decided, and what harm is done meanwhile; without it a run says nothing of either. */
export const quality = optional(
  record<Quality>({
    violating: { label: 'Violating cases', form: violating },
    attribute: { label: 'Attribute that holds the truth', form: truth, hint: 'So that conditions of the scenario may ask for it' },
    decisions: { label: 'Steps that decide', form: decisions },
    errors: { label: 'Errors', form: errors, hint: 'The first entry that holds counts; where none does nobody errs' },
    factors: { label: 'What makes errors more or fewer', form: factors },
    removed: { label: 'Ends at which the content is gone', form: stateSet('final') },
    kept: { label: 'Ends at which it stays', form: stateSet('final') },
    harm: { label: 'Views of violating content', form: harm },
  }),
  (): Quality => ({
    violating: [{ share: 0.3 }],
    decisions: [],
    errors: [{ wronglyRemoved: 0.05, wronglyKept: 0.05 }],
    removed: finals().slice(0, 1),
    kept: finals().slice(1, 2),
  }),
)
