import { kindOf, kindWords } from '../workflow/drawing/kind.ts'
import { guardWords } from '../workflow/drawing/words.ts'
import { clauseName } from '../workflow/handbook/clause-name.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import { ancestorsOf, titleOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { actionsInWords, poolName, triggerInWords } from '../revisions/names.ts'
import { quote, sayWeekly, sentence } from '../revisions/say.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import type { StepCard } from './runbook.ts'
import { arrivalsAt, groupOf, phraseOf, waysOn, wayOf } from './ways.ts'

/** The card of a step: everything its people need to know, in reading order. */
export function composeStep(workflow: Workflow, state: State & { readonly step: Step }): StepCard {
  const { step } = state
  return {
    anchor: `step-${state.uid}`,
    title: titleOf(state),
    byPeople: step.kind === 'review',
    kind: kindWords[kindOf(state, workflow)],
    group: groupOf(workflow, state),
    description: state.description ?? '',
    who: whoDoes(workflow, step),
    arrives: arrivalsAt(workflow, state),
    instructions: step.instructions ?? '',
    policy: (step.policy ?? []).map((reference) => clauseName(workflow, reference)),
    guide: step.guide ?? {},
    target: step.target ? `Within ${formatDuration(parseDuration(step.target))} of arrival at this step` : '',
    outcomes: step.outcomes.map(({ event, title, criteria }) => ({
      title,
      criteria: criteria ?? '',
      ways: waysOn(workflow, state, event),
    })),
    late: lateOf(workflow, state),
    notes: notesOf(workflow, state),
  }
}

function whoDoes(workflow: Workflow, step: Step): string[] {
  if (step.kind === 'automatic') return ['The system, without a person']
  if (step.kind === 'wait') return ['Nobody: the case waits for somebody outside']
  if (step.kind === 'batch') return [`Nobody: cases gather and move on together ${batchRule(step)}`]
  return step.pools.length === 0
    ? ['Nobody yet: no pool is named']
    : step.pools.map((id, index) => (index === 0 ? poolName(workflow, id) : `else ${poolName(workflow, id)}`))
}

function batchRule(step: Extract<Step, { kind: 'batch' }>): string {
  const rules = [
    step.size ? `when ${step.size} wait` : '',
    step.age ? `when the oldest has waited ${formatDuration(parseDuration(step.age))}` : '',
    step.at ? `on ${sayWeekly(step.at)}` : '',
  ]
  return (
    sayList(
      rules.filter((rule) => rule !== ''),
      'or',
    ) || 'under no rule yet'
  )
}

/** Timers of the step and of the groups around it, limits on waiting, and what the end of a shift means. */
function lateOf(workflow: Workflow, state: State & { readonly step: Step }): string[] {
  const timers = [state, ...ancestorsOf(workflow, state.uid)].flatMap((holder) =>
    transitionsFrom(workflow, holder.uid)
      .filter(({ trigger }) => trigger.kind === 'after')
      .map((transition) => {
        const { condition, targets, actions } = wayOf(workflow, transition, true)
        const since = holder.uid === state.uid ? '' : ` in ${titleOf(holder)}`
        const sure = condition === '' ? '' : ` ${condition.toLowerCase().slice(0, 2)}${condition.slice(2)}`
        return sentence(
          `${triggerInWords(workflow, holder.uid, transition.trigger)}${since}${sure}, the case goes to ${phraseOf(targets)}${actions === '' ? '' : ` and ${actions.charAt(0).toLowerCase()}${actions.slice(1)}`}.`,
        )
      }),
  )
  const waits = waitsOf(workflow, state)
  return state.step.kind === 'review' && state.step.endOfShift
    ? [...timers, ...waits, endOfShiftWords(state.step.endOfShift)]
    : [...timers, ...waits]
}

/** What somebody does with the case in hand when the shift ends. */
export function endOfShiftWords(ending: NonNullable<Extract<Step, { kind: 'review' }>['endOfShift']>): string {
  const endings = {
    finish: 'finish the case in hand',
    restart: 'hand the case back: whoever takes it next starts again',
    resume: 'hand the case back: whoever takes it next goes on where you left it',
    'hand-over': 'hand the case over: the next person goes on with it at once',
  }
  return `At the end of your shift, ${endings[ending]}.`
}

/** What happens to a case that nobody has taken for too long. */
function waitsOf(workflow: Workflow, state: State & { readonly step: Step }): string[] {
  if (state.step.kind !== 'review') return []
  const { waitLimit, overflow, pools } = state.step
  const long = (after: string | undefined) => (after === undefined ? 'as long as its patience lasts' : formatDuration(parseDuration(after)))
  const ways = waitLimit === undefined ? [] : waysOn(workflow, state, waitLimit.event)
  const sets = overflow && [
    ...(overflow.after === undefined ? [] : [`after ${long(overflow.after)} of waiting`]),
    ...(overflow.queue === undefined ? [] : [`while ${overflow.queue} or more wait`]),
  ]
  return [
    ...(sets && sets.length > 0 && pools.length > 1
      ? [`${sentence(sayList(sets, 'or'))}, ${sayList(pools.slice(1).map((id) => poolName(workflow, id)))} may take cases as well.`]
      : []),
    ...(waitLimit && ways.length > 0
      ? [`A case that has waited ${long(waitLimit.after)} without being taken goes to ${phraseOf(ways.flatMap(({ targets }) => targets))}.`]
      : []),
  ]
}

function notesOf(workflow: Workflow, state: State & { readonly step: Step }): string[] {
  const notes: string[] = []
  if (state.step.kind === 'review' && state.step.sensitive)
    notes.push('You may see disturbing material here. Take your breaks; ask for another queue when you need one.')
  if (state.entry.length > 0) notes.push(`When a case arrives, the system ${actionsInWords(workflow, state.entry)}.`)
  if (state.exit.length > 0) notes.push(`When a case leaves, the system ${actionsInWords(workflow, state.exit)}.`)
  const limit = state.step.kind === 'review' ? state.step.waitLimit : undefined
  const told = [...state.step.outcomes.map(({ event }) => event), ...(limit ? [limit.event] : [])]
  const rest = transitionsFrom(workflow, state.uid).filter(
    ({ trigger }) => trigger.kind !== 'after' && !(trigger.kind === 'event' && told.includes(trigger.event)),
  )
  for (const transition of rest) {
    const words = triggerInWords(workflow, state.uid, transition.trigger)
    const how = transition.trigger.kind === 'event' ? `On ${quote(words)}` : sentence(words)
    notes.push(
      `${how}${transition.guard ? `, if ${guardWords(transition.guard, workflow)}` : ''}, the case goes to ${phraseOf(wayOf(workflow, transition, true).targets)}.`,
    )
  }
  return notes
}
