import type { Change } from '../../revisions/change.ts'
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
    const changed = diff.changes.filter(({ place, channel }) => place.id === uid && channel !== 'layout').map(wordOf)
    const line = { added: 'new', removed: 'removed', moved: 'moved', changed: fewOf([...new Set(changed)]) }[change]
    states.set(uid, { change, line })
  }
  const transitions = new Map<string, TransitionMark>([...overlay.transitions].map(([uid, change]) => [uid, { change }]))
  const focus = [...states.keys(), ...transitions.keys()]
  const layer = { title: `${base.title} to ${head.title}`, states, transitions, draft: overlay.draft, focus, plain: true }
  layers.set(review, layer)
  return layer
}

/** What people call the fields of a state that do not say it themselves. */
const fieldWords: Readonly<Record<string, string>> = {
  'step.pools': 'people',
  'step.at': 'times',
  title: 'name',
  key: 'machine name',
  parent: 'place',
  order: 'order',
  initial: 'start',
  entry: 'on entry',
  exit: 'on leaving',
  extra: 'imported facts',
}

/** In a word, what a change is of: `target`, `criteria`, `people`. */
function wordOf({ field, channel }: Change): string {
  const last = field.split('.').at(-1) ?? ''
  return fieldWords[field] ?? (last === '' ? channel : last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
}

/** Two words and how many more. */
function fewOf(words: readonly string[]): string {
  if (words.length === 0) return 'changed'
  return words.length <= 2 ? words.join(', ') : `${words.slice(0, 2).join(', ')} +${words.length - 2}`
}
