import type { Draft, Edit, NewUid, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import type { Step } from '../step.ts'
import { stepEvents } from '../step-events.ts'
import type { Transition, Trigger } from '../transition.ts'
import { ancestorsOf, isInside, stateOf, titleOf, transitionsFrom } from '../tree.ts'
import { finish, newTransition, withStates, withTransitions } from './finish.ts'

type Connection = {
  readonly source: Uid
  /** Null: a transition that only acts and stays. */
  readonly target: Uid | null
  /** Default: proposed, see `proposeTrigger`. */
  readonly trigger?: Trigger
}

/** Draws a transition. A new event on a step becomes one of its outcomes, so that somebody sends it. */
export function connect(draft: Draft, { source, target, trigger }: Connection, newUid: NewUid): (Edit & { readonly uid: Uid }) | Refusal {
  const from = stateOf(draft, source)
  const to = target === null ? null : stateOf(draft, target)
  const refusal = mayConnect(draft, from, to)
  if (refusal || !from || to === undefined) return refusal ?? { refused: 'One of the two states is not there any more.' }
  const chosen = from.type === 'history' ? { kind: 'always' as const } : (trigger ?? proposeTrigger(draft, from, to))
  const uid = newUid()
  const made = newTransition({ uid, source, trigger: chosen, targets: to ? [to.uid] : [], ...beforeOtherwise(draft, source, chosen) })
  const connected = withTransitions(draft, [made])
  const step = from.step && chosen.kind === 'event' && trigger === undefined ? withOutcome(from.step, chosen.event, to) : null
  const after = step && step !== from.step ? withStates(connected, [{ ...from, step }]) : connected
  return { ...finish(to ? `Connect ${titleOf(from)} to ${titleOf(to)}` : `Add a reaction to ${titleOf(from)}`, draft, after), uid }
}

/** A further way out at once is tried before the one that takes all cases: after it no case would ever come to it. */
function beforeOtherwise(draft: Draft, source: Uid, { kind }: Trigger): { order?: number } {
  const otherwise = transitionsFrom(draft, source).find(({ trigger, guard }) => trigger.kind === 'always' && guard === null)
  return kind === 'always' && otherwise ? { order: otherwise.order - 0.5 } : {}
}

/** Whether a transition may be drawn; the refusal if not. The canvas asks this while a connection is dragged. */
export function mayConnect(draft: Draft, from: State | undefined, to: State | null | undefined): Refusal | null {
  if (!from || to === undefined) return { refused: 'One of the two states is not there any more.' }
  if (from.type === 'final') return { refused: `"${titleOf(from)}" is an end; no transition can leave it.` }
  if (to?.parent === null) return { refused: 'A transition leads to a state, not to the whole workflow; drop it on a state.' }
  if (from.type !== 'history') return null
  if (transitionsFrom(draft, from.uid).length > 0)
    return { refused: `"${titleOf(from)}" already has a place to go when there is nothing to go back to.` }
  if (!to || to.type === 'history' || from.parent === null || !isInside(draft, to.uid, from.parent)) {
    return { refused: `"${titleOf(from)}" can only lead to a state inside the same container.` }
  }
  return null
}

/**
 * A sensible trigger for a transition that is being drawn. From a step: an outcome that nothing takes yet, else a new event named after
 * the target. From a decision: at once. From a state where nothing is done: at once; after a day only if it already moves on at once and waits for something as well. From a container: when done, if nothing takes that yet.
 */
function proposeTrigger(draft: Draft, from: State, to: State | null): Trigger {
  const own = transitionsFrom(draft, from.uid)
  if (from.step) {
    const free = stepEvents(from.step).find((event) => !takesEvent(draft, from.uid, event))
    return { kind: 'event', event: free ?? freeEvent(draft, from, to) }
  }
  if (from.kind === 'decision') return { kind: 'always' }
  if (from.type === 'atomic')
    return own.some(({ trigger, guard }) => trigger.kind === 'always' && guard === null) &&
      own.some(({ trigger }) => trigger.kind !== 'always')
      ? { kind: 'after', delay: 86_400_000 }
      : { kind: 'always' }
  if (own.every(({ trigger }) => trigger.kind !== 'done')) return { kind: 'done' }
  return { kind: 'event', event: freeEvent(draft, from, to) }
}

/** Whether a state or one of its ancestors has a transition on the event, guarded or not. */
export function takesEvent(draft: Pick<Draft, 'states' | 'transitions'>, uid: Uid, event: string): boolean {
  return [uid, ...ancestorsOf(draft, uid).map((ancestor) => ancestor.uid)].some((state) =>
    transitionsFrom(draft, state).some(({ trigger }) => trigger.kind === 'event' && matchesEvent(event, trigger.event)),
  )
}

/** As XState matches: the name itself, `*`, or a prefix such as `review.*`. */
export function matchesEvent(event: string, descriptor: string): boolean {
  if (descriptor === event || descriptor === '*') return true
  return descriptor.endsWith('.*') && (event === descriptor.slice(0, -2) || event.startsWith(descriptor.slice(0, -1)))
}

function freeEvent(draft: Draft, from: State, to: State | null): string {
  const base = eventNamed(to ? titleOf(to) : '')
  for (let number = 1; ; number++) {
    const event = number === 1 ? base : `${base}_${number}`
    if (!takesEvent({ states: draft.states, transitions: draft.transitions }, from.uid, event)) return event
  }
}

function eventNamed(title: string): string {
  const words = title
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
  return (
    words
      .toUpperCase()
      .split(/[^A-Z0-9]+/)
      .filter((word) => word !== '')
      .slice(0, 4)
      .join('_')
      .replace(/^\d+_?/, '') || 'NEXT'
  )
}

function withOutcome(step: Step, event: string, to: State | null): Step {
  if (stepEvents(step).includes(event)) return step
  return { ...step, outcomes: [...step.outcomes, { event, title: to ? titleOf(to) : event }] }
}

/**
 * The draft without the outcomes that drawing these transitions, of the draft `before`, made for their steps, where nothing takes them any more: nobody
 * asked for such an outcome, and left behind it would be an error. One that was renamed, described or is the last of its step stays.
 */
export function withoutInvented(after: Draft, before: Draft, transitions: readonly Transition[]): Draft {
  return transitions.reduce((draft, { source, trigger, targets: [target] }) => {
    const from = stateOf(draft, source)
    if (trigger.kind !== 'event' || !from?.step || from.step.outcomes.length < 2 || takesEvent(draft, source, trigger.event)) return draft
    const to = target === undefined ? undefined : stateOf(before, target)
    const title = to ? titleOf(to) : trigger.event
    const named = trigger.event.replace(/_\d+$/, '') === eventNamed(title)
    const outcomes = from.step.outcomes.filter(
      (outcome) => !(named && outcome.event === trigger.event && outcome.title === title && outcome.criteria === undefined),
    )
    return outcomes.length === from.step.outcomes.length ? draft : withStates(draft, [{ ...from, step: { ...from.step, outcomes } }])
  }, after)
}
