import { expect, test } from 'vitest'
import { sayCases, sourcesOf } from '../history/case-scripts.ts'
import type { CaseScript, Sourcing } from '../history/case-scripts.ts'
import { discover } from '../history/discover/discover.ts'
import { mean } from '../history/quantile.ts'
import { readHistory } from '../history/read.ts'
import { uniform } from '../simulation/engine/chance.ts'
import { backtest } from './backtest.ts'
import { chooseLuck, luckAsked, nearestOf } from './choose-luck.ts'
import type { LuckAsked } from './choose-luck.ts'

const breathe = async () => {}
const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)

/**
 * Steps in a row, what was written of them `until` an instant: in every second case all two days apart, else an hour, and which way it goes after every second step is that of the first time (`bound`); or each a day
 * or so after the one before, by itself; so large a share `late`, a month.
 */
async function history(cases: number, bound: boolean, { until = Infinity, late = 0 } = {}) {
  const rows = ['case_id,activity,end,resource']
  for (let id = 0; id < cases; id++) {
    let at = Date.UTC(2025, 0, 6) / 1000 + id * 4800 + uniform(1, 1, id, 0) * 4800
    const slow = id % 2 === 0
    const ways = slow ? ['Ask', 'Look', 'Weigh', 'Doubt', 'Say', 'Deny'] : ['Ask', 'Skim', 'Weigh', 'Trust', 'Say', 'Allow']
    const steps = bound ? ways : ['Ask', 'Look', 'Weigh', 'Say']
    for (const [k, activity] of steps.entries()) {
      const luck = uniform(1, 3, id, k)
      if (k > 0)
        at += bound ? (slow ? 172_800 * (0.9 + 0.2 * luck) : 3600 * (0.5 + luck)) : luck < late ? 30 * 86_400 : -86_400 * Math.log(luck)
      if (at <= until) rows.push(`c${id},${activity},${stamp(at)},`)
    }
  }
  async function* once() {
    yield rows.join('\n')
  }
  const columns = { case_id: 'case_id', activity: 'activity', end: 'end', resource: 'resource' }
  return readHistory(once(), { form: 'events', columns, timezone: 'UTC' })
}
const drawn = (of: Awaited<ReturnType<typeof history>>) => discover(of, { id: 'drawn', title: 'Drawn' }).workflow

test('past luck where what belongs together within a case is the point, tables where nothing does', async () => {
  const bound = await history(1000, true)
  const found = await chooseLuck(bound, drawn(bound), 1, breathe)
  expect(found.chosen).not.toBeNull()
  expect(found.because).toMatch(/past luck is \d+ % nearer than fitted tables$/)
  const free = await history(1000, false)
  expect((await chooseLuck(free, drawn(free), 1, breathe)).chosen).toBeNull()
})

test('where a case in twelve takes a month, runs are laid beside a log that was cut as far as it goes: tables that are the truth are not far off', async () => {
  const cut = await history(1000, false, { until: Date.UTC(2025, 0, 6) / 1000 + 1000 * 4800, late: 0.027 })
  const [tables] = (await chooseLuck(cut, drawn(cut), 1, breathe)).tried
  // 0.69: every measure at its bar.
  expect(tables!.off).toBeLessThan(0.69)
})

test('the same of the test: where the log breaks off, tables that are the truth foretell how long cases take as far as it goes', async () => {
  const cut = await history(1000, false, { until: Date.UTC(2025, 0, 6) / 1000 + 1000 * 4800, late: 0.027 })
  const found = await backtest({ history: cut, workflow: null, replications: 3, breathe })
  expect(found.breaksOff).toBe(true)
  // A row of a month and more that was not over is in no log: runs that go on would be a third too long on average.
  expect(Math.abs(mean(found.given.map((run) => run['cycle_h.mean']!)))).toBeLessThan(0.1)
})

test('few cases lend no luck, and a history that cannot be cut says so', async () => {
  const small = await history(300, true)
  const found = await chooseLuck(small, drawn(small), 1, breathe)
  expect([found.chosen, found.because]).toEqual([
    null,
    expect.stringContaining('before the last fifth are too few to try past luck on; 500 are wanted'),
  ])
  const none = await history(30, true)
  expect((await chooseLuck(none, drawn(none), 1, breathe)).because).toContain('too few cases to try past luck on')
})

test('a shorter window is taken where it is clearly nearer than the next longer one, and of two ways to wait the nearer', () => {
  const taken = (...offs: readonly (readonly [weeks: number, off: number, waits?: Sourcing['waits']])[]) =>
    nearestOf(offs.map(([weeks, off, waits = 'as they are now' as const]) => ({ sourcing: { weeks, waits }, cases: 600, off }))).sourcing
  expect(taken([4, 0.9], [Infinity, 1])!.weeks).toBe(Infinity)
  expect(taken([4, 0.7], [Infinity, 1])!.weeks).toBe(4)
  // What is not clearly nearer is passed over, and stands in nobody's way.
  expect(taken([4, 0.7], [8, 0.85], [Infinity, 1])!.weeks).toBe(4)
  expect(taken([4, 0.6], [8, 0.7], [Infinity, 1])!.weeks).toBe(8)
  // All inside their bars: half as far off is no reason.
  expect(taken([4, 0.1], [Infinity, 0.2])!.weeks).toBe(Infinity)
  expect(taken([8, 0.9, 'as they were'], [8, 0.95])!.waits).toBe('as they were')
})

test('a window takes the last cases, with waits as they were or as they are now', () => {
  const scripts = [0, 1, 2, 3, 4, 5].map((weeks): CaseScript => ({
    case: weeks,
    arrived: weeks * 604_800,
    local: 0,
    values: {},
    visits: new Map([['s', [{ delay: 10, waited: weeks }, {}]]]),
    goesOn: false,
  }))
  const waitsOf = (weeks: number, waits: 'as they were' | 'as they are now') =>
    sourcesOf(scripts, { weeks, waits }, 2).map(({ visits }) => visits.get('s')![0]!.delay)
  expect(waitsOf(3, 'as they were')).toEqual([3, 4, 5])
  expect(waitsOf(3, 'as they are now')).toEqual([10, 10, 10])
  // Fewer than are wanted: the last ones before as well.
  expect(waitsOf(1, 'as they were')).toEqual([4, 5])
  expect(waitsOf(Infinity, 'as they were')).toEqual([0, 1, 2, 3, 4, 5])
  expect(sayCases({ weeks: 26, waits: 'as they were' })).toBe('past cases of the last 26 weeks, with waits as they were')
})

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
const historyOf = (text: string) => readHistory(once(text), null)

test('what cannot lend its luck is said, and nothing is said of what was asked for in any case', async () => {
  const rows = Array.from(
    { length: 400 },
    (_, hour) => `2026-03-${String(1 + Math.floor(hour / 24)).padStart(2, '0')}T${String(hour % 24).padStart(2, '0')}:00,${hour % 7}`,
  )
  const counts = await historyOf(['hour,count', ...rows].join('\n'))
  expect(counts.form).toBe('volume')
  const { workflow } = discover(await historyOf('case_id,activity,start,end,resource\na,X,2026-03-01T08:00:00,2026-03-01T09:00:00,ann\n'), {
    id: 'drawn',
    title: 'Drawn',
  })
  const asked = (way: LuckAsked) => luckAsked(way, counts, workflow, null, breathe)
  expect(await asked('auto')).toEqual({
    luck: null,
    said: 'The history does not tell what befell its cases: the luck of a case is drawn from the fitted tables.',
  })
  expect((await asked('history')).said).toBeNull()
})
