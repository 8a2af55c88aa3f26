import { rewritten } from './say-words.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { State } from '../workflow/state.ts'
import { clauseName } from '../workflow/handbook/clause-name.ts'
import type { Step } from '../workflow/step.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change, ChangePlace } from './change.ts'
import { guideWords } from './handbook-words.ts'
import { poolName, stateKind, stateName } from './names.ts'
import { movedItems } from './order.ts'
import { asJson, same } from '../workflow/same.ts'
import { article, goes, listGoes, quote, sayWeekly } from './say.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import type { FieldRules, Sides } from './sides.ts'
import { fieldChanges, makeChange } from './sides.ts'
import { textRecordChanges } from './text-record-changes.ts'

type FieldOf<T> = T extends unknown ? keyof T : never
type OfKind<Kind extends Step['kind']> = Partial<Omit<Extract<Step, { kind: Kind }>, 'kind'>>
type StepField = Exclude<FieldOf<Step>, 'outcomes' | 'guide'>
/** A step with the fields of all kinds, and the state it belongs to. */
type AnyStep = Pick<Step, 'kind'> & OfKind<'review'> & OfKind<'automatic'> & OfKind<'batch'> & { readonly state: State }

const shiftEnd = {
  finish: 'the case in hand is finished',
  restart: 'the case in hand starts again',
  resume: 'the case in hand is resumed',
  'hand-over': 'the case in hand is handed over',
}

const rules: FieldRules<AnyStep, StepField> = {
  kind: {
    channel: 'operations',
    breaking: () => true,
    text: (sides, before, after) =>
      `${name(sides, after)} goes from ${article(stateKind(sides.base, before.state))} to ${article(stateKind(sides.head, after.state))}`,
  },
  pools: {
    channel: 'operations',
    text: (sides, before, after) => `${name(sides, after)} is done by ${pools(sides.head, after)} instead of ${pools(sides.base, before)}`,
  },
  target: {
    channel: 'operations',
    text: (sides, before, after) =>
      goes(`The service target of ${name(sides, after)}`, before.target && say(before.target), after.target && say(after.target)),
  },
  waitLimit: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      goes(
        `The limit on waiting at ${name(sides, after)}`,
        before.waitLimit && sayLimit(before.waitLimit),
        after.waitLimit && sayLimit(after.waitLimit),
      ),
  },
  overflow: {
    channel: 'operations',
    text: (sides, before, after) =>
      goes(
        `The overflow of ${name(sides, after)}`,
        before.overflow && sayOverflow(before.overflow),
        after.overflow && sayOverflow(after.overflow),
      ),
  },
  failure: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      goes(
        `What ${name(sides, after)} sends when it fails`,
        before.failure && quote(before.failure.title),
        after.failure && quote(after.failure.title),
      ),
  },
  silent: {
    channel: 'operations',
    text: (sides, _, after) =>
      after.silent ? `${name(sides, after)} now leaves no row in a log` : `${name(sides, after)} now leaves a row in a log`,
  },
  endOfShift: {
    channel: 'operations',
    text: (sides, before, after) =>
      `At the end of a shift at ${name(sides, after)} ${shiftEnd[after.endOfShift ?? 'finish']} (before: ${shiftEnd[before.endOfShift ?? 'finish']})`,
  },
  sensitive: {
    channel: 'operations',
    text: (sides, _, after) =>
      after.sensitive
        ? `${name(sides, after)} now counts as work with sensitive material`
        : `${name(sides, after)} no longer counts as work with sensitive material`,
  },
  valueAdding: {
    channel: 'operations',
    text: (sides, _, after) =>
      `${name(sides, after)} ${after.valueAdding === undefined ? 'counts in the usual way towards value added' : after.valueAdding ? 'now counts as adding value' : 'no longer counts as adding value'}`,
  },
  size: {
    channel: 'behaviour',
    text: (sides, before, after) => goes(`The batch size of ${name(sides, after)}`, before.size?.toString(), after.size?.toString()),
  },
  age: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      goes(`The longest age of a batch at ${name(sides, after)}`, before.age && say(before.age), after.age && say(after.age)),
  },
  at: {
    channel: 'behaviour',
    text: (sides, before, after) =>
      goes(`The weekly timetable of batches at ${name(sides, after)}`, before.at && sayWeekly(before.at), after.at && sayWeekly(after.at)),
  },
  instructions: {
    channel: 'policy',
    text: (sides, before, after) => rewritten(`The instructions of ${name(sides, after)} are`, before.instructions, after.instructions),
  },
  policy: {
    channel: 'policy',
    text: (sides, before, after) =>
      listGoes(`The policy references of ${name(sides, after)}`, clauses(sides.base, before.policy), clauses(sides.head, after.policy)),
  },
}

const sayLimit = ({ after, event }: NonNullable<AnyStep['waitLimit']>) =>
  `${after === undefined ? 'as long as patience lasts' : say(after)}, then ${event}`
const sayOverflow = ({ after, queue }: NonNullable<AnyStep['overflow']>) =>
  [...(after === undefined ? [] : [`after ${say(after)}`]), ...(queue === undefined ? [] : [`from ${queue} waiting cases on`])].join(' or ')

/** All differences between the work of a state on the two sides; the ways out are transitions and told there. */
export function stepChanges(sides: Sides, before: State, after: State, place: ChangePlace, where: string): Change[] {
  if (same(before.step, after.step)) return []
  if (!before.step || !after.step) return [stepAppears(sides, before, after, place, where)]
  const [was, is] = [
    { ...before.step, state: before },
    { ...after.step, state: after },
  ]
  return [
    ...fieldChanges<AnyStep>(sides, rules, was, is, place, where, 'step.'),
    ...outcomeChanges(sides, before.step, after.step, place, where, after),
    ...textRecordChanges(guideWords, before.step.guide, after.step.guide, { place, where, field: 'step.guide' }),
  ]
}

function stepAppears(sides: Sides, before: State, after: State, place: ChangePlace, where: string): Change {
  const text = after.step
    ? `${stateName(sides.head, after.uid)} becomes ${article(stateKind(sides.head, after))}`
    : `${stateName(sides.head, after.uid)} is no longer ${article(stateKind(sides.base, before))}: nothing is done there any more`
  return makeChange({
    place,
    where,
    field: 'step',
    channel: 'behaviour',
    kind: after.step ? 'added' : 'removed',
    before: asJson(before.step),
    after: asJson(after.step),
    text,
    breaking: !after.step,
  })
}

function outcomeChanges(sides: Sides, before: Step, after: Step, place: ChangePlace, where: string, state: State): Change[] {
  const at = stateName(sides.head, state.uid)
  const was = new Map(before.outcomes.map((outcome) => [outcome.event, outcome]))
  const is = new Map(after.outcomes.map((outcome) => [outcome.event, outcome]))
  const make = (
    event: string,
    facts: Pick<Change, 'channel' | 'kind' | 'text'> & { field?: string; breaking?: boolean; before: unknown; after: unknown },
  ) =>
    makeChange({
      place,
      where: `${where} › ${(is.get(event) ?? was.get(event))?.title ?? event}`,
      breaking: false,
      ...facts,
      field: `step.outcomes.${event}${facts.field ? `.${facts.field}` : ''}`,
      before: asJson(facts.before),
      after: asJson(facts.after),
    })
  const changes: Change[] = []
  for (const [event, outcome] of was) {
    if (!is.has(event))
      changes.push(
        make(event, {
          channel: 'behaviour',
          kind: 'removed',
          breaking: true,
          before: outcome,
          after: null,
          text: `${at} no longer has the outcome ${quote(outcome.title)}`,
        }),
      )
  }
  for (const [event, outcome] of is) {
    const old = was.get(event)
    if (!old)
      changes.push(
        make(event, {
          channel: 'behaviour',
          kind: 'added',
          before: null,
          after: outcome,
          text: `${at} has a new outcome ${quote(outcome.title)}`,
        }),
      )
    if (old && old.title !== outcome.title) {
      changes.push(
        make(event, {
          field: 'title',
          channel: 'policy',
          kind: 'renamed',
          before: old.title,
          after: outcome.title,
          text: `The outcome ${quote(old.title)} of ${at} is now called ${quote(outcome.title)}`,
        }),
      )
    }
    if (old && old.criteria !== outcome.criteria) {
      changes.push(
        make(event, {
          field: 'criteria',
          channel: 'policy',
          kind: 'changed',
          before: old.criteria,
          after: outcome.criteria,
          text: criteriaText(at, outcome.title, old.criteria, outcome.criteria),
        }),
      )
    }
  }
  for (const event of movedItems([...was.keys()], [...is.keys()])) {
    changes.push(
      make(event, {
        field: 'order',
        channel: 'policy',
        kind: 'moved',
        before: [...was.keys()].indexOf(event) + 1,
        after: [...is.keys()].indexOf(event) + 1,
        text: `The outcome ${quote(is.get(event)?.title ?? event)} of ${at} is listed in another place`,
      }),
    )
  }
  return changes
}

function criteriaText(at: string, outcome: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${quote(outcome)} at ${at} now has criteria: ${quote(after ?? '')}`
  if (after === undefined) return `${quote(outcome)} at ${at} no longer has criteria`
  return rewritten(`The criteria for ${quote(outcome)} at ${at} are`, before, after)
}

function name(sides: Sides, { state }: AnyStep): string {
  return stateName(sides.head, state.uid)
}

function pools(workflow: Workflow, { pools: ids }: AnyStep): string {
  return ids === undefined || ids.length === 0
    ? 'nobody'
    : sayList(
        ids.map((id) => poolName(workflow, id)),
        'or',
      )
}

function say(duration: string): string {
  return formatDuration(parseDuration(duration))
}

/** Policy references in words, a clause of the library by its number and rule. */
function clauses(workflow: Workflow, references: readonly string[] = []): string[] {
  return references.map((reference) => quote(clauseName(workflow, reference)))
}
