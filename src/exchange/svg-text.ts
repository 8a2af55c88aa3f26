import { textWidth } from '../workflow/drawing/text-width.ts'
import { escapeXml, plainText } from './escape.ts'

/** A number of the drawing, to a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** The text cut to a width in pixels, with an ellipsis. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text
  const letters = Array.from(text.slice(0, 400))
  while (letters.length > 1 && textWidth(`${letters.join('').trimEnd()}…`, fontSize) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** The text on at most so many lines of a width in pixels, broken at spaces, cut at the end. */
export function wrapText(text: string, width: number, fontSize: number, lines: number): string[] {
  const words = plainText(text).trim().split(/\s+/)
  const result: string[] = []
  let line = ''
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || textWidth(longer, fontSize) <= width) {
      line = longer
      continue
    }
    if (result.length + 1 === lines) return [...result, fitText([line, ...words.slice(index)].join(' '), width, fontSize)]
    result.push(line)
    line = word
  }
  return [...result, fitText(line, width, fontSize)]
}

/** A text element. `kind` is its class: size and weight are in the drawing's style. */
export function textElement(text: string, x: number, y: number, kind: string, anchor: 'start' | 'middle' = 'start'): string {
  return `<text class="${kind}" x="${px(x)}" y="${px(y)}"${anchor === 'middle' ? ' text-anchor="middle"' : ''}>${escapeXml(text)}</text>`
}

/** A path of a glyph, moved to its place. */
export function glyphElement(path: string, x: number, y: number, ink: string, scale = 1): string {
  return `<path class="glyph line-${ink}" transform="translate(${px(x)} ${px(y)})${scale === 1 ? '' : ` scale(${scale})`}" d="${path}"/>`
}
