import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { calibrate } from './calibrate.ts'
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
    id: 'entry',
    title: 'Entry',
    version: null,
    pools: [],
    attributes: [],
    machine: {
      id: 'entry',
      initial: 'route',
      states: {
        route: { ...step('Route', ['LONG', 'SHORT']), on: { LONG: [{ target: 'ask' }], SHORT: [{ target: 'answer' }] } },
        ask: { ...step('Ask', ['ON']), on: { ON: [{ target: 'answer' }] } },
        answer: { ...step('Answer', ['CLOSE']), on: { CLOSE: [{ target: 'done' }] } },
        done: { type: 'final', meta: { uid: 'done', title: 'done' } },
      },
    },
  }),
)
if (!read.ok) throw new Error(read.message)
const { workflow } = read

test('a step with which cases begin at once, and which others reach hours later: whoever begins there does not wait', async () => {
  const lines = ['case_id,activity,start,end']
  const stamp = (at: number) => new Date(at * 1000).toISOString().slice(0, 19)
  for (let n = 0; n < 400; n++) {
    const at = Date.UTC(2026, 0, 5) / 1000 + n * 5400
    if (n % 2 === 0) lines.push(`${n},Answer,${stamp(at)},${stamp(at + 60)}`)
    else {
      const answered = at + 60 + 36_000
      lines.push(`${n},Ask,${stamp(at)},${stamp(at + 60)}`, `${n},Answer,${stamp(answered)},${stamp(answered + 60)}`)
    }
  }
  async function* once() {
    yield lines.join('\n')
  }
  const columns = { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' }
  const { scenario } = calibrate({
    workflow,
    history: await readHistory(once(), { columns, timezone: 'UTC' }),
    scenarioId: 'fitted',
  })
  const delays = scenario.performance['answer']!.delay!
  // The entry leaves no row, so that a run has passed it before.
  expect(delays.find(({ when }) => when === 'prev == "route"')?.distribution).toEqual({ kind: 'constant', value: 0 })
  expect(delays.find(({ when }) => when === 'prev == "ask"')?.distribution ?? delays.at(-1)!.distribution).toEqual({
    kind: 'constant',
    value: 36_000,
  })
})
