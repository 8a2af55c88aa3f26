import { createActor } from 'xstate'
import type { AnyActor, AnyMachineSnapshot, InspectionEvent, Observer } from 'xstate'
import type { Uid } from '../workflow/name.ts'
import type { Transition } from '../workflow/transition.ts'
import { documentOrder, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { attributesInOrder } from './config.ts'
import { evaluateExpression } from './expression.ts'
import { createCaseMachine } from './implementations.ts'
import type { CaseContext, Draw } from './implementations.ts'
import { WalkClock } from './walk-clock.ts'

/** A way out by an event: `holds` is its guard's verdict for this case, null where the guard cannot be evaluated. */
type WayOut = { readonly transition: Uid; readonly holds: boolean | null }
/** An event that a state of the case listens to. `takes`: whether it would move the case. */
export type PossibleEvent = { readonly event: string; readonly ways: readonly WayOut[]; readonly takes: boolean }
/** A timer that runs. `due`: milliseconds since the walk's start. */
type PendingTimer = { readonly state: Uid; readonly transitions: readonly Uid[]; readonly due: number }
/** One thing that happened, at `time` milliseconds. `event` as the actor received it; `states` after it. */
type WalkEntry = { readonly time: number; readonly event: string; readonly states: readonly Uid[] }

/** Where the case is. A new object after each move, so that it can be shown. */
export type WalkState = {
  /** Milliseconds since the start. */
  readonly now: number
  /** The XState state value. */
  readonly value: AnyMachineSnapshot['value']
  /** uids of the active states, in document order. */
  readonly active: readonly Uid[]
  readonly context: CaseContext
  readonly events: readonly PossibleEvent[]
  readonly timers: readonly PendingTimer[]
  readonly entries: readonly WalkEntry[]
  readonly ended: boolean
  /** Why the case cannot go on: a guard that fails, an action that has only a name. */
  readonly fault: string | null
}

type Move = { readonly send: string } | { readonly advance: number }
type WalkOptions = { readonly draw?: Draw; readonly inspect?: Observer<InspectionEvent> }

/** One case, walked step by step through the real XState machine on a clock that the user moves. */
export type Walk = {
  state(): WalkState
  /** Sends an event; one that no state listens to changes nothing but is kept among the entries. */
  send(event: string): WalkState
  /** Moves the clock by milliseconds; timers that fall due fire in order. */
  advance(milliseconds: number): WalkState
  /** Takes back the last move by walking the others again. */
  back(): WalkState
  stop(): void
}

/** Starts a walk. Throws when XState does not accept the machine. */
export function startWalk(workflow: Workflow, context: CaseContext = {}, options: WalkOptions = {}): Walk {
  const moves: Move[] = []
  let run = begin(workflow, context, options)
  const move = (next: Move): WalkState => {
    moves.push(next)
    run.make(next)
    return run.state()
  }
  return {
    state: () => run.state(),
    send: (event) => move({ send: event }),
    advance: (milliseconds) => move({ advance: milliseconds }),
    back: () => {
      run.stop()
      moves.pop()
      run = begin(workflow, context, options)
      moves.forEach(run.make)
      return run.state()
    },
    stop: () => run.stop(),
  }
}

function begin(workflow: Workflow, context: CaseContext, { draw, inspect }: WalkOptions) {
  const clock = new WalkClock()
  const entries: WalkEntry[] = []
  const dues = new WeakMap<object, number>()
  let fault: string | null = null
  const machine = createCaseMachine(workflow, context, draw ?? likeliest)
  const actor = createActor(machine, { clock, ...(inspect ? { inspect } : {}) })
  actor.subscribe({ error: (error) => (fault = error instanceof Error ? error.message : String(error)) })
  const snapshot = () => actor.getSnapshot() as AnyMachineSnapshot
  /** A timer is new when its record is: its due time is fixed the first time that it is seen. */
  const noteTimers = () => {
    for (const timer of scheduled(actor)) if (!dues.has(timer)) dues.set(timer, clock.now + timer.delay)
  }
  const note = (event: string) => {
    noteTimers()
    entries.push({ time: clock.now, event, states: activeStates(workflow, snapshot()) })
  }
  let fired = ''
  actor.system.inspect({
    next: (event: InspectionEvent) => {
      if (event.type === '@xstate.event' && event.actorRef === actor) fired = event.event.type
    },
  })
  actor.start()
  note('xstate.init')
  return {
    make: (move: Move) => {
      if ('send' in move) {
        actor.send({ type: move.send })
        note(move.send)
      } else clock.advance(move.advance, () => note(fired))
    },
    state: (): WalkState => ({
      now: clock.now,
      value: snapshot().value,
      active: activeStates(workflow, snapshot()),
      context: snapshot().context as CaseContext,
      events: fault === null && snapshot().status === 'active' ? possibleEvents(workflow, snapshot()) : [],
      timers: pendingTimers(workflow, actor, dues),
      entries: [...entries],
      ended: snapshot().status === 'done',
      fault,
    }),
    stop: () => void actor.stop(),
  }
}

const scheduled = (actor: AnyActor) => Object.values(actor.system.getSnapshot()._scheduledEvents)

function activeStates(workflow: Workflow, snapshot: AnyMachineSnapshot): Uid[] {
  const active = new Set(snapshot._nodes.map((node) => (node.meta as { uid?: string } | undefined)?.uid))
  return documentOrder(workflow)
    .filter(({ uid, parent }) => parent !== null && active.has(uid))
    .map(({ uid }) => uid)
}

/** The root listens too, so it counts as active here. */
function listening(workflow: Workflow, snapshot: AnyMachineSnapshot): Transition[] {
  const active = [workflow.header.workflow.root, ...activeStates(workflow, snapshot)]
  return active.flatMap((uid) => transitionsFrom(workflow, uid))
}

function possibleEvents(workflow: Workflow, snapshot: AnyMachineSnapshot): PossibleEvent[] {
  const ways = new Map<string, WayOut[]>()
  for (const transition of listening(workflow, snapshot)) {
    if (transition.trigger.kind !== 'event') continue
    const { event } = transition.trigger
    ways.set(event, [
      ...(ways.get(event) ?? []),
      { transition: transition.uid, holds: verdict(workflow, transition, snapshot.context as CaseContext) },
    ])
  }
  return [...ways].map(([event, found]) => ({ event, ways: found, takes: found.some(({ holds }) => holds === true) }))
}

function verdict(workflow: Workflow, { guard }: Transition, context: CaseContext): boolean | null {
  if (guard === null) return true
  if (!('expression' in guard)) return null
  try {
    return evaluateExpression(guard.expression, attributesInOrder(workflow), context) === true
  } catch {
    return null
  }
}

function pendingTimers(workflow: Workflow, actor: AnyActor, dues: WeakMap<object, number>): PendingTimer[] {
  const snapshot = actor.getSnapshot() as AnyMachineSnapshot
  const byEvent = new Map(
    snapshot._nodes.flatMap((node) => node.after.map((after) => [String(after.eventType), (node.meta as { uid: Uid }).uid] as const)),
  )
  return scheduled(actor)
    .map((timer) => {
      const state = byEvent.get(timer.event.type) ?? ''
      const transitions = transitionsFrom(workflow, state).filter(
        ({ trigger }) => trigger.kind === 'after' && timer.event.type.startsWith(`xstate.after.${trigger.delay}.`),
      )
      return { state, transitions: transitions.map(({ uid }) => uid), due: dues.get(timer) ?? timer.delay }
    })
    .filter(({ state }) => state !== '')
    .sort((left, right) => left.due - right.due)
}

/** Without other chance a walk draws the likeliest value, the first of equals. */
function likeliest(_: string, shares: Readonly<Record<string, number>>): string {
  const [first = ''] = Object.entries(shares).sort(([, left], [, right]) => right - left)[0] ?? []
  return first
}
