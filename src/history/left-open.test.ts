import { expect, test } from 'vitest'
import { historyOf } from '../../tests/discover/logs.node.ts'
import { review, workflow } from '../../tests/engine/build.ts'
import { compile } from '../simulation/compile/compile.ts'
import { replicate } from '../simulation/experiment/replicate.ts'
import { logHooks } from '../simulation/experiment/trace.ts'
import { arrivalsOf } from './arrivals.ts'
import { calibrate } from './calibrate.ts'
import { indexCases, lastInstant } from './cases.ts'
import { leftOpen } from './left-open.ts'
import { mean } from './quantile.ts'

const head = 'case_id,activity,start,end,resource'
const minute = 60_000
/** Monday 2026-03-02, so many days later, at an hour of the day. */
const on = (day: number, hour: number) => Date.UTC(2026, 2, 2 + day, 0, Math.round(hour * 60))
const row = (id: string, from: number, to: number, who: string) =>
  `${id},review,${new Date(from).toISOString()},${new Date(to).toISOString()},${who}`
/** Somebody else, who shows the hours of the activity: Monday to Friday from nine to five. */
const usual = Array.from({ length: 28 }, (_, day) => day)
  .filter((day) => day % 7 < 5)
  .flatMap((day) =>
    [9, 10, 11, 12, 13, 14, 15, 16].map((hour) => row(`u${day}-${hour}`, on(day, hour), on(day, hour) + 10 * minute, 'ben')),
  )

test('what is begun meanwhile is no work of the row that stays open; what ends when nobody works was closed by nobody; work taken up again in the morning stays as it is', async () => {
  const own = [
    // Two others inside, from 9:30 to 9:45 and 10:00 to 10:20: half an hour before the first and 40 minutes after the last.
    row('outer', on(0, 9), on(0, 11), 'ann'),
    row('first', on(0, 9.5), on(0, 9.75), 'ann'),
    row('last', on(0, 10), on(0, 10) + 20 * minute, 'ann'),
    // The other goes on after it.
    row('left', on(0, 13), on(0, 14), 'ann'),
    row('taken', on(0, 13) + 40 * minute, on(0, 14.5), 'ann'),
    row('turned', on(1, 16), on(2, 6), 'ann'),
    row('short', on(1, 16) + 10 * minute, on(1, 16) + 20 * minute, 'ann'),
    row('closed', on(2, 16), on(3, 6), 'ann'),
    row('resumed', on(3, 16.5), on(4, 9) + 20 * minute, 'ann'),
    // Less than ten hours, alone and with another begun meanwhile.
    row('evening', on(7, 16.75), on(8, 2), 'ann'),
    row('laid', on(8, 16.5), on(9, 2), 'ann'),
    row('inside', on(8, 16.5) + 10 * minute, on(8, 16.5) + 20 * minute, 'ann'),
  ]
  const history = await historyOf([head, ...usual, ...own].join('\n'))
  const work = leftOpen(history, indexCases(history), lastInstant(history) + 1, null)!
  const of = (id: string) => work[history.caseId.codes.indexOf(history.caseId.values.indexOf(id))]! / 60
  expect(['outer', 'first', 'last', 'left', 'taken', 'turned', 'short', 'closed', 'resumed', 'evening', 'laid', 'inside'].map(of)).toEqual([
    70,
    NaN,
    NaN,
    40,
    NaN,
    Infinity,
    NaN,
    Infinity,
    NaN,
    Infinity,
    Infinity,
    NaN,
  ])
  const plain = await historyOf([head, ...usual].join('\n'))
  expect(leftOpen(plain, indexCases(plain), lastInstant(plain) + 1, null)).toBeNull()
})

test('where every fourteenth case is left open until six in the morning, work, waits and lead times of a run with the same arrivals are the truth, and a second person takes away the waits alone', async () => {
  // The truth: two cases every hour on the hour, ten minutes of work each, so that the second waits ten minutes; whoever is left open ends at 06:00 of the next day.
  const rows: string[] = []
  for (let day = 0; day < 84; day++)
    for (let hour = 9; hour < 16 && day % 7 < 5; hour++)
      for (const place of [0, 1]) {
        const begin = on(day, hour) + place * 10 * minute
        const open = (rows.length * 5) % 14 === 3
        const id = `c${rows.length},${new Date(on(day, hour)).toISOString()}`
        rows.push(
          `${id},review,${new Date(begin).toISOString()},${new Date(open ? on(day + 1, 6) : begin + 10 * minute).toISOString()},ann`,
        )
      }
  const history = await historyOf([`case_id,arrived,activity,start,end,resource`, ...rows].join('\n'))
  const oneStep = workflow({ states: { review: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
  const { scenario, observed } = calibrate({ workflow: oneStep, history, scenarioId: 'x' })
  const usual = new Map(observed.rows.map(({ measure, history: times }) => [measure, times.mean]))
  expect([usual.get('wait'), usual.get('handle')]).toEqual([300, 600])
  const { time, rest } = scenario.performance['review']!
  expect(time).toEqual([{ distribution: { kind: 'constant', value: 600 } }])
  expect(rest?.[0]?.share).toBeCloseTo(1 / 14, 2)

  const runWith = (people: number) => {
    const pools = Object.fromEntries(
      Object.entries(scenario.pools).map(([id, pool]) => [id, { ...pool, shifts: pool.shifts.map((shift) => ({ ...shift, people })) }]),
    )
    const compiled = compile({
      workflow: oneStep,
      scenario: { ...scenario, pools, demand: { kind: 'replay' } },
      arrivals: arrivalsOf(history, oneStep, scenario),
      run: { days: 84, replications: 1, warmup: 0 },
    })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const { spans, waits }: { spans: number[]; waits: number[] } = { spans: [], waits: [] }
    replicate(
      compiled.program,
      0,
      logHooks(compiled.program, ({ enabled, start, end }) => {
        spans.push(end - start!)
        waits.push(start! - enabled)
      }),
    )
    return { spans, waits }
  }
  expect(Object.values(scenario.pools).flatMap(({ shifts }) => shifts.map(({ people }) => people))).toEqual([1])
  const { spans, waits } = runWith(1)
  const index = indexCases(history)
  const real = Array.from({ length: history.rows }, (_, at) => history.end[at]! - history.start[at]!)
  expect(index.cases).toBe(840)
  // The truth: half of the cases wait ten minutes. The sum of the rows goes by how many are left open: 60 of 840 give or take 7.5.
  expect(mean(waits)).toBeGreaterThan(270)
  expect(mean(waits)).toBeLessThan(330)
  expect(Math.abs(mean(spans) / mean(real) - 1)).toBeLessThan(0.25)
  const two = runWith(2)
  expect(mean(two.waits)).toBeLessThan(30)
  // The same visits stay open for as long: that was nobody's work.
  expect(mean(two.spans)).toBeCloseTo(mean(spans), 6)
})
