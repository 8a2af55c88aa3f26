import { escapeXml, plainText } from '../exchange/escape.ts'
import { composeDocument } from './compose-document.ts'
import type { Document, Lines, Part, Picture, Section } from './document.ts'
import { redLines, style } from './html-style.ts'
import { blockHtml, inlineHtml, text } from './html-text.ts'
import type { Runbook } from './runbook.ts'

/**
 * The runbook as one HTML file that loads nothing: its policy forbids scripts and requests, its style is within. Semantic headings, tables with headers, light and dark, print.
 * Every typed text is escaped or read and written again.
 */
export function writeHtml(runbook: Runbook): string {
  return writeDocumentHtml(composeDocument(runbook))
}

/** A document as one HTML file. */
export function writeDocumentHtml(document: Document): string {
  const { title, kicker, version, sections } = document
  const main = sections.map(sectionHtml).join('\n')
  const marks = /<ins>|<del class="gone">/.test(main) ? `\n${redLines}` : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(title)} ${version ?? 'draft'}: runbook</title>
<style>${style}
${furniture(document)}${marks}</style>
</head>
<body${classOf(document)}>
<header>
<p class="kicker">${text(kicker)}</p>
<h1>${text(title)}</h1>
${controlHtml(document)}
</header>
${document.form === 'card' ? '' : `<nav aria-label="Contents"><h2>Contents</h2><ol>${sections.map(contents).join('')}</ol></nav>`}
<main>
${main}
</main>
<footer><p>${text(document.above)} · ${text(document.below)}</p></footer>
</body>
</html>
`
}

/** What stands on every printed page, so that a loose one can be told: title, version and status above, short hash and page below. */
function furniture({ above, below, form }: Document): string {
  const box = (place: string, content: string) =>
    `@${place}{content:${content};font-size:8pt;font-family:Calibri,Carlito,Arial,sans-serif;color:#444;white-space:pre-line}`
  const paper = form === 'card' ? 'size:A5 portrait;margin:12mm 9mm 11mm;' : ''
  return `@page{${paper}${box('top-left', cssString(above))}${box('bottom-left', cssString(below))}${box('bottom-right', '"Page " counter(page) " of " counter(pages)')}}`
}

/** A typed text as a string of CSS: every character that is no letter or digit by its number, so that nothing ends the string or the style. */
function cssString(typed: string): string {
  return `"${Array.from(plainText(typed), (one) => (/[\p{L}\p{N}]/u.test(one) ? one : `\\${one.codePointAt(0)?.toString(16)} `)).join('')}"`
}

function classOf({ version, form }: Document): string {
  const classes = [version === null ? 'draft' : '', form === 'card' ? 'quick' : ''].filter((one) => one !== '')
  return classes.length === 0 ? '' : ` class="${classes.join(' ')}"`
}

function sectionHtml({ id, title, inside }: Section): string {
  return `<section id="${id}" aria-labelledby="${id}-title">${headed(`<h2 id="${id}-title">${text(title)}</h2>`, inside)}\n</section>`
}

function contents({ id, title, inside }: Section): string {
  const entries = inside.flatMap((part) =>
    part.type === 'card'
      ? [[part.anchor, part.title] as const]
      : part.type === 'title' && part.anchor !== null
        ? [[part.anchor, part.text] as const]
        : [],
  )
  const deeper =
    entries.length === 0 ? '' : `<ol>${entries.map(([anchor, words]) => `<li><a href="#${anchor}">${text(words)}</a></li>`).join('')}</ol>`
  return `<li><a href="#${id}">${text(title)}</a>${deeper}</li>`
}

/** A heading never stands alone: with what comes first under it, it is one block that no page divides. Long things divide by themselves. */
function headed(heading: string, inside: readonly Part[]): string {
  const [first] = inside
  const headed = first?.type === 'title' ? inside.slice(0, 2) : inside.slice(0, 1)
  const [start, rest] = [partsHtml(headed), inside.slice(headed.length)]
  return [
    first !== undefined && isLong(first) ? `${heading}\n${start}` : `<div class="lead">${heading}\n${start}</div>`,
    partsHtml(rest),
  ].join('\n')
}

function isLong(part: Part): boolean {
  return part.type === 'card' || (part.type === 'picture' && part.size === 'large') || (part.type === 'grid' && part.rows.length > 8)
}

/** Parts in order, each heading with what it heads. */
function partsHtml(parts: readonly Part[], isInCard = false): string {
  return parts
    .map((part, index) => {
      if (parts[index - 1]?.type === 'title') return ''
      if (part.type !== 'title') return partHtml(part)
      // No level of headings is left out: right under a section comes the third.
      const level = isInCard ? part.level : 3
      const heading = `<h${level}>${titleHtml(part)}</h${level}>`
      const next = parts[index + 1]
      const kind = next !== undefined && isLong(next) ? '' : ' class="lead"'
      return `<div${kind}${part.anchor === null ? '' : ` id="${part.anchor}"`}>${heading}${next === undefined ? '' : partHtml(next)}</div>`
    })
    .filter((html) => html !== '')
    .join('\n')
}

function partHtml(part: Part): string {
  switch (part.type) {
    case 'card':
      return `<article class="step" id="${part.anchor}"><h3>${part.told ? inlineHtml(part.told) : text(part.title)} <span class="kind">${text(part.kind)}</span></h3>\n${partsHtml(part.inside, true)}\n</article>`
    case 'title':
      return `<h${part.level}${part.anchor === null ? '' : ` id="${part.anchor}"`}>${titleHtml(part)}</h${part.level}>`
    case 'grid':
      return gridHtml(part)
    case 'facts':
      return factsHtml(part.rows, '')
    case 'note':
      return `<p class="quiet">${inlineHtml(part.inside)}</p>`
    case 'picture':
      return pictureHtml(part)
    default:
      return blockHtml(part)
  }
}

function titleHtml({ told, text: words }: Extract<Part, { type: 'title' }>): string {
  return told ? inlineHtml(told) : text(words)
}

/** What the document is; how to verify it is folded under its hash, of which the first characters are seen. */
function controlHtml({ control: { rows }, proof }: Document): string {
  const [first, ...others] = proof === null ? [] : rows.slice(-proof)
  if (!first) return rows.length === 0 ? '' : factsHtml(rows, 'control')
  const [name, hash] = first
  const said = factsHtml(rows.slice(0, -1 - others.length), 'control')
  return `${said}<details class="proofs"><summary>${text(name)} ${linesHtml(hash)}</summary>${factsHtml(others, 'control')}</details>`
}

function factsHtml(rows: Extract<Part, { type: 'facts' }>['rows'], kind: string): string {
  const wide = (lines: Lines) =>
    kind !== '' && lines.flat().some((inline) => 'text' in inline && inline.text.length > 40) ? ' class="wide"' : ''
  const entries = rows.map(
    ([name, lines]) =>
      `<div${wide(lines)}><dt>${text(name)}</dt><dd>${lines.length < 2 ? linesHtml(lines) : `<ul>${lines.map((inside) => `<li>${inlineHtml(inside)}</li>`).join('')}</ul>`}</dd></div>`,
  )
  return `<dl${kind === '' ? '' : ` class="${kind}"`}>${entries.join('')}</dl>`
}

/** The first cell of a row heads it. */
function gridHtml({ header, rows, figures }: Extract<Part, { type: 'grid' }>): string {
  const body = rows.map(({ anchor, cells }) => {
    const inside = cells.map((lines, column) =>
      column === 0 ? `<th scope="row">${linesHtml(lines)}</th>` : `<td>${linesHtml(lines)}</td>`,
    )
    return `<tr${anchor === null ? '' : ` id="${anchor}"`}>${inside.join('')}</tr>`
  })
  return `<div class="table" tabindex="0" role="group" aria-label="${escapeXml(header.join(', '))}"><table${figures ? ' class="figures"' : ''}><thead><tr>${header.map((cell) => `<th scope="col">${text(cell)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

function linesHtml(lines: Lines): string {
  return lines.map(inlineHtml).join('<br>')
}

/** On the screen a drawing in one piece; on paper a large one in pages, each a window on the same drawing, with letters that can be read. */
function pictureHtml(picture: Picture): string {
  const svg = picture.draw()
  if (picture.size === 'small') return `<figure class="around">${svg}</figure>`
  const pages = picture.pages()
  const sheets = pages.map(({ x, y, width, height }, index) => {
    const scale = Math.min(0.24, 246 / width, 145 / height)
    const number = pages.length < 2 ? '' : `<figcaption>Map, part ${index + 1} of ${pages.length}</figcaption>`
    return `<figure class="sheet"><svg class="${picture.id}" viewBox="${x} ${y} ${width} ${height}" style="width:${(width * scale).toFixed(1)}mm" role="img" aria-label="${escapeXml(picture.alt)}${pages.length < 2 ? '' : `, part ${index + 1} of ${pages.length}`}"><use href="#${picture.id}-body"/></svg>${number}</figure>`
  })
  return `<figure class="map" style="--least:${leastWidth(svg)}px" tabindex="0" role="group" aria-label="Map, scrollable">${svg}</figure><div class="sheets">${sheets.join('')}</div>`
}

/** The least width in pixels at which the map's text can still be read: below, it scrolls. */
function leastWidth(map: string): number {
  const [, width = '0'] = /^<svg[^>]* width="(\d+)"/.exec(map) ?? []
  return Math.round(Number(width) * 0.72)
}
