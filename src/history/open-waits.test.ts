import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { calibrate } from './calibrate.ts'
import type { Mapping } from './mapping.ts'
import { readHistory } from './read.ts'

const step = (title: string, outcomes: string[]) => ({
  meta: {
    uid: title.toLowerCase(),
    title,
    step: { kind: 'automatic', outcomes: outcomes.map((event) => ({ event, title: event })) },
  },
})
const read = readWorkflow(
  JSON.stringify({
    gemba: 'workflow',
    format: 1,
    id: 'slow',
    title: 'Slow',
    version: null,
    pools: [],
    attributes: [],
    machine: {
      id: 'slow',
      initial: 'ask',
      states: {
        ask: { ...step('Ask', ['ON', 'OVER']), on: { ON: [{ target: 'answer' }], OVER: [{ target: 'done' }] } },
        answer: { ...step('Answer', ['CLOSE']), on: { CLOSE: [{ target: 'done' }] } },
        done: { type: 'final', meta: { uid: 'done', title: 'done' } },
      },
    },
  }),
)
if (!read.ok) throw new Error(read.message)
const { workflow } = read
const mapping: Mapping = {
  form: 'events',
  columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' },
  timezone: 'UTC',
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

test('cases that wait when the history ends are neither over nor quick: seven in ten go on, 10 days later on average', async () => {
  let state = 17
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const stamp = (days: number) => new Date((20_000 + days) * 86_400_000).toISOString().slice(0, 19)
  const [days, rows] = [50, [] as string[]]
  let on = 0
  const waits: number[] = []
  for (let c = 0; c < 1500; c++) {
    const came = (c / 1500) * days
    rows.push(`${c},Ask,${stamp(came)},${stamp(came + 0.01)}`)
    if (u() > 0.7) continue
    on++
    const wait = -10 * Math.log(u())
    if (came + 0.01 + wait > days) continue
    waits.push(wait)
    rows.push(`${c},Answer,${stamp(came + 0.01 + wait)},${stamp(came + 0.01 + wait)}`)
  }
  // As it stands in the log: too short, and too few.
  const seen = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
  expect(seen).toBeLessThan(8.7)
  expect(waits.length / 1500).toBeLessThan(0.6)
  const history = await readHistory(once(['case_id,activity,start,end', ...rows].join('\n')), mapping)
  const { scenario } = calibrate({ workflow, history, scenarioId: 'slow' })
  const { distribution } = scenario.performance.answer!.delay![0]!
  const mean =
    distribution.kind === 'exponential'
      ? distribution.mean
      : distribution.kind === 'empirical'
        ? distribution.quantiles.reduce((sum, value) => sum + value, 0) / distribution.quantiles.length
        : NaN
  expect(Math.abs(mean / 86_400 / 10 - 1)).toBeLessThan(0.1)
  const shares = scenario.performance.ask!.outcomes[0]!.shares
  expect(Math.abs(shares.ON! - on / 1500)).toBeLessThan(0.03)
})
