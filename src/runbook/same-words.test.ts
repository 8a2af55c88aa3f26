import { expect, test } from 'vitest'
import { publishedRunbooks, wordsOfHtml, wordsOfMarkdown } from '../../tests/runbook/words.ts'
import { writeHtml } from './html.ts'
import { writeMarkdown } from './markdown.ts'

test.each(publishedRunbooks)('%s: the same words in the same order as HTML and as Markdown', (_, runbook) => {
  const words = wordsOfMarkdown(writeMarkdown(runbook))
  expect(words.length).toBeGreaterThan(1000)
  expect(wordsOfHtml(writeHtml(runbook))).toEqual(words)
})

test.each(publishedRunbooks)(
  '%s: Markdown as a person writes it: no HTML, no needless backslash, its map drawn in Mermaid',
  (_, runbook) => {
    const markdown = writeMarkdown(runbook)
    expect(markdown).toMatch(/^```mermaid\nstateDiagram-v2\n/m)
    const text = markdown.replace(/```mermaid[\s\S]*?```/, '')
    expect(text.match(/\\/g)).toBeNull()
    expect(text.match(/<[a-z]/g)).toBeNull()
  },
)
