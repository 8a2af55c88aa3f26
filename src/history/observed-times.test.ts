import { expect, test } from 'vitest'
import { uncheckedHash } from '../simulation/model/scenario-file.ts'
import { trustOf } from '../simulation/model/trust.ts'
import { isOff, offBy } from '../simulation/model/check.ts'
import type { CheckRow } from '../simulation/model/check.ts'
import { calibrate } from './calibrate.ts'
import { indexCases } from './cases.ts'
import { checkAgainst, observedTimes } from './observed-times.ts'
import { compile } from '../simulation/compile/compile.ts'
import { runExperiment } from '../simulation/experiment/experiment.ts'
import { laneHere } from '../simulation/experiment/lane.ts'
import { readWorkflow } from '../machine/workflow-file.ts'
import { readFileSync } from 'node:fs'
import { readHistory } from './read.ts'
import { arrivalsOf } from './arrivals.ts'
import { review, scenario as build, takes, workflow } from '../../tests/engine/build.ts'

const row = (history: number, simulated: number | null): CheckRow => ({
  measure: 'wait',
  step: 's',
  title: 'Desk',
  n: 100,
  history: { mean: history, p50: history, p90: history },
  simulated: simulated === null ? null : { mean: simulated, p50: simulated, p90: simulated },
})

test('a time is off by more than 15 % and a minute; one that never comes is off', () => {
  expect([row(3600, 4000), row(3600, 4200), row(3600, 3000), row(10, 60), row(3600, null), row(0, 30)].map(isOff)).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
  ])
  expect(offBy(row(100, 130))).toBeCloseTo(0.3, 12)
  // One history is one run: what another would have by luck alone is no fault of the scenario.
  expect([800, 500].map((luck) => isOff({ ...row(3600, 4200), luck }))).toEqual([false, true])
})

async function* oneChunk(text: string) {
  yield text
}

test('a history of known times: the table has them, the scenario carries it, and a change makes it stale', async () => {
  const read = readWorkflow(readFileSync(new URL('../../../shared/cases/one-step.json', import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  // Two people by day, each piece of work 20 minutes, begun 10 minutes after it came: nobody waits longer.
  const rows = Array.from({ length: 40 }, (_, day) =>
    Array.from({ length: 12 }, (__, i) => {
      const at = Date.UTC(2026, 0, 5 + day, 9, i * 30)
      const iso = (minutes: number) => new Date(at + minutes * 60_000).toISOString().slice(0, 19)
      return `${day}-${i},Review,${iso(0)},${iso(10)},${iso(30)},${i % 2 ? 'ann' : 'ben'}`
    }),
  ).flat()
  const text = `case_id,activity,arrived,start,end,resource\n${rows.join('\n')}\n`
  const columns = Object.fromEntries(['case_id', 'activity', 'arrived', 'start', 'end', 'resource'].map((name) => [name, name]))
  const history = await readHistory(oneChunk(text), { columns, timezone: 'UTC' })
  const { scenario, observed } = calibrate({ workflow: read.workflow, history, scenarioId: 'known' })
  const wait = observed.rows.find(({ measure }) => measure === 'wait')
  const work = observed.rows.find(({ measure }) => measure === 'handle')
  expect([wait?.history.mean, work?.history.mean, observed.rows[0]?.history.mean]).toEqual([600, 1200, 1800])
  const compiled = compile({ workflow: read.workflow, scenario, run: { days: 30, replications: 8 } })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const check = checkAgainst(observed, scenario, await runExperiment(compiled.program, [laneHere()]))
  const checked = { ...scenario, check }
  expect(check.of).toBe(uncheckedHash(checked))
  expect(check.rows).toHaveLength(3)
  expect(trustOf(scenario).state).toBe('unchecked')
  expect(trustOf({ ...checked, timezone: 'Europe/Dublin' }).state).toBe('changed')
  // The ten minutes are no queue, and the simulation has none: said, and named.
  expect(trustOf(checked)).toMatchObject({ state: 'off', sentence: expect.stringContaining('the wait at Review') as string })
})

test('a row over the night of people who leave work and take it up again: the hours on duty are its work, and the rest is a wait', async () => {
  const read = readWorkflow(readFileSync(new URL('../../../shared/cases/one-step.json', import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const rows = Array.from({ length: 40 }, (_, day) => {
    const at = (hours: number) => new Date(Date.UTC(2026, 0, 5 + day, 0, hours * 60)).toISOString().slice(0, 19)
    return `${day},Review,${at(15)},${at(16)},${at(34)},ann`
  })
  const columns = Object.fromEntries(['case_id', 'activity', 'arrived', 'start', 'end', 'resource'].map((name) => [name, name]))
  const history = await readHistory(oneChunk(`case_id,activity,arrived,start,end,resource\n${rows.join('\n')}\n`), {
    columns,
    timezone: 'UTC',
  })
  const timesAt = (endOfShift: 'resume' | 'finish') => {
    const states = Object.entries(read.workflow.states).map(([uid, state]) => [
      uid,
      state.step?.kind === 'review' ? { ...state, step: { ...state.step, endOfShift } } : state,
    ])
    const workflow = { ...read.workflow, states: Object.fromEntries(states) as typeof read.workflow.states }
    const worked = new Float64Array(history.rows).fill(2 * 3600)
    const { rows: found } = observedTimes({
      history,
      workflow,
      until: Infinity,
      index: indexCases(history),
      waiting: new Map(),
      rowWork: null,
      shared: null,
      worked,
    })
    return (['wait', 'handle'] as const).map((measure) => (found.find((row) => row.measure === measure)?.history.mean ?? NaN) / 3600)
  }
  expect(timesAt('resume')).toEqual([17, 2])
  expect(timesAt('finish')).toEqual([1, 2])
})

test.each([
  ['leaves none', false],
  ['leaves rows', true],
])(
  'a timer takes cases out of the queue and out of hands, which %s: waits are those of work that was done, there and here',
  async (_, leavesRows) => {
    // Four cases at nine, 25 minutes of work each and one person; after an hour a timer takes the third out of hands and the fourth out of the queue.
    const drawn = workflow({
      states: {
        intake: { step: { kind: 'automatic', outcomes: [{ event: 'IN', title: 'In' }] }, on: { IN: 'work' } },
        work: { step: review(['DONE']), on: { DONE: 'end' }, after: { 3_600_000: 'late' } },
        end: { kind: 'final' },
        late: { kind: 'final' },
      },
    })
    const rows = Array.from({ length: 40 }, (_day, day) =>
      [0, 1, 2, 3].flatMap((i) => {
        const at = (minutes: number) => new Date(Date.UTC(2025, 0, 6 + day, 9, minutes)).toISOString().slice(0, 19)
        const begins = 1 + 25 * i
        const work = i < 2 ? [begins, begins + 25] : i === 2 && leavesRows ? [begins, 61] : null
        const row = (activity: string, [from, to]: readonly number[], who: string) =>
          `${day}-${i},${activity},${at(from!)},${at(to!)},${who}`
        return [row('intake', [0, 1], ''), ...(work ? [row('work', work, 'ann')] : [])]
      }),
    ).flat()
    const columns = Object.fromEntries(['case_id', 'activity', 'start', 'end', 'resource'].map((name) => [name, name]))
    const history = await readHistory(oneChunk(`case_id,activity,start,end,resource\n${rows.join('\n')}\n`), { columns, timezone: 'UTC' })
    const index = indexCases(history)
    const worked = new Float64Array(history.rows).fill(NaN)
    const observed = observedTimes({
      history,
      workflow: drawn,
      until: Infinity,
      index,
      waiting: new Map(),
      rowWork: null,
      shared: null,
      worked,
    })
    const truth = { ...build({ days: 40, performance: { intake: takes(60), work: takes(1500) } }), demand: { kind: 'replay' as const } }
    const compiled = compile({
      workflow: drawn,
      scenario: truth,
      arrivals: arrivalsOf(history, drawn, { start: truth.start, timezone: 'UTC' }),
    })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const report = await runExperiment(compiled.program, [laneHere()])
    // Of all four the engine says 33.75 minutes: by Little's law the queue is as long as that times the cases that come.
    expect(report.steps['work']!.wait.mean.value).toBeCloseTo(33.75 * 60, 6)
    const check = checkAgainst(observed, truth, report)
    const means = check.rows.map(({ measure, n, history: there, simulated }) => [measure, n, there.mean, simulated?.mean])
    expect(means.filter(([measure]) => measure === 'wait')).toEqual([['wait', 80, 750, 750]])
    expect(means.filter(([measure]) => measure === 'handle').at(-1)).toEqual(['handle', 80, 1500, 1500])
  },
)
