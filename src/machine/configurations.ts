import { initialTransition, transition } from 'xstate'
import type { AnyMachineSnapshot } from 'xstate'
import type { Uid } from '../workflow/name.ts'
import { stepEvents } from '../workflow/step-events.ts'
import { documentOrder, rootOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { type ArrivingCases, arrivingCases } from './arriving-cases.ts'
import { allChoices } from './choices.ts'
import type { Case } from './domain.ts'
import type { ExpressionTree } from './evaluate-tree.ts'
import { createCaseMachine } from './implementations.ts'

/** What makes a case go on: an event, or the timer of a state. */
export type Move =
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'timer'; readonly event: string; readonly state: Uid }

/** Where a case can be: its active states in document order, and what is known of it as far as a guard or a condition asks. */
export type Configuration = {
  readonly states: readonly Uid[]
  readonly facts: Case
  readonly ended: boolean
  /** Where a case can go from here, and by what. */
  readonly moves: readonly { readonly by: Move; readonly to: number }[]
}

/** All that can be reached, and where cases begin. `gap`: why this may not be all, in words; null where nothing is left out. */
export type Configurations = { readonly nodes: readonly Configuration[]; readonly starts: readonly number[]; readonly gap: string | null }

type Options = {
  /** Conditions besides the guards whose attributes are to be told apart. */
  readonly conditions?: readonly ExpressionTree[]
  /** Attributes that a case brings although the workflow sets them as well; any other that is set begins with its default. */
  readonly arriving?: ReadonlySet<string>
}

/** Beyond this many the search is given up, and says so. */
const mostNodes = 8_000

/**
 * Every configuration that some case can be in, loops included, found by XState itself: each outcome that an active step can have, each event that
 * no step sends, each timer, each value that a draw can give, both answers of a guard that has only a name. Time is left out: a timer may fire whenever
 * it runs, though not after a shorter one of its state that leaves it whatever the case. Throws what `createMachine` throws.
 */
export function findConfigurations(given: Workflow, { conditions = [], arriving = new Set() }: Options = {}): Configurations {
  const cases = arrivingCases(given, conditions, arriving)
  const { workflow } = cases
  const search = new Search(cases)
  const chance = allChoices()
  const draw = (_: string, shares: Readonly<Record<string, number>>) =>
    chance.draw(Object.keys(shares).filter((value) => (shares[value] ?? 0) > 0))
  for (const facts of cases.cases)
    for (const opinion of cases.opinions) {
      const own = createCaseMachine(workflow, { ...facts, ...opinion }, draw)
      chance.each(() => search.begin(initialTransition(own)[0] as AnyMachineSnapshot))
    }
  search.walk((snapshot, event) => {
    const found: AnyMachineSnapshot[] = []
    for (const opinion of cases.opinions) {
      const now = { ...snapshot, context: { ...(snapshot.context as object), ...opinion } } as AnyMachineSnapshot
      chance.each(() => found.push(transition(snapshot.machine, now, { type: event })[0] as AnyMachineSnapshot))
    }
    return found
  })
  return { nodes: search.nodes, starts: search.starts, gap: search.isFull ? `it has more than ${mostNodes} configurations` : cases.gap }
}

type Found = Omit<Configuration, 'moves'> & { readonly moves: { by: Move; to: number }[] }

/** Finds node after node; what is known of each lies under the same number. */
class Search {
  readonly nodes: Found[] = []
  readonly starts: number[] = []
  isFull = false
  private readonly snapshots: AnyMachineSnapshot[] = []
  private readonly known = new Map<string, number>()
  private readonly cases: ArrivingCases
  private readonly place: ReadonlyMap<Uid, number>
  private readonly sent: ReadonlySet<string>

  constructor(cases: ArrivingCases) {
    this.cases = cases
    this.place = new Map(documentOrder(cases.workflow).map(({ uid }, index) => [uid, index]))
    this.sent = new Set(Object.values(cases.workflow.states).flatMap(({ step }) => (step ? stepEvents(step) : [])))
  }

  begin(snapshot: AnyMachineSnapshot): void {
    const index = this.add(snapshot)
    if (index !== null && !this.starts.includes(index)) this.starts.push(index)
  }

  walk(next: (snapshot: AnyMachineSnapshot, event: string) => readonly AnyMachineSnapshot[]): void {
    for (let index = 0; index < this.nodes.length && !this.isFull; index++) {
      const [node, snapshot] = [this.nodes[index], this.snapshots[index]]
      if (!node || !snapshot || snapshot.status !== 'active') continue
      for (const by of this.movesOf(node.states, snapshot)) {
        const reached = new Set(next(snapshot, by.event).map((after) => this.add(after)))
        // What leads back here is a move where it does something, and none where nobody listens.
        for (const to of reached) if (to !== null && (to !== index || snapshot.can({ type: by.event }))) node.moves.push({ by, to })
      }
    }
  }

  /** The number of the node, which is new where it was not met before; null when there are too many. */
  private add(found: AnyMachineSnapshot): number | null {
    const context = this.cases.settle(found.context as Case)
    const facts = Object.fromEntries(this.cases.tracked.map((name) => [name, context[name] ?? '']))
    const states = [...this.uidsOf(found._nodes)].sort((a, b) => (this.place.get(a) ?? 0) - (this.place.get(b) ?? 0))
    const past = Object.entries(found.historyValue).map(([id, nodes]) => [id, [...this.uidsOf(nodes)]])
    const key = JSON.stringify([states, facts, past, found.status])
    const known = this.known.get(key)
    if (known !== undefined) return known
    if (this.nodes.length >= mostNodes) {
      this.isFull = true
      return null
    }
    this.known.set(key, this.nodes.length)
    this.snapshots.push({ ...found, context: { ...(found.context as object), ...context } } as AnyMachineSnapshot)
    return this.nodes.push({ states, facts, ended: found.status === 'done', moves: [] }) - 1
  }

  private uidsOf(nodes: AnyMachineSnapshot['_nodes']): Uid[] {
    const root = rootOf(this.cases.workflow).uid
    return [...new Set(nodes.map(({ meta }) => (meta as { uid: Uid }).uid))].filter((uid) => uid !== root)
  }

  /** What can come here: what an active step sends, what nobody sends, and the timers that run. */
  private movesOf(states: readonly Uid[], snapshot: AnyMachineSnapshot): Move[] {
    const { workflow } = this.cases
    const here = [rootOf(workflow).uid, ...states]
    const sentHere = states.flatMap((uid) => (workflow.states[uid]?.step ? stepEvents(workflow.states[uid].step) : []))
    const heard = here
      .flatMap((uid) => transitionsFrom(workflow, uid))
      .flatMap(({ trigger }) => (trigger.kind === 'event' ? [trigger.event] : []))
    const events = new Set([...sentHere, ...heard.filter((event) => !this.sent.has(event) && !event.includes('*'))])
    const timers = snapshot._nodes.flatMap(({ after, meta }) => {
      const state = (meta as { uid: Uid }).uid
      return this.timersOf(
        state,
        after.map(({ eventType }) => String(eventType)),
      ).map((event): Move => ({ kind: 'timer', event, state }))
    })
    return [...[...events].map((event): Move => ({ kind: 'event', event })), ...timers]
  }

  /** Without those that come only after one that leaves the state whatever the case. */
  private timersOf(state: Uid, events: readonly string[]): string[] {
    const sure = transitionsFrom(this.cases.workflow, state).flatMap(({ trigger, guard, targets }) =>
      trigger.kind === 'after' && typeof trigger.delay === 'number' && guard === null && targets.length > 0 ? [trigger.delay] : [],
    )
    const first = Math.min(...sure)
    return [...new Set(events)].filter((event) => !(Number(/^xstate\.after\.(\d+)\./.exec(event)?.[1] ?? 0) > first))
  }
}

/** The events that a case can get at a step from the people or the system at work there, as outcomes. */
export function outcomesAt(workflow: Workflow, uid: Uid): readonly string[] {
  return workflow.states[uid]?.step?.outcomes.map(({ event }) => event) ?? []
}
