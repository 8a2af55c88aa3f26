import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresOf, leadEdges } from '../../src/backtest/log-figures.ts'
import { logOfHistory } from '../../src/backtest/logs.ts'
import { sideBySide } from '../../src/backtest/side-by-side.ts'
import { indexCases } from '../../src/history/cases.ts'
import { historyOf } from '../discover/logs.node.ts'
import { pool, review, scenario, takes, workflow } from '../engine/build.ts'

const minute = 60_000
const day = 24 * 60
/** Monday 2025-01-06. */
const from = Date.UTC(2025, 0, 6)

type Row = { readonly case: string; readonly activity: string; readonly start: number; readonly end: number }

/** Counted minute by minute, as a person with a ruler would. */
function byRuler(rows: readonly Row[], arrived: ReadonlyMap<string, number>, days: number) {
  const order = (id: string) => rows.filter((row) => row.case === id).sort((a, b) => a.start - b.start || a.end - b.end)
  const readyFor = (row: Row) =>
    Math.max(
      arrived.get(row.case)!,
      ...order(row.case)
        .slice(0, order(row.case).indexOf(row))
        .map(({ end }) => end),
    )
  const queueAtNine = Array.from({ length: days }, (_, at) => {
    const now = at * day + 9 * 60
    return rows.filter((row) => readyFor(row) <= now && now < row.start).length
  })
  const workByHour = Array.from({ length: 168 }, () => 0)
  const workByWeek = Array.from({ length: days / 7 }, () => 0)
  for (const { start, end } of rows)
    for (let at = start; at < end && at < days * day; at++) {
      workByHour[Math.floor(at / 60) % 168]! += 1 / 60 / (days / 7)
      workByWeek[Math.floor(at / (7 * day))]! += 1 / 60
    }
  const ends = [...new Set(rows.map((row) => row.case))].map((id) => Math.max(...order(id).map(({ end }) => end), arrived.get(id)!))
  const doneByWeek = workByWeek.map((_, at) => ends.filter((end) => Math.floor(end / (7 * day)) === at).length)
  const begunByHour = workByHour.map(
    (_, at) => rows.filter(({ start }) => start < days * day && Math.floor(start / 60) % 168 === at).length / (days / 7),
  )
  const waits = (title: string) =>
    rows.filter(({ activity }) => activity === title).map((row) => Math.max(0, row.start - readyFor(row)) * 60)
  return { queueAtNine, workByHour, workByWeek, doneByWeek, begunByHour, waits }
}

const row = fc.record({
  case: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  activity: fc.constantFrom('Look', 'Decide'),
  start: fc.integer({ min: 0, max: 14 * day }),
  length: fc.integer({ min: 0, max: 2 * day }),
})

test('what is laid over the model is what a count by the minute gives', () => {
  fc.assert(
    fc.property(fc.uniqueArray(row, { minLength: 1, maxLength: 14, selector: ({ case: id, start }) => `${id} ${start}` }), (drawn) => {
      const rows = drawn.map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }))
      const arrived = new Map(
        [...new Set(rows.map((one) => one.case))].map((id) => [
          id,
          Math.max(0, Math.min(...rows.filter((one) => one.case === id).map(({ start }) => start)) - 700),
        ]),
      )
      const log = {
        rows: rows.map((one) => ({
          ...one,
          start: from + one.start * minute,
          end: from + one.end * minute,
          resource: '',
          category: '',
          timed: true,
        })),
        arrived: new Map([...arrived].map(([id, at]) => [id, from + at * minute])),
      }
      const window = { from, to: from + 14 * day * minute, cut: Infinity }
      const edges = leadEdges(log, window)
      const found = figuresOf(log, window, edges)
      const ruler = byRuler(rows, arrived, 14)
      expect(found.queueAtNine).toEqual(ruler.queueAtNine)
      expect(found.doneByWeek).toEqual(ruler.doneByWeek)
      for (const name of ['workByWeek', 'workByHour', 'begunByHour'] as const)
        for (const [at, value] of found[name].entries()) expect(value).toBeCloseTo(ruler[name][at]!, 6)
      for (const { title, wait, visits } of found.steps) {
        const waits = ruler.waits(title)
        expect(visits).toBe(waits.length)
        expect(wait!.mean).toBeCloseTo(waits.reduce((sum, one) => sum + one, 0) / waits.length, 4)
      }
      expect(found.leadShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    }),
    { numRuns: 60 },
  )
})

const desk = workflow({
  states: { read: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } },
})

/** A case every hour, taken up after `wait` minutes and worked on for twenty; weekdays and nights alike, for three weeks. */
function hourly(wait: number): string {
  const text = (at: number) => new Date(from + at * minute).toISOString().slice(0, 19)
  return [
    'case_id,activity,arrived,start,end,resource',
    ...Array.from({ length: 21 * 24 }, (_, at) => `c${at},Read,${text(at * 60)},${text(at * 60 + wait)},${text(at * 60 + wait + 20)},r`),
  ].join('\n')
}

test('the model runs on the history’s own arrivals: the same cases in the same hours, and its own times', async () => {
  const history = await historyOf(hourly(0))
  const model = scenario({
    casesPerHour: 9,
    days: 5,
    pools: { people: pool(1) },
    performance: { read: takes({ kind: 'constant', value: 2400 }) },
  })
  const found = await sideBySide({
    workflow: desk,
    scenario: model,
    past: null,
    history,
    index: indexCases(history),
    replications: 2,
    kind: null,
    breathe: () => Promise.resolve(),
  })
  expect(found.history.leadTime!.mean).toBeCloseTo(1200, 6)
  for (const run of found.runs) {
    expect(run.leadTime!.mean).toBeCloseTo(2400, 6)
    expect(run.begunByHour.slice(0, 100)).toEqual(found.history.begunByHour.slice(0, 100))
    expect(run.workByHour[30]).toBeCloseTo(2 * found.history.workByHour[30]!, 6)
  }
})

test('a wait step is nobody’s work, in the history as in the model', async () => {
  const window = workflow({
    states: {
      read: { step: review(['DONE']), on: { DONE: 'hold' } },
      hold: { step: { kind: 'wait', outcomes: [] }, after: { 3600: 'end' } },
      end: { kind: 'final' },
    },
  })
  const text = (at: number) => new Date(from + at * minute).toISOString().slice(0, 19)
  const rows = Array.from({ length: 21 * 24 }, (_, at) => [
    `c${at},Read,${text(at * 60)},${text(at * 60 + 20)},r`,
    `c${at},Hold,${text(at * 60 + 20)},${text(at * 60 + 80)},`,
  ])
  const history = await historyOf(['case_id,activity,start,end,resource', ...rows.flat()].join('\n'))
  const log = logOfHistory(history, window, () => true)
  const work = log.rows.reduce((sum, { start, end }) => sum + end - start, 0)
  expect(work).toBe(21 * 24 * 20 * minute)
})
