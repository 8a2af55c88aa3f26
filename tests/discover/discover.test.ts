import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../generate/seed.ts'
import { activityStates } from '../../src/history/activity-states.ts'
import { indexCases } from '../../src/history/cases.ts'
import { discover } from '../../src/history/discover/discover.ts'
import type { Discovered } from '../../src/history/discover/discover.ts'
import { end, FollowGraph, keptEdges, start } from '../../src/history/discover/graph.ts'
import type { Edge } from '../../src/history/discover/graph.ts'
import { tellDiscovered } from '../../src/history/discover/told.ts'
import { tracesOf } from '../../src/history/discover/traces.ts'
import { readWorkflow, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { titleOf } from '../../src/workflow/tree.ts'
import { canDo } from './can-do.ts'
import { hasLogs, historyOf, logNames, readLog } from './logs.node.ts'

const heading = { id: 'drawn', title: 'Drawn' }
const titles = ({ workflow }: Discovered) => Object.values(workflow.states).map(titleOf)

/** A log of cases, each a list of [activity, begin minute, end minute, person]; `ends`: without starts. */
type Row = readonly [activity: string, begin: number, end: number, person: string]
function logOf(cases: readonly (readonly Row[])[], ends = false): string {
  const time = (minute: number) => new Date(Date.UTC(2025, 0, 6) + minute * 60_000).toISOString().slice(0, 19)
  const lines = cases.flatMap((rows, c) =>
    rows.map(
      ([activity, begin, finish, person]) => `c${c},"${activity}",${ends ? '' : time(c * 7 + begin)},${time(c * 7 + finish)},${person}`,
    ),
  )
  return `case_id,activity,start,end,resource\n${lines.join('\n')}\n`
}
const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i))

/** What is wrong with a drawing; empty when it is sound and the machine does exactly the variants that are said to fit (more only where a block may be passed with nothing done in it). */
function faultsOf({ workflow, model }: Discovered, most = Infinity): string[] {
  const again = readWorkflow(writeWorkflow(workflow))
  const isSame = again.ok && writeWorkflow(again.workflow) === writeWorkflow(workflow)
  const { names, variants } = model.traces
  const walks = canDo(workflow, new Set(names))
  const canBeEmpty = model.blocks.some(({ regions }) => regions.every(({ skippable }) => skippable))
  const misjudged = variants.slice(0, most).flatMap(({ steps }, v) => {
    const path = steps.map((step) => names[step]!)
    const [says, does] = [model.fitness.fits[v]!, walks(path)]
    return says === does || (does && canBeEmpty) ? [] : [`${path.join(' > ')}: said to ${says ? '' : 'not '}fit`]
  })
  return [...findProblems(workflow).map(({ message }) => message), ...(isSame ? [] : ['not the same when read again']), ...misjudged]
}

test('a process with two tracks side by side, a loop and a decision at its entry comes out as it is', async () => {
  // Truth: in by mail or phone; check beside (look up, then score); decide; one in four goes back for another decision.
  const cases = times(80, (i): Row[] => {
    const entry: Row = i % 2 === 0 ? ['Mail', 0, 5, 'Desk-1'] : ['Phone', 0, 5, 'Desk-2']
    const back: Row[] = i % 4 === 0 ? [['Decide', 60, 70, 'eve']] : []
    return [
      entry,
      ['Check', 5, 30, `Desk-${i % 3}`],
      ['Look up', 6, 20, 'bob'],
      ['Score', 20, 29, 'bob'],
      ['Decide', 40, 50, 'eve'],
      ...back,
    ]
  })
  const found = discover(await historyOf(logOf(cases)), heading)
  expect(faultsOf(found)).toEqual([])
  const told = tellDiscovered(found, await historyOf(logOf(cases)))
  expect(told.blocks).toEqual([[['Check'], ['Look up', 'Score']]])
  expect(told.fitness).toMatchObject({ cases: 80, fittingCases: 80, missing: 0 })
  expect(told.dropped).toEqual([])
  expect(told.teams.map(({ activities }) => activities)).toEqual([['Mail', 'Check', 'Phone'], ['Look up', 'Score'], ['Decide']])
  const decide = Object.values(found.workflow.states).find((state) => titleOf(state) === 'Decide')!
  const loop = Object.values(found.workflow.transitions).filter(({ source, targets }) => source === decide.uid && targets[0] === decide.uid)
  expect(loop.map(({ reenter }) => reenter)).toEqual([true])
  expect(titles(found)).toContain('When a case comes in')
})

test('of ends alone, two in either order alike are side by side; a loop there and back is not', async () => {
  const pair = (first: string, then: string): Row[] => [
    [first, 2, 3, first],
    [then, 4, 5, then],
  ]
  const either = times(60, (i): Row[] => [['In', 0, 1, 'a'], ...(i % 2 === 0 ? pair('B', 'C') : pair('C', 'B')), ['Out', 6, 7, 'a']])
  const both = discover(await historyOf(logOf(either, true)), heading)
  expect(faultsOf(both)).toEqual([])
  expect(both.model.blocks.map(({ regions }) => regions.map(({ members }) => members.length))).toEqual([[1, 1]])
  const loops = times(60, (): Row[] => [
    ['In', 0, 1, 'a'],
    ['B', 2, 3, 'b'],
    ['C', 4, 5, 'c'],
    ['B', 6, 7, 'b'],
    ['C', 8, 9, 'c'],
    ['B', 10, 11, 'b'],
  ])
  const loop = discover(await historyOf(logOf(loops, true)), heading)
  expect(faultsOf(loop)).toEqual([])
  expect(loop.model.blocks).toEqual([])
})

test('rows that only mark the start and the end are no steps', async () => {
  const cases = times(30, (i): Row[] => [
    ['START', 0, 0, ''],
    ['Read', 1, 5, 'ann'],
    ['END', 6 + i, 6 + i, ''],
  ])
  const found = discover(await historyOf(logOf(cases)), heading)
  expect(faultsOf(found)).toEqual([])
  expect(found.model.traces.names).toEqual(['Read'])
  expect(found.model.traces.markers).toEqual({ start: 'START', end: 'END' })
  // A log that names nobody at all says nothing of who marks.
  const nobody = discover(await historyOf(logOf(cases.map((rows) => rows.map(([a, b, e]): Row => [a, b, e, ''])))), heading)
  expect(nobody.model.traces.names).toEqual(['START', 'Read', 'END'])
})

test.each([
  ['taken up again where it ends at twenty past eight, when people are there', 8, 'resume'],
  ['not taken up again where it ends at twenty past five, when nobody is', 5, undefined],
] as const)('work that lies over night is left and %s; work of the night itself is not left', async (_, morning, expected) => {
  const at = (day: number, hour: number) => day * 1440 + hour * 60
  // Days of eight to five; each tenth row is begun at half past four and ended the next morning. Guards work round the clock.
  const cases = times(400, (i): Row[] => {
    const [day, hour] = [Math.floor(i / 8), 8 + (i % 8)]
    const begin = at(day, hour) - i * 7
    const isLate = i % 10 === 9
    return [
      ['Assess', isLate ? at(day, 16) + 30 - i * 7 : begin, isLate ? at(day + 1, morning) + 20 - i * 7 : begin + 40, 'ann'],
      ['Guard', at(day, (i * 5) % 24) - i * 7, at(day, (i * 5) % 24) + 360 - i * 7, `guard-${i % 6}`],
    ]
  })
  const { workflow } = discover(await historyOf(logOf(cases)), heading)
  const policy = (title: string) => {
    const step = Object.values(workflow.states).find((state) => titleOf(state) === title)!.step!
    return step.kind === 'review' ? step.endOfShift : 'none'
  }
  expect([policy('Assess'), policy('Guard')]).toEqual([expected, undefined])
})

test('every activity finds its own state again, whatever it is called', async () => {
  const names = [
    'Done',
    'done 2',
    'When a case comes in',
    'Tier-1',
    'tier 1',
    'toString',
    '__proto__',
    '42',
    's-1',
    'Straße',
    'Strasse',
    '審査',
    '復審',
    'a.b',
    'To A',
    'A done',
    'A',
    'END',
  ]
  const cases = times(40, (i): Row[] => [
    [names[i % names.length]!, 0, 5, 'x'],
    [names[(i * 7 + 3) % names.length]!, 6, 9, 'y'],
  ])
  const found = discover(await historyOf(logOf(cases)), heading)
  expect(faultsOf(found)).toEqual([])
  const { names: kept } = found.model.traces
  const states = activityStates(kept, found.workflow, { columns: {} })
  expect(states.map((state) => state && titleOf(state))).toEqual(kept)
  expect(new Set(states).size).toBe(kept.length)
})

test('any log: no problems, and XState does what fits and nothing else', async () => {
  const activity = fc.constantFrom('A', 'B', 'C', 'D', 'E')
  const row = fc.tuple(activity, fc.nat(40), fc.nat(30), fc.constantFrom('', 'p', 'q', 'r'))
  const kind = fc.array(row, { minLength: 1, maxLength: 7 })
  const property = fc.asyncProperty(
    fc.array(kind, { minLength: 1, maxLength: 5 }),
    fc.array(fc.nat(4), { minLength: 20, maxLength: 60 }),
    fc.constantFrom(0, 0.01, 0.2, 0.6, 1),
    fc.boolean(),
    async (kinds, draws, keep, ends) => {
      const cases = draws.map((k) => kinds[k % kinds.length]!.map(([a, begin, length, who]): Row => [a, begin, begin + length, who]))
      expect(faultsOf(discover(await historyOf(logOf(cases, ends)), { ...heading, keep }))).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: 60 })
})

test('the kept edges hold a widest path through every node (against all simple paths)', () => {
  const edge = fc.record({
    from: fc.integer({ min: 0, max: 4 }),
    to: fc.integer({ min: 0, max: 4 }),
    count: fc.integer({ min: 1, max: 50 }),
  })
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      edge,
      (sequences, { count }) => {
        const graph = new FollowGraph()
        for (const [i, sequence] of sequences.entries()) graph.add(sequence, 1 + ((i * count) % 17), [i])
        const all = graph.edges()
        const kept = keptEdges(all, 1.1)
        for (const node of new Set(sequences.flat())) {
          expect(widest(kept, start, node)).toBe(widest(all, start, node))
          expect(widest(kept, node, end)).toBe(widest(all, node, end))
        }
        // A node needs one way in and one way out, so no more are kept for it.
        expect(kept.length).toBeLessThanOrEqual(2 * (new Set(sequences.flat()).size + 1))
      },
    ),
    { numRuns: 200 },
  )
})

/** The width of the widest simple path, by trying all. */
function widest(edges: readonly Edge[], from: number, to: number, seen: readonly number[] = []): number {
  if (from === to) return Infinity
  return Math.max(
    0,
    ...edges
      .filter((edge) => edge.from === from && !seen.includes(edge.to))
      .map((edge) => Math.min(edge.count, widest(edges, edge.to, to, [...seen, from]))),
  )
}

/** By log: edges of single activities kept from 0.002, 0.01, 0.05 and 0.2 on, and cases (%) that replay on them: calibration.md, section 8. */
const published = {
  loanapp_synthetic: [24, 100, 24, 100, 24, 100, 24, 100],
  p2p_purchasing_synthetic: [32, 100, 32, 100, 31, 97.9, 28, 68.6],
  bpic2012_w: [25, 100, 23, 99.4, 21, 94.7, 16, 55.7],
  helpdesk_italian: [42, 99.7, 41, 99.3, 33, 87.1, 28, 73.4],
  wiki_moderation_2013_10pct: [41, 99.7, 34, 98.7, 26, 92.1, 18, 79.3],
  callcentre_1999_jan_feb: [6, 100, 6, 100, 5, 95.4, 5, 95.4],
}

/** Pairs of LoanApp overlap in 91, 91 and 85 % of its cases; of the other logs none does in half. */
const sideBySide: Partial<Record<(typeof logNames)[number], string[][]>> = {
  loanapp_synthetic: [['Check credit history', 'AML check', 'Appraise property']],
}

test.skipIf(!hasLogs()).each(logNames)('%s: sound, walked, and as published', { timeout: 120_000 }, async (name) => {
  const history = await readLog(`logs/${name}.csv.gz`)
  const found = discover(history, heading)
  expect(faultsOf(found, 400)).toEqual([])
  expect(tellDiscovered(found, history).blocks.map((tracks) => tracks.map((track) => track.join()))).toEqual(sideBySide[name] ?? [])
  const states = activityStates(found.model.traces.names, found.workflow, { columns: {} })
  expect(new Set(states).size).toBe(found.model.traces.names.length)
  const train = await readLog(`splits/${name}.uncens80.train.csv.gz`)
  const traces = tracesOf(train, indexCases(train))
  const graph = new FollowGraph()
  for (const { steps, cases, examples } of traces.variants) graph.add(steps, cases, examples)
  const all = graph.edges()
  const table = [0.002, 0.01, 0.05, 0.2].flatMap((keep) => {
    const edges = new Set(keptEdges(all, keep).map(({ from, to }) => `${from} ${to}`))
    const fits = ({ steps }: { steps: readonly number[] }) => [start, ...steps].every((from, i) => edges.has(`${from} ${steps[i] ?? end}`))
    const replayed = traces.variants.filter(fits).reduce((sum, { cases }) => sum + cases, 0)
    const of = traces.variants.reduce((sum, { cases }) => sum + cases, 0)
    return [edges.size, Math.round((replayed / of) * 1000) / 10]
  })
  // The reader leaves exact repeats out, which help desk and Wikipedia have: there an edge and two points are allowed.
  const repeats = history.reading.bad > 0
  for (const [i, value] of table.entries())
    expect(Math.abs(value - published[name][i]!), `${name}, figure ${i + 1} of ${table.join(' ')}`).toBeLessThanOrEqual(
      repeats ? (i % 2 === 0 ? 1 : 2.2) : 0,
    )
})
