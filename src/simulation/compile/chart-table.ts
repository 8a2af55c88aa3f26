import { isDuration, parseDuration } from '../../workflow/duration.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { childrenOf, documentOrder, pathOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { stateKind } from '../program/program.ts'
import type { Chart, Names } from '../program/program.ts'
import { flatten } from './lists.ts'
import type { FormulaTable } from './formula-table.ts'

/** What the compiler knows of the statechart besides its table. */
type ChartParts = {
  readonly chart: Omit<Chart, 'entryAt' | 'exitAt' | 'effectAt'>
  readonly states: readonly State[]
  readonly transitions: readonly Transition[]
  readonly events: readonly string[]
  readonly names: Pick<Names, 'machine' | 'states' | 'transitions' | 'events'>
}

const kinds: Record<State['type'], number> = {
  atomic: stateKind.atomic,
  compound: stateKind.compound,
  parallel: stateKind.parallel,
  final: stateKind.final,
  history: stateKind.shallow,
}

/** The statechart as a flat table, states in document order. `outcomes` are events that steps send. */
export function chartTable(workflow: Workflow, formulas: FormulaTable, outcomes: readonly string[]): ChartParts {
  const states = documentOrder(workflow)
  const index = new Map(states.map((state, i) => [state.uid, i]))
  const of = (uid: string | null) => (uid === null ? -1 : (index.get(uid) ?? -1))
  const root = states[0]!
  const ids = states.map((state) => xstateId(workflow, root, state))
  const taken = states.flatMap((state) => (state.type === 'history' ? [] : transitionsFrom(workflow, state.uid)))
  const number = new Map(taken.map((transition, i) => [transition, i]))
  const timers = states.map((state, i) =>
    timersOf(transitionsOf(workflow, state)).map(({ key, seconds }) => ({ seconds, event: `xstate.after.${key}.${ids[i]!}` })),
  )
  const done = ids.map((id) => `xstate.done.state.${id}`)
  const named = taken.flatMap(({ trigger }) => (trigger.kind === 'event' && !trigger.event.includes('*') ? [trigger.event] : []))
  const events = [...new Set([...named, ...outcomes, ...timers.flat().map(({ event }) => event), ...done])]
  const eventIndex = new Map(events.map((event, i) => [event, i]))
  const on = states.map((state, i) =>
    candidatesOf(transitionsOf(workflow, state), ids[i]!, events).map(
      ({ event, transition }) => [eventIndex.get(event)!, number.get(transition)!] as const,
    ),
  )
  const flatOn = flatten(on)
  const flatTimers = flatten(timers)
  const children = flatten(
    states.map((state) =>
      childrenOf(workflow, state.uid)
        .filter(({ type }) => type !== 'history')
        .map(({ uid }) => of(uid)),
    ),
  )
  const histories = flatten(
    states.map((state) =>
      childrenOf(workflow, state.uid)
        .filter(({ type }) => type === 'history')
        .map(({ uid }) => of(uid)),
    ),
  )
  const always = flatten(
    states.map((state) =>
      transitionsOf(workflow, state)
        .filter(({ trigger }) => trigger.kind === 'always')
        .map((transition) => number.get(transition)!),
    ),
  )
  const targets = flatten(taken.map((transition) => transition.targets.map(of)))
  const parent = Int32Array.from(states, (state) => of(state.parent))
  return {
    states,
    transitions: taken,
    events,
    chart: {
      kind: Uint8Array.from(states, (state) => (state.history === 'deep' ? stateKind.deep : kinds[state.type])),
      parent,
      last: lastDescendants(parent),
      initial: Int32Array.from(states, (state) => of(state.initial)),
      historyDefault: Int32Array.from(states, (state) => of(fallbackOf(workflow, state)?.targets[0] ?? null)),
      children: Int32Array.from(children.items),
      childrenAt: children.at,
      histories: Int32Array.from(histories.items),
      historiesAt: histories.at,
      step: stepNumbers(states),
      timerDelay: Float64Array.from(flatTimers.items, ({ seconds }) => seconds),
      timerEvent: Int32Array.from(flatTimers.items, ({ event }) => eventIndex.get(event)!),
      timersAt: flatTimers.at,
      onEvent: Int32Array.from(flatOn.items, ([event]) => event),
      onTransition: Int32Array.from(flatOn.items, ([, transition]) => transition),
      onAt: flatOn.at,
      always: Int32Array.from(always.items),
      alwaysAt: always.at,
      doneEvent: Int32Array.from(done, (event) => eventIndex.get(event)!),
      source: Int32Array.from(taken, ({ source }) => of(source)),
      targets: Int32Array.from(targets.items),
      targetsAt: targets.at,
      reenter: Uint8Array.from(taken, ({ reenter }) => Number(reenter)),
      guard: Int32Array.from(taken, ({ guard }) => formulas.add(guard !== null && 'expression' in guard ? guard.expression : undefined)),
    },
    names: {
      machine: root.key,
      transitions: taken.map(({ uid }) => uid),
      events,
      states: states.map((state) => ({
        uid: state.uid,
        key: state.key,
        path: pathOf(workflow, state.uid),
        title: titleOf(state),
        ...(isSilent(state) ? { silent: true } : {}),
      })),
    },
  }
}

function isSilent({ step }: State): boolean {
  return step?.kind === 'automatic' && step.silent === true
}

/** The default of a history state, kept as its `always` transition. */
function fallbackOf(workflow: Workflow, state: State): Transition | undefined {
  return state.type === 'history' ? transitionsFrom(workflow, state.uid).find(({ trigger }) => trigger.kind === 'always') : undefined
}

function transitionsOf(workflow: Workflow, state: State): readonly Transition[] {
  return state.type === 'history' ? [] : transitionsFrom(workflow, state.uid)
}

function xstateId(workflow: Workflow, root: State, state: State): string {
  const own = state.extra?.['id']
  if (typeof own === 'string' && state !== root) return own
  const path = pathOf(workflow, state.uid)
  return path === '' ? root.key : `${root.key}.${path}`
}

/** Timers in the order in which XState starts them: whole milliseconds ascending (as object keys are), then named ones as they stand. */
function timersOf(transitions: readonly Transition[]): { key: string; seconds: number }[] {
  const keys = new Set(transitions.flatMap(({ trigger }) => (trigger.kind === 'after' ? [String(trigger.delay)] : [])))
  const isNumber = (key: string) => /^\d+$/.test(key)
  const numbers = [...keys].filter(isNumber).sort((a, b) => Number(a) - Number(b))
  return [...numbers, ...[...keys].filter((key) => !isNumber(key))].map((key) => ({
    key,
    seconds: isNumber(key) ? Number(key) / 1000 : isDuration(key) ? parseDuration(key) : NaN,
  }))
}

/** What a state does on which event: exact descriptors first, then wildcards, longest first, as XState tries them. */
function candidatesOf(
  transitions: readonly Transition[],
  id: string,
  events: readonly string[],
): { event: string; transition: Transition }[] {
  const descriptorOf = ({ trigger }: Transition): string | null => {
    if (trigger.kind === 'event') return trigger.event
    if (trigger.kind === 'after') return `xstate.after.${trigger.delay}.${id}`
    return trigger.kind === 'done' ? `xstate.done.state.${id}` : null
  }
  const wild = transitions
    .filter((transition) => descriptorOf(transition)?.includes('*'))
    .sort((a, b) => descriptorOf(b)!.length - descriptorOf(a)!.length)
  const exact = transitions.flatMap((transition) => {
    const event = descriptorOf(transition)
    return event === null || event.includes('*') ? [] : [{ event, transition }]
  })
  return [
    ...exact,
    ...wild.flatMap((transition) =>
      events.filter((event) => matches(event, descriptorOf(transition)!)).map((event) => ({ event, transition })),
    ),
  ]
}

/** XState's wildcards: `*` is any event, `a.*` is `a` and all that begin with `a.`. */
function matches(event: string, descriptor: string): boolean {
  if (descriptor === '*') return true
  if (!descriptor.endsWith('.*')) return false
  const parts = descriptor.slice(0, -2).split('.')
  return event.split('.').slice(0, parts.length).join('.') === parts.join('.')
}

function lastDescendants(parent: Int32Array): Int32Array {
  const last = Int32Array.from(parent, (_, i) => i)
  for (let i = parent.length - 1; i > 0; i--) last[parent[i]!] = Math.max(last[parent[i]!]!, last[i]!)
  return last
}

function stepNumbers(states: readonly State[]): Int32Array {
  let count = 0
  return Int32Array.from(states, (state) => (state.type === 'atomic' && state.step !== null ? count++ : -1))
}
