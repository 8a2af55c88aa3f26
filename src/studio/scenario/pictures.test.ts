import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { compile } from '../../simulation/compile/compile.ts'
import { replicate } from '../../simulation/experiment/replicate.ts'
import type { Profile } from '../../simulation/model/demand.ts'
import { Scenario } from '../../simulation/model/scenario.ts'
import { expectedByDay } from './expected-demand.ts'
import { peopleOnDuty } from './people-on-duty.ts'

const sample = (path: string) => readFileSync(new URL(`../../../workflows/abuse-reports/${path}`, import.meta.url), 'utf8')
const read = readWorkflow(sample('workflow.json'))
if (!read.ok) throw new Error(read.message)
const { workflow } = read
const october = Scenario.parse(JSON.parse(sample('scenarios/october.json')))

test('the cases drawn as expected are those that the engine makes: growth, spikes, special days, some kinds only', () => {
  const demand: Profile = {
    ...(october.demand as Profile),
    casesPerHour: 40,
    noise: null,
    growthPerMonth: 0.3,
    scale: 1.2,
    spikes: [{ title: 'attack', from: '2026-10-08T08:00:00', factor: 4, halfLife: 'P1D', when: 'language == "en"' }],
    calendar: [{ title: 'holiday', dates: ['2026-10-14/2026-10-15'], factor: 0.3 }],
  }
  const scenario: Scenario = { ...october, demand, run: { ...october.run, days: 14, warmup: 0 } }
  const days = expectedByDay(scenario, demand, Object.values(workflow.attributes))
  const compiled = compile({ workflow, scenario, run: { days: 14 } })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const seen = [0, 1, 2, 3].map((replication) => replicate(compiled.program, replication).arrived)
  const mean = seen.reduce((sum, cases) => sum + cases, 0) / seen.length
  const expected = days.reduce((sum, cases) => sum + cases, 0)
  // Four standard errors of a Poisson count, and the half hours at which the rate is looked at.
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / seen.length) + 0.005 * expected)
})

test('people on duty by hour: over midnight, over the end of the week, minutes in part', () => {
  const duty = peopleOnDuty({
    shifts: [{ title: 'Sunday night', people: 2, days: [7], from: '22:30', to: '01:00' }],
    members: [{ title: 'one', count: 3, shifts: [{ days: [1], from: '00:00', to: '00:00' }] }],
    order: { kind: 'arrival' },
  })
  expect([duty[166], duty[167], duty[0], duty[1], duty[23], duty[24]]).toEqual([1, 2, 5, 3, 3, 0])
  expect(duty.reduce((sum, people) => sum + people, 0)).toBe(2 * 2.5 + 3 * 24)
})
