import { kindOf } from '../workflow/drawing/kind.ts'
import { guardWords } from '../workflow/drawing/words.ts'
import type { State } from '../workflow/state.ts'
import type { Transition } from '../workflow/transition.ts'
import { ancestorsOf, stateOf, titleOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { actionsInWords, stateName, triggerInWords } from '../revisions/names.ts'
import { quote, sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import type { Reference, Way } from './runbook.ts'

/** The anchor of the section that explains a state: its step card, decision table, or row among the ends. Null for groups and rests. */
export function anchorOf(workflow: Workflow, state: State): string | null {
  if (state.step) return `step-${state.uid}`
  const kind = kindOf(state, workflow)
  return kind === 'decision' ? `decision-${state.uid}` : kind === 'final' ? `end-${state.uid}` : null
}

/** A state's name with the place where it is explained. */
export function referTo(workflow: Workflow, uid: string): Reference {
  const state = stateOf(workflow, uid)
  return { text: stateName(workflow, uid), anchor: state ? anchorOf(workflow, state) : null }
}

/** The transition as a row: under which condition, to where, doing what. `lonely`: no other way competes, so no condition needs no word. */
export function wayOf(workflow: Workflow, transition: Transition, lonely: boolean): Way {
  const condition = transition.guard ? `If ${guardWords(transition.guard, workflow)}` : lonely ? '' : 'Otherwise'
  const actions = transition.actions.length === 0 ? '' : sentence(actionsInWords(workflow, transition.actions))
  return { condition, targets: transition.targets.map((uid) => referTo(workflow, uid)), actions }
}

/** The ways of a case out of a state on an event, in the order in which they are tried: its own, then those of the groups around it. */
export function waysOn(workflow: Workflow, state: State, event: string): Way[] {
  const around = [state, ...ancestorsOf(workflow, state.uid)]
  const found = around.flatMap(({ uid }) =>
    transitionsFrom(workflow, uid).filter(({ trigger }) => trigger.kind === 'event' && trigger.event === event),
  )
  const upTo = found.findIndex(({ guard }) => guard === null)
  const tried = upTo < 0 ? found : found.slice(0, upTo + 1)
  return tried.map((transition) => wayOf(workflow, transition, tried.length === 1))
}

/** How cases come to a state, in sentences; through the group around it where it is the group's first. */
export function arrivalsAt(workflow: Workflow, state: State): string[] {
  const { ways, begins } = waysInto(workflow, state)
  return [...new Set([...ways.map((way) => arrivalBy(workflow, way)), ...(begins ? ['New cases start here.'] : [])])]
}

/** The transitions by which cases come to a state, through the groups around it as well, and whether new cases begin there. */
export function waysInto(workflow: Workflow, state: State): { readonly ways: readonly Transition[]; readonly begins: boolean } {
  const ways: Transition[] = []
  let begins = false
  const visit = (uid: string, depth: number) => {
    for (const transition of Object.values(workflow.transitions))
      if (transition.targets.includes(uid) && transition.source !== uid) ways.push(transition)
    const parent = stateOf(workflow, stateOf(workflow, uid)?.parent ?? '')
    if (!parent || depth > 60) return
    if (parent.initial !== uid && parent.type !== 'parallel') return
    if (parent.parent === null) begins = true
    else visit(parent.uid, depth + 1)
  }
  visit(state.uid, 0)
  return { ways, begins }
}

/** The transitions by which cases leave a state: its own, and those of the groups around it that its own do not take first. */
export function waysOutOf(workflow: Workflow, state: State): Transition[] {
  const taken = new Set<string>()
  return [state, ...ancestorsOf(workflow, state.uid)].flatMap(({ uid }) => {
    const ways = transitionsFrom(workflow, uid).filter(({ trigger }) => trigger.kind !== 'event' || !taken.has(trigger.event))
    for (const { trigger, guard } of ways) if (trigger.kind === 'event' && guard === null) taken.add(trigger.event)
    return ways
  })
}

function arrivalBy(workflow: Workflow, transition: Transition): string {
  const { trigger, guard, source } = transition
  const words = triggerInWords(workflow, source, trigger)
  const how = trigger.kind === 'event' ? `on ${quote(words)}` : trigger.kind === 'always' ? '' : words
  const others = transitionsFrom(workflow, source).filter((other) => other.uid !== transition.uid && other.trigger.kind === 'always')
  const condition = guard ? `if ${guardWords(guard, workflow)}` : trigger.kind === 'always' && others.length > 0 ? 'otherwise' : ''
  const said = [how, condition].filter((part) => part !== '').join(', ')
  return said === '' ? `From ${quote(stateName(workflow, source))}.` : `From ${stateName(workflow, source)} ${said}.`
}

/** The groups a state lies in, outermost first, joined with `›`. */
export function groupOf(workflow: Workflow, state: State): string {
  return ancestorsOf(workflow, state.uid)
    .filter(({ parent }) => parent !== null)
    .map((ancestor) => titleOf(ancestor))
    .reverse()
    .join(' › ')
}

/** References as a phrase: `Notice`, `Legal and Safety`; nothing is `stays where it is`. */
export function phraseOf(references: readonly Reference[]): string {
  return references.length === 0 ? 'stays where it is' : sayList(references.map(({ text }) => text))
}
