import type { Size } from './label.ts'
import { textWidth } from './text-width.ts'
import type { TransitionWords } from './words.ts'

/** Letters of a pill at zoom 1, pixels. */
export const labelFont = 12
/** Widest pill in letters' heights; longer words are cut with an ellipsis. */
const widest = 15.8

/**
 * Size of an edge's pill: trigger and what a layer says in one line, the guard under it. Null where there is nothing to say. `icons`: how many marks
 * stand before the words; `font`: height of the letters in pixels of the drawing.
 */
export function labelSize({ trigger, guard, clock }: TransitionWords, said = '', icons = 0, font = labelFont): Size | null {
  if (trigger === '' && guard === '' && said === '' && icons === 0) return null
  const marks = (icons + (clock ? 1 : 0)) * (font * 1.42)
  const line = textWidth(trigger, font) + marks + (said === '' ? 0 : textWidth(said, font) + (trigger === '' ? 0 : font * 0.84))
  const guardLine = guard === '' ? 0 : textWidth(guard, font)
  const lines = (line > 0 ? 1 : 0) + (guard === '' ? 0 : 1)
  return {
    width: Math.ceil(Math.min(widest * font, Math.max(line, guardLine) + font * 1.58)),
    height: Math.ceil(lines === 2 ? font * 3 : font * 1.67),
  }
}

/** The words as far as they fit into the widest pill, cut between words; the same object where all of them do. */
export function fitted(words: TransitionWords, font = labelFont): TransitionWords {
  const room = (widest - 1.6) * font
  const fit = (text: string, more: number) =>
    textWidth(text, font) + more <= room ? text : `${wholeWords(text, room - more - font, font)} …`
  const [trigger, guard] = [fit(words.trigger, words.clock ? font * 1.42 : 0), fit(words.guard, 0)]
  return trigger === words.trigger && guard === words.guard ? words : { ...words, trigger, guard }
}

/** Widest abbreviated pill in letters' heights. */
const short = 8

/** The words in one short line: the trigger, else the first condition of the guard; an ellipsis says that there is more. */
export function abbreviated(words: TransitionWords, font = labelFont): TransitionWords {
  const [condition = ''] = words.guard.split(/ (?:and|or) /)
  const text = words.trigger === '' ? condition : words.trigger
  const cut = textWidth(text, font) > short * font ? wholeWords(text, short * font, font) : text
  const isWhole = words.trigger === '' ? cut === words.guard : cut === words.trigger && words.guard === ''
  return { trigger: isWhole ? cut : `${cut} …`, guard: '', clock: words.clock }
}

/** As many whole words as fit into a width; of one long word its beginning. */
function wholeWords(text: string, width: number, font: number): string {
  let letters = text.length
  while (letters > 1 && textWidth(text.slice(0, letters), font) > width) letters--
  const space = text.slice(0, letters + 1).lastIndexOf(' ')
  return text.slice(0, space > 3 ? space : letters)
}

/** Size of the pill that stands for the words by a number. */
export function pillSize(text: string, font: number): Size {
  const height = Math.ceil(font * 1.4)
  return { width: Math.max(height, Math.ceil(textWidth(text, font) + font * 0.7)), height }
}
