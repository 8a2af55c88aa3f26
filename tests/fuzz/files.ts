import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { wordsOf } from '../../src/cli/error-words.ts'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { drawSvg } from '../../src/exchange/svg.ts'
import { arrivalsOf } from '../../src/history/arrivals.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { Mapping } from '../../src/history/mapping.ts'
import { profileHistory } from '../../src/history/profile.ts'
import { readHistory } from '../../src/history/read.ts'
import { toMachineConfig } from '../../src/machine/config.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { type Revision, readLayout, readRevision, readWorkflow, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { writeDiffText } from '../../src/revisions/diff-text.ts'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { composeRunbook } from '../../src/runbook/compose.ts'
import { writeHtml } from '../../src/runbook/html.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { findScenarioProblems } from '../../src/simulation/compile/problems.ts'
import { Governor } from '../../src/simulation/experiment/governor.ts'
import { Replication } from '../../src/simulation/experiment/replicate.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { readScenario } from '../../src/simulation/model/scenario-file.ts'
import { parseJson } from '../../src/workflow/canonical.ts'
import type { Json } from '../../src/workflow/json.ts'
import { UserError } from '../../src/workflow/user-error.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { Luck } from '../engine/luck.ts'
import { mutateJson, mutateRows, mutateText, pick } from './mutate.ts'

/*
 * Files of every kind that Gemba reads, each wrong in its own way, led through all that Gemba does with them. A case is known by its number.
 */

/** What came of a case: it was read, it was refused in words, or what was thrown is a fault. */
export type Outcome = {
  readonly kind: Kind
  readonly how: 'read' | 'refused' | 'fault'
  readonly message: string
  readonly cpuSeconds: number
}

/** Seconds of CPU that a case may take. */
export const mostCpuSeconds = 5

const readers = { workflow, scenario, layout, revision, mapping, history, packed, machine } as const
export type Kind = keyof typeof readers
const kinds = Object.keys(readers) as Kind[]

type Samples = ReturnType<typeof loadSamples>
let samples: Samples | null = null
let kernel: Kernel | null = null

/** Runs a case. `folder`: that of the sample workflows. `inKernel`: what runs are tried in. `threads` that share the process and its CPU. */
export async function fuzzCase(number: number, folder: string, inKernel: Kernel | null, threads = 1): Promise<Outcome> {
  kernel = inKernel
  samples ??= loadSamples(folder)
  const kind = kinds[number % kinds.length]!
  const luck = new Luck(number * 7919)
  for (let skip = 0; skip < 5; skip++) luck.uniform()
  const began = process.cpuUsage()
  const cpuSeconds = () => {
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1e6 / threads
  }
  try {
    const refusal = await readers[kind](samples, luck)
    const [how, message] = refusal === null ? (['read', ''] as const) : (['refused', refusal] as const)
    return { kind, cpuSeconds: cpuSeconds(), ...judged(how, message, cpuSeconds()) }
  } catch (error) {
    if (error instanceof UserError) return { kind, cpuSeconds: cpuSeconds(), ...judged('refused', error.message, cpuSeconds()) }
    return {
      kind,
      how: 'fault',
      message: error instanceof Error ? (error.stack ?? wordsOf(error)) : String(error),
      cpuSeconds: cpuSeconds(),
    }
  }
}

function judged(how: Outcome['how'], message: string, cpuSeconds: number): Pick<Outcome, 'how' | 'message'> {
  if (cpuSeconds > mostCpuSeconds) return { how: 'fault', message: `It took ${cpuSeconds.toFixed(1)} s of CPU. ${message}` }
  if (how === 'refused' && !/\w{3}/.test(message)) return { how: 'fault', message: `A refusal without words: “${message}”` }
  if (/\n\s+at .*:\d+/.test(message)) return { how: 'fault', message: `A stack in a message: ${message}` }
  return { how, message }
}

function loadSamples(folder: string) {
  const text = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8')
  const workflows = [text('appeals', 'workflow.json'), text('urgent-harm', 'workflow.json'), text('abuse-reports', 'workflow.json')]
  const scenarios = [
    text('appeals', 'scenarios', 'october.json'),
    text('urgent-harm', 'scenarios', 'on-call.json'),
    text('abuse-reports', 'scenarios', 'october.json'),
  ]
  const rows = gunzipSync(readFileSync(join(folder, 'appeals', 'history', '2026-04-to-2026-09.csv.gz'))).toString('utf8')
  return {
    workflows,
    scenarios,
    layouts: [text('appeals', 'layout.json'), text('urgent-harm', 'layout.json')],
    revisions: [text('appeals', 'revisions', '1.1.0.json')],
    read: workflows.map((one) => requireOk(readWorkflow(one)).workflow),
    readScenarios: scenarios.map((one) => requireOk(readScenario(one)).scenario),
    rows: rows.split('\n').slice(0, 400).join('\n'),
    mapping: JSON.stringify({
      form: 'events',
      columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' },
      timezone: 'Europe/Dublin',
      timeFormat: 'iso',
    }),
    machines: [
      ...workflows.map((one) => JSON.stringify(toMachineConfig(requireOk(readWorkflow(one)).workflow))),
      source(JSON.stringify(toMachineConfig(requireOk(readWorkflow(workflows[0]!)).workflow), null, 2)),
    ],
  }
}

function source(config: string): string {
  return `import { createMachine } from 'xstate'\n\nconst limit: number = 3\n/** A machine. */\nexport const machine = createMachine(${config})\n`
}

function requireOk<T extends { readonly ok: boolean }>(read: T): Extract<T, { readonly ok: true }> {
  if (!read.ok) throw new Error('a sample cannot be read')
  return read as Extract<T, { readonly ok: true }>
}

/** The text wounded, as text or as JSON. */
function woundedJson(text: string, luck: Luck): string {
  return luck.uniform() < 0.3 ? mutateText(text, luck) : JSON.stringify(mutateJson(JSON.parse(text) as Json, luck))
}

function workflow(from: Samples, luck: Luck): string | null {
  const which = Math.floor(luck.uniform() * from.workflows.length)
  const read = readWorkflow(woundedJson(from.workflows[which]!, luck))
  return read.ok ? useWorkflow(read.workflow, from.read[which]!, from.readScenarios[which]!) : read.message
}

/** All that is done with a workflow that can be read. */
function useWorkflow(found: Workflow, base: Workflow, withScenario: Scenario): string | null {
  findProblems(found)
  const again = readWorkflow(writeWorkflow(found))
  if (!again.ok) throw new Error(`What was written cannot be read: ${again.message}`)
  writeDiffText(diffWorkflows(base, found))
  writeHtml(composeRunbook({ revision: { workflow: found, layout: {}, version: null }, previous: null, all: [] }))
  return run(found, withScenario)
}

function run(found: Workflow, withScenario: Scenario): string | null {
  const problems = [...findProblems(found), ...findScenarioProblems(found, withScenario)]
  const compiled = compile({ workflow: found, scenario: withScenario })
  if (!compiled.ok) return [...compiled.problems, ...problems].map(({ message }) => message).join(' ')
  const replication = new Replication(compiled.program, 0, undefined, false, kernel)
  const governor = new Governor(replication, 2 ** 28)
  for (let slices = 0; slices < 8; slices++) {
    if (replication.advance(1000)) return (void replication.observations(), null)
    if (governor.check() !== null) return 'It was stopped before memory ran out.'
  }
  return null
}

function scenario(from: Samples, luck: Luck): string | null {
  const which = Math.floor(luck.uniform() * from.scenarios.length)
  const read = readScenario(woundedJson(from.scenarios[which]!, luck))
  return read.ok ? run(from.read[which]!, read.scenario) : read.message
}

function layout(from: Samples, luck: Luck): string | null {
  const which = Math.floor(luck.uniform() * from.layouts.length)
  const read = readLayout(woundedJson(from.layouts[which]!, luck))
  if (!read.ok) return read.message
  drawSvg(from.read[which]!, read.layout)
  return null
}

function revision(from: Samples, luck: Luck): string | null {
  const read = readRevision(woundedJson(pick(luck, from.revisions), luck))
  if (!read.ok) return read.message
  const all: Revision[] = [read.revision]
  writeHtml(composeRunbook({ revision: read.revision, previous: read.revision, all }))
  return useWorkflow(read.revision.workflow, from.read[0]!, from.readScenarios[0]!)
}

async function mapping(from: Samples, luck: Luck): Promise<string | null> {
  const parsed = parseJson(woundedJson(from.mapping, luck))
  if (!parsed.ok) return parsed.message
  const read = Mapping.safeParse(parsed.value)
  return read.success ? useHistory([from.rows], read.data, from) : read.error.message
}

function history(from: Samples, luck: Luck): Promise<string | null> {
  const text = luck.uniform() < 0.4 ? mutateText(from.rows, luck) : mutateRows(from.rows, ',', luck)
  return useHistory([text.slice(0, 500), text.slice(500)], null, from)
}

async function useHistory(chunks: readonly string[], given: Mapping | null, from: Samples): Promise<string | null> {
  const found = await readHistory(inTurn(chunks), given)
  profileHistory(found)
  const made = calibrate({ workflow: from.read[0]!, history: found, scenarioId: 'made' })
  arrivalsOf(found, from.read[0]!, { start: '2026-04-01T00:00:00' })
  return run(from.read[0]!, made.scenario)
}

async function* inTurn(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks
}

/** A packed file with some bytes changed or missing, read as the command line reads it. */
async function packed(from: Samples, luck: Luck): Promise<string | null> {
  const bytes = gzipSync(from.rows)
  for (let wounds = 1 + Math.floor(luck.uniform() * 3); wounds > 0; wounds--)
    bytes[Math.floor(luck.uniform() * bytes.length)] = Math.floor(luck.uniform() * 256)
  const { readBytes } = await import('../../src/cli/input.ts')
  const cut = luck.uniform() < 0.3 ? bytes.subarray(0, Math.floor(luck.uniform() * bytes.length)) : bytes
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const place = mkdtempSync(join(tmpdir(), 'gemba-fuzz-'))
  try {
    writeFileSync(join(place, 'history.csv.gz'), cut)
    const chunks: string[] = []
    const decoder = new TextDecoder()
    for await (const chunk of readBytes(join(place, 'history.csv.gz'), false, () => {}))
      chunks.push(decoder.decode(chunk, { stream: true }))
    return await useHistory(chunks, null, from)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function machine(from: Samples, luck: Luck): Promise<string | null> {
  const text = pick(luck, from.machines)
  const read = await importMachine(text.startsWith('{') ? woundedJson(text, luck) : mutateText(text, luck))
  if (!read.ok) return read.message
  return useWorkflow(read.workflow, from.read[0]!, from.readScenarios[0]!)
}
