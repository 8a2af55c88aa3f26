import { expect, test } from 'vitest'
import { calibrate } from '../history/calibrate.ts'
import { replicate } from '../simulation/experiment/replicate.ts'
import { compile } from '../simulation/compile/compile.ts'
import { historyOf, workflowOf, worldOf } from '../../tests/known-truth/world.ts'
import { scriptedLuck, Sources } from './luck.ts'

test('a case with the luck of a past one goes its way, waits as long outside and has its work; the same seed draws the same past cases', async () => {
  const world = worldOf(1)
  const workflow = workflowOf(world)
  const history = await historyOf(world, 1)
  const { scenario, scripts } = calibrate({ workflow, history, scenarioId: 'fitted' })
  // The oracle: one past case's rows, straight from the history, that was asked back and answered before the timer.
  const rows = new Map<number, number[]>()
  for (const [row, code] of history.caseId.codes.entries()) rows.set(code, [...(rows.get(code) ?? []), row])
  const rowsOf = (code: number) =>
    rows
      .get(code)!
      .map((row) => ({ title: history.activity.values[history.activity.codes[row]!]!, seconds: history.end[row]! - history.start[row]! }))
  const code = [...rows.keys()].find((one) => {
    const reply = rowsOf(one).find(({ title }) => title === 'Reply')
    return reply !== undefined && reply.seconds < 86_400 && rowsOf(one).some(({ title }) => title === 'Second review')
  })!
  const real = rowsOf(code)
  const script = scripts.find(({ visits }) => visits.get('reply')?.[0]?.time === real.find(({ title }) => title === 'Reply')!.seconds)!
  const compiled = compile({ workflow, scenario, run: { days: 21, replications: 1 } })
  if (!compiled.ok) throw new Error('does not compile')
  const { program } = compiled
  const drawn = scriptedLuck(program, () => script)
  const titles = new Map<number, string[]>()
  const replies: number[] = []
  replicate(program, 0, {
    drawn,
    worked: (_, number, step, __, entered, ___, ended) => {
      const { title } = program.names.states[program.steps.state[step]!]!
      titles.set(number, [...(titles.get(number) ?? []), title])
      if (title === 'Reply') replies.push(ended - entered)
    },
  })
  const whole = [...titles.values()].filter((list) => list.includes('Second review'))
  expect(whole.length).toBeGreaterThan(20)
  expect(new Set(whole.map((list) => [...list].sort().join()))).toEqual(
    new Set([
      real
        .map(({ title }) => title)
        .sort()
        .join(),
    ]),
  )
  for (const seconds of replies) expect(seconds).toBeCloseTo(real.find(({ title }) => title === 'Reply')!.seconds, 3)
  const [one, again, other] = [1, 1, 2].map((seed) => {
    const sources = new Sources(scripts, seed, 0)
    return Array.from({ length: 50 }, (_, n) => sources.of(n, {}, 0))
  })
  expect(one).toEqual(again)
  expect(one).not.toEqual(other)
})
