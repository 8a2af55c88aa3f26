import type { PastFile } from '../simulation/model/past.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import { compile, type CompileInput } from '../simulation/compile/compile.ts'
import { runExperiment } from '../simulation/experiment/experiment.ts'
import type { Lane } from '../simulation/experiment/lane.ts'
import { RunStopped } from '../simulation/program/run-stopped.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { contenders, gainOf, mostRounds, record, type Arm } from './arm.ts'
import { findBottlenecks, type Bottleneck } from './bottlenecks.ts'
import { findCauses, type Diagnosis } from './causes/causes.ts'
import { applyRemedy, cures, findRemedies, pairOf } from './remedies/remedies.ts'
import type { Remedy } from './remedies/remedy.ts'
import { runJobs, type Job } from './replications.ts'
import type { Findings } from './findings.ts'
import { judge, resultsOf, type Verdict } from './verdict.ts'

type ImproveInput = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** For a demand of kind `replay`. */
  readonly arrivals?: readonly Arrival[]
  /** The file of past cases that the scenario names; null: it is not there. */
  readonly past?: PastFile | null
  readonly run?: NonNullable<CompileInput['run']>
  /** A report of the same workflow and scenario, if there is one; else a few replications are run for it. */
  readonly report?: Report
}

type ImproveOptions = {
  /** Replications in all, over all designs. */
  readonly budget?: number
  readonly signal?: AbortSignal
  /** Replications done and planned, and the verdict so far once every remedy has been tried. */
  readonly onProgress?: (done: number, planned: number, soFar: Verdict | null) => void
}

const defaultBudget = 400
/** Fewer pairs than this make no interval worth reading; so many all remedies get first, that there is something to read soon. */
const leastPairs = 4
const morePairs = 8
const mostPairs = 48
/** More remedies than this are not tried: those of the causes and of the worst places come first. */
const mostArms = 24
/** A remedy that takes away so much of the lead time needs no other beside it. */
const enough = 0.5
/** So many of the remedies named first get all runs. */
const namedFirst = 3
/** A remedy is known well enough when the half-width is at most this share of its gain. */
const goodEnough = 0.1

/**
 * The bottleneck verdict (product.md, journey 4): its causes are read from one run (`causes/`), what would help is found by experiment. Every remedy of `remedies/` runs on the same cases with the same luck as the design as it is; gains are judged on differences
 * paired by replication. All get the same number of replications first; those that may still be the best then share what is left of the budget.
 * Throws an Error with the reasons when the scenario does not compile or the run as it is fails, and the signal's reason when it is cancelled.
 */
export async function improve(input: ImproveInput, lanes: readonly Lane[], options: ImproveOptions = {}): Promise<Verdict> {
  const budget = Math.max(2 * leastPairs, options.budget ?? defaultBudget)
  const program = programOf(input)
  const pilot = { replications: leastPairs, ...(options.signal && { signal: options.signal }) }
  const report = input.report ?? (await runExperiment(program, lanes, pilot))
  // One warm-up for all designs: else each would find its own, and the pairs would not measure the same cases.
  const warmup = program.warmup === 'auto' ? Math.max(0, ...(report.period.warmups ?? [])) : program.warmup
  const settled = (design: Program): Program => ({ ...design, warmup })
  const bottlenecks = findBottlenecks(input.workflow, input.scenario, report)
  const base: Arm = { remedy: null, program: settled(program), outcomes: [], failure: null }
  const diagnosis = findCauses(input.workflow, input.scenario, report, input.arrivals)
  const armOf = (remedy: Remedy) => armFor(remedy, input, settled)
  const { tried, left } = chooseRemedies(input, report, bottlenecks, diagnosis, budget)
  const race: Race = { base, arms: tried.map(armOf), left, bottlenecks, diagnosis, report, workflow: input.workflow, budget, done: 0 }
  await run(race, lanes, options, (one, other) => {
    const both = pairOf(one, other, input)
    return both && armOf(both)
  })
  return verdictOf(race, true)
}

type Race = {
  readonly base: Arm
  readonly arms: Arm[]
  readonly left: readonly Remedy[]
  readonly bottlenecks: readonly Bottleneck[]
  readonly diagnosis: Diagnosis
  readonly report: Report
  readonly workflow: Workflow
  readonly budget: number
  done: number
}

async function run(
  race: Race,
  lanes: readonly Lane[],
  options: ImproveOptions,
  pairArm: (one: Remedy, other: Remedy) => Arm | null,
): Promise<void> {
  await round(race, [race.base, ...race.arms], leastPairs, lanes, options)
  if (race.base.failure !== null) throw new RunStopped(`The run stopped: ${race.base.failure}`)
  const second = Math.min(leastPairs, Math.floor((race.budget - race.done) / (race.arms.length + 1)))
  await round(race, [race.base, ...race.arms], second, lanes, options)
  await tryTogether(race, lanes, options, pairArm)
  for (let rounds = 1; rounds < mostRounds; rounds++) {
    const leading = leadersOf(race)
    const pairs = race.base.outcomes.length
    const more = Math.min(morePairs, mostPairs - pairs, Math.floor((race.budget - race.done) / (leading.length + 1)))
    if (leading.length === 0 || more <= 0 || isDecided(race.base, leading)) return
    await round(race, [race.base, ...leading], more, lanes, options)
  }
}

/** The arms that are run on: those that may be the best by what they save, and those that would be named first, so that what they harm is known as well. */
function leadersOf(race: Race): Arm[] {
  const arms = sound(race.arms)
  const named = new Set(
    resultsOf(findingsOf(race, false))
      .slice(0, namedFirst)
      .map(({ remedy }) => remedy),
  )
  return [...new Set([...contenders(race.base, arms), ...arms.filter(({ remedy }) => remedy !== null && named.has(remedy))])].filter(
    ({ outcomes }) => outcomes.length === race.base.outcomes.length,
  )
}

/** The two best remedies of different places together, where one alone leaves much of the waiting. */
async function tryTogether(
  race: Race,
  lanes: readonly Lane[],
  options: ImproveOptions,
  pairArm: (one: Remedy, other: Remedy) => Arm | null,
): Promise<void> {
  const [best, ...others] = resultsOf(findingsOf(race, false)).filter(({ standing }) => standing === 'better')
  const other = others.find(
    ({ remedy }) => remedy.where !== best?.remedy.where && !remedy.pools.some((id) => best?.remedy.pools.includes(id)),
  )
  const pairs = race.base.outcomes.length
  const isEnough = best === undefined || best.share >= enough
  if (!best || !other || isEnough || race.budget - race.done < pairs) return
  const arm = pairArm(best.remedy, other.remedy)
  if (!arm) return
  race.arms.push(arm)
  await round(race, [arm], pairs, lanes, options)
}

/** `more` further replications of each of these arms. */
async function round(race: Race, arms: readonly Arm[], more: number, lanes: readonly Lane[], options: ImproveOptions): Promise<void> {
  if (more <= 0) return
  const jobs = arms.flatMap((arm) => {
    const first = arm.outcomes.length
    return Array.from({ length: more }, (_, index): Job => ({
      get program() {
        return arm.program
      },
      replication: first + index,
      done: (observations) => {
        record(arm, first + index, observations)
        race.done++
        options.onProgress?.(race.done, race.budget, null)
      },
    }))
  })
  await runJobs(jobs, lanes, options.signal)
  if (race.base.failure === null) options.onProgress?.(race.done, race.budget, verdictOf(race, false))
}

function verdictOf(race: Race, final: boolean): Verdict {
  return judge(findingsOf(race, final))
}

function findingsOf({ arms, ...race }: Race, final: boolean): Findings {
  return { ...race, arms: sound(arms), failed: arms.filter(({ failure }) => failure !== null), final }
}

function isDecided(base: Arm, leading: readonly Arm[]): boolean {
  return leading.every((arm) => {
    const { value, halfWidth } = gainOf(base, arm, leading.length)
    return halfWidth !== null && halfWidth <= goodEnough * Math.abs(value)
  })
}

function sound(arms: readonly Arm[]): Arm[] {
  return arms.filter(({ failure }) => failure === null)
}

/** As many remedies as the budget has pairs for: those of the causes found first, then those at the worst places; the rest is named as not tried. */
function chooseRemedies(
  { workflow, scenario, arrivals }: ImproveInput,
  report: Report,
  bottlenecks: readonly Bottleneck[],
  { causes }: Diagnosis,
  budget: number,
): { tried: Remedy[]; left: Remedy[] } {
  const rank = (remedy: Remedy) => {
    const cause = causes.findIndex((one) => cures(remedy, one, workflow))
    if (cause >= 0) return cause
    const found = bottlenecks.findIndex(
      ({ place }) =>
        'id' in place && ((place.kind === remedy.place.kind && place.id === remedy.place.id) || remedy.pools.includes(place.id)),
    )
    return causes.length + (found < 0 ? bottlenecks.length : found)
  }
  const remedies = findRemedies(workflow, scenario, report, arrivals).toSorted((a, b) => rank(a) - rank(b))
  const tried = remedies.slice(0, Math.min(mostArms, Math.floor(budget / leastPairs) - 1))
  return { tried, left: remedies.slice(tried.length) }
}

function armFor(remedy: Remedy, input: ImproveInput, settled: (program: Program) => Program): Arm {
  let program: Program | null = null
  return {
    remedy,
    // Compiled when its first replication is due: all at once would hold up a page.
    get program() {
      return (program ??= settled(programOf({ ...input, ...applyRemedy(remedy, input) })))
    },
    outcomes: [],
    failure: null,
  }
}

function programOf({ workflow, scenario, arrivals, past, run }: ImproveInput): Program {
  const result = compile({
    workflow,
    scenario,
    ...(arrivals && { arrivals }),
    ...(past === undefined ? {} : { past }),
    ...(run && { run }),
  })
  if (!result.ok)
    throw new RunStopped(
      result.problems
        .filter(({ severity }) => severity === 'error')
        .map(({ where, message }) => `${where}: ${message}`)
        .join('\n'),
    )
  return result.program
}
