import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { startWalk } from '../src/machine/walk.ts'
import type { Workflow } from '../src/workflow/workflow.ts'
import { historyPath } from '../workflows/generator/files.ts'
import { samples } from '../workflows/generator/sample.ts'
import { sampleCases, sampleRows } from './sample-rows.ts'
import type { SampleRow } from './sample-rows.ts'

/*
 * The histories come from a hand-written process, the machine from the drawing. Here each is the oracle of the other: a case of the history, told to a real
 * XState actor with its times, must find the actor in the step that the row names, and at its end in a final state.
 */

const perSample = 400
const endings = new Set(['SENT', 'CLEARED', 'RECORDED', 'DUPLICATE', 'WITHDRAWN', 'NOT_URGENT', 'NOT_CREDIBLE'])

test.each(samples)('$slug: the cases of the history are runs of the machine', (sample) => {
  const read = readWorkflow(readFileSync(new URL(`../workflows/${sample.slug}/workflow.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const cases = sampleCases(sampleRows(historyPath(sample)))
  const every = Math.floor(cases.length / perSample)
  const chosen = [...cases.filter((_, index) => index % every === 0), ...cases.filter((rows) => rows.length > 8).slice(0, 40)]
  const faults = chosen.flatMap((rows) => walkCase(read.workflow, rows))
  expect(faults).toEqual([])
  expect(chosen.length).toBeGreaterThan(perSample / 2)
})

function walkCase(workflow: Workflow, rows: readonly SampleRow[]): string[] {
  const inTime = rows.toSorted((a, b) => a.end - b.end)
  const [first] = inTime
  const last = inTime.at(-1)
  if (!first || !last) return ['a case without rows']
  const began = Number.isNaN(first.start) ? first.end - 1 : first.start
  const context = Object.fromEntries(Object.entries(first.cells).filter(([name]) => Object.hasOwn(workflow.attributes, name)))
  const checked = rows.some(({ activity }) => activity === 'Quality check')
  const walk = startWalk(workflow, context, { draw: () => (checked ? 'yes' : 'no') })
  const faults: string[] = []
  for (const row of inTime) {
    const state = walk.advance((row.end - began) * 1000 - walk.state().now)
    // A row without an outcome ended by its timer, which has just fired.
    if (row.outcome === '') continue
    const active = state.active.map((uid) => workflow.states[uid]?.title)
    if (!active.includes(row.activity)) faults.push(`${row.id}: ${row.activity} ends, but the case is in ${active.join(', ')}`)
    walk.send(row.outcome)
  }
  const { ended, fault } = walk.state()
  if (fault) faults.push(`${row(last)}: ${fault}`)
  // A case sent to people again after a notice would show here, and so would an end that the machine does not know.
  if (endings.has(last.outcome) && !ended) faults.push(`${row(last)}: not ended`)
  if (!endings.has(last.outcome) && ended) faults.push(`${row(last)}: ended early`)
  walk.stop()
  return faults
}

function row({ id, activity, outcome }: SampleRow): string {
  return `${id} ${activity} ${outcome}`
}

test('a case that the machine does not know is found', () => {
  const [sample] = samples
  if (!sample) throw new Error('no samples')
  const read = readWorkflow(readFileSync(new URL(`../workflows/${sample.slug}/workflow.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const [rows] = sampleCases(sampleRows(historyPath(sample))).filter(({ length }) => length > 4)
  const wrong = (rows ?? []).map((entry, index) => (index === 1 ? { ...entry, activity: 'Overdue desk' } : entry))
  expect(walkCase(read.workflow, wrong)).toHaveLength(1)
})
