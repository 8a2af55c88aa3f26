import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { activityStates } from './activity-states.ts'
import { indexCases } from './cases.ts'
import { enabledRows } from './enablement.ts'
import { readHistory } from './read.ts'

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Minutes after midnight since when each row of one case could have begun; `others` are rows of another. */
async function enabledOf(slug: string, rows: readonly string[], others: readonly string[] = []): Promise<number[]> {
  const read = readWorkflow(readFileSync(new URL(`../../workflows/${slug}/workflow.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const names = ['case_id', 'activity', 'start', 'end', 'resource']
  const text = `${names.join(',')}\n${[...rows.map((row) => `x,${row}`), ...others.map((row) => `y,${row}`)].join('\n')}\n`
  const history = await readHistory(once(text), { columns: Object.fromEntries(names.map((name) => [name, name])), timezone: 'UTC' })
  const states = activityStates(history.activity.values, read.workflow, history.mapping)
  const midnight = Date.UTC(2026, 3, 6) / 1000
  const enabled = [...enabledRows(history, indexCases(history), read.workflow, states)].map((at) => (at - midnight) / 60)
  return enabled.slice(0, rows.length)
}

const row = (activity: string, start: string, end: string, person = '') => `${activity},2026-04-${start}:00,2026-04-${end}:00,${person}`

test('what a timer led to waits from when the timer went off', async () => {
  // Nobody takes the English review within 72 hours: the overdue desk is asked three days after the triage, not with it.
  const rows = [row('Automatic triage', '06T00:00', '06T00:01'), row('Overdue desk', '09T02:00', '09T03:00', 'ann')]
  const others = [row('Quality check', '06T05:00', '06T05:10', 'ann')]
  expect(await enabledOf('abuse-reports', rows, others)).toEqual([0, 3 * 1440 + 1])
})

test('a desk that is asked by an outcome as well waits from the row before then', async () => {
  const rows = [
    row('Automatic triage', '06T00:00', '06T00:01'),
    row('English review', '06T01:00', '06T02:00', 'bo'),
    row('Quality check', '06T03:00', '06T03:10', 'ann'),
    row('Overdue desk', '09T02:00', '09T03:00', 'ann'),
  ]
  expect(await enabledOf('abuse-reports', rows)).toEqual([0, 1, 120, 190])
})

test('work beside it does not enable, a pause on the way is no wait, a timer of the whole counts from its entry', async () => {
  const rows = [
    row('Screening', '06T00:00', '06T00:01'),
    row('Assess', '06T00:01', '06T00:05', 'on-call-1'),
    row('Contain', '06T00:06', '06T00:10', 'on-call-1'),
    row('Legal assessment', '06T00:12', '06T00:20', 'legal'),
    row('Outreach', '06T00:21', '06T00:50', 'welfare'),
    row('Outreach', '06T01:15', '06T01:40', 'welfare'),
    row('Duty manager takes over', '06T03:10', '06T03:30', 'manager'),
  ]
  // Legal assessment and containing begin with the response at 5; the second outreach comes after a pause of 20 minutes; the manager three hours after 5.
  expect(await enabledOf('urgent-harm', rows)).toEqual([0, 1, 5, 5, 10, 70, 185])
})
