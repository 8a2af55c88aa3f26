import { expect, test } from 'vitest'
import { qualityInWords } from '../../src/cli/quality-words.ts'
import { compareExperiments } from '../../src/simulation/experiment/compare.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { Report } from '../../src/simulation/report/report.ts'
import { readScenario, writeScenario } from '../../src/simulation/model/scenario-file.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

/** Four in ten violate. A first review errs in `errors` of the cases; half of what it removes appeals, and the appeal errs in one of ten. */
const line = workflow(
  {
    states: {
      look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'shut' } },
      shut: {
        step: { kind: 'wait', outcomes: ['APPEAL', 'SILENCE'].map((event) => ({ event, title: event })) },
        on: { APPEAL: 'appeal', SILENCE: 'removed' },
      },
      appeal: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'removed', FALLS: 'kept' } },
      removed: { kind: 'final' },
      kept: { kind: 'final' },
    },
  },
  [{ name: 'kind', order: 0, title: 'Kind', type: 'enum', values: ['spam', 'abuse'], default: 'spam' }],
)
const world = (errors: number) =>
  scenario({
    casesPerHour: 60,
    days: 4,
    run: { days: 4, warmup: 0.5, replications: 8, seed: 3 },
    mix: [
      { weight: 1, values: {} },
      { weight: 1, values: { kind: 'abuse' } },
    ],
    pools: { people: pool(8) },
    performance: {
      look: takes({ kind: 'exponential', mean: 120 }, { KEEP: 0.5, REMOVE: 0.5 }),
      shut: takes(3600, { APPEAL: 0.5, SILENCE: 0.5 }),
      appeal: takes(300, { STANDS: 0.5, FALLS: 0.5 }),
    },
    segments: [
      { title: 'Spam', when: 'kind == "spam"' },
      { title: 'Abuse', when: 'kind == "abuse"' },
    ],
    quality: {
      violating: [{ when: 'kind == "abuse"', share: 0.6 }, { share: 0.2 }],
      decisions: [
        { step: 'look', violating: ['REMOVE'], harmless: ['KEEP'] },
        { step: 'appeal', role: 'appeal', upheld: ['STANDS'], overturned: ['FALLS'] },
      ],
      errors: [
        { step: 'look', wronglyRemoved: errors, wronglyKept: errors },
        { wronglyRemoved: 0.1, wronglyKept: 0.1 },
      ],
      removed: ['removed'],
      kept: ['kept'],
      harm: { until: ['shut'], curves: [{ viewsPerHour: 100, halfLife: 'PT2H' }] },
    },
  })
const program = (errors: number) => {
  const compiled = compile({ workflow: line, scenario: world(errors) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

test('the report says how well was decided, with intervals that hold the formulas', async () => {
  const report = Report.parse(JSON.parse(JSON.stringify(await runExperiment(program(0.2), [laneHere()]))))
  const { quality } = report
  if (!quality?.overturned || !quality.harm) throw new Error('no quality in the report')
  // Wide enough for fourteen figures at once: twice the 95 % interval.
  const holds = ({ value, low, high }: { value: number; low: number | null; high: number | null }, expected: number) => {
    expect(low).not.toBeNull()
    expect(Math.abs(value - expected), `${value} for ${expected}`).toBeLessThanOrEqual(high! - low! + 1e-12)
  }
  holds(quality.violating, 0.4)
  holds(quality.wronglyRemoved, 0.2 * (1 - 0.5 * 0.9))
  holds(quality.wronglyKept, 0.2 + 0.8 * 0.5 * 0.1)
  const [wrong, right] = [0.6 * 0.2, 0.4 * 0.8]
  holds(quality.overturned.faulty, wrong / (wrong + right))
  holds(quality.overturned.corrected, 0.9)
  holds(quality.overturned.spoilt, 0.1)
  holds(quality.overturned.changed, (wrong * 0.9 + right * 0.1) / (wrong + right))
  holds(quality.precision, (right * 0.95) / (right * 0.95 + wrong * 0.55))
  holds(quality.segments['Abuse']!.violating, 0.6)
  holds(quality.steps['look']!.wronglyKept, 0.2)
  expect(quality.steps['look']!.check).toBeNull()
  expect(quality.steps['appeal']!.check).toEqual(quality.overturned)
  expect(quality.foundByQa).toBeNull()
  const { ends } = quality
  expect(ends.violatingKept / (ends.violatingKept + ends.violatingRemoved)).toBeCloseTo(quality.wronglyKept.value, 2)
  // With no wait, a right removal comes after an exponential time of mean m: of all views a share m / (m + h / ln 2) is seen; what appeals wrongly
  // reinstate is seen again more than an hour later, what is kept by mistake is all seen.
  const all = (100 * 2) / Math.LN2
  const soon = 1 / 30 / (1 / 30 + 2 / Math.LN2)
  expect(quality.harm.views.mean.value).toBeGreaterThan(all * (0.2 + 0.8 * soon))
  expect(quality.harm.views.mean.value).toBeLessThan(all * (0.2 + 0.8 * soon + 0.8 * 0.05))
  expect(quality.harm.prevented.value).toBeCloseTo(1 - quality.harm.views.mean.value / all, 2)
  const words = qualityInWords(quality).join('\n')
  expect(words).toContain('Appeals: ')
  expect(words).not.toContain('Quality checks')
  expect(words).toMatch(/look +[\d,]+ +(19|20)\.\d %/)
})

test('compared: fewer errors on the same cases, each figure by its difference', async () => {
  const { contrasts } = await compareExperiments(program(0.2), program(0.1), [laneHere()], { replications: 6 })
  const of = (measure: string) => contrasts.find((contrast) => contrast.measure === measure)!
  const removed = of('wronglyRemoved')
  expect(removed.difference!.high).toBeLessThan(0)
  expect(Math.abs(removed.difference!.value + 0.1 * 0.55)).toBeLessThan(0.01)
  expect(Math.abs(of('wronglyKept').difference!.value + 0.1 - 0.1 * 0.05)).toBeLessThan(0.01)
  expect(of('views')).toMatchObject({ unit: 'views', title: 'Views per violating case until action' })
  expect(of('views').difference!.high).toBeLessThan(0)
  expect(removed.varianceSaved).toBeGreaterThan(0.2)
})

test('a scenario without quality costs and says nothing; one with it is written as it was read', async () => {
  const { quality: _, ...plain } = world(0.2)
  const compiled = compile({ workflow: line, scenario: plain })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  expect(compiled.program.quality).toBeNull()
  const report = await runExperiment(compiled.program, [laneHere()], { replications: 1 })
  expect(Object.hasOwn(report, 'quality')).toBe(false)
  expect(writeScenario(plain)).not.toContain('quality')
  const text = writeScenario(world(0.2))
  const read = readScenario(text)
  expect(read.ok && writeScenario(read.scenario)).toBe(text)
})
