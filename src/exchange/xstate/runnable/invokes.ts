import { isObject, verbatim } from '../../../machine/reading.ts'
import type { JsonObject } from '../../../workflow/json.ts'
import type { State } from '../../../workflow/state.ts'
import type { Outcome } from '../../../workflow/step.ts'
import { documentOrder, titleOf, transitionsFrom } from '../../../workflow/tree.ts'
import { plainText } from '../plain-text.ts'
import { withRecords, wordsOf } from './offer.ts'
import type { Offer } from './offer.ts'

/**
 * A state that invokes an actor becomes a step that ends with one of its answers (xstate/invoke-answers.ts): automatic, or a wait where what
 * answers is outside. The invoke itself stays in the file.
 */
export const invokesBecomeSteps: Offer = {
  title: 'What a state invokes becomes a step with its answers as outcomes',
  apply: (workflow) => {
    const told: string[] = []
    const changed = documentOrder(workflow).flatMap((state): State[] => {
      const invokes = invokesOf(state)
      if (invokes.length === 0) return []
      const outside = invokes.some((invoke) => invoke['kind'] === 'outside')
      const names = invokes.map((invoke) => `"${plainText(invoke['src'])}"`).join(', ')
      const kept = invokes.map(({ kind: _kind, ...rest }) => rest)
      const plain = { ...state, extra: verbatim({ ...state.extra, invoke: kept.length === 1 ? (kept[0] ?? {}) : kept }) }
      const outcomes = outcomesOf(
        transitionsFrom(workflow, state.uid).map(({ trigger }) => (trigger.kind === 'event' ? trigger.event : '')),
        invokes,
        outside,
      )
      if (state.step !== null || state.type !== 'atomic' || outcomes.length === 0) {
        told.push(`${titleOf(state)} invokes ${names}; its answers are events that lead on.`)
        return [plain]
      }
      told.push(
        `${titleOf(state)} invokes ${names}; drawn as ${outside ? 'a wait for an answer from outside' : 'an automatic step'} with the outcomes ${outcomes.map(({ title }) => title).join(', ')}.`,
      )
      return [{ ...plain, step: { kind: outside ? 'wait' : 'automatic', outcomes } }]
    })
    return { workflow: withRecords(workflow, changed), told }
  },
}

function invokesOf(state: State): JsonObject[] {
  const invoke = (state.extra as JsonObject | undefined)?.['invoke']
  return (Array.isArray(invoke) ? invoke : invoke === undefined ? [] : [invoke]).filter(isObject)
}

/** The answers that the state listens to; where something outside is awaited its other events as well. */
function outcomesOf(events: readonly string[], invokes: readonly JsonObject[], outside: boolean): Outcome[] {
  const titles = new Map<string, string>(
    invokes.flatMap((invoke) => {
      const [id, name] = [plainText(invoke['id']), wordsOf(plainText(invoke['src']))]
      return [[`xstate.done.actor.${id}`, `${name}: done`] as const, [`xstate.error.actor.${id}`, `${name}: failed`] as const]
    }),
  )
  return [...new Set(events)].flatMap((event) => {
    const title = titles.get(event) ?? (outside && event !== '' && !event.includes('*') ? wordsOf(event) : undefined)
    return title === undefined ? [] : [{ event, title }]
  })
}
