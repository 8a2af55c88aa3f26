import type { Element } from 'bpmn-moddle'
import { isDuration, parseDuration } from '../../workflow/duration.ts'
import type { Cause, Diagram, Flow, Node, Scope } from './diagram.ts'

/** What a file holds, process by process, the one with most in it first; `told`: sentences on what was read in its own way or set aside. */
export type DiagramsRead =
  | {
      readonly ok: true
      readonly diagrams: readonly { readonly diagram: Diagram; readonly told: readonly string[] }[]
      readonly told: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

/** More elements than this are no diagram that people have drawn. */
const mostNodes = 5000
const mostCharacters = 30_000_000

/** Reads BPMN 2.0 XML. Nothing in it is run, and nothing outside it is asked for. */
export async function readDiagrams(xml: string): Promise<DiagramsRead> {
  if (xml.length > mostCharacters) return { ok: false, message: `This BPMN file is larger than ${mostCharacters / 1_000_000} MB.` }
  const { BpmnModdle } = await import('bpmn-moddle')
  let root: Element
  try {
    root = (await new BpmnModdle().fromXML(xml)).rootElement
  } catch (error) {
    return { ok: false, message: `This is not BPMN 2.0: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.` }
  }
  const elements = list(root, 'rootElements')
  const participants = elements.filter(({ $type }) => $type === 'bpmn:Collaboration').flatMap((one) => list(one, 'participants'))
  const messages = elements.flatMap((one) => list(one, 'messageFlows')).length
  const places = placesIn(root)
  const read = elements
    .filter(({ $type }) => $type === 'bpmn:Process')
    .map((process) =>
      new Reader(
        process,
        participants.find(({ processRef }) => processRef === process),
        places,
      ).read(),
    )
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
  if (read.length === 0)
    return {
      ok: false,
      message: 'This BPMN file holds no process with anything in it (a choreography or a conversation is not a flow of cases).',
    }
  if ((read[0]?.size ?? 0) > mostNodes) return { ok: false, message: `This process has more than ${mostNodes} elements.` }
  const told = messages > 0 ? [`${messages} message flows between pools are set aside: a case goes through one process.`] : []
  return { ok: true, diagrams: read, told }
}

class Reader {
  readonly #process: Element
  readonly #participant: Element | undefined
  readonly #places: ReadonlyMap<unknown, number>
  readonly #told: string[] = []
  readonly #laneOf = new Map<unknown, string>()
  readonly #lanes: { id: string; title: string }[] = []
  #size = 0

  constructor(process: Element, participant: Element | undefined, places: ReadonlyMap<unknown, number>) {
    this.#process = process
    this.#participant = participant
    this.#places = places
  }

  read(): { diagram: Diagram; told: string[]; size: number } {
    const process = this.#process
    const title = words(process, 'name') || (this.#participant ? words(this.#participant, 'name') : '') || 'Process'
    for (const set of list(process, 'laneSets')) this.#readLanes(set)
    const root = this.#scope(process)
    const diagram = { id: idOf(process) ?? 'process', title, root, lanes: this.#lanes }
    return { diagram, told: this.#told, size: this.#size }
  }

  /** Lanes within lanes: the innermost does the work. */
  #readLanes(set: Element): void {
    for (const lane of list(set, 'lanes')) {
      const id = idOf(lane) ?? `lane-${this.#lanes.length}`
      this.#lanes.push({ id, title: words(lane, 'name') || `Lane ${this.#lanes.length + 1}` })
      for (const node of list(lane, 'flowNodeRef')) this.#laneOf.set(node, id)
      const inner = lane['childLaneSet']
      if (isElement(inner)) this.#readLanes(inner)
    }
  }

  #scope(element: Element): Scope {
    const parts = list(element, 'flowElements')
    const nodes: Node[] = []
    for (const part of parts) {
      const node = this.#node(part)
      if (node) nodes.push(node)
    }
    const known = new Set(nodes.map(({ id }) => id))
    const flows = parts.flatMap((part): Flow[] => {
      if (part.$type !== 'bpmn:SequenceFlow') return []
      const [from, to] = [idOf(part['sourceRef']), idOf(part['targetRef'])]
      if (from === null || to === null || !known.has(from) || !known.has(to)) return []
      const source = part['sourceRef'] as Element
      const condition = part['conditionExpression']
      const text = isElement(condition) ? words(condition, 'body') : ''
      const isDefault = source['default'] === part
      const title = words(part, 'name') || (text.length <= 60 ? text : '') || (isDefault ? 'Otherwise' : '')
      return [{ id: String(part['id']), from, to, title, conditional: condition !== undefined || isDefault }]
    })
    return { id: idOf(element) ?? 'scope', nodes, flows }
  }

  #node(part: Element): Node | null {
    const type = part.$type.replace(/^bpmn:/, '')
    const id = idOf(part)
    if (id === null) return null
    const common = {
      id,
      title: words(part, 'name'),
      description:
        list(part, 'documentation')
          .map((text) => words(text, 'text'))
          .join('\n')
          .slice(0, 4000) || null,
      lane: this.#laneOf.get(part) ?? null,
      at: this.#places.get(part) ?? this.#size,
    }
    const title = common.title || id
    const loop = part['loopCharacteristics']
    const say = (sentence: string) => this.#told.push(sentence)
    if (isElement(loop))
      say(`${title} is repeated (${loop.$type === 'bpmn:StandardLoopCharacteristics' ? 'a loop' : 'several instances'}); it is drawn once.`)
    const work = works[type]
    if (work) {
      this.#size++
      if (type === 'CallActivity') say(`${title} calls another process; it is drawn as one step.`)
      return { ...common, kind: 'task', work }
    }
    if (type === 'SubProcess' || type === 'Transaction' || type === 'AdHocSubProcess') {
      if (part['triggeredByEvent'] === true) {
        say(`The event sub-process ${title} is set aside: it may begin at any time, which the drawing cannot say.`)
        return null
      }
      if (type === 'AdHocSubProcess') say(`${title} leaves its order open; it is drawn in the order of the file.`)
      this.#size++
      return { ...common, kind: 'sub', scope: this.#scope(part) }
    }
    const gate = gates[type]
    if (gate) {
      this.#size++
      if (type === 'ComplexGateway') say(`The complex gateway ${title} is drawn as a choice of one way.`)
      return { ...common, kind: 'gateway', gate }
    }
    const definitions = list(part, 'eventDefinitions')
    const event = { cause: causeOf(definitions), ref: refOf(definitions[0], common.title) }
    const delay = delayOf(definitions.find(({ $type }) => $type === 'bpmn:TimerEventDefinition'))
    switch (type) {
      case 'StartEvent':
        return { ...common, kind: 'start', ...event }
      case 'EndEvent':
        this.#size++
        return { ...common, kind: 'end', ...event }
      case 'IntermediateThrowEvent':
        return { ...common, kind: 'throw', ...event }
      case 'IntermediateCatchEvent':
        return { ...common, kind: 'catch', ...event, delay }
      case 'BoundaryEvent': {
        const host = idOf(part['attachedToRef'])
        if (host === null) return null
        if (event.cause === 'compensation') {
          say(`Compensation at ${title} is set aside: a case here does not undo what was done.`)
          return null
        }
        if (part['cancelActivity'] === false) {
          say(
            `${title || 'A boundary event'} does not end the work it stands at (it starts something beside it); it is set aside with what only it leads to.`,
          )
          return null
        }
        return { ...common, kind: 'boundary', ...event, delay, host }
      }
      default:
        return null
    }
  }
}

const works: Readonly<Record<string, 'review' | 'automatic' | 'wait'>> = {
  Task: 'review',
  UserTask: 'review',
  ManualTask: 'review',
  CallActivity: 'review',
  ServiceTask: 'automatic',
  ScriptTask: 'automatic',
  BusinessRuleTask: 'automatic',
  SendTask: 'automatic',
  ReceiveTask: 'wait',
}

const gates: Readonly<Record<string, 'exclusive' | 'parallel' | 'inclusive' | 'event'>> = {
  ExclusiveGateway: 'exclusive',
  ComplexGateway: 'exclusive',
  ParallelGateway: 'parallel',
  InclusiveGateway: 'inclusive',
  EventBasedGateway: 'event',
}

const causes: Readonly<Record<string, Cause>> = {
  MessageEventDefinition: 'message',
  TimerEventDefinition: 'timer',
  ErrorEventDefinition: 'error',
  SignalEventDefinition: 'signal',
  EscalationEventDefinition: 'escalation',
  ConditionalEventDefinition: 'condition',
  LinkEventDefinition: 'link',
  TerminateEventDefinition: 'terminate',
  CompensateEventDefinition: 'compensation',
  CancelEventDefinition: 'cancel',
}

function causeOf(definitions: readonly Element[]): Cause {
  const [first, second] = definitions
  if (!first) return 'none'
  return second ? 'several' : (causes[first.$type.replace(/^bpmn:/, '')] ?? 'none')
}

/** What an event means, so that a throw finds its catch: the error's or signal's id, a link's name. */
function refOf(definition: Element | undefined, title: string): string {
  if (!definition) return ''
  for (const key of ['errorRef', 'signalRef', 'escalationRef', 'messageRef']) {
    const ref = idOf(definition[key])
    if (ref !== null) return ref
  }
  return words(definition, 'name') || title
}

/** Milliseconds of a timer that says how long; null where it says a date, a cycle, an expression, or months. */
function delayOf(definition: Element | undefined): number | null {
  const duration = definition?.['timeDuration']
  const text = isElement(duration) ? words(duration, 'body') : ''
  return isDuration(text) ? Math.round(parseDuration(text) * 1000) : null
}

/** Where each element stands on the page, from left to right. */
function placesIn(root: Element): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>()
  for (const diagram of list(root, 'diagrams')) {
    const plane = diagram['plane']
    if (!isElement(plane)) continue
    for (const shape of list(plane, 'planeElement')) {
      const bounds = shape['bounds']
      if (!isElement(bounds)) continue
      const [x, y] = [Number(bounds['x']), Number(bounds['y'])]
      if (Number.isFinite(x) && Number.isFinite(y)) places.set(shape['bpmnElement'], x + y / 10)
    }
  }
  return places
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string'
}

function list(element: Element, key: string): Element[] {
  const value = element[key]
  return Array.isArray(value) ? value.filter(isElement) : []
}

function words(element: Element, key: string): string {
  const value = element[key]
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, 200) : ''
}

function idOf(value: unknown): string | null {
  return isElement(value) && typeof value['id'] === 'string' ? value['id'] : null
}
