import { createContext } from 'react'
import { labelFont } from '../../workflow/drawing/label-size.ts'

/**
 * How much can be read at a zoom: heat alone, a number that the list beside the drawing explains, a title in two lines, cards, the whole summary.
 */
export type Detail = 'heat' | 'number' | 'brief' | 'card' | 'close'

/** What the zoom allows to be read. Far out, less is put on the page at all, so that a thousand states stay quick. */
export const DetailContext = createContext<Detail>('card')

/** The detail at a zoom factor. */
export function detailAt(zoom: number): Detail {
  return zoom < 0.2 ? 'heat' : zoom < 0.3 ? 'number' : zoom < 0.85 ? 'brief' : zoom < 1.5 ? 'card' : 'close'
}

/** Least height of letters on the screen, pixels. */
const least = { title: 11, label: 10 }
/** Height of a title's letters at zoom 1, pixels. */
const titleFont = 13

/** The zoom for which text is sized: in steps, so that zooming does not lay out at each frame, and never above the zoom itself. */
export function zoomStep(zoom: number): number {
  return Math.min(1, Math.max(0.2, Math.floor(zoom * 50 + 1e-6) / 50))
}

/** Heights of letters in pixels of the drawing, so that on the screen none is smaller than the least. */
export function fontsAt(step: number): { readonly title: number; readonly label: number } {
  return { title: Math.max(titleFont, least.title / step), label: Math.max(labelFont, least.label / step) }
}
