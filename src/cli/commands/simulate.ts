import { arrivalsOf } from '../../history/arrivals.ts'
import { instantOf } from '../../history/calibrate.ts'
import { profileHistory } from '../../history/profile.ts'
import { withBottlenecks } from '../../lean/bottlenecks.ts'
import { fileHash } from '../../machine/workflow-file.ts'
import type { Arrival } from '../../simulation/model/arrival.ts'
import { compile, type CompileInput } from '../../simulation/compile/compile.ts'
import { findScenarioProblems } from '../../simulation/compile/problems.ts'
import { ordinaryGoal, type Goal } from '../../simulation/experiment/goal.ts'
import { runExperiment } from '../../simulation/experiment/experiment.ts'
import type { Report } from '../../simulation/report/report.ts'
import { asReplay } from '../../simulation/model/demand.ts'
import { LocalDate, LocalTime } from '../../simulation/model/fields.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { localSeconds, localText } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import { scenarioHash } from '../../simulation/model/scenario-file.ts'
import { sha256 } from '../../workflow/hash.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { memoryOfRuns, openLanes } from '../../workers/lanes.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadPast, loadScenario } from '../documents.ts'
import { loadHistory } from '../history.ts'
import { parse, positiveNumber, wholeNumber } from '../input.ts'
import { laneCount } from '../lanes.ts'
import { print, printJson, progress, say } from '../output.ts'
import { formatAmount, formatCount } from '../../words/number.ts'
import { reportInWords } from '../report.ts'
import { Recording } from '../records.ts'
import { RunTelling } from '../run-telling.ts'

const usage =
  'simulate WORKFLOW --scenario FILE [--history FILE [--map FILE] [--large]] [--from DATE] [--days N | --cases N] [--warmup auto|DAYS] [--seed N] [--replications N | --precision 0.02] [--workers N] [--log OUT.csv] [--trace OUT.jsonl] [--json]'
const options = {
  scenario: { type: 'string' },
  history: { type: 'string' },
  map: { type: 'string' },
  large: { type: 'boolean' },
  from: { type: 'string' },
  days: { type: 'string' },
  cases: { type: 'string' },
  warmup: { type: 'string' },
  seed: { type: 'string' },
  replications: { type: 'string' },
  precision: { type: 'string' },
  workers: { type: 'string' },
  log: { type: 'string' },
  trace: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** What is to be run: the scenario, a history's arrivals where they take the place of its demand, and how long. */
type RunDemand = {
  readonly scenario: Scenario
  readonly arrivals?: readonly Arrival[]
  readonly run: NonNullable<CompileInput['run']>
}

type Values = { readonly [Key in keyof typeof options]?: string | boolean }

/** Runs a scenario through a workflow. */
export const simulate: Command = {
  usage,
  summary:
    'Runs a scenario through a workflow and reports lead times, waits by cause, time at work and service levels, each with its interval.',
  flags: [
    [
      '--history FILE',
      'replays its arrivals instead of the scenario’s demand, all of them unless --days or --cases is given; --map says what its columns are',
    ],
    ['--large', 'reads a packed history however far it unpacks'],
    ['--from DATE', 'start of the run'],
    [
      '--days N',
      'length of the run, that of the scenario or of the history unless told; --cases N instead: until so many have come and left',
    ],
    ['--warmup auto|DAYS', 'days cut from the start before anything counts; auto finds them (MSER-5)'],
    [
      '--replications N',
      'runs that differ by luck alone; without: until the mean lead time is known to ± 5 % and each share in time to ± 2 points',
    ],
    ['--precision 0.02', 'until the mean lead time is known to ± 2 %, at most 200 replications'],
    ['--seed N', 'the same seed gives the same result to the last bit, whatever the number of workers'],
    ['--workers N', 'threads; one for each core unless told'],
    ['--log OUT.csv', 'the first replication in the form of a history: a row per visit of a step, from its first begin'],
    ['--trace OUT.jsonl', 'every event that the cases of the first replication received, as “gemba step --events” reads it'],
  ],
  run: async ({ args, signal }) => {
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    if (values.scenario === undefined) return refuse(`--scenario is missing.\nUsage: gemba ${usage}`)
    if (values.days !== undefined && values.cases !== undefined) return refuse('Give --days or --cases, not both.')
    if (values.replications !== undefined && values.precision !== undefined) return refuse('Give --replications or --precision, not both.')
    if (values.json === true && [values.log, values.trace].includes('-'))
      return refuse('--json and a --log or --trace to “-” would mix in one output. Give the log or trace a file.')
    if (values.log !== undefined && values.log === values.trace) return refuse('--log and --trace cannot go to the same place.')
    const { layout: _, ...workflow } = await loadDraft(positionals[0] ?? '')
    const given = await loadScenario(values.scenario)
    const { scenario, arrivals, run } = await demandOf(workflow, given, values, signal)
    const past = await loadPast(values.scenario, scenario)
    const compiled = compile({
      workflow,
      scenario,
      ...(arrivals ? { arrivals } : {}),
      ...(past === undefined ? {} : { past }),
      run,
      hashes: hashesOf(workflow, scenario, arrivals),
    })
    if (!compiled.ok)
      return refuse(`This cannot be run:\n${compiled.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`)
    for (const { where, message, severity } of findScenarioProblems(workflow, scenario, past))
      if (severity === 'warning') say(`! ${where}: ${message}`)
    const lanes = openLanes(laneCount(values.workers))
    const recording = new Recording(values)
    try {
      const began = performance.now()
      const [first, ...others] = lanes
      const telling = new RunTelling(compiled.program.replications)
      const found = await runExperiment(compiled.program, [recording.over(first!, memoryOfRuns() / lanes.length), ...others], {
        signal,
        ...budgetOf(values),
        onProgress: (done, planned) => telling.progress(done, planned),
        onAdvance: (advance) => telling.advance(advance),
      }).finally(() => progress(null))
      await recording.finish()
      const report = {
        ...withBottlenecks(workflow, scenario, found),
        ...costOfRun(began, lanes.length),
        // A replay changes what comes, not what is believed of the scenario.
        trust: trustOf(given).text,
      }
      await tell(report, values.json === true)
      return 0
    } catch (error) {
      await recording.discard()
      throw error
    } finally {
      for (const lane of lanes) lane.close()
    }
  },
}

/** With a history its own arrivals are replayed, from `--from` or its first day on, to its end unless a length is given. */
async function demandOf(workflow: Workflow, given: Scenario, values: Values, signal: AbortSignal): Promise<RunDemand> {
  const from = startOf(values.from)
  const scenario = from === null ? given : { ...given, start: from }
  const run = runOf(values)
  if (typeof values.history !== 'string') return { scenario, run }
  const reading = { map: text(values.map), large: values.large === true, timezone: scenario.timezone }
  const history = await loadHistory(values.history, reading, signal)
  const { period } = profileHistory(history)
  const wall = (time: string) => localText(zoneOf(scenario.timezone).toLocal(instantOf(time, history.timezone)))
  const [first, last] = [wall(period.from), wall(period.to)]
  const start = from ?? `${first.slice(0, 10)}T00:00:00`
  const arrivals = arrivalsOf(history, workflow, { start, timezone: scenario.timezone })
  if (arrivals.length === 0) return refuse(`No case of the history arrives from ${start} on: it goes from ${first} to ${last}.`)
  const replay = { ...scenario, start, demand: asReplay(scenario.demand) }
  // To the end of its last day; counts end with midnight, at which nothing more comes.
  const days = Math.max(Math.ceil((localSeconds(last) - localSeconds(start)) / 86_400), Math.floor(arrivals.at(-1)!.time / 86_400) + 1)
  if (run.days === undefined && run.cases === undefined) {
    say(
      `The whole history is run, ${start.slice(0, 10)} to ${last.slice(0, 10)}: ${formatAmount(arrivals.length, 'case')} in ${formatAmount(days, 'day')}${days === scenario.run.days ? '' : `, whatever the scenario’s ${formatAmount(scenario.run.days, 'day')}`}. --days N or --cases N runs a part of it.`,
    )
    return { scenario: replay, arrivals, run: { ...run, days } }
  }
  if (run.cases !== undefined && run.cases > arrivals.length)
    say(`Only ${formatAmount(arrivals.length, 'case')} of the history can be run; ${formatCount(run.cases)} were asked for.`)
  const { days: asked } = run
  const runs = asked === undefined ? (run.cases ?? 0) : arrivals.filter(({ time }) => time < asked * 86_400).length
  if (runs < arrivals.length)
    say(
      `Only a part of the history is run: ${formatCount(runs)} of ${formatAmount(arrivals.length, 'case')}. Without ${asked === undefined ? '--cases' : '--days'} all of it is, to ${last.slice(0, 10)}.`,
    )
  return { scenario: replay, arrivals, run }
}

function startOf(from: Values['from']): string | null {
  if (typeof from !== 'string') return null
  if (LocalDate.safeParse(from).success) return `${from}T00:00:00`
  return LocalTime.safeParse(from).success ? from : refuse(`--from takes a date like 2025-01-06, not “${from}”.`)
}

function runOf(values: Values): RunDemand['run'] {
  const days = positiveNumber(text(values.days), 'days')
  const cases = wholeNumber(text(values.cases), 'cases', 1)
  const warmup = warmupOf(text(values.warmup))
  const seed = wholeNumber(text(values.seed), 'seed', 0)
  const replications = wholeNumber(text(values.replications), 'replications', 1)
  return {
    ...(days === undefined ? {} : { days }),
    ...(cases === undefined ? {} : { cases }),
    ...(warmup === undefined ? {} : { warmup }),
    ...(seed === undefined ? {} : { seed }),
    ...(replications === undefined ? {} : { replications }),
  }
}

/** Days cut from the start instead of what the scenario says; `auto` finds them. */
function warmupOf(given: string | undefined): 'auto' | number | undefined {
  if (given === undefined || given === 'auto') return given
  const days = Number(given)
  return given.trim() !== '' && days >= 0 && days < Infinity ? days : refuse(`--warmup takes a number of days or auto, not “${given}”.`)
}

/** What ends the run: so many replications, a precision, or what an ordinary run is to know. */
function budgetOf(values: Values): { replications?: number; goal?: Goal } {
  const precision = positiveNumber(text(values.precision), 'precision')
  if (precision !== undefined) return { goal: { precision }, replications: 200 }
  return values.replications === undefined ? { goal: ordinaryGoal } : {}
}

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)

function hashesOf(workflow: Workflow, scenario: Scenario, arrivals: readonly Arrival[] | undefined) {
  return {
    workflow: fileHash(workflow),
    scenario: scenarioHash(scenario),
    ...(arrivals ? { history: sha256(JSON.stringify(arrivals)) } : {}),
  }
}

/** What only the host can know: the core has no clock. Peak memory is that of the whole process. */
function costOfRun(began: number, workers: number): Pick<Report, 'wallSeconds' | 'workers' | 'peakMemoryBytes'> {
  return { wallSeconds: (performance.now() - began) / 1000, workers, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 }
}

async function tell(report: Report, json: boolean): Promise<void> {
  await (json ? printJson(report) : print(`${reportInWords(report)}\n${report.trust}`))
}
