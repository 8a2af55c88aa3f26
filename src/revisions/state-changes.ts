import type { State } from '../workflow/state.ts'
import { childrenOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change } from './change.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { parseDuration } from '../workflow/duration.ts'
import { actionsInWords, poolName, stateKind, stateName } from './names.ts'
import { movedItems } from './order.ts'
import { asJson, own } from '../workflow/same.ts'
import { article, goes, quote, sayJson } from './say.ts'
import { rewritten } from './say-words.ts'
import type { FieldRules, Sides } from './sides.ts'
import { fieldChanges, makeChange } from './sides.ts'
import { splitFrom } from './split.ts'
import { stepChanges } from './step-changes.ts'

const rules: FieldRules<State, Exclude<keyof State, 'uid' | 'order' | 'step' | 'disposition'>> = {
  title: {
    channel: 'policy',
    kind: 'renamed',
    text: (sides, before, after) => `${quote(stateName(sides.base, before.uid))} is now called ${quote(stateName(sides.head, after.uid))}`,
  },
  key: {
    channel: 'behaviour',
    kind: 'renamed',
    breaking: () => true,
    text: (sides, before, after) =>
      `The machine name of ${stateName(sides.head, after.uid)} goes from ${quote(before.key)} to ${quote(after.key)}`,
  },
  parent: {
    channel: 'behaviour',
    kind: 'moved',
    breaking: () => true,
    value: (workflow, state) => (state.parent === null ? null : stateName(workflow, state.parent)),
    text: (sides, before, after) =>
      `${stateName(sides.head, after.uid)} moves ${from(sides.base, before.parent)} ${into(sides.head, after.parent)}`,
  },
  type: {
    channel: 'behaviour',
    breaking: () => true,
    text: (sides, before, after) =>
      `${stateName(sides.head, after.uid)} goes from ${article(stateKind(sides.base, before))} to ${article(stateKind(sides.head, after))}`,
  },
  initial: {
    channel: 'behaviour',
    value: (workflow, state) => (state.initial === null ? null : stateName(workflow, state.initial)),
    text: (sides, before, after) =>
      `${own(sides.head.states, after.uid)?.parent === null ? 'Cases' : `Inside ${stateName(sides.head, after.uid)}, cases`} start at ${after.initial === null ? 'no state' : stateName(sides.head, after.initial)} instead of ${before.initial === null ? 'no state' : stateName(sides.base, before.initial)}`,
  },
  history: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      `${stateName(sides.head, after.uid)} returns to ${after.history === 'deep' ? 'the innermost state' : 'the direct child'} that was left, before to ${before.history === 'deep' ? 'the innermost state' : 'the direct child'}`,
  },
  description: {
    channel: 'policy',
    text: (sides, before, after) =>
      rewritten(`The description of ${stateName(sides.head, after.uid)} is`, before.description, after.description),
  },
  kind: {
    channel: 'policy',
    text: (sides, _before, after) =>
      `${stateName(sides.head, after.uid)} ${after.kind === 'decision' ? 'is drawn as a decision' : `is drawn as ${article(stateKind(sides.head, after))}, before as a decision`}`,
  },
  entry: { channel: 'behaviour', text: (sides, before, after) => entryText('enters', sides, after.uid, before.entry, after.entry) },
  exit: { channel: 'behaviour', text: (sides, before, after) => entryText('leaves', sides, after.uid, before.exit, after.exit) },
  extra: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      `Imported facts of ${stateName(sides.head, after.uid)} go from ${sayJson(asJson(before.extra))} to ${sayJson(asJson(after.extra))}`,
  },
}

function entryText(verb: string, sides: Sides, uid: string, before: State['entry'], after: State['entry']): string {
  const [was, is] = [actionsInWords(sides.base, before), actionsInWords(sides.head, after)]
  const when = `When a case ${verb} ${quote(stateName(sides.head, uid))}, the system`
  if (after.length === 0) return `${when} no longer ${was}`
  return before.length === 0 ? `${when} now ${is}` : `${when} ${is} (before: ${was})`
}

type Outcome = NonNullable<State['disposition']>
type Disposed = Outcome & { readonly name: string }
const dispositionRules: FieldRules<Disposed, keyof Outcome> = {
  restrictive: {
    channel: 'policy',
    text: (_, __, after) =>
      after.restrictive
        ? `${after.name} now restricts somebody, so that notice and appeal are due`
        : `${after.name} no longer restricts anybody`,
  },
  notice: {
    channel: 'policy',
    text: (_, before, after) =>
      goes(`The notice of ${after.name}`, before.notice && quote(before.notice), after.notice && quote(after.notice)),
  },
  appeal: {
    channel: 'policy',
    text: (_, before, after) =>
      goes(`The way to appeal ${after.name}`, before.appeal && quote(before.appeal), after.appeal && quote(after.appeal)),
  },
}

/** All differences of the states: added, removed, moved, renamed, changed. */
export function stateChanges(sides: Sides): Change[] {
  const { base, head } = sides
  const removed = Object.values(base.states).filter(({ uid }) => !Object.hasOwn(head.states, uid))
  const added = Object.values(head.states).filter(({ uid }) => !Object.hasOwn(base.states, uid))
  return [
    ...removed.map((state) => wholeState(sides, 'removed', state)),
    ...added.map((state) => wholeState(sides, 'added', state)),
    ...Object.values(head.states).flatMap((after) => {
      const before = own(base.states, after.uid)
      return before ? changedState(sides, before, after) : []
    }),
    ...Object.keys(head.states).flatMap((uid) => (Object.hasOwn(base.states, uid) ? orderChanges(sides, uid) : [])),
  ]
}

/** Id of the change that adds or removes a state. */
export function wholeStateId(uid: string, kind: 'added' | 'removed'): string {
  return `state:${uid}:${kind}`
}

function wholeState(sides: Sides, kind: 'added' | 'removed', state: State): Change {
  const workflow = kind === 'added' ? sides.head : sides.base
  const other = kind === 'added' ? sides.base : sides.head
  const name = stateName(workflow, state.uid)
  const inside = insideOf(workflow, state.parent)
  const text =
    kind === 'added'
      ? `New ${stateKind(workflow, state)}: ${name}${inside}${doneBy(workflow, state)}${partOf(other, workflow, state, 'split from')}`
      : `${name}${inside} is removed (${article(stateKind(workflow, state))})${partOf(other, workflow, state, 'merged into')}`
  const change = makeChange({
    place: { kind: 'state', id: state.uid },
    where: name,
    field: '',
    channel: 'behaviour',
    kind,
    breaking: kind === 'removed',
    text,
    before: kind === 'removed' ? asJson(state) : null,
    after: kind === 'added' ? asJson(state) : null,
  })
  const parentAlone = state.parent !== null && !Object.hasOwn(other.states, state.parent)
  return parentAlone && state.parent !== null ? { ...change, cause: wholeStateId(state.parent, kind) } : change
}

function partOf(other: Workflow, workflow: Workflow, state: State, how: string): string {
  const whole = splitFrom(other, workflow, state)
  return whole ? `; it reads as ${how} ${stateName(other, whole.uid)}` : ''
}

/** Who does a step, and by when. */
function doneBy(workflow: Workflow, { step }: State): string {
  if (step === null) return ''
  const pools = step.kind === 'review' ? step.pools.map((id) => poolName(workflow, id)) : []
  const by = pools.length > 0 ? `, done by ${sayList(pools, 'or')}` : step.kind === 'review' ? ', done by nobody yet' : ''
  return step.target === undefined ? by : `${by}, within ${formatDuration(parseDuration(step.target))}`
}

function changedState(sides: Sides, before: State, after: State): Change[] {
  const place = { kind: 'state', id: after.uid } as const
  const where = stateName(sides.head, after.uid)
  return [
    ...fieldChanges(sides, rules, before, after, place, where),
    ...stepChanges(sides, before, after, place, where),
    ...dispositionChanges(sides, before, after, where),
  ]
}

function dispositionChanges(sides: Sides, before: State, after: State, where: string): Change[] {
  const place = { kind: 'state', id: after.uid } as const
  if (before.disposition && after.disposition) {
    return fieldChanges(
      sides,
      dispositionRules,
      { ...before.disposition, name: where },
      { ...after.disposition, name: where },
      place,
      where,
      'disposition.',
    )
  }
  if (!before.disposition && !after.disposition) return []
  const text = after.disposition
    ? `${where} now says what it means for the people concerned${after.disposition.restrictive ? ': it restricts somebody' : ''}`
    : `${where} no longer says what it means for the people concerned`
  return [
    makeChange({
      place,
      where,
      field: 'disposition',
      channel: 'policy',
      kind: after.disposition ? 'added' : 'removed',
      breaking: false,
      text,
      before: asJson(before.disposition),
      after: asJson(after.disposition),
    }),
  ]
}

/** Children that changed their place among the siblings that both sides have. In a parallel group the order decides who acts first. */
function orderChanges(sides: Sides, parent: string): Change[] {
  const common = (workflow: Workflow, other: Workflow) =>
    childrenOf(workflow, parent)
      .map(({ uid }) => uid)
      .filter((uid) => own(other.states, uid)?.parent === parent)
  const [before, after] = [common(sides.base, sides.head), common(sides.head, sides.base)]
  const parallel = own(sides.head.states, parent)?.type === 'parallel'
  return movedItems(before, after).map((uid) =>
    makeChange({
      place: { kind: 'state', id: uid },
      where: stateName(sides.head, uid),
      field: 'order',
      channel: parallel ? 'behaviour' : 'policy',
      kind: 'moved',
      breaking: false,
      before: before.indexOf(uid) + 1,
      after: after.indexOf(uid) + 1,
      text: `${stateName(sides.head, uid)} is now number ${after.indexOf(uid) + 1} of ${after.length} in its group (before: ${before.indexOf(uid) + 1})`,
    }),
  )
}

function insideOf(workflow: Workflow, parent: string | null): string {
  return parent === null || own(workflow.states, parent)?.parent === null ? '' : ` in ${stateName(workflow, parent)}`
}

function from(workflow: Workflow, parent: string | null): string {
  return insideOf(workflow, parent) === '' ? 'from the top level' : `out of ${stateName(workflow, parent)}`
}

function into(workflow: Workflow, parent: string | null): string {
  return insideOf(workflow, parent) === '' ? 'to the top level' : `into ${stateName(workflow, parent)}`
}
