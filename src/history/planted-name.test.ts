import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow, writeWorkflow } from '../machine/workflow-file.ts'
import { csvOf } from '../workflow/csv.ts'
import { calibrate } from './calibrate.ts'
import { indexCases } from './cases.ts'
import { discover } from './discover/discover.ts'
import { tellDiscovered } from './discover/told.ts'
import { profileHistory } from './profile.ts'
import { readHistory } from './read.ts'
import { rowsAside, rowsBehind } from './rows-behind.ts'

/* A name that was planted in a history is in nothing that leaves it, unless the mapping says that people are called by their names. */

const planted = 'Wilhelmina Zschokke'
/** In sentences alone. */
const stranger = 'Quirinius Oxblood'
const two = (value: number) => String(value).padStart(2, '0')
const rows = Array.from({ length: 120 }, (_, i) => {
  const at = (minute: number) => `2026-03-${two(2 + Math.floor(i / 8))}T${two(8 + (i % 8))}:${two(minute)}:00`
  return `c${i},${i % 4 ? 'Review' : `Ask ${planted}`},${at(0)},${at(5 + (i % 9))},${i % 3 ? planted : 'Bo Ek'},${i % 2 ? 'spam' : `report by ${planted}`},${planted},asked ${planted} what ${stranger} wrote in ${i}`
})
const text = [
  'case_id,activity,start,end,resource,category,team_lead_name,note',
  ...rows,
  rows[0]!,
  `x,Review,soon,2026-03-02T09:00:00,${planted},spam,Bo Ek,told ${stranger}`,
  `y,Review,2062-03-02T09:00:00,2062-03-02T09:05:00,${planted},spam,Bo Ek,`,
].join('\n')
const workflow = readWorkflow(readFileSync(new URL('../../../shared/cases/one-step.json', import.meta.url), 'utf8'))

async function leaving(people: 'names' | 'pseudonyms'): Promise<string> {
  if (!workflow.ok) throw new Error('the workflow cannot be read')
  const chunks = async function* () {
    yield text
  }
  const { mapping } = await readHistory(chunks(), null)
  const history = await readHistory(chunks(), { ...mapping, people })
  const index = indexCases(history)
  const drawn = discover(history, { id: 'drawn', title: 'Drawn', index })
  return [
    JSON.stringify(profileHistory(history, index)),
    JSON.stringify(calibrate({ history, index, workflow: workflow.workflow, scenarioId: 'fitted' })),
    writeWorkflow(drawn.workflow),
    JSON.stringify(tellDiscovered(drawn, history)),
    csvOf(rowsBehind(history, index, { of: 'rows' }, 0, 1e6)),
    csvOf(rowsAside(history)),
  ].join('\n')
}

test('a planted name is in no profile, question, scenario, drawing, row or list of rows set aside', async () => {
  const left = await leaving('pseudonyms')
  expect(
    left
      .split('\n')
      .filter((line) => /Wilhelmina|Zschokke|Quirinius|Oxblood/.test(line))
      .map((line) => line.replace(/.*(.{80}(?:Wilhelmina|Zschokke|Quirinius|Oxblood).{40}).*/, '$1')),
  ).toEqual([])
  expect(left).toContain('person 1')
  expect(await leaving('names'), 'by its name where the mapping says so').toContain(planted)
})
