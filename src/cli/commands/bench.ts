import { laneHere } from '../../simulation/experiment/lane.ts'
import type { Lane } from '../../simulation/experiment/lane.ts'
import type { Observations } from '../../simulation/program/observations.ts'
import type { Program } from '../../simulation/program/program.ts'
import { summarise } from '../../simulation/report/summarise.ts'
import { openLanes } from '../../workers/lanes.node.ts'
import { benchProgram, isModelName, type ModelName } from '../bench/model.ts'
import { eventsOf, meanOutputs, meanWaitOf, type Outputs, outputsOf } from '../bench/outputs.ts'
import { fewestToJudge, references, toleranceOf } from '../bench/references.ts'
import { type Command, refuse } from '../command.ts'
import { parse, wholeNumber } from '../input.ts'
import { peakMemory } from '../memory.ts'
import { print, printJson } from '../output.ts'
import { table } from '../table.ts'
import { formatCount } from '../../words/number.ts'

const usage = 'bench [--model mmc|line|jackson] [--cases N] [--workers N] [--seed N] [--twin] [--json]'
const options = {
  model: { type: 'string', default: 'line' },
  cases: { type: 'string' },
  workers: { type: 'string' },
  seed: { type: 'string' },
  twin: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** Measures the engine on models whose results are known. */
export const bench: Command = {
  usage,
  summary: 'Measures how fast the engine is on a model whose results are known (line: a moderation line), and whether it gives them.',
  flags: [
    [
      '--model',
      'mmc: one pool of eight, M/M/8; line: a classifier, two tiers and a quality check, with priorities, a limit on waiting, shifts; jackson: a network of queues',
    ],
    ['--cases N', 'cases that arrive, over all workers; 1,000,000 unless told. The results are judged from 500,000 a worker on'],
    ['--workers N', 'threads; one unless told. Each runs its share of the cases'],
    ['--twin', 'without the kernel in WebAssembly: its twin in TypeScript, on this thread. The digest is the same'],
  ],
  run: async ({ args, signal }) => {
    const { values } = parse(args, usage, options, { least: 0, most: 0 })
    const model = isModelName(values.model) ? values.model : refuse(`--model is mmc, line or jackson, not “${values.model}”.`)
    const workers = Math.min(wholeNumber(values.workers, 'workers', 1) ?? 1, 64)
    const each = Math.ceil((wholeNumber(values.cases, 'cases', 1) ?? 1_000_000) / workers)
    const seed = wholeNumber(values.seed, 'seed', 0) ?? 1
    const found = await measure(model, each, workers, seed, values.twin === true, signal)
    await (values.json === true ? printJson(found) : print(inWords(found, each)))
    return 0
  },
}

type Found = {
  readonly model: ModelName
  readonly cases: number
  readonly events: number
  readonly wallSeconds: number
  readonly eventsPerSecond: number
  readonly casesPerSecond: number
  readonly peakMemoryBytes: number
  readonly meanCycleSeconds: number
  readonly meanWaitSeconds: number
  readonly workers: number
  readonly seed: number
  readonly digest: string
  /** Under the names and in the unit of the models' description: hours. */
  readonly outputs: Outputs
}

/** One replication of `each` cases on every lane. The clock runs from the program's compiled form to the report, threads being open. */
async function measure(model: ModelName, each: number, workers: number, seed: number, twin: boolean, signal: AbortSignal): Promise<Found> {
  const lanes = twin ? [laneHere()] : openLanes(workers)
  try {
    await replications(benchProgram(model, 1, seed), lanes, workers, signal)
    const program = benchProgram(model, each, seed)
    const began = performance.now()
    const many = await replications(program, lanes, workers, signal)
    const { digest } = summarise(program, many, seed)
    const wallSeconds = (performance.now() - began) / 1000
    const cases = each * workers
    const events = many.reduce((sum, one) => sum + eventsOf(program, one), 0)
    const mean = (of: (one: Observations) => number) => many.reduce((sum, one) => sum + of(one), 0) / workers
    return {
      model,
      cases,
      events,
      wallSeconds,
      eventsPerSecond: events / wallSeconds,
      casesPerSecond: cases / wallSeconds,
      peakMemoryBytes: peakMemory(),
      meanCycleSeconds: mean(({ leadTime }) => leadTime.mean),
      meanWaitSeconds: mean(meanWaitOf),
      workers,
      seed,
      digest,
      outputs: meanOutputs(many.map((one) => outputsOf(model, one))),
    }
  } finally {
    for (const lane of lanes) lane.close()
  }
}

async function replications(program: Program, lanes: readonly Lane[], workers: number, signal: AbortSignal): Promise<Observations[]> {
  const numbers = Array.from({ length: workers }, (_, replication) => replication)
  const many = await Promise.all(numbers.map((number) => lanes[number % lanes.length]!.replicate(program, number, signal)))
  for (const { failure, open } of many)
    if (failure || open > 0) throw new Error(failure?.reason ?? `${open} cases were still open at the end`)
  return many
}

function inWords(found: Found, each: number): string {
  const { model, cases, events, workers, seed, wallSeconds, eventsPerSecond, casesPerSecond, peakMemoryBytes, digest } = found
  const judged = each >= fewestToJudge[model]
  const rows = Object.entries(found.outputs).map(([name, value]) => {
    const reference = references[model][name]
    if (!reference) return [name, value.toPrecision(6), '', '', '']
    const tolerance = toleranceOf(name, reference, cases)
    const within = Math.abs(value - reference.value) <= tolerance
    return [
      name,
      value.toPrecision(6),
      String(reference.value),
      judged ? `± ${tolerance.toPrecision(2)}` : '',
      judged ? (within ? 'within' : 'OUTSIDE') : '',
    ]
  })
  return [
    `${model}: ${formatCount(cases)} cases, ${formatCount(events)} events in ${wallSeconds.toFixed(3)} s on ${workers} ${workers === 1 ? 'worker' : 'workers'}, seed ${seed}, digest ${digest}`,
    `${(eventsPerSecond / 1e6).toFixed(2)} million events a second, ${formatCount(casesPerSecond)} cases a second, ${(peakMemoryBytes / 1e6).toFixed(0)} MB at most`,
    '',
    table(['output (hours)', 'value', 'reference', 'tolerance', ''], rows),
    ...(judged
      ? []
      : ['', `The references are for long runs: they are judged from ${formatCount(fewestToJudge[model])} cases a worker on.`]),
  ].join('\n')
}
