import type { Action } from '../workflow/action.ts'
import { kindOf, kindWords } from '../workflow/drawing/kind.ts'
import { eventTitle, guardWords } from '../workflow/drawing/words.ts'
import type { State } from '../workflow/state.ts'
import type { Transition, Trigger } from '../workflow/transition.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { own } from '../workflow/same.ts'
import { quote, sayJson } from './say.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { formatSetShare } from '../words/number.ts'

/** The reader's name of a state, or its uid in quotation marks if it is not there. */
export function stateName(workflow: Workflow, uid: string | null): string {
  const state = uid === null ? undefined : own(workflow.states, uid)
  return state ? titleOf(state) || state.key : quote(uid ?? 'nothing')
}

/** The reader's name of a pool, or its id. */
export function poolName(workflow: Workflow, id: string): string {
  return own(workflow.pools, id)?.title ?? id
}

/** The reader's name of an attribute, or its name. */
export function attributeName(workflow: Workflow, name: string): string {
  return own(workflow.attributes, name)?.title || name
}

/** The kind of a state as people say it: `review`, `decision`, `end`. */
export function stateKind(workflow: Workflow, state: State): string {
  return kindWords[kindOf(state, workflow)].toLowerCase()
}

/** What makes a case leave: `Remove`, `after 4 h`, `at once`, `when all inside is done`. */
export function triggerInWords(workflow: Workflow, source: string, trigger: Trigger): string {
  switch (trigger.kind) {
    case 'event':
      return eventTitle(trigger.event, source, workflow)
    case 'after':
      return `after ${typeof trigger.delay === 'number' ? formatDuration(trigger.delay / 1000) : quote(trigger.delay)}`
    case 'always':
      return 'at once'
    case 'done':
      return 'when all inside is done'
  }
}

/** A short name for a transition within its source: its title, its outcome, its timer, or its condition. */
export function transitionLabel(workflow: Workflow, transition: Transition): string {
  const { trigger, guard, source } = transition
  if (transition.title) return transition.title
  if (trigger.kind === 'always') return guard ? `if ${guardWords(guard, workflow)}` : 'otherwise'
  return triggerInWords(workflow, source, trigger)
}

/** `Tier 1 review › Remove`. */
export function transitionPlace(workflow: Workflow, transition: Transition): string {
  return `${stateName(workflow, transition.source)} › ${transitionLabel(workflow, transition)}`
}

/** The transition as the subject of a sentence: `The escalation timer of Specialist review`, `Remove at Tier 1 review`. */
export function transitionSubject(workflow: Workflow, transition: Transition): string {
  const source = stateName(workflow, transition.source)
  switch (transition.trigger.kind) {
    case 'event':
      return `${transition.title || triggerInWords(workflow, transition.source, transition.trigger)} at ${source}`
    case 'after':
      return `The ${transition.flow === 'escalation' ? 'escalation timer' : 'timer'}${transition.title ? ` ${quote(transition.title)}` : ''} of ${source}`
    case 'done':
      return `The way on from ${source} when all inside is done`
    case 'always':
      return transition.title || transition.guard
        ? `The way ${quote(transitionLabel(workflow, transition))} out of ${source}`
        : `The way out of ${source}`
  }
}

/** Where a transition leads: `Notice`, `Legal and Safety`, `nowhere (it only acts)`. */
export function targetsInWords(workflow: Workflow, targets: readonly string[]): string {
  return targets.length === 0 ? 'nowhere (it only acts)' : sayList(targets.map((uid) => stateName(workflow, uid)))
}

/** An action in words: `sets Severity to “high”`, `adds 1 to Reviews`. */
function actionInWords(workflow: Workflow, action: Action): string {
  switch (action.type) {
    case 'set':
      return `sets ${attributeName(workflow, action.attribute)} to ${/^"[^"\\]*"$/.test(action.to) ? quote(action.to.slice(1, -1)) : action.to}`
    case 'count':
      return action.by < 0
        ? `takes ${-action.by} from ${attributeName(workflow, action.attribute)}`
        : `adds ${action.by} to ${attributeName(workflow, action.attribute)}`
    case 'draw':
      return `draws ${attributeName(workflow, action.attribute)}: ${Object.entries(action.shares)
        .map(([value, share]) => `${value} ${formatSetShare(share)}`)
        .join(', ')}`
    case 'named':
      return `does ${quote(action.name)}${action.params ? ` with ${sayJson(action.params as never)}` : ''}`
  }
}

/** Actions in words, or `nothing`. */
export function actionsInWords(workflow: Workflow, actions: readonly Action[]): string {
  return actions.length === 0 ? 'nothing' : actions.map((action) => actionInWords(workflow, action)).join('; ')
}
