import { readdirSync, readFileSync } from 'node:fs'
import { lexer, type Token } from 'marked'
import { readRevision, type Revision } from '../../src/machine/workflow-file.ts'
import { composeRunbook } from '../../src/runbook/compose.ts'
import type { Runbook } from '../../src/runbook/runbook.ts'

/** The published versions of the samples. */
export const publishedRevisions: readonly Revision[] = ['abuse-reports', 'appeals', 'urgent-harm'].flatMap(revisionsOf)

function revisionsOf(slug: string): Revision[] {
  const folder = `workflows/${slug}/revisions`
  return readdirSync(folder).map((name) => {
    const read = readRevision(readFileSync(`${folder}/${name}`, 'utf8'))
    if (!read.ok) throw new Error(read.message)
    return read.revision
  })
}

/** Their runbooks, by name. */
export const publishedRunbooks = ['abuse-reports', 'appeals', 'urgent-harm'].flatMap((slug) => {
  const all = revisionsOf(slug)
  return all.map((revision, index): [string, Runbook] => [
    `${slug} ${revision.version}`,
    composeRunbook({ revision, previous: all[index - 1] ?? null, all }),
  ])
})

/** Words without the marks that stand around them: lists and lines are parted differently in each form. */
export function split(text: string): string[] {
  return text
    .split(/[\s\u00a0]+/)
    .map((word) => word.replace(/^[;:.,]+|[;:.,]+$/g, ''))
    .filter((word) => word !== '')
}

/** The words of the text of an HTML file. */
export function wordsOfHtml(html: string): string[] {
  // What it is stands above the title here and below it there.
  const body = html
    .replace(/<p class="kicker">.*<\/p>/, '')
    .replace(/<(style|nav|figure|footer)\b[\s\S]*?<\/\1>/g, '')
    .replace(/^[\s\S]*<body[^>]*>/, '')
  const text = body.replace(/<\/?(?:bdi|code|strong|em|del|a|span)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ')
  return split(
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&'),
  )
}

/** The words of a Markdown file. */
export function wordsOfMarkdown(markdown: string): string[] {
  const shown = (token: Token): string => {
    if (token.type === 'code' && token.lang === 'mermaid') return ''
    if (token.type === 'table')
      return [token.header, ...token.rows]
        .flat()
        .map((cell: { tokens: Token[] }) => cell.tokens.map(shown).join(''))
        .join('\n')
    if (token.type === 'list') return token.items.map((item: { tokens: Token[] }) => item.tokens.map(shown).join('\n')).join('\n')
    if ('tokens' in token && token.tokens) return token.tokens.map(shown).join('')
    return 'text' in token ? (token.text as string) : ' '
  }
  // What it is stands below the title here; the foot is no part of the text.
  const tokens = lexer(markdown, { gfm: true }).filter(({ type }) => type !== 'space')
  return split(
    tokens
      .filter((__, index) => index !== 1 && index !== tokens.length - 1)
      .map(shown)
      .join('\n')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  )
}
