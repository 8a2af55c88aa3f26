import { escapeXml } from '../exchange/escape.ts'
import type { Block, Inline } from './rich-text.ts'

/** Typed text as HTML, direction by its own first letter, so that a right-to-left title does not turn its neighbours; a number stays on the line of its unit, a day and a telephone number in one piece. */
export function text(value: string): string {
  const joined = value
    .replace(/(\d) (?=(?:%|s|min|h|d)(?![A-Za-z]))/g, '$1\u00a0')
    .replace(/\+\d[\d ]{6,18}\d/g, (number) => number.replaceAll(' ', '\u00a0'))
  const escaped = escapeXml(joined).replace(/\b\d{4}-\d\d-\d\d\b/g, '<span class="day">$&</span>')
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(value) ? `<bdi>${escaped}</bdi>` : escaped
}

/** A block of typed text as HTML. */
export function blockHtml(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p dir="auto">${inlineHtml(block.inside)}</p>`
    case 'heading':
      return `<p class="subhead" dir="auto">${inlineHtml(block.inside)}</p>`
    case 'code':
      return `<pre tabindex="0"><code>${escapeXml(block.text)}</code></pre>`
    case 'quote':
      return `<blockquote>${block.inside.map(blockHtml).join('')}</blockquote>`
    case 'rule':
      return '<hr>'
    case 'list':
      return listHtml(block)
    case 'table':
      return tableHtml(block)
  }
}

function listHtml({ ordered, start, items }: Extract<Block, { type: 'list' }>): string {
  const [open, close] = ordered ? [start === 1 ? '<ol>' : `<ol start="${Math.trunc(start)}">`, '</ol>'] : ['<ul>', '</ul>']
  const rows = items.map(({ checked, inside }) => {
    const [only] = inside
    const body = inside.length === 1 && only?.type === 'paragraph' ? inlineHtml(only.inside) : inside.map(blockHtml).join('')
    return `<li dir="auto">${checked === null ? '' : checked ? '☑ ' : '☐ '}${body}</li>`
  })
  return `${open}${rows.join('')}${close}`
}

function tableHtml({ header, rows }: Extract<Block, { type: 'table' }>): string {
  const head = header.map((cell) => `<th scope="col">${inlineHtml(cell)}</th>`).join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${inlineHtml(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
}

/** Inlines as HTML, of our own elements only. */
export function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return text(inline.text)
        case 'reference':
          return `<a href="#${inline.anchor}">${text(inline.text)}</a>`
        case 'code':
          return `<code>${escapeXml(inline.text)}</code>`
        case 'break':
          return '<br>'
        case 'link':
          return `<a href="${escapeXml(inline.href)}" rel="noopener noreferrer">${inlineHtml(inline.inside) || escapeXml(inline.href)}</a>`
        case 'added':
          return `<ins>${inlineHtml(inline.inside)}</ins>`
        case 'removed':
          return `<del class="gone">${inlineHtml(inline.inside)}</del>`
        default:
          return `<${inline.type}>${inlineHtml(inline.inside)}</${inline.type}>`
      }
    })
    .join('')
}
