import type { Backlog, MixBlock, MixEntry } from '../../simulation/model/demand.ts'
import type { Distribution } from '../../simulation/model/distribution.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { titleOf } from '../../workflow/tree.ts'
import { formatAmount, formatShare } from '../../words/number.ts'
import { AddButton } from '../fields/add-button.tsx'
import { sayDays } from '../fields/days.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { session, useSession } from '../session/session.ts'
import { X } from 'lucide-react'
import { list, optional, optionalList, record, type Form } from './form.tsx'
import { attributeValues, clock, distribution, number, stateChoice, text, weekdays } from './leaves.tsx'
import styles from './form.module.css'

/** Number attributes that differ from case to case. */
const numbers: Form<Record<string, Distribution> | undefined> = function NumbersForm({ value, onCommit, at }) {
  const attributes = Object.values(useSession((state) => state.tables.attributes)).filter(({ type }) => type === 'number')
  const Inner = distribution
  const given = value ?? {}
  const without = (name: string) => {
    const { [name]: _gone, ...rest } = given
    return Object.keys(rest).length === 0 ? undefined : rest
  }
  return (
    <>
      {attributes.map(({ name, title }) => {
        const drawn = Object.hasOwn(given, name) ? given[name] : undefined
        if (drawn === undefined)
          return (
            <AddButton
              key={name}
              onClick={() => onCommit({ ...given, [name]: { kind: 'uniform', low: 0, high: 1 } }, `Draw ${title}`)}
            >{`Draw ${title} anew for each case`}</AddButton>
          )
        return (
          <div key={name}>
            <div className={styles.line}>
              <span>{`${title} is drawn anew for each case`}</span>
              <IconButton label={`Do not draw ${title}`} icon={<X />} onClick={() => onCommit(without(name), `Do not draw ${title}`)} />
            </div>
            <Inner label={title} value={drawn} at={`${at}.${name}`} onCommit={(next, what) => onCommit({ ...given, [name]: next }, what)} />
          </div>
        )
      })}
    </>
  )
}

const kind = record<MixEntry>({
  weight: { label: 'Weight', form: number({ min: 0.000_001 }), hint: 'Beside the others: twice the weight is twice the cases' },
  values: { label: 'What its cases are like', form: attributeValues },
  numbers: { label: 'Drawn', form: numbers },
})

/** What cases of a kind are like, in a few words: `Language German, policy area spam`. */
export function sayKind(
  { values, numbers: drawn = {} }: Pick<MixEntry, 'values' | 'numbers'>,
  attributes: Readonly<Record<string, Attribute>>,
): string {
  const facts = Object.entries(values).map(
    ([name, value]) => `${attributes[name]?.title ?? name} ${value === true ? 'yes' : value === false ? 'no' : value}`,
  )
  const open = Object.keys(drawn).map((name) => `${attributes[name]?.title ?? name} drawn`)
  return [...facts, ...open].join(', ') || 'All as by default'
}

const total = (mix: readonly MixEntry[]) => mix.reduce((sum, { weight }) => sum + weight, 0)

/** The kinds of case, with their shares. */
export const mix: Form<MixEntry[]> = list(kind, {
  one: 'kind of case',
  name: (entry: MixEntry) => {
    const { tables, scenarioId } = session.getState()
    const all = tables.scenarios[scenarioId ?? '']?.mix ?? [entry]
    return `${formatShare(entry.weight / Math.max(1e-12, total(all)))} ${sayKind(entry, tables.attributes)}`
  },
  begin: (before) => ({ weight: before.length === 0 ? 1 : Number((total(before) / before.length).toPrecision(3)), values: {} }),
})

/** One weight for each kind of case, in the order of the mix. */
const weights: Form<number[]> = function WeightsForm({ value, onCommit }) {
  const { tables, scenarioId } = useSession((state) => state)
  const kinds = tables.scenarios[scenarioId ?? '']?.mix ?? []
  return (
    <div className={styles.record}>
      {kinds.map((entry, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- kinds have no name of their own; their place in the mix is their identity
        <div key={index} className={styles.whole}>
          <NumberField
            label={sayKind(entry, tables.attributes)}
            min={0}
            value={value[index] ?? 0}
            onCommit={(next) =>
              onCommit(
                kinds.map((_, at) => (at === index ? (next ?? 0) : (value[at] ?? 0))),
                'Weights',
              )
            }
          />
        </div>
      ))}
    </div>
  )
}

const block = record<MixBlock>(
  {
    title: { label: 'Name', form: text },
    days: { label: 'Days', form: weekdays },
    from: { label: 'From', form: clock },
    to: { label: 'To', form: clock },
    weights: { label: 'Weights', form: weights },
  },
  ['from', 'to'],
)

/** Hours of the week with another mix. */
export const mixByWeek = optionalList(
  list(block, {
    one: 'hours with another mix',
    ordered: true,
    name: ({ title, days, from, to }: MixBlock) => `${title}: ${sayDays(days)}, ${from} to ${to}`,
    begin: () => {
      const { tables, scenarioId } = session.getState()
      const kinds = tables.scenarios[scenarioId ?? '']?.mix ?? []
      return { title: 'Nights', days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00', weights: kinds.map(({ weight }) => weight) }
    },
  }),
)

const open = record<Backlog>(
  {
    title: { label: 'Name', form: text },
    state: { label: 'State', form: stateChoice('atomic') },
    cases: { label: 'Cases', form: number({ min: 1, max: 1_000_000, whole: true }) },
    age: { label: 'Arrived so long ago', form: distribution },
    inState: {
      label: 'In the state for',
      form: optional(distribution, (): Distribution => ({ kind: 'uniform', low: 0, high: 86_400 })),
      hint: 'Without: since the run begins',
    },
    values: {
      label: 'What they are like',
      form: optional(attributeValues, () => ({})),
    },
  },
  ['state', 'cases'],
)

/** Cases that are there when the run begins. */
export const backlog = optionalList(
  list(open, {
    one: 'open cases',
    name: ({ title, cases, state }: Backlog) => {
      const { states } = session.getState().tables
      const at = states[state]
      return `${title}: ${formatAmount(cases, 'case')} in ${at ? titleOf(at) : state}`
    },
    begin: (): Backlog => ({ title: 'Monday morning', state: firstStep(), cases: 100, age: { kind: 'uniform', low: 0, high: 172_800 } }),
  }),
)

function firstStep(): string {
  const { states } = session.getState().tables
  return Object.values(states).find(({ step }) => step !== null && step !== undefined)?.uid ?? ''
}
