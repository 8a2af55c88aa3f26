import type { CanvasLayer, StateMark, TransitionMark } from '../canvas/layer.ts'
import type { Walking } from './walk-store.ts'

/** Lights where the case stands, and the ways that it could take now. */
export function walkLayer({ state }: Walking): CanvasLayer {
  const states = new Map<string, StateMark>(state.active.map((uid) => [uid, { active: true }]))
  const ways = state.events.flatMap(({ ways: found }) => found.filter(({ holds }) => holds === true).slice(0, 1))
  const transitions = new Map<string, TransitionMark>(ways.map(({ transition }) => [transition, { active: true }]))
  for (const { transitions: due } of state.timers) for (const uid of due) transitions.set(uid, { active: true })
  return { title: 'Walk of one case', states, transitions }
}
