import { count } from '../../revisions/say.ts'
import type { CanvasLayer, StateMark, TransitionMark } from '../canvas/layer.ts'
import type { Review } from './review-store.ts'

const layers = new WeakMap<Review, CanvasLayer>()

/** Both versions as one drawing, with the marks of difference. The same object for the same review. */
export function layerOf(review: Review): CanvasLayer {
  const known = layers.get(review)
  if (known) return known
  const { base, head, diff, overlay } = review
  const states = new Map<string, StateMark>()
  for (const [uid, change] of overlay.states) {
    const changes = diff.changes.filter(({ place, channel }) => place.id === uid && channel !== 'layout').length
    states.set(uid, { change, line: { added: 'New', removed: 'Removed', moved: 'Moved', changed: count(changes, 'change') }[change] })
  }
  const transitions = new Map<string, TransitionMark>([...overlay.transitions].map(([uid, change]) => [uid, { change }]))
  const focus = [...states.keys(), ...transitions.keys()]
  const layer = { title: `${base.title} to ${head.title}`, states, transitions, draft: overlay.draft, focus }
  layers.set(review, layer)
  return layer
}
