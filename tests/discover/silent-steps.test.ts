import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { discover } from '../../src/history/discover/discover.ts'
import { titleOf } from '../../src/workflow/tree.ts'
import { historyOf } from './logs.node.ts'

/**
 * Truth: 3 of 10 cases come by phone, the others by mail; then Check and, in 3 of 4 cases, Score run side by side; after both 1 of 5 goes to Appeal.
 * Nothing of the three decisions leaves a row.
 */
function log(): string {
  const time = (minute: number) => new Date(Date.UTC(2025, 0, 6) + minute * 60_000).toISOString().slice(0, 19)
  const rows = Array.from({ length: 400 }, (_, i) => {
    const row = (activity: string, from: number, to: number, who: string) =>
      `c${i},${activity},${time(i * 90 + from)},${time(i * 90 + to)},${who}`
    return [
      row(i % 10 < 3 ? 'Phone' : 'Mail', 0, 4, 'ann'),
      row('Check', 5, 20, 'bob'),
      ...(i % 4 < 3 ? [row('Score', 6, 12, 'cy')] : []),
      ...(i % 5 === 0 ? [row('Appeal', 30, 40, 'dee')] : []),
    ]
  })
  return `case_id,activity,start,end,resource\n${rows.flat().join('\n')}\n`
}

test('decisions that leave no row are counted from what follows', async () => {
  const history = await historyOf(log())
  const { workflow } = discover(history, { id: 'drawn', title: 'Drawn' })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'fitted' })
  const shares = (title: string) => {
    const state = Object.values(workflow.states).find((one) => titleOf(one) === title)!
    return scenario.performance[state.uid]!.outcomes[0]!.shares
  }
  expect(shares('When a case comes in')).toEqual({ TO_MAIL: expect.closeTo(0.7, 2), TO_PHONE: expect.closeTo(0.3, 2) })
  const needed = Object.values(workflow.states).find((state) => titleOf(state).startsWith('Is it needed?'))!
  const [skip] = needed.step!.outcomes.filter(({ event }) => event.startsWith('SKIP'))
  expect(scenario.performance[needed.uid]!.outcomes[0]!.shares).toEqual({
    TO_SCORE: expect.closeTo(0.75, 2),
    [skip!.event]: expect.closeTo(0.25, 2),
  })
  expect(shares('After Check, Score')).toEqual({ END: expect.closeTo(0.8, 2), TO_APPEAL: expect.closeTo(0.2, 2) })
  // They take no time of their own.
  const silent = Object.values(workflow.states).filter(({ step }) => step?.kind === 'automatic')
  expect(silent.map(({ uid }) => scenario.performance[uid]!.time)).toEqual(
    silent.map(() => [{ distribution: { kind: 'constant', value: 0 } }]),
  )
})

test('nor do they leave a row in a simulated log, so that it has the activities of the history and no more', async () => {
  const history = await historyOf(log())
  const { workflow } = discover(history, { id: 'drawn', title: 'Drawn' })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'fitted' })
  const compiled = compile({ workflow, scenario, run: { days: 5, seed: 1, replications: 1, warmup: 0 } })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const seen = new Set<string>()
  replicate(
    compiled.program,
    0,
    logHooks(compiled.program, ({ activity }) => seen.add(activity)),
  )
  expect([...seen].sort()).toEqual(['Appeal', 'Check', 'Mail', 'Phone', 'Score'])
})
