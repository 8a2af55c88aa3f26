import type { Size } from './label.ts'
import { textWidth } from './text-width.ts'
import type { TransitionWords } from './words.ts'

/** Widest pill, in pixels; longer words are cut with an ellipsis. */
const widest = 190

/** Size of an edge's pill: trigger and what a layer says in one line, the guard under it. Null where there is nothing to say. */
export function labelSize({ trigger, guard, clock }: TransitionWords, said = ''): Size | null {
  if (trigger === '' && guard === '' && said === '') return null
  const line = textWidth(trigger, 12) + (clock ? 17 : 0) + (said === '' ? 0 : textWidth(said, 12) + (trigger === '' ? 0 : 10))
  const guardLine = guard === '' ? 0 : textWidth(guard, 11.5)
  const lines = (line > 0 ? 1 : 0) + (guard === '' ? 0 : 1)
  return { width: Math.ceil(Math.min(widest, Math.max(line, guardLine) + 19)), height: lines === 2 ? 36 : 20 }
}
