import { writeWorkflow } from '../../machine/workflow-file.ts'
import { boxesOf, type Rect } from '../../workflow/drawing/box.ts'
import { kindOf } from '../../workflow/drawing/kind.ts'
import { guardWords, wordsOf } from '../../workflow/drawing/words.ts'
import type { Draft } from '../../workflow/draft.ts'
import { sha256 } from '../../workflow/hash.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { ancestorsOf, childrenOf, documentOrder, rootOf, stateOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { describeState, describeTransition } from '../../workflow/where.ts'
import { escapeXml } from '../escape.ts'
import type { Exported } from './exported.ts'

type Node = {
  readonly id: string
  readonly tag: string
  readonly name: string
  readonly lane: string | null
  readonly inside: string
  readonly attributes: string
  readonly box: Rect
}
type Flow = { readonly id: string; readonly from: string; readonly to: string; readonly name: string; readonly condition: string | null }

/**
 * The workflow as BPMN 2.0 with its diagram: steps are tasks, decisions and outcomes exclusive gateways, timers boundary events, parallel states a pair of parallel gateways, ends end events, pools lanes. Groups
 * are drawn flat: what leaves a group leaves each of its steps. The workflow itself stands in an extension element with a digest of all around it, so that an unchanged file comes back as it was.
 */
export function toBpmn(draft: Draft): Exported {
  const drawing = new Drawing(draft)
  const body = drawing.write()
  const losses = [...drawing.losses]
  const head = losses.map(
    (loss) => `<!-- Shown otherwise in the diagram: ${loss.replace(/\s+/g, ' ').replace(/-+/g, '-').replace(/[<>]/g, '')} -->`,
  )
  const text = ['<?xml version="1.0" encoding="UTF-8"?>', ...head, body, ''].join('\n')
  const { layout: _, ...workflow } = draft
  const kept = `<bpmn:extensionElements><gemba:workflow digest="${sha256(text)}">${escapeXml(writeWorkflow(workflow))}</gemba:workflow></bpmn:extensionElements>`
  return { text: text.replace(place, () => kept), losses }
}

/** Where the extension element stands. */
const place = '<!-- workflow -->'

/** The workflow file that a BPMN file of ours holds, if nothing around it was changed since; else null. */
export function workflowInBpmn(text: string): { readonly text: string; readonly isWhole: boolean } | null {
  const found = /<bpmn:extensionElements><gemba:workflow digest="([0-9a-f]{64})">([^<]*)<\/gemba:workflow><\/bpmn:extensionElements>/.exec(
    text,
  )
  if (!found) return null
  const around = text.slice(0, found.index) + place + text.slice(found.index + found[0].length)
  const marks: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  const file = (found[2] ?? '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => marks[name] ?? '')
  return { text: file, isWhole: sha256(around) === found[1] }
}

class Drawing {
  readonly losses = new Set<string>()
  readonly #draft: Draft
  readonly #boxes: ReadonlyMap<string, Rect>
  readonly #nodes: Node[] = []
  readonly #flows: Flow[] = []
  readonly #ids = new Map<string, string>()

  constructor(draft: Draft) {
    this.#draft = draft
    this.#boxes = boxesOf(draft)
    for (const [index, { uid }] of documentOrder(draft).entries()) this.#ids.set(uid, `state_${index}`)
  }

  write(): string {
    const { title, id } = this.#draft.header.workflow
    const root = rootOf(this.#draft)
    for (const state of documentOrder(this.#draft)) if (state.parent !== null) this.#state(state)
    const first = root.initial === null ? null : this.#entry(root.initial)
    if (first !== null) {
      const at = this.#nodes.find((node) => node.id === first)?.box ?? { x: 0, y: 0, width: 0, height: 0 }
      this.#node('start', 'startEvent', 'Begins', { x: at.x - 90, y: at.y + at.height / 2 - 18, width: 36, height: 36 })
      this.#flow('start', first, '', null)
    }
    const known = new Set(this.#nodes.map((node) => node.id))
    const flows = this.#flows.filter(({ from, to }) => known.has(from) && known.has(to))
    return [
      '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:gemba="https://gemba.invalid/bpmn" id="definitions" targetNamespace="https://gemba.invalid/bpmn">',
      `  <bpmn:process id="process_${escapeXml(id)}" name="${escapeXml(title)}" isExecutable="false">`,
      `    ${place}`,
      ...this.#lanes(),
      ...this.#nodes.map((node) => this.#element(node, flows)),
      ...flows.map(({ id: own, from, to, name, condition }) => {
        const open = `    <bpmn:sequenceFlow id="${own}"${name === '' ? '' : ` name="${escapeXml(name)}"`} sourceRef="${from}" targetRef="${to}"`
        return condition === null
          ? `${open}/>`
          : `${open}><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>`
      }),
      '  </bpmn:process>',
      `  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="process_${escapeXml(id)}">`,
      ...this.#nodes.map(
        ({ id: own, box }) =>
          `    <bpmndi:BPMNShape id="${own}_di" bpmnElement="${own}"><dc:Bounds x="${Math.round(box.x)}" y="${Math.round(box.y)}" width="${Math.round(box.width)}" height="${Math.round(box.height)}"/></bpmndi:BPMNShape>`,
      ),
      ...flows.map((flow) => this.#edge(flow)),
      '  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
      '</bpmn:definitions>',
    ].join('\n')
  }

  #state(state: State): void {
    const { losses } = this
    const box = this.#boxes.get(state.uid) ?? { x: 0, y: 0, width: 180, height: 64 }
    const id = this.#id(state.uid)
    if (state.type === 'history') return void losses.add(`${describeState(this.#draft, state.uid)}: leads to where its group begins.`)
    if (state.type === 'compound') return
    if (state.type === 'parallel') return this.#parallel(state, id, box)
    const around = this.#outer(state)
    if (state.type === 'final') {
      if (around === null) this.#node(id, 'endEvent', titleOf(state), square(box, 36))
      return
    }
    if (kindOf(state, this.#draft) === 'decision' && this.#ways(state).every(({ trigger }) => trigger.kind === 'always')) {
      this.#node(id, 'exclusiveGateway', titleOf(state), square(box, 50))
      return this.#branch(id, this.#ways(state))
    }
    const kind = state.step?.kind ?? 'wait'
    if (kind === 'batch') losses.add(`${describeState(this.#draft, state.uid)}: a batch, drawn as a task of the system.`)
    const tag = { review: 'userTask', automatic: 'serviceTask', wait: 'receiveTask', batch: 'serviceTask' }[kind]
    const lane = state.step?.kind === 'review' ? (state.step.pools[0] ?? null) : null
    const documentation = state.step?.instructions ?? state.description ?? ''
    this.#node(
      id,
      tag,
      titleOf(state),
      box,
      lane,
      documentation === '' ? '' : `<bpmn:documentation>${escapeXml(documentation)}</bpmn:documentation>`,
    )
    this.#leave(state, id, box)
  }

  /** The ways out of a task: through a gateway where there are several outcomes; timers at its edge. */
  #leave(state: State, id: string, box: Rect): void {
    const ways = this.#ways(state)
    const timed = ways.filter(({ trigger }) => trigger.kind === 'after')
    const groups = new Map<string, Transition[]>()
    for (const way of ways) {
      if (way.trigger.kind === 'after') continue
      const key = way.trigger.kind === 'event' ? way.trigger.event : way.trigger.kind
      groups.set(key, [...(groups.get(key) ?? []), way])
    }
    const gate = groups.size > 1 ? `${id}_outcome` : id
    if (groups.size > 1) {
      this.#node(gate, 'exclusiveGateway', '', { x: box.x + box.width + 24, y: box.y + box.height / 2 - 25, width: 50, height: 50 })
      this.#flow(id, gate, '', null)
    }
    for (const [index, group] of [...groups.values()].entries()) {
      const [only, ...more] = group
      if (!only) continue
      const name = nameOf(this.#draft, state, only)
      if (more.length === 0 && only.guard === null) this.#to(gate, only, name, null)
      else {
        const choice = `${id}_choice_${index}`
        this.#node(choice, 'exclusiveGateway', `${name}: which way?`, {
          x: box.x + box.width + 90,
          y: box.y + index * 60,
          width: 50,
          height: 50,
        })
        this.#flow(gate, choice, name, null)
        this.#branch(choice, group)
      }
    }
    for (const [index, way] of timed.entries()) {
      const { trigger } = way
      const delay = trigger.kind === 'after' ? trigger.delay : 0
      if (way.source !== state.uid)
        this.losses.add(`${describeTransition(this.#draft, way)}: its clock is drawn at each step of the group.`)
      const own = `${id}_timer_${index}`
      const iso = typeof delay === 'number' ? `PT${delay / 1000}S` : delay
      const timer = `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${escapeXml(iso)}</bpmn:timeDuration></bpmn:timerEventDefinition>`
      this.#node(
        own,
        'boundaryEvent',
        wordsOf(way, this.#draft).trigger,
        { x: box.x + 12 + index * 44, y: box.y + box.height - 18, width: 36, height: 36 },
        null,
        timer,
        ` attachedToRef="${id}"`,
      )
      this.#to(own, way, '', null)
    }
  }

  #branch(gate: string, ways: readonly Transition[]): void {
    for (const way of ways) {
      const guard = way.guard === null ? null : guardWords(way.guard, this.#draft)
      this.#to(gate, way, way.title || guard || 'otherwise', guard)
    }
  }

  #parallel(state: State, id: string, box: Rect): void {
    this.#node(id, 'parallelGateway', titleOf(state), { x: box.x - 70, y: box.y, width: 50, height: 50 })
    this.#node(`${id}_join`, 'parallelGateway', '', { x: box.x + box.width + 20, y: box.y, width: 50, height: 50 })
    for (const region of childrenOf(this.#draft, state.uid)) {
      const first = this.#entry(region.uid)
      if (first !== null) this.#flow(id, first, '', null)
    }
    this.#branch(
      `${id}_join`,
      transitionsFrom(this.#draft, state.uid).filter(({ trigger }) => trigger.kind === 'done'),
    )
  }

  /** A state's own ways and those of the groups around it, up to the next parallel state, in the order in which they are tried. */
  #ways(state: State): Transition[] {
    const taken = new Set<string>()
    return [state, ...ancestorsOf(this.#draft, state.uid)].flatMap(({ uid }) => {
      const ways = transitionsFrom(this.#draft, uid).filter(
        ({ trigger }) => (uid === state.uid || trigger.kind !== 'done') && (trigger.kind !== 'event' || !taken.has(trigger.event)),
      )
      for (const { trigger, guard } of ways) if (trigger.kind === 'event' && guard === null) taken.add(trigger.event)
      return ways
    })
  }

  #to(from: string, way: Transition, name: string, condition: string | null): void {
    if (way.targets.length === 0) return void this.losses.add(`${describeTransition(this.#draft, way)}: leads nowhere, it only acts.`)
    if (way.targets.length > 1)
      this.losses.add(`${describeTransition(this.#draft, way)}: begins in ${way.targets.length} tracks at once; it is drawn to the first.`)
    if (way.actions.length > 0) this.losses.add('What is set on the way: the diagram does not show it.')
    const to = this.#entry(way.targets[0] ?? '')
    if (to !== null) this.#flow(from, to, name, condition)
  }

  /** The node at which a case arrives that goes to a state: of a group its first, of the end of a group what follows the group. */
  #entry(uid: string, depth = 0): string | null {
    const state = stateOf(this.#draft, uid)
    if (!state || depth > 60) return null
    if (state.type === 'compound') return state.initial === null ? null : this.#entry(state.initial, depth + 1)
    if (state.type === 'history') return state.parent === null ? null : this.#entry(state.parent, depth + 1)
    const around = state.type === 'final' ? this.#outer(state) : null
    if (around === null) return this.#id(uid)
    const parent = around.parent === null ? undefined : stateOf(this.#draft, around.parent)
    if (parent?.type === 'parallel') return `${this.#id(parent.uid)}_join`
    const [done] = transitionsFrom(this.#draft, around.uid).filter(({ trigger }) => trigger.kind === 'done')
    return done?.targets[0] === undefined ? null : this.#entry(done.targets[0], depth + 1)
  }

  /** The group that a state ends; null where it ends the whole. */
  #outer(state: State): State | null {
    const parent = state.parent === null ? undefined : stateOf(this.#draft, state.parent)
    return parent && parent.parent !== null ? parent : null
  }

  #id(uid: string): string {
    return this.#ids.get(uid) ?? 'state'
  }

  #node(id: string, tag: string, name: string, box: Rect, lane: string | null = null, inside = '', attributes = ''): void {
    this.#nodes.push({ id, tag, name, box, lane, inside, attributes })
  }

  #flow(from: string, to: string, name: string, condition: string | null): void {
    this.#flows.push({ id: `flow_${this.#flows.length}`, from, to, name, condition })
  }

  #lanes(): string[] {
    const pools = Object.values(this.#draft.pools).filter(({ id }) => this.#nodes.some(({ lane }) => lane === id))
    if (pools.length === 0) return []
    const lanes = pools.map(
      ({ id, title }, index) =>
        `<bpmn:lane id="lane_${index}" name="${escapeXml(title)}">${this.#nodes.flatMap((node) => (node.lane === id ? [`<bpmn:flowNodeRef>${node.id}</bpmn:flowNodeRef>`] : [])).join('')}</bpmn:lane>`,
    )
    return [`    <bpmn:laneSet id="lanes">${lanes.join('')}</bpmn:laneSet>`]
  }

  #element({ id, tag, name, inside, attributes }: Node, flows: readonly Flow[]): string {
    const ends = [
      ...flows.filter(({ to }) => to === id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...flows.filter(({ from }) => from === id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ].join('')
    const [documentation, definition] = inside.startsWith('<bpmn:documentation') ? [inside, ''] : ['', inside]
    return `    <bpmn:${tag} id="${id}"${name === '' ? '' : ` name="${escapeXml(name)}"`}${attributes}>${documentation}${ends}${definition}</bpmn:${tag}>`
  }

  #edge({ id, from, to }: Flow): string {
    const box = (node: string) => this.#nodes.find((one) => one.id === node)?.box ?? { x: 0, y: 0, width: 0, height: 0 }
    const [a, b] = [box(from), box(to)]
    const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2].map(Math.round)
    const middle = Math.round(((x1 ?? 0) + (x2 ?? 0)) / 2)
    const points = [
      [x1, y1],
      [middle, y1],
      [middle, y2],
      [x2, y2],
    ]
    return `    <bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join('')}</bpmndi:BPMNEdge>`
  }
}

function square({ x, y, width, height }: Rect, side: number): Rect {
  return { x: x + width / 2 - side / 2, y: y + height / 2 - side / 2, width: side, height: side }
}

function nameOf(draft: Draft, state: State, way: Transition): string {
  const { trigger } = way
  const outcome = trigger.kind === 'event' ? state.step?.outcomes.find(({ event }) => event === trigger.event) : undefined
  return outcome?.title ?? wordsOf(way, draft).trigger
}
