import { guardWords } from '../workflow/drawing/words.ts'
import type { Guard } from '../workflow/action.ts'
import type { Transition } from '../workflow/transition.ts'
import { transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change } from './change.ts'
import { compareGuards, guardVerdict } from './guard-compare.ts'
import { actionsInWords, stateName, targetsInWords, transitionLabel, transitionPlace, transitionSubject, triggerInWords } from './names.ts'
import { movedItems } from './order.ts'
import { asJson, own, same } from './same.ts'
import { goes, quote, sayJson } from './say.ts'
import type { FieldRules, Sides } from './sides.ts'
import { fieldChanges, makeChange } from './sides.ts'
import { wholeStateId } from './state-changes.ts'

const flowWords = { normal: 'a normal way', escalation: 'an escalation', failure: 'a way for failures' }

const rules: FieldRules<Transition, Exclude<keyof Transition, 'uid' | 'order' | 'guard'>> = {
  title: {
    channel: 'policy',
    kind: 'renamed',
    text: (sides, before, after) =>
      `${quote(transitionLabel(sides.base, before))} out of ${stateName(sides.head, after.source)} is now called ${quote(transitionLabel(sides.head, after))}`,
  },
  source: {
    channel: 'behaviour',
    kind: 'moved',
    breaking: () => true,
    value: (workflow, transition) => stateName(workflow, transition.source),
    text: (sides, before, after) =>
      `${quote(transitionLabel(sides.head, after))} now leaves ${stateName(sides.head, after.source)} instead of ${stateName(sides.base, before.source)}`,
  },
  trigger: {
    channel: 'behaviour',
    breaking: (before) => before.trigger.kind === 'event',
    value: (workflow, transition) => triggerInWords(workflow, transition.source, transition.trigger),
    text: triggerText,
  },
  targets: {
    channel: 'behaviour',
    value: (workflow, transition) => targetsInWords(workflow, transition.targets),
    text: (sides, before, after) =>
      `${transitionSubject(sides.head, after)} now leads to ${targetsInWords(sides.head, after.targets)} instead of ${targetsInWords(sides.base, before.targets)}`,
  },
  actions: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      `${transitionSubject(sides.head, after)} now ${actionsInWords(sides.head, after.actions) === 'nothing' ? 'does nothing on the way' : actionsInWords(sides.head, after.actions)} (before: ${actionsInWords(sides.base, before.actions)})`,
  },
  reenter: {
    channel: 'behaviour',
    text: (sides, _, after) =>
      `${transitionSubject(sides.head, after)} ${after.reenter ? 'now leaves and enters the state again, so its timers start anew' : 'no longer leaves the state, so its timers go on'}`,
  },
  description: {
    channel: 'policy',
    text: (sides, before, after) =>
      `The description of ${quote(transitionPlace(sides.head, after))} is ${before.description === undefined ? 'new' : after.description === undefined ? 'removed' : 'rewritten'}`,
  },
  flow: {
    channel: 'policy',
    text: (sides, before, after) =>
      `${transitionSubject(sides.head, after)} is now drawn as ${flowWords[after.flow]} (before: ${flowWords[before.flow]})`,
  },
  extra: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      `Imported facts of ${quote(transitionPlace(sides.head, after))} go from ${sayJson(asJson(before.extra))} to ${sayJson(asJson(after.extra))}`,
  },
}

/** All differences of the transitions: added, removed, moved, renamed, changed. */
export function transitionChanges(sides: Sides): Change[] {
  const { base, head } = sides
  const removed = Object.values(base.transitions).filter(({ uid }) => !Object.hasOwn(head.transitions, uid))
  const added = Object.values(head.transitions).filter(({ uid }) => !Object.hasOwn(base.transitions, uid))
  const sources = new Set(Object.values(head.transitions).map(({ source }) => source))
  return [
    ...removed.map((transition) => wholeTransition(sides, 'removed', transition)),
    ...added.map((transition) => wholeTransition(sides, 'added', transition)),
    ...Object.values(head.transitions).flatMap((after) => {
      const before = own(base.transitions, after.uid)
      return before ? changedTransition(sides, before, after) : []
    }),
    ...[...sources].flatMap((source) => orderChanges(sides, source)),
  ]
}

function wholeTransition(sides: Sides, kind: 'added' | 'removed', transition: Transition): Change {
  const [workflow, other] = kind === 'added' ? [sides.head, sides.base] : [sides.base, sides.head]
  const guard = transition.guard && transition.trigger.kind !== 'always' ? `, if ${guardWords(transition.guard, workflow)}` : ''
  const leads = `${stateName(workflow, transition.source)} › ${transitionLabel(workflow, transition)}${guard} → ${targetsInWords(workflow, transition.targets)}`
  const change = makeChange({
    place: { kind: 'transition', id: transition.uid },
    where: transitionPlace(workflow, transition),
    field: '',
    channel: 'behaviour',
    kind,
    breaking: kind === 'removed',
    text: kind === 'added' ? `New way: ${leads}` : `The way ${leads} is removed`,
    before: kind === 'removed' ? asJson(transition) : null,
    after: kind === 'added' ? asJson(transition) : null,
  })
  const alone = [transition.source, ...transition.targets].find(
    (uid) => Object.hasOwn(workflow.states, uid) && !Object.hasOwn(other.states, uid),
  )
  return alone === undefined ? change : { ...change, cause: wholeStateId(alone, kind) }
}

function changedTransition(sides: Sides, before: Transition, after: Transition): Change[] {
  const place = { kind: 'transition', id: after.uid } as const
  const where = transitionPlace(sides.head, after)
  const changes = fieldChanges(sides, rules, before, after, place, where)
  return same(before.guard, after.guard) ? changes : [...changes, guardChange(sides, before, after, where)]
}

function guardChange(sides: Sides, before: Transition, after: Transition, where: string): Change {
  const verdict = compareGuards(sides, before.guard, after.guard)
  const [was, is] = [guardPhrase(sides.base, before.guard), guardPhrase(sides.head, after.guard)]
  const text = `${transitionSubject(sides.head, { ...after, guard: null })} now holds ${is} (before: ${was})${verdict ? `. ${guardVerdict(sides.head, verdict)}` : ''}`
  const change = makeChange({
    place: { kind: 'transition', id: after.uid },
    where,
    field: 'guard',
    channel: 'behaviour',
    kind: 'changed',
    breaking: false,
    before: asJson(before.guard),
    after: asJson(after.guard),
    text,
  })
  return verdict ? { ...change, guard: verdict } : change
}

function guardPhrase(workflow: Workflow, guard: Guard | null): string {
  return guard ? `if ${guardWords(guard, workflow)}` : 'always'
}

function triggerText(sides: Sides, before: Transition, after: Transition): string {
  if (before.trigger.kind === 'after' && after.trigger.kind === 'after') {
    const say = (transition: Transition) => triggerInWords(sides.head, transition.source, transition.trigger).replace(/^after /, '')
    return goes(transitionSubject(sides.head, after), say(before), say(after))
  }
  const label = after.title ? ` (${quote(after.title)})` : ''
  return `The way from ${stateName(sides.head, after.source)} to ${targetsInWords(sides.head, after.targets)}${label} is now taken ${taken(sides.head, after)} instead of ${taken(sides.base, before)}`
}

function taken(workflow: Workflow, { source, trigger }: Transition): string {
  const words = triggerInWords(workflow, source, trigger)
  return trigger.kind === 'event' ? `on ${quote(words)}` : words
}

/** Transitions that changed their place among those of the same source; only against one with the same trigger does this change what cases do. */
function orderChanges(sides: Sides, source: string): Change[] {
  const common = (workflow: Workflow, other: Workflow) =>
    transitionsFrom(workflow, source).filter(({ uid }) => own(other.transitions, uid)?.source === source)
  const [before, after] = [common(sides.base, sides.head), common(sides.head, sides.base)]
  const [was, is] = [before.map(({ uid }) => uid), after.map(({ uid }) => uid)]
  return movedItems(was, is).flatMap((uid) => {
    const transition = own(sides.head.transitions, uid)
    if (!transition) return []
    const overtakes = after.filter(
      (other) =>
        other.uid !== uid &&
        same(other.trigger, transition.trigger) &&
        Math.sign(was.indexOf(uid) - was.indexOf(other.uid)) !== Math.sign(is.indexOf(uid) - is.indexOf(other.uid)),
    )
    const [first] = overtakes
    const text = first
      ? `${transitionSubject(sides.head, transition)} is now tried ${is.indexOf(uid) < is.indexOf(first.uid) ? 'before' : 'after'} ${quote(transitionLabel(sides.head, first))}; the first that holds is taken`
      : `${transitionSubject(sides.head, transition)} is listed in another place; cases go the same ways`
    return [
      makeChange({
        place: { kind: 'transition', id: uid },
        where: transitionPlace(sides.head, transition),
        field: 'order',
        channel: first ? 'behaviour' : 'policy',
        kind: 'moved',
        breaking: false,
        before: was.indexOf(uid) + 1,
        after: is.indexOf(uid) + 1,
        text,
      }),
    ]
  })
}
