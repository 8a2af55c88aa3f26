import { newState } from '../../workflow/draft.ts'
import { uidByPath } from '../../machine/config-read.ts'
import { freeKey } from '../../workflow/key.ts'
import { tidyOrders } from '../../workflow/order.ts'
import type { State } from '../../workflow/state.ts'
import type { Outcome, Step } from '../../workflow/step.ts'
import type { Transition } from '../../workflow/transition.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { type Block, blockOf, Graph } from './blocks.ts'
import type { Diagram, Flow, Node, Scope } from './diagram.ts'

type Drawn = { readonly workflow: Workflow; readonly told: readonly string[] }

/**
 * A process of BPMN as a workflow: lanes are pools, tasks steps, gateways the outcomes of the step before or a step of no time, splits with their join parallel states,
 * timers `after`, sub-processes compound states. Uids follow from the ids of the file, so that the same diagram gives the same records.
 */
export function drawDiagram(diagram: Diagram): Drawn {
  return new Drawing(diagram).draw()
}

/** A day: what a timer is taken for whose length the file does not say. */
const aDay = 86_400_000
const uid = (id: string) => uidByPath(`bpmn ${id}`)

type Way = { readonly title: string; readonly target: string; readonly flow: Transition['flow'] }

class Drawing {
  readonly #diagram: Diagram
  readonly #states = new Map<string, State>()
  readonly #transitions: Transition[] = []
  readonly #told: string[] = []
  readonly #keys = new Map<string, Set<string>>()
  readonly #usedPools = new Set<string>()
  readonly #poolIds = new Map<string, string>()
  readonly #root = uid('root')

  constructor(diagram: Diagram) {
    this.#diagram = diagram
    const taken = new Set<string>()
    for (const { id, title } of diagram.lanes) {
      const slug = freeKey(slugOf(title, 'lane'), taken)
      taken.add(slug)
      this.#poolIds.set(id, slug)
    }
  }

  draw(): Drawn {
    const { title, root } = this.#diagram
    const initial = this.#scope(root, this.#root, new Map())
    const id = slugOf(title, 'process')
    this.#states.set(this.#root, newState({ uid: this.#root, key: id, parent: null, order: 0, type: 'compound', initial, title }))
    this.#leaveOutUnreached()
    const lanes = this.#diagram.lanes.filter((lane) => this.#usedPools.has(this.#poolIds.get(lane.id) ?? ''))
    const named = lanes.map((lane, order) => ({ id: this.#poolIds.get(lane.id) ?? '', order, title: lane.title }))
    const pools = this.#usedPools.has(everybody)
      ? [...named, { id: everybody, order: named.length, title: title.length <= 60 ? title : 'Team' }]
      : named
    const workflow = tidyOrders({
      header: { workflow: { id, title, version: null, root: this.#root } },
      attributes: {},
      pools: Object.fromEntries(pools.map((pool) => [pool.id, pool])),
      states: Object.fromEntries(this.#states),
      transitions: Object.fromEntries(this.#transitions.map((transition) => [transition.uid, transition])),
    })
    return { workflow, told: this.#told }
  }

  /** Draws what lies in a process or sub-process into a state; gives the uid of the state in which it begins. `errors`: where an error of the inside leads, by its cause. */
  #scope(scope: Scope, parent: string, errors: ReadonlyMap<string, string>): string | null {
    const drawing = new ScopeDrawing(scope)
    for (const sentence of drawing.told) this.#told.push(sentence)
    const { blocks } = drawing
    for (const block of blocks) {
      const home = drawing.homeOf(block.split, parent)
      const title = drawing.node(block.split)?.title || 'Side by side'
      this.#add({ uid: uid(block.split), title, parent: home, type: 'parallel', at: drawing.node(block.split)?.at ?? 0 })
    }
    for (const block of blocks)
      for (const [index, region] of block.regions.entries()) {
        const own = regionUid(block, index)
        const ways = region.firsts.map((first): Way => ({
          title: drawing.titleOfWay(block.split, first),
          target: drawing.resolve(first, own),
          flow: 'normal',
        }))
        const title = `Track ${index + 1}: ${drawing.node(region.firsts[0] ?? '')?.title || 'work'}`
        const initial = this.#choice(own, `Which way in ${title}`, ways)
        this.#add({ uid: own, title, parent: uid(block.split), type: 'compound', at: index, initial })
        this.#add({ uid: doneUid(own), title: `${title} done`, parent: own, type: 'final', at: 1e9 })
      }
    for (const node of drawing.drawn()) this.#node(drawing, node, parent, errors)
    for (const block of blocks) {
      const target =
        block.join === null
          ? this.#afterAll(block, drawing.homeOf(block.split, parent))
          : drawing.resolve(block.join, drawing.regionOf(block.split), true)
      this.#transition(uid(block.split), { kind: 'done' }, target, '')
    }
    const starts = drawing
      .starts()
      .map((node): Way => ({ title: node.title || 'Starts', target: drawing.resolve(node.id, null), flow: 'normal' }))
    if (starts.length > 1) this.#told.push(`There are ${starts.length} ways in; cases are shared among them by a first step of no time.`)
    return this.#choice(parent, 'How it begins', starts)
  }

  /** The state to begin in: the one target, or a step of no time that chooses. */
  #choice(parent: string, title: string, ways: readonly Way[]): string | null {
    const [first] = ways
    if (!first) return null
    if (new Set(ways.map(({ target }) => target)).size === 1) return first.target
    const own = uid(`choice ${parent}`)
    this.#add({ uid: own, title, parent, type: 'atomic', at: -1 })
    this.#lead(own, 'automatic', ways, null)
    return own
  }

  #afterAll({ split }: Block, parent: string): string {
    const own = uid(`after ${split}`)
    this.#add({ uid: own, title: 'End', parent, type: 'final', at: 1e9 })
    return own
  }

  #node(drawing: ScopeDrawing, node: Node, top: string, errors: ReadonlyMap<string, string>): void {
    const own = uid(node.id)
    const region = drawing.regionOf(node.id)
    const parent = region ?? top
    const place = { uid: own, parent, at: node.at }
    const ways = () =>
      drawing.waysFrom(node.id).map(({ title, to }): Way => ({ title, target: drawing.resolve(to, region), flow: 'normal' }))
    const description = node.description === null ? {} : { description: node.description }
    switch (node.kind) {
      case 'task':
        this.#add({ ...place, ...description, title: node.title || 'Task', type: 'atomic' })
        this.#lead(own, node.work, this.#orEnd(ways(), node, parent), node.lane)
        return this.#boundaries(drawing, node.id, region, errors)
      case 'throw':
        this.#add({ ...place, ...description, title: node.title || 'Send', type: 'atomic' })
        return this.#lead(own, 'automatic', this.#orEnd(ways(), node, parent), null)
      case 'catch': {
        this.#add({ ...place, ...description, title: node.title || (node.cause === 'timer' ? 'Timer' : 'Wait'), type: 'atomic' })
        const [first] = this.#orEnd(ways(), node, parent)
        if (node.cause === 'timer' && first) return this.#after(own, node, first)
        return this.#lead(own, 'wait', this.#orEnd(ways(), node, parent), null)
      }
      case 'gateway': {
        this.#add({ ...place, ...description, title: node.title || 'Which way', type: 'atomic' })
        if (node.gate !== 'event') return this.#lead(own, 'automatic', this.#orEnd(ways(), node, parent), null)
        return this.#race(drawing, node, region, parent)
      }
      case 'sub': {
        const outward = new Map(errors)
        for (const { cause, ref, id } of drawing.boundariesOf(node.id)) {
          if (cause === 'error' || cause === 'escalation' || cause === 'cancel') {
            const [to] = drawing.waysFrom(id)
            if (to) outward.set(`${cause} ${ref}`, drawing.resolve(to.to, region)).set(cause, drawing.resolve(to.to, region))
          }
        }
        const initial = this.#scope(node.scope, own, outward)
        if (initial === null) {
          this.#add({ ...place, ...description, title: node.title || 'Sub-process', type: 'atomic' })
          this.#lead(own, 'review', this.#orEnd(ways(), node, parent), node.lane)
          return this.#boundaries(drawing, node.id, region, errors)
        }
        this.#add({ ...place, ...description, title: node.title || 'Sub-process', type: 'compound', initial })
        const onward = this.#orEnd(ways(), node, parent)
        if (onward.length > 1) this.#told.push(`${node.title || 'A sub-process'} goes on in ${onward.length} ways; the first is drawn.`)
        if (onward[0]) this.#transition(own, { kind: 'done' }, onward[0].target, onward[0].title)
        return this.#boundaries(drawing, node.id, region, errors)
      }
      case 'end': {
        const outer =
          node.cause === 'error' || node.cause === 'escalation' || node.cause === 'cancel'
            ? (errors.get(`${node.cause} ${node.ref}`) ?? errors.get(node.cause))
            : undefined
        if (outer !== undefined) {
          // An error end of a sub-process is the way out to where the error is caught.
          this.#add({ ...place, ...description, title: node.title || 'Error', type: 'atomic' })
          return this.#lead(own, 'automatic', [{ title: node.title || 'Error', target: outer, flow: 'failure' }], null)
        }
        // An end that ends all of it stands outside of what runs side by side.
        return this.#add({
          ...place,
          parent: node.cause === 'terminate' ? top : parent,
          ...description,
          title: node.title || 'End',
          type: 'final',
        })
      }
      case 'start':
      case 'boundary':
        return
    }
  }

  /** The ways, or an end where the file draws none. */
  #orEnd(ways: readonly Way[], node: Node, parent: string): readonly Way[] {
    if (ways.length > 0) return ways
    const own = uid(`end ${node.id}`)
    this.#add({ uid: own, title: `${node.title || 'It'} done`, parent, type: 'final', at: node.at + 1 })
    return [{ title: 'Done', target: own, flow: 'normal' }]
  }

  /** What may interrupt a task or a sub-process. */
  #boundaries(drawing: ScopeDrawing, host: string, region: string | null, errors: ReadonlyMap<string, string>): void {
    const own = uid(host)
    for (const boundary of drawing.boundariesOf(host)) {
      const [to] = drawing.waysFrom(boundary.id)
      const state = this.#states.get(own)
      if (!to || !state) continue
      const title = boundary.title || to.title || boundaryWords[boundary.cause] || 'Interrupted'
      const flow = boundary.cause === 'error' || boundary.cause === 'cancel' ? 'failure' : 'escalation'
      const way: Way = { title, target: drawing.resolve(to.to, region), flow }
      if (boundary.cause === 'timer') this.#after(own, boundary, way)
      else if (state.step)
        this.#states.set(own, { ...state, step: { ...state.step, outcomes: this.#withOutcome(own, state.step.outcomes, way) } })
      else if (!errors.has(`${boundary.cause} ${boundary.ref}`) && boundary.cause !== 'error' && boundary.cause !== 'escalation') {
        const event = this.#event(own, title)
        this.#transition(own, { kind: 'event', event }, way.target, title, flow)
        this.#told.push(
          `${title} may interrupt ${state.title} from outside; nothing in the drawing sends it, so a simulation never takes it.`,
        )
      }
    }
  }

  #withOutcome(own: string, outcomes: readonly Outcome[], way: Way): Outcome[] {
    const event = this.#event(own, way.title)
    this.#transition(own, { kind: 'event', event }, way.target, way.title, way.flow)
    return [...outcomes, { event, title: way.title }]
  }

  /** An event-based gateway: the case waits, and goes the way of what comes first. */
  #race(drawing: ScopeDrawing, node: Node, region: string | null, parent: string): void {
    const own = uid(node.id)
    const answers: Way[] = []
    for (const { to } of drawing.waysFrom(node.id)) {
      const event = drawing.node(to)
      const [onward] = drawing.waysFrom(to)
      const target = onward ? drawing.resolve(onward.to, region) : this.#orEnd([], event ?? node, parent)[0]?.target
      if (!event || target === undefined) continue
      const way: Way = { title: event.title || 'It comes', target, flow: 'normal' }
      if (event.kind === 'catch' && event.cause === 'timer') this.#after(own, event, { ...way, flow: 'escalation' })
      else answers.push(way)
    }
    if (answers.length > 0) this.#lead(own, 'wait', answers, null)
  }

  #after(own: string, timer: Extract<Node, { kind: 'catch' | 'boundary' }>, way: Way): void {
    if (timer.delay === null) this.#told.push(`${timer.title || 'A timer'} says no length that can be read; it is taken for a day.`)
    this.#transition(own, { kind: 'after', delay: timer.delay ?? aDay }, way.target, way.title, way.flow)
  }

  /** Gives a state its work and its ways on. */
  #lead(own: string, kind: 'review' | 'automatic' | 'wait', ways: readonly Way[], lane: string | null): void {
    const state = this.#states.get(own)
    if (!state) return
    const outcomes: Outcome[] = []
    for (const [index, way] of ways.entries()) {
      const title = way.title || (ways.length === 1 ? 'Done' : `Way ${index + 1}`)
      const event = this.#event(own, title)
      outcomes.push({ event, title })
      this.#transition(own, { kind: 'event', event }, way.target, title, way.flow)
    }
    const step: Step = kind === 'review' ? { kind, outcomes, pools: [this.#pool(lane)] } : { kind, outcomes }
    this.#states.set(own, { ...state, step })
  }

  #pool(lane: string | null): string {
    const id = (lane === null ? undefined : this.#poolIds.get(lane)) ?? everybody
    this.#usedPools.add(id)
    return id
  }

  /** An event of its own for each state, since every region of a parallel state hears it. */
  #event(own: string, title: string): string {
    const state = this.#states.get(own)
    const stem = slugOf(`${state?.key ?? 'state'} ${title}`, 'done')
      .toUpperCase()
      .replaceAll('-', '_')
    const taken = new Set(this.#transitions.map(({ trigger }) => (trigger.kind === 'event' ? trigger.event : '')))
    let event = stem
    for (let number = 2; taken.has(event); number++) event = `${stem}_${number}`
    return event
  }

  #add({ at, title, ...given }: Pick<State, 'uid' | 'parent' | 'type' | 'title'> & Partial<State> & { readonly at: number }): void {
    const parent = given.parent ?? ''
    const taken = this.#keys.get(parent) ?? new Set<string>()
    const key = freeKey(slugOf(title, 'state'), taken)
    this.#keys.set(parent, taken.add(key))
    this.#states.set(given.uid, newState({ ...given, title, key, order: at }))
  }

  #transition(source: string, trigger: Transition['trigger'], target: string, title: string, flow: Transition['flow'] = 'normal'): void {
    const order = this.#transitions.length
    const own = uid(`${source} ${trigger.kind} ${'event' in trigger ? trigger.event : ''} ${order}`)
    this.#transitions.push({
      uid: own,
      source,
      order,
      trigger,
      targets: [target],
      guard: null,
      actions: [],
      reenter: source === target,
      title,
      flow,
    })
  }

  /** Leaves out, and says, what no case can come to: beginnings that were set aside, and what only they lead to. */
  #leaveOutUnreached(): void {
    const reached = new Set<string>()
    const open = [this.#root]
    for (let own = open.pop(); own !== undefined; own = open.pop()) {
      const state = this.#states.get(own)
      if (!state || reached.has(own)) continue
      reached.add(own)
      if (state.parent !== null) open.push(state.parent)
      if (state.initial !== null) open.push(state.initial)
      if (state.type === 'parallel')
        open.push(...[...this.#states.values()].filter(({ parent }) => parent === own).map((region) => region.uid))
      if (state.type === 'compound' && state.parent !== null) open.push(...this.#finalsIn(own))
      open.push(...this.#transitions.filter(({ source }) => source === own).flatMap(({ targets }) => targets))
    }
    const lost = [...this.#states.values()].filter((state) => !reached.has(state.uid))
    for (const state of lost) this.#states.delete(state.uid)
    const titles = lost.filter(({ type }) => type !== 'final').map(({ title }) => title)
    if (titles.length > 0)
      this.#told.push(
        `No case can come to ${titles.slice(0, 8).join(', ')}${titles.length > 8 ? ` and ${titles.length - 8} more` : ''}; they are left out.`,
      )
    const kept = this.#transitions.filter(
      ({ source, targets }) => this.#states.has(source) && targets.every((target) => this.#states.has(target)),
    )
    this.#transitions.splice(0, this.#transitions.length, ...kept)
  }

  /** The end that a track comes to by itself is drawn for every track. */
  #finalsIn(own: string): string[] {
    return [doneUid(own)].filter((final) => this.#states.has(final))
  }
}

/** The pool of tasks that lie in no lane. */
const everybody = 'team'
const boundaryWords: Readonly<Record<string, string>> = {
  message: 'A message comes',
  error: 'Error',
  signal: 'A signal comes',
  escalation: 'Escalation',
  condition: 'A condition holds',
  cancel: 'Cancelled',
}

const regionUid = ({ split }: Block, index: number) => uid(`${split} region ${index}`)
const doneUid = (region: string) => uid(`${region} done`)

function slugOf(title: string, otherwise: string): string {
  const slug = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return slug === '' ? otherwise : slug
}

/** One scope with its blocks found: where each node lies, and which state stands for it. */
class ScopeDrawing {
  readonly told: string[] = []
  readonly blocks: Block[] = []
  readonly #nodes = new Map<string, Node>()
  readonly #flows: Flow[]
  readonly #blockOf = new Map<string, Block>()
  /** The innermost track of each node. */
  readonly #region = new Map<string, string>()
  readonly #outer = new Map<string, string | null>()
  readonly #folded = new Map<string, string>()

  constructor(scope: Scope) {
    const nodes = scope.nodes.toSorted((a, b) => a.at - b.at)
    for (const node of nodes) this.#nodes.set(node.id, node)
    this.#flows = this.#withSplits(scope.flows)
    this.#joinLinks()
    this.#findBlocks()
    this.#foldGateways()
  }

  node(id: string): Node | undefined {
    return this.#nodes.get(id)
  }

  waysFrom(id: string): { readonly title: string; readonly to: string }[] {
    const gateway = this.#folded.get(id)
    return this.#flows.filter(({ from }) => from === (gateway ?? id)).map(({ title, to }) => ({ title, to }))
  }

  boundariesOf(host: string): Extract<Node, { kind: 'boundary' }>[] {
    return [...this.#nodes.values()].filter((node) => node.kind === 'boundary' && node.host === host) as Extract<
      Node,
      { kind: 'boundary' }
    >[]
  }

  starts(): Node[] {
    const events = [...this.#nodes.values()].filter(({ kind }) => kind === 'start')
    if (events.length > 0) return events
    return [...this.#nodes.values()].filter(({ id, kind }) => kind !== 'boundary' && !this.#flows.some(({ to }) => to === id)).slice(0, 1)
  }

  titleOfWay(from: string, to: string): string {
    return this.#flows.find((flow) => flow.from === from && flow.to === to)?.title || this.#nodes.get(to)?.title || ''
  }

  /** The track in which a node lies, or null. */
  regionOf(id: string): string | null {
    return this.#region.get(id) ?? null
  }

  homeOf(id: string, top: string): string {
    return this.regionOf(id) ?? top
  }

  /** The nodes that become states of their own. */
  drawn(): Node[] {
    const folded = new Set(this.#folded.values())
    const raced = new Set(
      [...this.#nodes.values()]
        .filter((node) => node.kind === 'gateway' && node.gate === 'event')
        .flatMap(({ id }) => this.#flows.filter(({ from }) => from === id).map(({ to }) => to)),
    )
    return [...this.#nodes.values()].filter(
      (node) => !this.#passes(node) && !this.#blockOf.has(node.id) && !folded.has(node.id) && !(raced.has(node.id) && this.#only(node.id)),
    )
  }

  /** Whether only event-based gateways lead to a node. */
  #only(id: string): boolean {
    return this.#flows
      .filter(({ to }) => to === id)
      .every(({ from }) => {
        const source = this.#nodes.get(from)
        return source?.kind === 'gateway' && source.gate === 'event'
      })
  }

  /** The state to which a way leads that comes out of a track (or of none). What only joins or begins is passed through; the join of a block ends the track. */
  resolve(id: string, region: string | null, leaving = false): string {
    const seen = new Set<string>()
    for (let at = id; ;) {
      const track = leaving && at === id ? null : this.#trackEndingAt(at, region)
      if (track !== null) return doneUid(track)
      const node = this.#nodes.get(at)
      const [next] = this.#flows.filter(({ from }) => from === at)
      if (!node || seen.has(at) || !next || !this.#passes(node)) return uid(at)
      seen.add(at)
      at = next.to
    }
  }

  /** The innermost track around a way that ends where it leads. */
  #trackEndingAt(id: string, region: string | null): string | null {
    for (let track = region; track !== null; track = this.#outer.get(track) ?? null) {
      const block = this.blocks.find((one) => one.regions.some((_, index) => regionUid(one, index) === track))
      if (block?.join === id) return track
    }
    return null
  }

  #passes(node: Node): boolean {
    if (node.kind === 'boundary') return false
    const out = this.#flows.filter(({ from }) => from === node.id).length
    if (node.kind === 'start') return out === 1
    if (node.kind === 'gateway') return out === 1 && node.gate !== 'event'
    return (node.kind === 'catch' || node.kind === 'throw') && node.cause === 'link' && out === 1
  }

  /** Where more than one way leaves what is no gateway, a split stands; a gateway that joins and splits is a join and a split. */
  #withSplits(flows: readonly Flow[]): Flow[] {
    let all = [...flows]
    for (const node of this.#nodes.values()) {
      const out = all.filter(({ from }) => from === node.id)
      const incoming = all.filter(({ to }) => to === node.id)
      const isGateway = node.kind === 'gateway'
      const splits = isGateway
        ? (node.gate === 'parallel' || node.gate === 'inclusive') && incoming.length > 1 && out.length > 1
        : out.filter(({ conditional }) => !conditional).length > 1
      if (!splits || node.kind === 'boundary') continue
      const split: Node = {
        id: `${node.id} split`,
        title: isGateway ? node.title : '',
        description: null,
        lane: node.lane,
        at: node.at + 0.5,
        kind: 'gateway',
        gate: isGateway ? node.gate : 'parallel',
      }
      if (!isGateway) this.told.push(`${node.title || 'A task'} goes on in ${out.length} ways at once; they are drawn side by side.`)
      this.#nodes.set(split.id, split)
      all = [
        ...all.map((flow) => (flow.from === node.id ? { ...flow, from: split.id } : flow)),
        { id: `${node.id} on`, from: node.id, to: split.id, title: '', conditional: false },
      ]
    }
    return all
  }

  /** A link thrown leads to the link of the same name that catches it. */
  #joinLinks(): void {
    for (const thrown of this.#nodes.values()) {
      if (thrown.kind !== 'throw' || thrown.cause !== 'link') continue
      const caught = [...this.#nodes.values()].find(
        (node) => node.kind === 'catch' && node.cause === 'link' && (node.ref === thrown.ref || node.title === thrown.title),
      )
      if (caught) this.#flows.push({ id: `${thrown.id} link`, from: thrown.id, to: caught.id, title: '', conditional: false })
    }
  }

  #findBlocks(): void {
    const edges = [
      ...this.#flows,
      ...[...this.#nodes.values()].flatMap((node) =>
        node.kind === 'boundary' ? this.#flows.filter(({ from }) => from === node.id).map(({ to }) => ({ from: node.host, to })) : [],
      ),
    ]
    const graph = new Graph(edges)
    const order = this.starts().flatMap(({ id }) => [...graph.reach(id, new Set())])
    const distance = this.#distances(graph)
    const splits = [...new Set(order)]
      .filter((id) => {
        const node = this.#nodes.get(id)
        return node?.kind === 'gateway' && (node.gate === 'parallel' || node.gate === 'inclusive') && graph.next(id).length > 1
      })
      .toSorted((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0))
    for (const split of splits) {
      const found = blockOf(graph, split)
      const within = this.regionOf(split)
      // What lies outside of the track around this split is no part of it.
      const regions = found.regions.map(({ firsts, members }) => ({
        firsts,
        members: new Set([...members].filter((id) => this.regionOf(id) === within)),
      }))
      const title = this.#nodes.get(split)?.title || 'a split'
      if (regions.length < 2) {
        this.told.push(`The ways from ${title} cross each other before they meet; of them one is taken, not all.`)
        continue
      }
      if (regions.some(({ firsts }) => firsts.length > 1))
        this.told.push(`Some ways from ${title} cross each other before they meet; of those one is taken, not all.`)
      const join = found.join === null ? undefined : this.#nodes.get(found.join)
      if (join && !(join.kind === 'gateway' && (join.gate === 'parallel' || join.gate === 'inclusive')))
        this.told.push(`The ways from ${title} meet at ${join.title || 'a merge'} without a join; it is drawn as one.`)
      const gate = this.#nodes.get(split)
      if (gate?.kind === 'gateway' && gate.gate === 'inclusive')
        this.told.push(`${title} takes one or more of its ways; all of them are drawn side by side.`)
      const block: Block = { split, join: found.join, regions }
      this.blocks.push(block)
      this.#blockOf.set(split, block)
      for (const [index, { members }] of regions.entries()) {
        const track = regionUid(block, index)
        this.#outer.set(track, within)
        for (const id of members) {
          this.#region.set(id, track)
          for (const boundary of this.boundariesOf(id)) this.#region.set(boundary.id, track)
        }
      }
    }
  }

  #distances(graph: Graph): Map<string, number> {
    const distance = new Map<string, number>()
    let level = this.starts().map(({ id }) => id)
    for (let far = 0; level.length > 0; far++) {
      const next: string[] = []
      for (const id of level) {
        if (distance.has(id)) continue
        distance.set(id, far)
        next.push(...graph.next(id))
      }
      level = next
    }
    return distance
  }

  /** A choice right after a task is how the task ends. */
  #foldGateways(): void {
    for (const node of this.#nodes.values()) {
      if (node.kind !== 'gateway' || node.gate !== 'exclusive') continue
      const incoming = this.#flows.filter(({ to }) => to === node.id)
      const out = this.#flows.filter(({ from }) => from === node.id)
      const source = this.#nodes.get(incoming[0]?.from ?? '')
      if (
        incoming.length !== 1 ||
        out.length < 2 ||
        source?.kind !== 'task' ||
        this.#flows.filter(({ from }) => from === source.id).length !== 1
      )
        continue
      if (this.regionOf(source.id) === this.regionOf(node.id)) this.#folded.set(source.id, node.id)
    }
  }
}
