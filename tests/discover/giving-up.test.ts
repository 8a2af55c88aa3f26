import { expect, test } from 'vitest'
import { calibrate } from '../../src/history/calibrate.ts'
import { discover } from '../../src/history/discover/discover.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { titleOf } from '../../src/workflow/tree.ts'
import { canDo } from './can-do.ts'
import { historyOf } from './logs.node.ts'

const monday = Date.UTC(2025, 0, 6) / 1000
const stamp = (seconds: number) => new Date((monday + Math.round(seconds)) * 1000).toISOString().slice(0, 19)

type Line = {
  /** Whether a call leaves, of one that would wait so many seconds from a second of the day on. */
  readonly leaves: (wait: number, u: () => number, hour: number) => number | null
  readonly perHour?: number
}

/** A line of `servers` who take calls in order, weekdays 08:00 to 18:00 for eight weeks. A call that leaves has a row of its own, of nobody. */
function lineOf({ leaves, perHour = 42 }: Line): string {
  let state = 7
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const rows = ['case_id,activity,start,end,resource']
  let c = 0
  for (let date = 0; date < 56; date++) {
    if (date % 7 > 4) continue
    const open = date * 86_400 + 8 * 3600
    const free = [open, open, open]
    for (let at = open; ; c++) {
      at -= (Math.log(u()) * 3600) / perHour
      if (at > open + 36_000) break
      const asked = at + 5
      rows.push(`${c},Menu,${stamp(at)},${stamp(asked)},`)
      const next = free.indexOf(Math.min(...free))
      const begin = Math.max(asked, free[next]!)
      const left = leaves(begin - asked, u, Math.floor((at - open) / 3600))
      if (left !== null) rows.push(`${c},Gone,${stamp(asked + left)},${stamp(asked + left)},`)
      else {
        free[next] = begin - Math.log(u()) * 240
        rows.push(`${c},Talk,${stamp(begin)},${stamp(free[next]!)},p${next}`)
      }
    }
  }
  return `${rows.join('\n')}\n`
}

test('who leaves a queue because nobody comes is drawn as giving up, and the machine can do it', async () => {
  const mean = 150
  const leaves: Line['leaves'] = (wait, u) => {
    const patience = -mean * Math.log(u())
    return patience < wait ? patience : null
  }
  const history = await historyOf(lineOf({ leaves }))
  const { workflow, model } = discover(history, { id: 'line', title: 'Line' })
  expect(findProblems(workflow)).toEqual([])
  const talk = Object.values(workflow.states).find((state) => titleOf(state) === 'Talk')!
  const menu = Object.values(workflow.states).find((state) => titleOf(state) === 'Menu')!
  expect(talk.step).toMatchObject({ kind: 'review', waitLimit: { event: 'GIVE_UP' } })
  expect(menu.step!.outcomes.map(({ title }) => title)).toEqual(['Then Talk'])
  const walks = canDo(workflow, new Set(model.traces.names))
  expect(model.traces.variants.map(({ steps }) => walks(steps.map((step) => model.traces.names[step]!)))).toEqual(model.fitness.fits)
  // And the patience that is behind it comes back.
  const [patience] = calibrate({ workflow, history, scenarioId: 'line' }).scenario.performance[talk.uid]!.patience!
  const { distribution } = patience!
  const longer =
    distribution.kind === 'exponential'
      ? Math.exp(-150 / distribution.mean)
      : distribution.kind === 'empirical'
        ? distribution.quantiles.filter((value) => value > 150).length / distribution.quantiles.length
        : NaN
  expect(Math.abs(longer - Math.exp(-1))).toBeLessThan(0.06)
})

test('what ends a case as often whether others wait or not, or at an hour of the day, is no giving up', async () => {
  const others: Line['leaves'][] = [
    (_, u) => (u() < 0.2 ? 30 : null),
    // The busiest hour of the day: nobody is put through.
    (_, u, hour) => (hour >= 4 && hour < 6 && u() < 0.7 ? 30 : null),
  ]
  for (const leaves of others) {
    const { workflow } = discover(await historyOf(lineOf({ leaves })), { id: 'line', title: 'Line' })
    const menu = Object.values(workflow.states).find((state) => titleOf(state) === 'Menu')!
    expect(menu.step!.outcomes.map(({ title }) => title)).toEqual(['Then Talk', 'Then Gone'])
  }
})

test('a limit of which nobody was seen to make use has a patience that can be run, and is guessed', async () => {
  const history = await historyOf(lineOf({ leaves: () => null }))
  const { workflow } = discover(history, { id: 'line', title: 'Line' })
  const talk = Object.values(workflow.states).find((state) => titleOf(state) === 'Talk')!
  if (talk.step?.kind !== 'review') throw new Error('no review')
  const limited = {
    ...workflow,
    states: { ...workflow.states, [talk.uid]: { ...talk, step: { ...talk.step, waitLimit: { event: 'GIVE_UP' } } } },
  }
  const { scenario } = calibrate({ workflow: limited, history, scenarioId: 'line' })
  expect(scenario.performance[talk.uid]!.patience).toHaveLength(1)
  expect(scenario.origins![`performance.${talk.uid}.patience`]!.source).toBe('guessed')
})
