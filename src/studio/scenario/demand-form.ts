import type { Demand, Profile, Replay, Resample, SpecialDays, Spike } from '../../simulation/model/demand.ts'
import { LocalDate } from '../../simulation/model/fields.ts'
import { formatShare, formatSigned } from '../../words/number.ts'
import { fittedRate } from '../session/loaded-history.ts'
import { session } from '../session/session.ts'
import { byProduct, type Field, list, oneOf, optional, optionalList, orNull, record } from './form.tsx'
import { localSeconds, localText } from '../../simulation/model/wall-clock.ts'
import { dateSpan, durationOrNone, localTime, localTimeOrNone, number, numberOrNone, shareOrNone, text, texts, when } from './leaves.tsx'
import { dayShapeOrNone, weekShape } from './shape-form.tsx'

/** When the scenario at hand begins: what is added to its calendar begins there. */
const scenarioStart = () => {
  const { tables, scenarioId } = session.getState()
  return tables.scenarios[scenarioId ?? '']?.start ?? '2026-01-05T00:00:00'
}

const datesCheck = {
  safeParse: (given: string) =>
    given.split('/').length <= 2 && given.split('/').every((part) => LocalDate.safeParse(part).success)
      ? { success: true }
      : { success: false, error: { issues: [{ message: 'write dates like 2025-12-25, or 2025-12-24/2025-12-26' }] } },
}

const spike = record<Spike>(
  {
    title: { label: 'Name', form: text },
    from: { label: 'From', form: localTime },
    to: { label: 'Until', form: localTimeOrNone },
    factor: { label: 'Times as many', form: number({ min: 0.001, max: 1000, step: 0.1 }) },
    halfLife: { label: 'Half gone after', form: durationOrNone },
    when: { label: 'Only cases with', form: when },
  },
  ['from', 'to', 'factor', 'halfLife'],
)
const spikes = list(spike, {
  one: 'spike',
  name: ({ title, factor, from }: Spike) => `${title}: ${formatSigned(factor - 1, formatShare)} from ${from.slice(0, 10)}`,
  begin: () => ({ title: 'An attack in the news', from: scenarioStart(), factor: 2, halfLife: 'P1D' }),
})

const specialDays = record<SpecialDays>({
  title: { label: 'Name', form: text },
  dates: { label: 'Dates', form: texts(datesCheck, '2025-12-25, 2025-12-31/2026-01-01') },
  factor: { label: 'Times as many', form: number({ min: 0, max: 1000, step: 0.1 }) },
  hourOfDay: { label: 'Hours of these days', form: dayShapeOrNone },
  when: { label: 'Only cases with', form: when },
})
const calendar = optionalList(
  list(specialDays, {
    one: 'special days',
    name: ({ title, factor, dates }: SpecialDays) => `${title}: ${formatSigned(factor - 1, formatShare)} on ${dates.join(', ')}`,
    begin: () => ({ title: 'Holiday', dates: [scenarioStart().slice(0, 10)], factor: 0.5 }),
  }),
)

type Thinning = NonNullable<Profile['thinning']>
const thinning = optional(
  record<Thinning>({ keep: { label: 'Only cases with', form: when }, share: { label: 'Of these so many come', form: shareOrNone } }),
  (): Thinning => ({ share: 0.9 }),
)

type Changes = Pick<Profile, 'scale' | 'shift' | 'calendar' | 'thinning'>
const changes: { readonly [K in keyof Changes]-?: Field<Changes[K]> } = {
  scale: {
    label: 'Scaled',
    form: numberOrNone({ min: 0.001, max: 1000, step: 0.1, unit: 'times' }),
    hint: 'Empty: as it is. 1.1 is 10 % more',
  },
  shift: { label: 'Moved later by', form: numberOrNone({ min: -167, max: 167, whole: true, unit: 'hours' }), hint: 'Negative: earlier' },
  calendar: { label: 'Special days', form: calendar },
  thinning: { label: 'Which cases come', form: thinning, hint: 'The others are handled elsewhere, by a classifier, say' },
}

const noise = record<NonNullable<Profile['noise']>>({
  variation: { label: 'Variation of the hourly rate', form: number({ scale: 100, unit: '%', min: 0.1, max: 1000 }) },
  correlation: { label: 'Likeness of hours that follow each other', form: number({ min: 0, max: 0.999, step: 0.05 }) },
})

const profile = record<Profile>(
  {
    kind: byProduct,
    casesPerHour: { label: 'Cases an hour', form: number({ min: 0, max: 10_000_000 }), hint: 'Mean over a whole week, at the start' },
    growthPerMonth: { label: 'Growth', form: number({ scale: 100, unit: '% a month', min: -50, max: 100 }) },
    hourOfWeek: { label: 'Shape of the week', form: weekShape },
    spikes: { label: 'Spikes', form: spikes },
    ...changes,
    noise: {
      label: 'Noise from hour to hour',
      form: orNull(noise, () => ({ variation: 0.3, correlation: 0.5 })),
      hint: 'Without: chance alone (plain Poisson)',
    },
  },
  ['casesPerHour', 'growthPerMonth', 'scale', 'shift'],
)

const replay = record<Replay>({ kind: byProduct, spikes: { label: 'Spikes', form: optionalList(spikes) }, ...changes }, ['scale', 'shift'])

/** The four weeks up to the day before the scenario begins. */
const weeksBefore = (start: string) => {
  const date = (days: number) => localText(localSeconds(start) - days * 86_400).slice(0, 10)
  return `${date(28)}/${date(1)}`
}

const resample = record<Resample>(
  {
    kind: byProduct,
    window: { label: 'Days drawn from', form: dateSpan, hint: 'First and last date of the past, 2025-01-06/2025-03-30' },
    leaveOut: { label: 'Dates never drawn', form: optionalList(texts(datesCheck, '2025-12-25, 2025-12-31/2026-01-01')) },
    spikes: { label: 'Spikes', form: optionalList(spikes) },
    ...changes,
  },
  ['scale', 'shift'],
)

const kept = ({ scale, shift, calendar: days, thinning: thin }: Changes): Changes => ({
  ...(scale === undefined ? {} : { scale }),
  ...(shift === undefined ? {} : { shift }),
  ...(days === undefined ? {} : { calendar: days }),
  ...(thin === undefined ? {} : { thinning: thin }),
})

/** Where cases come from. */
export const demand = oneOf<Demand>({
  profile: {
    label: 'A rate by hour of the week',
    // Of a scenario that was fitted just now the rate is known as well as the days.
    begin: (before) => ({
      ...(fittedRate(session.getState().scenarioId) ?? {
        kind: 'profile',
        casesPerHour: 10,
        hourOfWeek: Array.from({ length: 168 }, () => 1),
        growthPerMonth: 0,
        noise: null,
      }),
      spikes: before.spikes ?? [],
      ...kept(before),
    }),
    form: profile,
  },
  replay: {
    label: 'The history itself, case by case',
    begin: (before) => ({ kind: 'replay', ...(before.spikes === undefined ? {} : { spikes: before.spikes }), ...kept(before) }),
    form: replay,
  },
  resample: {
    label: 'Days of the past, drawn anew',
    begin: (before) => ({
      kind: 'resample',
      window: weeksBefore(scenarioStart()),
      ...(before.spikes === undefined ? {} : { spikes: before.spikes }),
      ...kept(before),
    }),
    form: resample,
  },
})
