import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readScenario, writeScenario } from '../src/simulation/model/scenario-file.ts'
import type { Scenario } from '../src/simulation/model/scenario.ts'

const text = readFileSync(new URL('../workflows/abuse-reports/scenarios/october.json', import.meta.url), 'utf8')

function scenario(): Scenario {
  const read = readScenario(text)
  if (!read.ok) throw new Error(read.message)
  return read.scenario
}

test('a scenario from before people were told apart is written back byte for byte', () => {
  expect(writeScenario(scenario())).toBe(text)
})

test('everything that can be said of people goes into the file and comes back', () => {
  const old = scenario()
  const day = { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00', onHolidays: true }
  const exposure = { perShift: 'PT4H', perWeek: 'PT16H' }
  const given: Scenario = {
    ...old,
    holidays: ['2025-12-25'],
    pools: Object.fromEntries(
      Object.entries(old.pools).map(([id, pool]) => [
        id,
        {
          ...pool,
          order: { kind: 'value' as const, expression: 'severity' },
          costPerCase: 0.5,
          vendor: 'Northwind',
          site: 'Sofia',
          members: [
            { title: 'A', shifts: [day] },
            {
              title: 'B',
              count: 2,
              shifts: [{ title: 'day', ...day }],
              takes: 'true',
              skills: ['German'],
              speed: 1.25,
              startedOn: '2025-09-01',
              rampUp: { days: 60, from: 0.5 },
              costPerHour: 20,
              costPerCase: 1,
              vendor: 'Northwind',
              site: 'Sofia',
              exposure,
              errorFactor: 1.5,
            },
          ],
          absences: [
            { kind: 'scheduled' as const, title: 'Training', days: [2], from: '10:00', to: '11:00', share: 0.1 },
            {
              kind: 'drawn' as const,
              title: 'Break',
              every: { kind: 'exponential' as const, mean: 7200 },
              lasts: { kind: 'constant' as const, value: 600 },
            },
          ],
          holidays: ['2025-12-26'],
          exposure,
        },
      ]),
    ),
  }
  const written = writeScenario(given)
  expect(readScenario(written)).toEqual({ ok: true, scenario: given })
})

test('a pool that says what does not exist is refused with its place', () => {
  const read = readScenario(text.replace('"order": {', '"crew": [], "order": {'))
  expect(read.ok).toBe(false)
  expect(!read.ok && read.message).toContain('crew')
})
