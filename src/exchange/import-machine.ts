import { uidByPath } from '../machine/config-read.ts'
import { importConfig } from '../machine/import-config.ts'
import { isObject } from '../machine/reading.ts'
import { readWorkflow } from '../machine/workflow-file.ts'
import { parseJson } from '../workflow/canonical.ts'
import type { JsonObject } from '../workflow/json.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { readDiagrams } from './bpmn/read-diagram.ts'
import { drawDiagram } from './bpmn/to-workflow.ts'
import { workflowInBpmn } from './out/bpmn.ts'
import { isScxml, readScxml } from './scxml/read-scxml.ts'
import { withoutNulls } from './xstate/absent.ts'
import { fromDefinition, isDefinition } from './xstate/definition.ts'
import { withAnswersAsEvents } from './xstate/invoke-answers.ts'
import { makeRunnable } from './xstate/runnable.ts'
import { casesMayLeave } from './xstate/runnable/ends.ts'
import type { Accepted, OfferName } from './xstate/runnable.ts'
import { readSource } from './xstate/source-machine.ts'
import { fromVersion4, isVersion4 } from './xstate/version-4.ts'

/** A workflow made of what somebody brought, and how it came about. */
export type ImportedMachine =
  | {
      readonly ok: true
      readonly workflow: Workflow
      /** What it was: a file of Gemba, a machine, or a diagram. */
      readonly from: 'gemba' | 'xstate' | 'bpmn' | 'scxml'
      /** Sentences on what was normalised, converted, kept by name or set aside. */
      readonly notes: readonly string[]
      /** How the machine was made to run, one offer after the other. Empty for a file of Gemba. */
      readonly offers: readonly Accepted[]
      /** The names of the machines in the file, the one that was taken first. */
      readonly machines: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

export type ImportOptions = {
  /** The machine to take where a source makes several. Default: the one with most states. */
  readonly machine?: string | undefined
  /** Offers that are not wanted. */
  readonly declined?: ReadonlySet<OfferName>
}

/**
 * Reads a machine in whatever form it is brought: a workflow of Gemba, an XState 5 config, an XState 4 config, a machine's definition
 * (`JSON.stringify(machine)`), TypeScript or JavaScript source, which is parsed and never run, a document of SCXML, or a process of BPMN 2.0. Uids follow from path and content, so that
 * the same machine gives the same records.
 */
export async function importMachine(text: string, options: ImportOptions = {}): Promise<ImportedMachine> {
  if (isBpmn(text)) return fromBpmn(text, options)
  if (isScxml(text)) return fromScxml(text, options)
  const found = /^\s*[{[<]/.test(text) ? readJson(text) : await fromSource(text, options.machine)
  if (!found.ok) return found
  if ('workflow' in found) return { ok: true, from: 'gemba', workflow: found.workflow, notes: found.notes, offers: [], machines: [] }
  const { config, notes, machines } = inVersion5(found)
  const drawn = options.declined?.has('invokes') ? config : withAnswersAsEvents(config)
  const read = importConfig(drawn, uidByPath)
  if (!read.ok) return read
  const { workflow, accepted } = makeRunnable(read.workflow, options.declined)
  return { ok: true, from: 'xstate', workflow, notes: [...notes, ...read.notes], offers: accepted, machines }
}

async function fromScxml(text: string, options: ImportOptions): Promise<ImportedMachine> {
  const found = await readScxml(text)
  if (!found.ok) return found
  const read = importConfig(found.config, uidByPath)
  if (!read.ok) return read
  const { workflow, accepted } = makeRunnable({ ...read.workflow, attributes: found.attributes }, options.declined)
  return { ok: true, from: 'scxml', workflow, notes: [...found.notes, ...read.notes], offers: accepted, machines: [] }
}

/** Whether a text is XML of BPMN 2.0. */
function isBpmn(text: string): boolean {
  return /^\uFEFF?\s*</.test(text) && text.slice(0, 20_000).includes('http://www.omg.org/spec/BPMN/20100524/MODEL')
}

async function fromBpmn(text: string, { machine: wanted, declined }: ImportOptions): Promise<ImportedMachine> {
  const kept = workflowInBpmn(text)
  const own = kept?.isWhole ? readWorkflow(kept.text) : null
  if (own?.ok) return { ok: true, from: 'bpmn', workflow: own.workflow, notes: own.notes, offers: [], machines: [] }
  const changed =
    kept === null
      ? []
      : ['This file was written by Gemba and changed since: the diagram is read, and not the workflow that it was drawn from.']
  const read = await readDiagrams(text)
  if (!read.ok) return read
  const titles = read.diagrams.map(({ diagram }) => diagram.title)
  const chosen = wanted === undefined ? read.diagrams[0] : read.diagrams.find(({ diagram }) => diagram.title === wanted)
  if (!chosen) return { ok: false, message: `This file has no process called ${wanted}. It has ${titles.join(', ')}.` }
  const { workflow: drawn, told } = drawDiagram(chosen.diagram)
  // A process that goes round for ever has no end of its own.
  const left = casesMayLeave.apply(drawn)
  const taken = left.told.length > 0 && declined?.has('leaving') !== true
  const others = titles.filter((_, index) => read.diagrams[index] !== chosen)
  const several =
    others.length === 0
      ? []
      : [`The file holds ${titles.length} processes; ${chosen.diagram.title} was taken (also there: ${others.join(', ')}).`]
  return {
    ok: true,
    from: 'bpmn',
    workflow: taken ? left.workflow : drawn,
    notes: [...changed, ...several, ...read.told, ...chosen.told, ...told],
    offers: left.told.length > 0 ? [{ name: 'leaving', title: casesMayLeave.title, told: left.told, taken }] : [],
    machines: [chosen.diagram.title, ...others],
  }
}

type Found = {
  readonly ok: true
  readonly config: JsonObject
  readonly version4: boolean
  readonly notes: readonly string[]
  readonly machines: readonly string[]
}
type Failure = { readonly ok: false; readonly message: string }

function readJson(text: string): Found | Failure | { readonly ok: true; readonly workflow: Workflow; readonly notes: readonly string[] } {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const value = parsed.value
  if (!isObject(value)) return { ok: false, message: 'A machine config is a JSON object.' }
  if (value['gemba'] === 'workflow') return readWorkflow(text)
  const inner = value['machine']
  // What a visual editor exports lies under "machine" or "config".
  const config =
    value['states'] === undefined && isObject(inner)
      ? inner
      : value['states'] === undefined && isObject(value['config'])
        ? value['config']
        : value
  const { config: present, notes } = withoutNulls(config)
  if (!isDefinition(present)) return { ok: true, config: present, version4: false, notes, machines: [] }
  const definition = fromDefinition(config)
  return { ok: true, config: withoutNulls(definition.config).config, version4: false, notes: definition.notes, machines: [] }
}

async function fromSource(text: string, wanted: string | undefined): Promise<Found | Failure> {
  const read = await readSource(text)
  if (!read.ok) return read
  const names = read.machines.map(({ name }) => name)
  const named = wanted === undefined ? undefined : read.machines.find(({ name }) => name === wanted)
  if (wanted !== undefined && !named)
    return { ok: false, message: `This source has no machine called ${wanted}. It has ${names.join(', ')}.` }
  const [largest] = [...read.machines].sort((a, b) => JSON.stringify(b.config).length - JSON.stringify(a.config).length)
  const taken = named ?? largest
  if (!taken) return { ok: false, message: 'No machine was found in this source.' }
  const others = names.filter((name) => name !== taken.name)
  const notes =
    others.length > 0 ? [`The source makes ${names.length} machines; ${taken.name} was taken (also there: ${others.join(', ')}).`] : []
  const { config: present, notes: nulls } = withoutNulls(taken.config)
  // The source says that it is a machine; one without states is a single state.
  const config = present['states'] === undefined ? { type: 'atomic', ...present } : present
  return {
    ok: true,
    // XState 4 calls a machine without an id by its key.
    config: config['id'] === undefined ? { id: config['key'] ?? taken.name, ...config } : config,
    version4: taken.version4,
    notes: [...notes, ...taken.notes, ...nulls],
    machines: [taken.name, ...others],
  }
}

function inVersion5(found: Found): Found {
  if (!found.version4 && !isVersion4(found.config)) return found
  const { config, notes } = fromVersion4(found.config)
  return { ...found, config, notes: [...notes, ...found.notes] }
}
