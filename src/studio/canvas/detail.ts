import { createContext } from 'react'

/** How much can be read at a zoom: heat alone, labelled blocks, cards, the whole summary. */
export type Detail = 'heat' | 'block' | 'card' | 'close'

/** What the zoom allows to be read. Far out, less is put on the page at all, so that a thousand states stay quick. */
export const DetailContext = createContext<Detail>('card')

/** The detail at a zoom factor. */
export function detailAt(zoom: number): Detail {
  return zoom < 0.2 ? 'heat' : zoom < 0.45 ? 'block' : zoom < 1.5 ? 'card' : 'close'
}
