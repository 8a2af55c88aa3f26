import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import '../../tests/generate/seed.ts'
import { publishedRevisions, publishedRunbooks } from '../../tests/runbook/words.ts'
import type { Revision } from '../machine/workflow-file.ts'
import { groupChanges, linesOf } from '../revisions/diff-text.ts'
import { diffWorkflows } from '../revisions/diff.ts'
import { composeRunbook } from './compose.ts'
import { composeDocument } from './compose-document.ts'
import { writeDocumentDocx } from './docx.ts'
import type { Document, Lines, Part } from './document.ts'
import { writeDocumentHtml } from './html.ts'
import { writeDocumentMarkdown } from './markdown.ts'
import { withRedLines } from './red-lines.ts'
import type { Block, Inline } from './rich-text.ts'
import { composeSince } from './since.ts'

/* The oracle: the marked text without what is marked as new must be the old text word for word, without what is marked as gone the new one. Neither is asked of the code that marks. */

const untold = ['changed', 'missing', 'history', 'figures', 'edition']
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

/** The words of a document in reading order, without those of the marks left out. */
function wordsWithout(document: Document, leftOut: 'added' | 'removed' | 'none'): string[] {
  const inlines = (all: readonly Inline[]): string =>
    all
      .map((one) => {
        if (one.type === leftOut) return ''
        if ('text' in one) return one.text
        return 'inside' in one ? inlines(one.inside) : ' '
      })
      .join('')
  const lines = (all: Lines) => all.map(inlines).join(' \n ')
  const block = (one: Block | Part): string => {
    switch (one.type) {
      case 'picture':
      case 'rule':
        return ''
      case 'code':
        return one.text
      case 'card':
        return [one.told ? inlines(one.told) : one.title, ...one.inside.map(block)].join(' ')
      case 'title':
        return one.told ? inlines(one.told) : one.text
      case 'facts':
        return one.rows.map(([, all]) => lines(all)).join(' ')
      case 'grid': {
        // Columns that only one side has: by name, so that their order does not matter.
        const rows = one.rows.map(({ cells }) => one.header.map((name, column) => [name, lines(cells[column] ?? [])] as const))
        return rows
          .map((row) =>
            row
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([, text]) => text)
              .join(' '),
          )
          .join(' ')
      }
      case 'list':
        return one.items.map(({ inside }) => inside.map(block).join(' ')).join(' ')
      case 'table':
        return [one.header, ...one.rows].flat().map(inlines).join(' ')
      case 'quote':
        return one.inside.map(block).join(' ')
      default:
        return inlines(one.inside)
    }
  }
  return document.sections.filter(({ id }) => !untold.includes(id)).flatMap(({ inside }) => words(inside.map(block).join(' ')))
}

const runbookOf = (revision: Revision, previous: Revision | null) => composeRunbook({ revision, previous, all: [revision] })
const pairs = publishedRevisions.flatMap((revision) => {
  const id = revision.workflow.header.workflow.id
  return publishedRevisions
    .filter((other) => other !== revision && other.workflow.header.workflow.id === id)
    .map((other): [string, Revision, Revision] => [`${id} ${other.version} → ${revision.version}`, other, revision])
})

test.each(pairs)('%s, there and back: without what is new it is the old text, without what is gone the new one', (_, old, now) => {
  const [before, after] = [composeDocument(runbookOf(old, null)), composeDocument(runbookOf(now, old))]
  const marked = withRedLines(before, after)
  expect(wordsWithout(marked, 'added')).toEqual(wordsWithout(before, 'none'))
  expect(wordsWithout(marked, 'removed')).toEqual(wordsWithout(after, 'none'))
  expect(withRedLines(after, after)).toEqual(after)
})

test('two workflows that have nothing to do with each other are told apart as well', () => {
  const [a, b] = [publishedRunbooks[0]![1], publishedRunbooks.at(-1)![1]].map(composeDocument) as [Document, Document]
  const marked = withRedLines(a, b)
  expect(wordsWithout(marked, 'added')).toEqual(wordsWithout(a, 'none'))
  expect(wordsWithout(marked, 'removed')).toEqual(wordsWithout(b, 'none'))
})

test('any texts in paragraphs, lists and tables: both sides come back', () => {
  const text = fc
    .array(fc.constantFrom('a', 'case', 'waits', 'Über', 'مرحبا', '<b>', '{++', '1'), { maxLength: 8 })
    .map((all) => all.join(' '))
  const inline = (one: string): Inline[] => (one === '' ? [] : [{ type: 'text', text: one }])
  const part: fc.Arbitrary<Part> = fc.oneof(
    text.map((one): Part => ({ type: 'paragraph', inside: inline(one) })),
    fc.array(text, { maxLength: 4 }).map((all): Part => ({
      type: 'list',
      ordered: false,
      start: 1,
      items: all.map((one) => ({ checked: null, inside: [{ type: 'paragraph', inside: inline(one) }] })),
    })),
    fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }).map((rows): Part => ({
      type: 'grid',
      header: ['Step', 'Then'],
      figures: false,
      rows: rows.map((cells) => ({ anchor: null, cells: cells.map((one) => [inline(one)]) })),
    })),
  )
  const document = fc
    .array(part, { maxLength: 6 })
    .map((inside): Document => ({ ...composeDocument(publishedRunbooks[0]![1]), sections: [{ id: 'x', title: 'X', inside }] }))
  fc.assert(
    fc.property(document, document, (before, after) => {
      const marked = withRedLines(before, after)
      expect(wordsWithout(marked, 'added')).toEqual(wordsWithout(before, 'none'))
      expect(wordsWithout(marked, 'removed')).toEqual(wordsWithout(after, 'none'))
    }),
    { numRuns: 40 },
  )
})

test('the differ’s lines stand on top, ten at most, and the marks in every form', async () => {
  for (const [, old, now] of pairs.filter(([, a, b]) => a.version < b.version)) {
    const document = composeSince(runbookOf(now, old), runbookOf(old, null))
    const lines = groupChanges(diffWorkflows(old.workflow, now.workflow).changes).flatMap(({ changes }) => linesOf(changes))
    const top = document.sections.find(({ id }) => id === 'changed')!
    const list = top.inside.find((part) => part.type === 'list')!
    expect(list.items).toHaveLength(Math.min(10, lines.length))
    expect(JSON.stringify(top).includes(`And ${lines.length - 10} more change`)).toBe(lines.length > 10)
    const [html, markdown] = [writeDocumentHtml(document), writeDocumentMarkdown(document)]
    const word = strFromU8(unzipSync(await writeDocumentDocx(document, ''))['word/document.xml']!)
    expect([/<ins>/.test(html), /<del class="gone">/.test(html)]).toEqual([true, true])
    expect([/\{\+\+/.test(markdown), /\{--/.test(markdown)]).toEqual([true, true])
    expect([word.includes('w:val="double"'), word.includes('<w:strike/>')]).toEqual([true, true])
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, one]) => one))
    expect([...html.matchAll(/href="#([^"]*)"/g)].map(([, one]) => one).filter((one) => !ids.has(one))).toEqual([])
    expect(new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, one]) => one)).size).toBe([...html.matchAll(/ id="/g)].length)
  }
})
