import { newState } from '../../workflow/draft.ts'
import type { Pool } from '../../workflow/pool.ts'
import type { State } from '../../workflow/state.ts'
import type { Step } from '../../workflow/step.ts'
import type { Transition } from '../../workflow/transition.ts'
import { tidyOrders } from '../../workflow/order.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { end, start } from './graph.ts'
import type { Edge } from './graph.ts'
import type { Model, Region } from './model.ts'
import { StateNames } from './names.ts'
import type { StateName } from './names.ts'
import type { Team, Who } from './who.ts'

type Heading = { readonly id: string; readonly title: string; readonly description?: string }
/** Where a way leads and what it is called. `target` is a uid. */
type Way = { readonly event: string; readonly title: string; readonly target: string }

/** The workflow of a model, as people would draw it: a step for each activity, a parallel state for each block, one end. `resumes`: the teams that leave work over night. */
export function drawWorkflow(model: Model, who: Who, resumes: readonly boolean[], heading: Heading): Workflow {
  return new Drawing(model, who, resumes, heading).workflow()
}

/** The event of a case that leaves the queue of a review. */
const giveUp = 'GIVE_UP'

class Drawing {
  readonly #model: Model
  readonly #who: Who
  readonly #resumes: readonly boolean[]
  readonly #heading: Heading
  readonly #names: StateNames
  readonly #named: readonly StateName[]
  readonly #states: State[] = []
  readonly #transitions: Transition[] = []
  /** By node of the model: the uid of its state. */
  readonly #uids: readonly string[]
  readonly #end: string
  readonly #root = 's-0'

  constructor(model: Model, who: Who, resumes: readonly boolean[], heading: Heading) {
    this.#model = model
    this.#who = who
    this.#resumes = resumes
    this.#heading = heading
    const { names } = model.traces
    this.#names = new StateNames(names)
    this.#named = names.map((name) => this.#names.ofActivity(name))
    this.#uids = Array.from({ length: names.length + model.blocks.length }, (_, node) => `s-${node + 1}`)
    this.#end = `s-${this.#uids.length + 1}`
  }

  workflow(): Workflow {
    const { edges, traces } = this.#model
    const first = this.#entry('When a case comes in', this.#root, this.#waysFrom(edges, start), 0)
    for (const node of this.#inOrder()) this.#node(node)
    const done = this.#names.ofPart(traces.markers.end ?? 'Done')
    this.#add({ uid: this.#end, ...done, parent: this.#root, order: this.#states.length, type: 'final' })
    this.#add({ uid: this.#root, key: this.#heading.id, parent: null, order: 0, type: 'compound', initial: first })
    const pools = this.#pools()
    const { id, title, description } = this.#heading
    return tidyOrders({
      header: { workflow: { id, title, ...(description === undefined ? {} : { description }), version: null, root: this.#root } },
      attributes: {},
      pools: Object.fromEntries(pools.map((pool) => [pool.id, pool])),
      states: Object.fromEntries(this.#states.map((state) => [state.uid, state])),
      transitions: Object.fromEntries(this.#transitions.map((transition) => [transition.uid, transition])),
    })
  }

  /** The nodes that stand on the top level, in the order in which cases usually come to them. */
  #inOrder(): number[] {
    const place = new Map<number, number>()
    let reached: number[] = [start]
    // Widest ways first, so that what follows the common way stands after it.
    while (reached.length > 0) {
      const next: number[] = []
      for (const from of reached)
        for (const { to } of this.#model.edges.filter((edge) => edge.from === from).sort((a, b) => b.count - a.count))
          if (to !== end && !place.has(to)) {
            place.set(to, place.size)
            next.push(to)
          }
      reached = next
    }
    return [...place.keys()]
  }

  #node(node: number): void {
    const ways = this.#waysFrom(this.#model.edges, node)
    const block = this.#model.blocks[node - this.#model.traces.names.length]
    if (block) this.#block(node, block.regions, ways)
    else this.#activity(node, this.#root, ways)
  }

  #activity(activity: number, parent: string, ways: readonly Way[]): void {
    const uid = this.#uids[activity]!
    const team = this.#who.teamOf[activity]!
    const leaving = this.#model.givingUp.find(({ review }) => review === activity)
    const outcomes = outcomesOf(ways)
    const step: Step =
      team === null
        ? { kind: 'automatic', outcomes }
        : {
            kind: 'review',
            outcomes,
            pools: [this.#poolId(team)],
            ...(this.#resumes[team] ? { endOfShift: 'resume' as const } : {}),
            ...(leaving ? { waitLimit: { event: giveUp } } : {}),
          }
    this.#add({ uid, ...this.#named[activity]!, parent, order: this.#states.length, type: 'atomic', step })
    this.#lead(uid, ways)
    if (leaving) this.#transition(uid, { kind: 'event', event: giveUp }, this.#uids[leaving.left]!, 'Gives up waiting')
  }

  /** A decision of no time; where there is only one way, its target itself. */
  #entry(wanted: string, parent: string, ways: readonly Way[], number: number): string {
    const [only, another] = ways
    if (only && !another) return only.target
    const uid = `${parent}-entry-${number}`
    const name = this.#names.ofPart(wanted)
    this.#add({
      uid,
      ...name,
      parent,
      order: this.#states.length,
      type: 'atomic',
      step: { kind: 'automatic', outcomes: outcomesOf(ways), silent: true },
    })
    this.#lead(uid, ways)
    return uid
  }

  #block(node: number, regions: readonly Region[], ways: readonly Way[]): void {
    const uid = this.#uids[node]!
    const members = regions.flatMap(({ members: own }) => own)
    const heads = members.slice(0, 3).map((member) => this.#named[member]!.title)
    const name = this.#names.ofPart(`Side by side: ${heads.join(', ')}${members.length > 3 ? ' …' : ''}`)
    this.#add({ uid, ...name, parent: this.#root, order: this.#states.length, type: 'parallel' })
    for (const [r, region] of regions.entries()) this.#region(uid, region, r + 1)
    const onward = this.#entry(`After ${heads.join(', ')}${members.length > 3 ? ' …' : ''}`, this.#root, ways, node)
    this.#transition(uid, { kind: 'done' }, onward, '')
  }

  #region(block: string, { members, edges, skippable }: Region, number: number): void {
    const uid = `${block}-${number}`
    const done = `${uid}-done`
    const name = this.#names.ofPart(`Track ${number}: ${this.#named[members[0]!]!.title}`)
    const target = (to: number) => (to === end ? done : this.#uids[to]!)
    // An event reaches every region of the block: those that leave a region carry its name.
    const way = ({ from, to }: Edge): Way =>
      to === end
        ? { event: `DONE_${eventName(this.#named[from]!.key)}`, title: 'Track is done', target: done }
        : { event: `TO_${eventName(this.#named[to]!.key)}`, title: `Then ${this.#named[to]!.title}`, target: target(to) }
    const skip: Way = { event: `SKIP_${eventName(name.key)}`, title: 'Not needed', target: done }
    const firsts = edges.filter(({ from }) => from === start).sort((a, b) => b.count - a.count)
    const initial = this.#entry(`Is it needed? ${name.title}`, uid, [...firsts.map(way), ...(skippable ? [skip] : [])], 0)
    for (const member of members)
      this.#activity(
        member,
        uid,
        edges
          .filter(({ from }) => from === member)
          .sort((a, b) => b.count - a.count)
          .map(way),
      )
    this.#add({ uid: done, ...this.#names.ofPart(`${name.title} done`), parent: uid, order: this.#states.length, type: 'final' })
    this.#add({ uid, ...name, parent: block, order: number, type: 'compound', initial })
  }

  #waysFrom(edges: readonly Edge[], node: number): Way[] {
    const own = edges.filter(({ from }) => from === node)
    const overReview = (to: number) =>
      this.#model.givingUp.some(({ review, left }) => left === to && own.some((edge) => edge.to === review))
    return own
      .filter(({ to }) => !overReview(to))
      .sort((a, b) => b.count - a.count)
      .map(({ to }) => {
        if (to === end) return { event: 'END', title: 'The case ends', target: this.#end }
        const members = this.#model.blocks[to - this.#model.traces.names.length]?.regions.flatMap((region) => region.members) ?? [to]
        const { key, title } = this.#named[members[0]!]!
        const beside = members.length > 1 ? ` and ${members.length - 1} more side by side` : ''
        return { event: `TO_${eventName(key)}`, title: `Then ${title}${beside}`, target: this.#uids[to]! }
      })
  }

  #lead(uid: string, ways: readonly Way[]): void {
    for (const { event, title, target } of ways) this.#transition(uid, { kind: 'event', event }, target, title)
  }

  #transition(source: string, trigger: Transition['trigger'], target: string, title: string): void {
    this.#transitions.push({
      uid: `t-${this.#transitions.length + 1}`,
      source,
      order: this.#transitions.length,
      trigger,
      targets: [target],
      guard: null,
      actions: [],
      reenter: source === target,
      title,
      flow: 'normal',
    })
  }

  #add(state: Parameters<typeof newState>[0]): void {
    this.#states.push(newState(state))
  }

  #pools(): Pool[] {
    return this.#who.teams.map((team, order) => ({ id: this.#poolId(order), order, title: this.#teamTitle(team) }))
  }

  #poolId(team: number): string {
    return `team-${team + 1}`
  }

  #teamTitle({ activities, people }: Team): string {
    const { rows } = this.#model.traces
    const main = activities.reduce((most, activity) => (rows[activity]! > rows[most]! ? activity : most))
    const title = people ?? `Team of ${this.#named[main]!.title}`
    const twins = this.#who.teams.filter((team) => team.people === people)
    return people === null || twins.length === 1 ? title : `${title}, ${this.#named[main]!.title}`
  }
}

function outcomesOf(ways: readonly Way[]): Step['outcomes'] {
  return ways.map(({ event, title }) => ({ event, title }))
}

/** `check-credit-history` as an event: CHECK_CREDIT_HISTORY. Other scripts stay as they are, since capitals can make two words one (ß and ss). */
function eventName(key: string): string {
  return (/^[a-z0-9-]*$/.test(key) ? key.toUpperCase() : key).replaceAll('-', '_')
}
