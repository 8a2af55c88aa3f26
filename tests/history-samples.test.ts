import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { calibrate } from '../src/history/calibrate.ts'
import type { History } from '../src/history/history.ts'
import { profileHistory } from '../src/history/profile.ts'
import { readHistory } from '../src/history/read.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { offBy } from '../src/simulation/model/check.ts'
import type { Check, CheckRow } from '../src/simulation/model/check.ts'
import { Scenario } from '../src/simulation/model/scenario.ts'
import { loadKernel } from '../src/workers/kernel.worker.ts'
import type { Workflow } from '../src/workflow/workflow.ts'
import { checkOf } from './known-truth/sample-waits.ts'

const folder = (slug: string) => new URL(`../workflows/${slug}/`, import.meta.url)

async function sample(slug: string): Promise<{ history: History; workflow: Workflow; base: Scenario }> {
  const only = (part: string) => new URL(`${part}/${readdirSync(new URL(part, folder(slug)))[0]!}`, folder(slug))
  const chunks = createReadStream(only('history')).pipe(createGunzip()).setEncoding('utf8') as AsyncIterable<string>
  const read = readWorkflow(readFileSync(new URL('workflow.json', folder(slug)), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const base = Scenario.parse(JSON.parse(readFileSync(only('scenarios'), 'utf8')))
  return { history: await readHistory(chunks, null, { timezone: base.timezone }), workflow: read.workflow, base }
}

/** Titles of the waits and lead times that are more than 10 % and a minute off: those that luck alone explains, and the others. */
function farOff({ rows }: Check): { luck: string[]; wrong: string[] } {
  const far = rows.filter((row) => Math.abs(offBy(row)) > 0.1 && Math.abs(row.simulated!.mean - row.history.mean) > 60)
  const isLuck = (row: CheckRow) => Math.abs(row.simulated!.mean - row.history.mean) <= row.luck!
  return { luck: far.filter(isLuck).map(({ title }) => title), wrong: far.filter((row) => !isLuck(row)).map(({ title }) => title) }
}

const personHours = (scenario: Scenario, pool: string) =>
  scenario.pools[pool]!.shifts.reduce((sum, { people, days, from, to }) => {
    const clock = (time: string) => Number(time.slice(0, 2)) + Number(time.slice(3, 5)) / 60
    const hours = clock(to) - clock(from)
    return sum + people * days.length * (hours > 0 ? hours : hours + 24)
  }, 0)

test('the abuse reports: columns are recognised, planted faults are found, and the scenario behind them comes back', async () => {
  const { history, workflow, base } = await sample('abuse-reports')
  const profile = profileHistory(history)
  // 0.5 % of the rows are doubled and 3 % have no start (generator, after moderation-facts.md section 8).
  expect(profile.reading.bad).toBe(profile.reading.byReason.duplicate)
  expect(profile.reading.bad / profile.reading.read).toBeCloseTo(0.005, 3)
  expect(profile.suspicions.find(({ kind }) => kind === 'no-start')!.rows / profile.rows).toBeCloseTo(0.03, 2)
  const wait = (name: string) => profile.activities.find((activity) => activity.name === name)!.wait!.mean
  expect(wait('Arabic review')).toBeGreaterThan(4 * wait('Spanish and Portuguese review'))

  const made = calibrate({ workflow, history, scenarioId: 'fitted', base })
  const { scenario } = made
  expect(Scenario.parse(scenario)).toEqual(scenario)
  // Made again with other luck, the history's own waits differ by so much (generator, other dice for the cases; same arrivals).
  const check = await checkOf(made, history, workflow, loadKernel())
  expect(farOff(check)).toEqual({
    luck: ['English review', 'Spanish and Portuguese review', 'Second review', 'Specialist review', 'Overdue desk', 'Quality check'],
    wrong: [],
  })
  expect(check.saturated).toEqual(['Arabic reviewers'])
  for (const pool of ['english', 'iberian', 'japanese', 'arabic', 'european', 'senior'])
    expect(personHours(scenario, pool)).toBe(personHours(base, pool))
  // Of the specialists' night and morning some quiet days leave no row: one morning of 26 shifts is lost.
  expect(personHours(scenario, 'specialist') / personHours(base, 'specialist')).toBeGreaterThan(0.95)
  // A night shift is not on duty all day: nobody waits for specialists while one of them is free.
  expect(scenario.performance['specialist']!.delay).toBeUndefined()
  const sentBack = scenario.performance['english']!.outcomes.find(({ when }) => when === 'category == "impersonation"')!.shares[
    'SEND_BACK'
  ]!
  expect(Math.abs(sentBack - 0.3)).toBeLessThan(0.06)
  expect(scenario.performance['second-review']!.outcomes).toEqual([{ shares: { AGREE: 1, CHANGE: 0 } }])
  const spam = scenario.performance['spam-lane']!.time[0]!.distribution
  expect(spam.kind === 'lognormal' && Math.abs(spam.median - 30) < 1 && Math.abs(spam.sigma - 0.5) < 0.03).toBe(true)
  expect(scenario.demand.kind === 'profile' && scenario.demand.noise!.variation).toBeCloseTo(0.8, 1)
})

test('the appeals: delays, overturns and reviewers come back', async () => {
  const { history, workflow, base } = await sample('appeals')
  const made = calibrate({ workflow, history, scenarioId: 'fitted', base })
  const { scenario } = made
  expect(farOff(await checkOf(made, history, workflow, loadKernel()))).toEqual({ luck: ['Panel'], wrong: [] })
  for (const pool of ['appeal-reviewers', 'panel']) expect(personHours(scenario, pool)).toBe(personHours(base, pool))
  const removal = scenario.performance['independent-review']!.outcomes.find(({ when }) => when === 'measure == "removal"')!.shares
  expect(Math.abs(removal['OVERTURN']! - 0.36)).toBeLessThan(0.03)
  expect(scenario.origins['pools.restoration.shifts']).toMatchObject({ source: 'typed' })
})

test('the urgent line: times that a timer ended are longer than seen, and the waits come back', async () => {
  const { history, workflow, base } = await sample('urgent-harm')
  const made = calibrate({ workflow, history, scenarioId: 'fitted', base })
  // Drawn with 12 minutes and 0.9, of which only the first 30 minutes are in the rows.
  const { distribution } = made.scenario.performance['acknowledgement']!.time[0]!
  expect(
    distribution.kind === 'lognormal' && Math.abs(distribution.median / 720 - 1) < 0.1 && Math.abs(distribution.sigma - 0.9) < 0.1,
  ).toBe(true)
  const check = await checkOf(made, history, workflow, loadKernel())
  expect(farOff(check)).toEqual({ luck: [], wrong: [] })
  // After ten minutes the case goes to the backup, and no row tells of the work that was begun: fitted to the rows alone it would be cut twice.
  const assess = workflow.states['assess']!
  const work = check.rows.find(({ measure, step }) => measure === 'handle' && step === assess.uid)!
  expect(Math.abs(offBy(work))).toBeLessThan(0.03)
})
