import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { findBottlenecks } from '../src/lean/bottlenecks.ts'
import { improve } from '../src/lean/improve.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { compile } from '../src/simulation/compile/compile.ts'
import type { CompileInput } from '../src/simulation/compile/compile.ts'
import { replicate } from '../src/simulation/experiment/replicate.ts'
import { runExperiment } from '../src/simulation/experiment/experiment.ts'
import type { Lane } from '../src/simulation/experiment/lane.ts'
import { askedAttributes } from '../src/simulation/model/asked-attributes.ts'
import { findScenarioProblems } from '../src/simulation/compile/problems.ts'
import type { Report } from '../src/simulation/report/report.ts'
import { readScenario } from '../src/simulation/model/scenario-file.ts'
import type { Scenario } from '../src/simulation/model/scenario.ts'
import { findProblems } from '../src/machine/problems.ts'
import type { Workflow } from '../src/workflow/workflow.ts'
import { historyPath } from '../workflows/generator/files.ts'
import { samples } from '../workflows/generator/sample.ts'
import { sampleCases, sampleRows } from './sample-rows.ts'

const lane: Lane = { replicate: async (program, replication) => replicate(program, replication), close: () => {} }

function load(slug: string): { workflow: Workflow; scenario: Scenario } {
  const sample = samples.find((one) => one.slug === slug)
  const text = (path: string) => readFileSync(new URL(`../workflows/${slug}/${path}`, import.meta.url), 'utf8')
  const workflow = readWorkflow(text('workflow.json'))
  const scenario = readScenario(text(`scenarios/${sample?.scenario().id}.json`))
  if (!workflow.ok || !scenario.ok) throw new Error(`${slug} cannot be read`)
  return { workflow: workflow.workflow, scenario: scenario.scenario }
}

async function simulate(input: CompileInput): Promise<Report> {
  const compiled = compile(input)
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  return runExperiment(compiled.program, [lane])
}

test.each(samples)('$slug: no errors in workflow or scenario', ({ slug }) => {
  const { workflow, scenario } = load(slug)
  const problems = [...findProblems(workflow, askedAttributes(workflow, scenario)), ...findScenarioProblems(workflow, scenario)]
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(scenario.run).toEqual({ days: 28, warmup: 'auto', replications: 10, seed: 1 })
})

describe('abuse reports, as shipped', () => {
  const world = load('abuse-reports')
  let report: Report
  beforeAll(async () => {
    report = await simulate(world)
  })

  test('pools are staffed for about 82 %, but for the Arabic one', () => {
    for (const pool of ['english', 'iberian', 'japanese', 'european']) {
      expect(report.pools[pool]?.utilization.value).toBeGreaterThan(0.78)
      expect(report.pools[pool]?.utilization.value).toBeLessThan(0.87)
    }
    expect(report.pools['arabic']?.utilization.value).toBeGreaterThan(0.98)
  })

  test('service: most reports within a day, Arabic ones half of them', () => {
    const met = (title: string) => report.segments[title]?.sla.met?.value ?? NaN
    expect(met('All reports')).toBeGreaterThan(0.8)
    expect(met('English')).toBeGreaterThan(0.9)
    expect(met('Arabic')).toBeGreaterThan(0.3)
    expect(met('Arabic')).toBeLessThan(0.6)
    expect(report.checks.conservation.ok && report.checks.littlesLaw.ok).toBe(true)
  })

  test('the planted places stand in the list of bottlenecks', () => {
    const found = findBottlenecks(world.workflow, world.scenario, report).map(({ kind, where }) => `${kind}: ${where}`)
    expect(found.find((text) => text.startsWith('under-staffed'))).toBe('under-staffed: Arabic reviewers')
    expect(found).toContain('batching: Escalation round')
    expect(found).toContain('over-processing: Second review')
    expect(found.indexOf('batching: Escalation round')).toBeLessThan(6)
  })

  test('the verdict by experiment is one more person for Arabic', async () => {
    const verdict = await improve({ ...world, report }, [lane], { budget: 160 })
    expect(verdict.results.find(({ remedy }) => remedy.id === 'people:arabic')?.standing).toBe('better')
    expect(verdict.sentence).toMatch(/^Arabic reviewers have too few people: /)
    expect(verdict.results.find(({ remedy }) => remedy.id === 'batching:escalation')?.gain.value).toBeGreaterThan(0)
  }, 180_000)
})

/*
 * The engine and the generator's floor are two simulators without a line in common. On the very arrivals of the history they must agree: visits, handle times, and
 * waits, as far as one year of luck and another may.
 */
describe('abuse reports, the history replayed', () => {
  const { workflow, scenario } = load('abuse-reports')
  const sample = samples[0]
  if (!sample) throw new Error('no samples')
  const cases = sampleCases(sampleRows(historyPath(sample)))
  const from = Date.parse('2025-10-01T00:00:00Z') / 1000
  let report: Report

  beforeAll(async () => {
    const arrivals = cases
      .flatMap(([first]) => (first ? [first] : []))
      .map(({ start, end, cells }) => ({
        time: (Number.isNaN(start) ? end - 4 : start) - from,
        values: { category: cells['category'] ?? '', language: cells['language'] ?? '', severity: cells['severity'] ?? '' },
      }))
      .sort((a, b) => a.time - b.time)
    const replay: Scenario = {
      ...scenario,
      start: '2025-10-01T01:00:00',
      demand: { kind: 'replay' },
      run: { days: 365, warmup: 0, replications: 3, seed: 1 },
    }
    report = await simulate({ workflow, scenario: replay, arrivals })
  }, 60_000)

  test.each([
    ['firstReview.english', 'English review', 0.25],
    ['firstReview.iberian', 'Spanish and Portuguese review', 0.2],
    ['firstReview.japanese', 'Japanese review', 0.2],
    ['firstReview.european', 'European and other review', 0.2],
    ['escalation', 'Escalation round', 0.05],
    ['specialist', 'Specialist review', 0.25],
  ])('%s', (step, activity, tolerance) => {
    const rows = cases
      .flatMap((work) => work.map((row, index) => ({ row, before: work[index - 1] })))
      .filter(({ row }) => row.activity === activity)
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const timed = rows.filter(({ row, before }) => before && !Number.isNaN(row.start))
    const wait = mean(timed.map(({ row, before }) => row.start - (before?.end ?? 0)))
    const found = report.steps[step]
    expect(Math.abs((found?.visits ?? 0) / 3 / rows.length - 1)).toBeLessThan(0.05)
    expect(Math.abs((found?.wait.mean.value ?? 0) / wait - 1)).toBeLessThan(tolerance)
  })
})

describe('appeals and urgent harm, as shipped', () => {
  test('appeals: three reviewers are not enough, and the panel makes cases wait', async () => {
    const world = load('appeals')
    const report = await simulate(world)
    expect(report.pools['appeal-reviewers']?.utilization.value).toBeGreaterThan(0.97)
    expect(report.steps['deciding.agenda']?.waitBy.batching).toBeGreaterThan(86_400)
    expect(report.segments['All appeals']?.sla.met?.value).toBeGreaterThan(0.9)
  })

  test('urgent harm: nearly everybody is assessed at once, nine of ten are done within two hours', async () => {
    const report = await simulate(load('urgent-harm'))
    expect(report.steps['assess']?.wait.mean.value).toBeLessThan(120)
    expect(report.segments['All alarms']?.sla.met?.value).toBeGreaterThan(0.85)
    expect((report.steps['paging']?.visits ?? 0) / (report.steps['assess']?.visits ?? 1)).toBeGreaterThan(0.05)
  })
})
