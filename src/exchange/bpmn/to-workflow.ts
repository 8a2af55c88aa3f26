import { newState } from '../../workflow/draft.ts'
import { freeKey } from '../../workflow/key.ts'
import { tidyOrders } from '../../workflow/order.ts'
import type { State } from '../../workflow/state.ts'
import type { Outcome, Step } from '../../workflow/step.ts'
import type { Transition } from '../../workflow/transition.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Block } from './blocks.ts'
import type { Diagram, Node, Scope } from './diagram.ts'
import { doneUid, regionUid, ScopeDrawing, uid } from './scope.ts'

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
    this.#lead(own, 'decision', ways, null)
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
        if (node.gate !== 'event') return this.#lead(own, 'decision', this.#orEnd(ways(), node, parent), null)
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

  /** Gives a state its work and its ways on; a decision takes no time and is told of in no log. */
  #lead(own: string, kind: 'review' | 'automatic' | 'wait' | 'decision', ways: readonly Way[], lane: string | null): void {
    const state = this.#states.get(own)
    if (!state) return
    const outcomes: Outcome[] = []
    for (const [index, way] of ways.entries()) {
      const title = way.title || (ways.length === 1 ? 'Done' : `Way ${index + 1}`)
      const event = this.#event(own, title)
      outcomes.push({ event, title })
      this.#transition(own, { kind: 'event', event }, way.target, title, way.flow)
    }
    const step: Step =
      kind === 'review'
        ? { kind, outcomes, pools: [this.#pool(lane)] }
        : kind === 'decision'
          ? { kind: 'automatic', outcomes, silent: true }
          : { kind, outcomes }
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
