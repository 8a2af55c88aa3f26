import { mean } from '../history/quantile.ts'
import type { Foretold } from '../simulation/model/check.ts'
import { sayAnswers } from '../simulation/model/trust.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatMeasured } from '../words/duration.ts'
import { fixed, formatShare } from '../words/number.ts'
import type { Backtested } from './backtest.ts'
import { countsOf, hour, leadTimesOf } from './distances.ts'
import type { EventLog } from './event-log.ts'
import { barOf, marginOf, measures } from './measures.ts'
import type { Measure, Question } from './measures.ts'
import type { Measures } from './score.ts'
import { partTitles } from './swaps.ts'

export type Colour = 'green' | 'amber' | 'red'

/** One measure of the model beside its bar and all that stands beside it. Errors and distances; the model's over its runs. */
export type Judged = {
  readonly measure: Measure
  readonly runs: readonly number[]
  /** On the model's own arrivals, whatever the measure is judged on. */
  readonly freeRuns: readonly number[]
  readonly givenRuns: readonly number[]
  readonly value: number
  readonly replay: number
  readonly noise: number
  readonly days: number
  readonly bar: number
  readonly colour: Colour
}

export type Answer = {
  readonly question: Question
  readonly title: string
  readonly colour: Colour
  readonly measured: readonly Judged[]
  /** Why it is not green; empty when it is. */
  readonly because: string
}

export type Verdict = {
  readonly colour: Colour
  readonly answers: readonly Answer[]
  readonly cautions: readonly string[]
  readonly text: string
}

/** Of the mean lead time. */
const slightShare = 0.05

const questions: readonly (readonly [Question, string])[] = [
  ['volume', 'how many cases come, and when'],
  ['way', 'which way cases go'],
  ['presence', 'when work is done, and by how many'],
  ['leadTime', 'how long cases take'],
  ['throughput', 'how much is finished'],
]

/**
 * What a model may be used for. Green: every measure of the question is inside its bar. Amber: outside, but by no more than the bar again; a distance
 * between times of cases also where it is less than a twentieth of their mean lead time, since a bar of seconds is no fault of a model of hours. Red: else.
 */
export function verdictOf(found: Backtested): Verdict {
  const slight = (mean(leadTimesOf(found.test)) / hour) * slightShare
  const judged = measures.flatMap((measure) => judge(measure, found, slight))
  const answers = questions.flatMap(([question, title]) => {
    const measured = judged.filter(({ measure }) => measure.question === question)
    if (measured.length === 0) return []
    const colour = worst(measured.map((one) => one.colour))
    return [{ question, title, colour, measured, because: colour === 'green' ? '' : becauseOf(question, measured, found) }]
  })
  const colour = worst(answers.map((answer) => answer.colour))
  const cautions = cautionsOf(found)
  return { colour, answers, cautions, text: sayAnswers(answers, cautions) }
}

function judge(measure: Measure, { free, given, replay, noise, days }: Backtested, slight: number): Judged[] {
  const valuesOf = (runs: readonly Measures[]) => runs.map((run) => run[measure.key] ?? NaN)
  const [freeRuns, givenRuns] = [valuesOf(free), valuesOf(given)]
  const runs = measure.free ? freeRuns : givenRuns
  const value = mean(runs)
  const draws = valuesOf(days)
  const beside = { replay: replay[measure.key] ?? NaN, noise: noise[measure.key] ?? NaN, days: mean(draws) }
  const bar = barOf(measure, { ...beside, margin: marginOf(runs, draws) })
  if (Number.isNaN(value) || Number.isNaN(bar)) return []
  const size = Math.abs(value)
  const isTime = measure.question === 'leadTime' && measure.unit === 'h'
  const colour = size <= bar ? 'green' : size <= Math.max(2 * bar, isTime ? slight : 0) ? 'amber' : 'red'
  return [{ measure, runs, freeRuns, givenRuns, value, ...beside, bar, colour }]
}

function worst(colours: readonly Colour[]): Colour {
  return colours.includes('red') ? 'red' : colours.includes('amber') ? 'amber' : 'green'
}

/** What else to know of the model, in sentences. */
function cautionsOf({ drift, split, growing }: Backtested): string[] {
  const moved = drift['cycle_h.mean'] ?? NaN
  return [
    ...(Math.abs(moved) > 0.25
      ? [
          `The work itself moved: in the part to learn from, a copy of the earlier cases comes out with a mean lead time ${offBy(moved)} in its last fifth. No model of the past foretells such a change.`,
        ]
      : []),
    ...(growing.length > 0
      ? [
          `Not for a time further off than this test: the backlog grows. In the part to learn from the waits before ${growing.map((title) => `“${title}”`).join(', ')} grew, and their trend is carried on a while, no further.`,
        ]
      : []),
    ...(split.trainCases < 200 ? [`It learnt from ${split.trainCases} cases only.`] : []),
  ]
}

/** What a scenario that was fitted to the same history keeps of a back-test. `on`: the day of the measurement, like 2026-01-31. */
export function foretoldOf(found: Backtested, { answers, cautions }: Verdict, on: string): Foretold {
  const { split, scenario } = found
  const clock = (epoch: number) => localText(zoneOf(scenario.timezone).toLocal(epoch))
  return {
    on,
    learnt: { cases: split.trainCases, until: clock(split.border) },
    tested: { cases: split.testCases, until: clock(split.lastArrival) },
    answers: answers.map(({ question, title, colour, because }) => ({ question, title, colour, because })),
    cautions: [...cautions],
  }
}

/** The measure that is furthest outside its bar, in words, and the step that weighs most in it. */
function becauseOf(question: Question, measured: readonly Judged[], found: Backtested): string {
  const { test, first } = found
  const off = measured.reduce((most, one) => (excess(one) > excess(most) ? one : most))
  const { measure, value, bar } = off
  const said =
    measure.unit === 'error'
      ? `${measure.title}: ${offBy(value)} (bar ${formatShare(bar)})`
      : `${measure.title}: ${sizeOf(measure, value)} away (bar ${sizeOf(measure, bar)})`
  const where =
    question === 'leadTime' || question === 'throughput' ? heaviestWait(test, first) : question === 'way' ? oddestStep(test, first) : null
  const part = measure.free ? '' : partOf(off, found)
  return `${said}${where === null ? '' : `, most of it ${where}`}${part}`
}

/** The part of the fitted tables that costs most in a measure: with the test's own it comes nearest to the truth. Empty where none takes off a quarter of it. */
function partOf({ measure }: Judged, { swaps, tables, luck }: Backtested): string {
  const runs = tables.slice(0, 2).map((run) => run[measure.key] ?? NaN)
  let before = mean(runs)
  let best: { title: string; from: number; to: number } | null = null
  for (const { part, measures: own } of swaps) {
    const after = own[measure.key] ?? NaN
    if (Math.abs(before) - Math.abs(after) > (best ? Math.abs(best.from) - Math.abs(best.to) : 0))
      best = { title: partTitles[part], from: before, to: after }
    before = after
  }
  if (best === null || Math.abs(best.from) - Math.abs(best.to) < Math.abs(mean(runs)) / 4) return ''
  return `; of the parts of the ${luck.chosen ? 'fitted tables' : 'model'}, ${best.title} costs most: with the test’s own it goes from ${sizeOf(measure, Math.abs(best.from))} to ${sizeOf(measure, Math.abs(best.to))}`
}

function excess({ value, bar }: Judged): number {
  return bar > 0 ? Math.abs(value) / bar : Math.abs(value) > 0 ? Infinity : 0
}

/** The step before which cases wait most too long or too short, over all its visits. */
function heaviestWait(test: EventLog, first: EventLog): string | null {
  const [real, simulated] = [waits(test), waits(first)]
  let heaviest: { activity: string; weight: number; real: number; simulated: number } | null = null
  for (const [activity, { total, n }] of real) {
    const other = simulated.get(activity)
    const perCase = (other?.total ?? 0) / first.cases.size
    const weight = Math.abs(perCase - total / test.cases.size)
    if (heaviest === null || weight > heaviest.weight)
      heaviest = { activity, weight, real: total / n / 1000, simulated: other ? other.total / other.n / 1000 : 0 }
  }
  if (heaviest === null || heaviest.weight < 1000) return null
  return `before “${heaviest.activity}”, which comes ${formatMeasured(heaviest.simulated)} after the step before it, and in truth ${formatMeasured(heaviest.real)}`
}

function waits(log: EventLog): Map<string, { total: number; n: number }> {
  const found = new Map<string, { total: number; n: number }>()
  for (const rows of log.cases.values()) {
    let last = NaN
    for (const { activity, start, end } of rows) {
      if (!Number.isNaN(last)) {
        const sum = found.get(activity) ?? { total: 0, n: 0 }
        found.set(activity, { total: sum.total + Math.max(0, start - last), n: sum.n + 1 })
      }
      last = Number.isNaN(last) ? end : Math.max(last, end)
    }
  }
  return found
}

/** The step that cases come to most too often or too seldom. */
function oddestStep(test: EventLog, first: EventLog): string | null {
  const [real, simulated] = [test, first].map((log) => {
    const counts = countsOf(log.rows.map(({ activity }) => activity))
    return (activity: string) => (counts.get(activity) ?? 0) / log.cases.size
  }) as [(activity: string) => number, (activity: string) => number]
  const names = [...new Set([...test.rows, ...first.rows].map(({ activity }) => activity))]
  const difference = (name: string) => Math.abs(real(name) - simulated(name))
  const oddest = names.reduce((most, name) => (difference(name) > difference(most) ? name : most), names[0] ?? '')
  if (names.length === 0 || difference(oddest) < 0.005) return null
  return `at “${oddest}”, which a case has ${fixed(simulated(oddest), 2)} times, and in truth ${fixed(real(oddest), 2)}`
}

/** `35 % too long`, `4 % too short`. */
function offBy(error: number): string {
  if (!Number.isFinite(error)) return 'beyond all measure'
  return `${formatShare(Math.abs(error))} too ${error > 0 ? 'much' : 'little'}`
}

/** A size in the measure's unit: hours as a duration, shares in per cent. */
export function sizeOf({ unit }: Measure, value: number): string {
  return unit === 'h' ? formatMeasured(value * 3600) : unit === 'share' ? fixed(value, 3) : formatShare(value)
}
