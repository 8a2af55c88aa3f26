import type { Rect } from '../workflow/drawing/box.ts'
import { roundedPath } from '../workflow/drawing/path.ts'
import type { Route } from '../workflow/drawing/route.ts'
import type { TransitionWords } from '../workflow/drawing/words.ts'
import type { Transition } from '../workflow/transition.ts'
import { escapeXml } from './escape.ts'
import { changePaths, clockGlyph } from './svg-glyph.ts'
import type { DrawnChange } from './svg-state.ts'
import { fitText, glyphElement, px, textElement } from './svg-text.ts'

/** The line of a transition with its arrow. `scope` names the arrow heads of this drawing. */
export function drawEdge(route: Route, transition: Transition, change: DrawnChange | undefined, scope: string): string {
  const ink = change ?? (transition.flow === 'normal' ? 'edge' : transition.flow)
  const style = change ? `mark ${change}` : transition.flow
  return `<path class="edge ${style} line-${ink}" data-uid="${escapeXml(transition.uid)}" marker-end="url(#${scope}-${ink})" d="${roundedPath(route.points, 8)}"/>`
}

/** The pill of a transition: what triggers it, its guard under it. */
export function drawLabel(place: Rect, words: TransitionWords, transition: Transition, change: DrawnChange | undefined): string {
  const ink = change ?? (transition.flow === 'normal' ? 'line' : transition.flow)
  const lead = (change ? 15 : 0) + (words.clock ? 15 : 0)
  const box = { ...place, x: place.x - (change ? 8 : 0), width: place.width + (change ? 15 : 0) }
  const [room, x] = [box.width - 14 - lead, box.x + 8]
  const two = words.trigger !== '' && words.guard !== ''
  const first = box.y + (two ? 15 : box.height / 2 + 4)
  const parts = [
    `<rect class="pill fill-card line-${ink}" x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}" rx="${two ? 8 : 10}"/>`,
  ]
  if (change) parts.push(glyphElement(changePaths[change], x - 1, first - 10, change))
  if (words.clock)
    parts.push(glyphElement(clockGlyph, x + (change ? 15 : 0), first - 10, transition.flow === 'normal' ? 'muted' : transition.flow, 0.95))
  const centred = lead === 0 && !two
  const say = (text: string, at: number, y: number, kind: string) =>
    parts.push(centred ? textElement(text, box.x + box.width / 2, y, kind, 'middle') : textElement(text, at, y, kind))
  if (words.trigger !== '') say(fitText(words.trigger, room, 12.5), x + lead, first, 'trigger fill-text')
  if (words.guard !== '')
    say(fitText(words.guard, room + (two ? lead : 0), 12), x + (two ? 0 : lead), two ? first + 14.5 : first, 'guard fill-muted')
  return `<g class="label">${parts.join('')}</g>`
}
