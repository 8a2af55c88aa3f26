import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { calibrate } from './calibrate.ts'
import type { Mapping } from './mapping.ts'
import { readHistory } from './read.ts'

const step = (kind: string, title: string, outcomes: string[], more = {}) => ({
  meta: { uid: title.toLowerCase(), title, step: { kind, outcomes: outcomes.map((event) => ({ event, title: event })), ...more } },
})
const read = readWorkflow(
  JSON.stringify({
    gemba: 'workflow',
    format: 1,
    id: 'line',
    title: 'Line',
    version: null,
    pools: [{ id: 'agents', title: 'Agents' }],
    attributes: [],
    machine: {
      id: 'line',
      initial: 'menu',
      states: {
        menu: { ...step('automatic', 'Menu', ['PERSON', 'ENOUGH']), on: { PERSON: [{ target: 'talk' }], ENOUGH: [{ target: 'done' }] } },
        talk: {
          ...step('review', 'Talk', ['CLOSE'], { pools: ['agents'], waitLimit: { event: 'HANG_UP' } }),
          on: { CLOSE: [{ target: 'done' }], HANG_UP: [{ target: 'lost' }] },
        },
        lost: { ...step('automatic', 'Lost', ['END']), on: { END: [{ target: 'done' }] } },
        done: { type: 'final', meta: { uid: 'done', title: 'done' } },
      },
    },
  }),
)
if (!read.ok) throw new Error(read.message)
const { workflow } = read
const mapping: Mapping = {
  form: 'events',
  columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource' },
  timezone: 'UTC',
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** A line that answers after 1 min on average, if the caller, ready to wait `patience` seconds on average, is still there; one in five asks for nobody. */
function line(calls: number, patience: number): { text: string; gaveUp: number; waited: number } {
  let state = 23
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const stamp = (seconds: number) => new Date((1_736_150_400 + seconds) * 1000).toISOString().slice(0, 23)
  const rows = ['case_id,activity,start,end,resource']
  let [gaveUp, waited] = [0, 0]
  for (let c = 0; c < calls; c++) {
    const menu = c * 200 + 5
    rows.push(`${c},Menu,${stamp(c * 200)},${stamp(menu)},`)
    if (u() < 0.2) continue
    const [answered, lost] = [menu - 60 * Math.log(u()), menu - patience * Math.log(u())]
    if (answered < lost) rows.push(`${c},Talk,${stamp(answered)},${stamp(answered + 100)},p${c % 4}`)
    else {
      rows.push(`${c},Lost,${stamp(lost)},${stamp(lost)},`)
      gaveUp++
      waited += lost - menu
    }
  }
  return { text: rows.join('\n'), gaveUp, waited }
}

test('how long callers are ready to wait comes back, though most were answered before', async () => {
  const { text, gaveUp, waited } = line(4000, 180)
  // Those who hung up waited 45 s: no measure of patience.
  expect(waited / gaveUp).toBeLessThan(60)
  const { scenario } = calibrate({ workflow, history: await readHistory(once(text), mapping), scenarioId: 'line' })
  const [patience] = scenario.performance.talk!.patience!
  const { distribution } = patience!
  const longer = (seconds: number) =>
    distribution.kind === 'exponential'
      ? Math.exp(-seconds / distribution.mean)
      : distribution.kind === 'empirical'
        ? distribution.quantiles.filter((value) => value > seconds).length / distribution.quantiles.length
        : NaN
  for (const seconds of [30, 60, 120, 180]) expect(Math.abs(longer(seconds) - Math.exp(-seconds / 180))).toBeLessThan(0.04)
  expect(scenario.origins!['performance.talk.patience']!.source).toBe('fitted')
  // They asked for somebody, and what came after is no wait of its own.
  expect(Math.abs(scenario.performance.menu!.outcomes[0]!.shares.PERSON! - 0.8)).toBeLessThan(0.02)
  expect(scenario.performance.lost!.delay).toBeUndefined()
})

test('where few gave up what they tell is a guess; what was typed before is worth more', async () => {
  const { text, gaveUp } = line(400, 600)
  expect(gaveUp).toBeLessThan(100)
  const history = await readHistory(once(text), mapping)
  const { scenario } = calibrate({ workflow, history, scenarioId: 'line' })
  expect(scenario.origins!['performance.talk.patience']).toMatchObject({ source: 'guessed', note: `Only ${gaveUp} were seen to give up.` })
  const typed = [{ distribution: { kind: 'exponential' as const, mean: 77 } }]
  const base = { ...scenario, performance: { ...scenario.performance, talk: { ...scenario.performance.talk!, patience: typed } } }
  expect(calibrate({ workflow, history, scenarioId: 'line', base }).scenario.performance.talk!.patience).toEqual(typed)
})
