import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { forecast } from '../../src/forecast/forecast.ts'
import type { ForecastInput } from '../../src/forecast/forecast.ts'
import type { OpenCase } from '../../src/history/open-cases.ts'
import { exponential, pool, review, scenario, takes, workflow } from '../engine/build.ts'
import { coverage } from './coverage.ts'

const monday = Date.UTC(2025, 0, 6, 8) / 1000
const hour = 3600
const nobodyComes = { casesPerHour: 0 }

async function foretell(input: Pick<ForecastInput, 'workflow' | 'scenario' | 'open' | 'hours'> & Partial<ForecastInput>) {
  const found = await forecast({ from: monday, replications: 200, seed: 1, breathe: () => Promise.resolve(), ...input })
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.forecast
}

const openIn = (state: string, count: number, minutes = 0): OpenCase[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `C-${i + 1}`,
    state,
    arrived: monday - (count - i) * 60 - minutes * 60,
    since: monday - (count - i) * 60 - minutes * 60,
    values: {},
  }))

const line = workflow({ states: { work: { step: { ...review(['DONE']), target: 'PT2H' }, on: { DONE: 'end' } }, end: { kind: 'final' } } })

test('twelve cases, one person, ten minutes each: who is done when, which miss two hours, when the queue is clear: to the minute', async () => {
  const found = await foretell({
    workflow: line,
    scenario: scenario({ ...nobodyComes, pools: { people: pool(1) }, performance: { work: takes(600) } }),
    open: openIn('work', 12, 60),
    hours: 3,
    replications: 5,
  })
  // The oldest came 72 minutes ago and is done after 10; the youngest came 61 minutes ago and is done after 120.
  found.cases.forEach(({ done, due, open }, i) => {
    expect(done.middle).toBeCloseTo((i + 1) / 6, 9)
    expect(due).toEqual({ what: 'work', at: open.since + 2 * hour, breach: (i + 1) * 10 > 120 - (72 - i) ? 1 : 0 })
  })
  expect(found.cases.map(({ due }) => due!.breach)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
  expect(found.places).toMatchObject([{ id: 'work', clears: { low: 2, middle: 2, high: 2 } }])
  expect(found.all.byHour.map(({ middle }) => middle)).toEqual([12, 6, 0, 0])
  expect(found.pools[0]!.byHour).toEqual(found.all.byHour)
})

test('a hundred cases that leave by themselves: binomial by the hour, and each one’s chance to miss its target exponential', async () => {
  const gone = workflow({
    states: {
      away: { step: { kind: 'wait', outcomes: [{ event: 'BACK', title: 'Back' }], target: 'PT5H' }, on: { BACK: 'end' } },
      end: { kind: 'final' },
    },
  })
  const found = await foretell({
    workflow: gone,
    scenario: scenario({
      ...nobodyComes,
      performance: { away: takes(exponential(4 * hour)) },
      segments: [{ title: 'All', target: 'PT3H' }],
    }),
    open: openIn('away', 100).map((one) => ({ ...one, arrived: monday, since: monday })),
    hours: 6,
  })
  for (const hours of [1, 3, 6]) {
    const left = Math.exp(-hours / 4)
    const [low, high] = binomialBand(100, left)
    expect(Math.abs(found.all.byHour[hours]!.low - low), `${hours} h`).toBeLessThanOrEqual(1)
    expect(Math.abs(found.all.byHour[hours]!.high - high), `${hours} h`).toBeLessThanOrEqual(1)
  }
  const chances = found.cases.map(({ due }) => due!.breach!)
  expect(found.cases[0]!.due).toMatchObject({ what: 'All', at: monday + 3 * hour })
  // 20,000 draws: four standard errors of their share.
  const share = chances.reduce((sum, one) => sum + one, 0) / chances.length
  expect(Math.abs(share - Math.exp(-3 / 4))).toBeLessThan(4 * Math.sqrt(0.25 / 20_000))
})

test('a timer has run for as long as the case is in its state, whenever it arrived', async () => {
  const timed = workflow({ states: { rest: { after: { 3_600_000: 'end' } }, end: { kind: 'final' } } })
  const open = [10, 50].map((minutes, i) => ({
    id: String(i),
    state: 'rest',
    arrived: monday - 5 * hour,
    since: monday - minutes * 60,
    values: {},
  }))
  const found = await foretell({ workflow: timed, scenario: scenario(nobodyComes), open, hours: 2, replications: 2 })
  expect(found.cases.map(({ done }) => done.middle * 60)).toEqual([expect.closeTo(50, 9), expect.closeTo(10, 9)])
})

test('a promise that falls due after the forecast has no chance; more than a thousand cases are told apart; the same seed says the same', async () => {
  const input = {
    workflow: line,
    scenario: scenario({ casesPerHour: 5, pools: { people: pool(30) }, performance: { work: takes(exponential(600)) } }),
    open: openIn('work', 1500).map((one) => ({ ...one, arrived: monday, since: monday })),
    hours: 1,
    replications: 10,
  }
  const found = await foretell(input)
  expect(new Set(found.cases.map(({ due }) => due!.breach))).toEqual(new Set([null]))
  // Thirty people finish 180 in an hour; the first in line are surely done, the last surely not.
  expect(found.cases[0]!.done.high).toBeLessThan(1)
  expect(found.cases[1499]!.done.low).toBe(Infinity)
  expect(await foretell(input)).toEqual(found)
})

test('bands of the appeals sample hold about as often as they say (150 origins and the other samples: npm run soak -- forecast)', async () => {
  const folder = fileURLToPath(new URL('../../workflows', import.meta.url))
  const held = await coverage(folder, 'appeals', 'october.json', { origins: 12, every: 3, horizons: [8, 24], futures: 30, seed: 3 })
  // Of 12 that hold with 80 % fewer than 6 hold once in 250.
  for (const { held: count } of held) expect(count).toBeGreaterThanOrEqual(6)
})

/** The 10th percentile of a binomial, and the 90th. */
function binomialBand(n: number, p: number): [number, number] {
  let [term, below] = [(1 - p) ** n, 0]
  const found: number[] = []
  for (let k = 0; k <= n && found.length < 2; k++) {
    below += term
    while (found.length < 2 && below >= [0.1, 0.9][found.length]!) found.push(k)
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
  }
  return [found[0]!, found[1]!]
}
