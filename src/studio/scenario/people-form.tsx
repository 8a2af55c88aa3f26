import type { Absence, ExposureBudget, Member, QueueOrder, Shift, Duty } from '../../simulation/model/people.ts'
import { LocalDate } from '../../simulation/model/fields.ts'
import type { PoolScenario } from '../../simulation/model/scenario.ts'
import { formatAmount } from '../../words/number.ts'
import { sayDays } from '../fields/days.ts'
import { useSession } from '../session/session.ts'
import { byId, byProduct, list, oneOf, optional, optionalList, record } from './form.tsx'
import {
  clock,
  dateOrNone,
  distribution,
  durationOrNone,
  flagOrNone,
  number,
  numberExpression,
  numberOrNone,
  shareOrNone,
  text,
  textOrNone,
  texts,
  weekdays,
  when,
  zoneOrNone,
} from './leaves.tsx'

const hours = {
  days: { label: 'Days', form: weekdays },
  from: { label: 'From', form: clock },
  to: { label: 'To', form: clock, hint: 'At or before the start: on the next day' },
  onHolidays: { label: 'Also on holidays', form: flagOrNone },
} as const
const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }

const shifts = list(
  record<Shift>(
    { title: { label: 'Name', form: text }, people: { label: 'People', form: number({ min: 0, max: 100_000, whole: true }) }, ...hours },
    ['title', 'people', 'from', 'to'],
  ),
  {
    one: 'shift',
    name: ({ title, people, days, from, to }: Shift) =>
      `${title}: ${formatAmount(people, 'person', 'people')}, ${sayDays(days)} ${from}–${to}`,
    begin: () => ({ title: 'Day', people: 1, ...office }),
  },
)

const duties = list(record<Duty>({ title: { label: 'Name', form: textOrNone }, ...hours }, ['from', 'to']), {
  one: 'shift',
  least: 1,
  name: ({ title, days, from, to }: Duty) => `${title === undefined ? '' : `${title}: `}${sayDays(days)} ${from}–${to}`,
  begin: () => ({ ...office }),
})

const exposure = optional(
  record<ExposureBudget>(
    { perShift: { label: 'At most, a shift', form: durationOrNone }, perWeek: { label: 'At most, a week', form: durationOrNone } },
    ['perShift', 'perWeek'],
  ),
  (): ExposureBudget => ({ perShift: 'PT4H' }),
)

const cost = {
  costPerHour: { label: 'Cost an hour', form: numberOrNone({ min: 0 }) },
  costPerCase: { label: 'Cost a case', form: numberOrNone({ min: 0 }) },
  vendor: { label: 'Vendor', form: textOrNone },
  site: { label: 'Site', form: textOrNone },
} as const

const members = list(
  record<Member>(
    {
      title: { label: 'Name', form: text },
      count: { label: 'How many', form: numberOrNone({ min: 1, max: 10_000, whole: true }), hint: 'Empty: one' },
      shifts: { label: 'Shifts', form: duties },
      takes: { label: 'Takes only cases with', form: when },
      skills: { label: 'Skills, in words', form: optionalList(texts(undefined, 'Arabic, child safety')) },
      speed: {
        label: 'Pace',
        form: numberOrNone({ min: 0.01, max: 100, step: 0.05, unit: 'times' }),
        hint: 'Empty: as the step’s time says',
      },
      errorFactor: { label: 'Errors', form: numberOrNone({ min: 0, step: 0.1, unit: 'times' }), hint: 'Empty: as the step’s rates' },
      startedOn: { label: 'First day', form: dateOrNone },
      rampUp: {
        label: 'New: the pace grows',
        form: optional(
          record<NonNullable<Member['rampUp']>>(
            {
              days: { label: 'Over', form: number({ min: 1, max: 3660, unit: 'days' }) },
              from: { label: 'From', form: number({ scale: 100, unit: '%', min: 1, max: 100 }) },
            },
            ['days', 'from'],
          ),
          () => ({ days: 60, from: 0.5 }),
        ),
      },
      ...cost,
      exposure: { label: 'Time on sensitive material', form: exposure },
    },
    ['title', 'count', 'speed', 'errorFactor', 'costPerHour', 'costPerCase', 'vendor', 'site'],
  ),
  {
    one: 'people of their own',
    name: ({ title, count = 1, skills = [] }: Member) =>
      `${title}${count === 1 ? '' : `, ${count} of them`}${skills.length === 0 ? '' : `: ${skills.join(', ')}`}`,
    begin: () => ({ title: 'New colleague', shifts: [{ ...office }] }),
  },
)

type Scheduled = Extract<Absence, { kind: 'scheduled' }>
type Drawn = Extract<Absence, { kind: 'drawn' }>
const absences = list(
  oneOf<Absence>({
    scheduled: {
      label: 'At fixed times of the week',
      begin: ({ title }) => ({ kind: 'scheduled', title, days: [3], from: '10:00', to: '11:00', share: 1 }),
      form: record<Scheduled>(
        {
          kind: byProduct,
          title: { label: 'Name', form: text },
          days: { label: 'Days', form: weekdays },
          from: { label: 'From', form: clock },
          to: { label: 'To', form: clock },
          share: { label: 'Share of those on shift', form: shareOrNone },
          people: { label: 'Or so many people', form: numberOrNone({ min: 0, whole: true }) },
        },
        ['from', 'to', 'share', 'people'],
      ),
    },
    drawn: {
      label: 'Each person now and then',
      begin: ({ title }) => ({ kind: 'drawn', title, every: { kind: 'constant', value: 7200 }, lasts: { kind: 'constant', value: 900 } }),
      form: record<Drawn>({
        kind: byProduct,
        title: { label: 'Name', form: text },
        every: { label: 'After so long on shift', form: distribution },
        lasts: { label: 'For so long', form: distribution },
      }),
    },
  }),
  {
    one: 'absence',
    name: ({ title }: Absence) => title,
    begin: (): Absence => ({
      kind: 'drawn',
      title: 'Breaks',
      every: { kind: 'constant', value: 7200 },
      lasts: { kind: 'constant', value: 900 },
    }),
  },
)

const justKind = <K extends QueueOrder['kind']>(label: string, kind: K) =>
  ({
    label,
    begin: () => ({ kind }) as unknown as Extract<QueueOrder, { kind: K }>,
    form: () => null,
  }) as const
const byExpression = <K extends 'priority' | 'value'>(label: string, kind: K) => ({
  label,
  begin: () => ({ kind, expression: '1' }) as unknown as Extract<QueueOrder, { kind: K }>,
  form: record<Extract<QueueOrder, { kind: K }>>({
    kind: byProduct,
    expression: { label: 'Largest first', form: numberExpression },
  } as never),
})
const order = oneOf<QueueOrder>({
  arrival: justKind('First come, first served', 'arrival'),
  priority: byExpression('Largest value of an expression', 'priority'),
  deadline: justKind('Earliest deadline', 'deadline'),
  shortest: justKind('Shortest expected work', 'shortest'),
  value: byExpression('Largest value for the work', 'value'),
})

/** Days on which only shifts that say so are worked. */
export const holidays = optionalList(texts(LocalDate, '2025-12-25, 2026-01-01'))

const pool = record<PoolScenario>(
  {
    shifts: { label: 'Shifts of people alike', form: shifts },
    members: { label: 'People one by one', form: optionalList(members), hint: 'With skills, pace, tenure and contracts of their own' },
    absences: { label: 'Absences', form: optionalList(absences) },
    holidays: { label: 'Holidays of this pool', form: holidays, hint: 'Beside the scenario’s' },
    order: { label: 'Order of the queue', form: order },
    exposure: { label: 'Time on sensitive material', form: exposure, hint: 'A hard rule for each person; without one there is none' },
    timezone: { label: 'Time zone', form: zoneOrNone },
    ...cost,
  },
  ['costPerHour', 'costPerCase', 'vendor', 'site'],
)

/** Who works when, pool by pool. */
export const pools = byId<PoolScenario>(
  pool,
  () => Object.values(useSession((state) => state.tables.pools)).map(({ id, title }) => ({ id, label: title })),
  () => ({ shifts: [], order: { kind: 'arrival' } }),
)
