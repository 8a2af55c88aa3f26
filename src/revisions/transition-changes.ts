import { guardWords } from '../workflow/drawing/words.ts'
import type { Guard } from '../workflow/action.ts'
import type { Transition } from '../workflow/transition.ts'
import { transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change } from './change.ts'
import { compareGuards, guardVerdict } from './guard-compare.ts'
import { actionsInWords, stateName, targetsInWords, transitionLabel, transitionPlace, transitionSubject, triggerInWords } from './names.ts'
import { movedItems } from './order.ts'
import { asJson, own, same } from '../workflow/same.ts'
import { goes, quote, sayJson } from './say.ts'
import { rewritten } from './say-words.ts'
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
      rewritten(`The description of ${quote(transitionPlace(sides.head, after))} is`, before.description, after.description),
  },
  flow: {
    channel: 'policy',
    text: (sides, before, after) =>
      `${transitionSubject(sides.head, after)} is now drawn as ${flowWords[after.flow]} (before: ${flowWords[before.flow]})`,
  },
  contact: {
    channel: 'policy',
    text: (sides, before, after) =>
      goes(
        `Whom to call with ${quote(transitionPlace(sides.head, after))}`,
        before.contact && quote(before.contact),
        after.contact && quote(after.contact),
      ),
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
  return same(plainGuard(before.guard), plainGuard(after.guard)) ? changes : [...changes, guardChange(sides, before, after, where)]
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
  const told = new Set<string>()
  return movedItems(was, is).flatMap((uid) => {
    const transition = own(sides.head.transitions, uid)
    if (!transition) return []
    const trigger = JSON.stringify(transition.trigger)
    const rivals = (ways: readonly Transition[]) =>
      ways.filter((way) => same(own(sides.head.transitions, way.uid)?.trigger, transition.trigger))
    const [order, former] = [rivals(after), rivals(before)]
    const overtakes = !same(
      order.map((way) => way.uid),
      former.map((way) => way.uid),
    )
    if (overtakes && told.has(trigger)) return []
    if (overtakes) told.add(trigger)
    return [
      makeChange({
        place: { kind: 'transition', id: uid },
        where: transitionPlace(sides.head, transition),
        field: 'order',
        channel: overtakes ? 'behaviour' : 'policy',
        kind: 'moved',
        breaking: false,
        before: was.indexOf(uid) + 1,
        after: is.indexOf(uid) + 1,
        text: overtakes
          ? orderText(sides, source, order, former)
          : `${transitionSubject(sides.head, transition)} is listed in another place; cases go the same ways`,
      }),
    ]
  })
}

/** The whole order in one sentence, and whether any kind of case takes another way for it. */
function orderText(sides: Sides, source: string, order: readonly Transition[], former: readonly Transition[]): string {
  const names = (ways: readonly Transition[], workflow: Workflow) =>
    ways
      .map(({ uid }) => own(workflow.transitions, uid))
      .flatMap((way) => (way ? [quote(transitionLabel(workflow, way))] : []))
      .join(', ')
  const at = (uid: string) => former.findIndex((way) => way.uid === uid)
  const swapped = order.flatMap((one, i) =>
    order.slice(i + 1).flatMap((other) => (at(one.uid) > at(other.uid) ? [[one, other] as const] : [])),
  )
  const isIdle = swapped.every(([one, other]) => excludes(sides, one.guard, other.guard))
  const effect = isIdle ? 'their conditions exclude each other, so no case goes another way' : 'the first that holds is taken'
  return `The ways out of ${stateName(sides.head, source)} are now tried in the order ${names(order, sides.head)} (before: ${names(former, sides.base)}); ${effect}`
}

/** Whether two guards never hold for one kind of case, among all that were tried. */
function excludes(sides: Sides, one: Guard | null, other: Guard | null): boolean {
  if (one === null || other === null || !('expression' in one) || !('expression' in other)) return false
  const both = { expression: `(${one.expression}) && (${other.expression})` }
  return compareGuards({ base: sides.head, head: sides.head }, { expression: 'false' }, both)?.relation === 'equivalent'
}

/** The guard without blanks that mean nothing: those outside its texts. */
function plainGuard(guard: Guard | null): Guard | null {
  if (guard === null || !('expression' in guard)) return guard
  const parts = guard.expression.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\s+|[^\s"']+|["']/g) ?? []
  const spaced = parts
    .map((part) => (/^\s+$/.test(part) ? ' ' : part))
    .join('')
    .trim()
  return {
    ...guard,
    expression: spaced.replace(
      /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s*([=!<>&|+*/%?:(),-]+)\s*/g,
      (_, text?: string, sign?: string) => text ?? sign ?? '',
    ),
  }
}
