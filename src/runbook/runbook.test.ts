import { workflow } from '../../tests/engine/build.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { composeStep } from './step-card.ts'
import fc from 'fast-check'
import { lexer, type Token, type Tokens } from 'marked'
import { expect, test } from 'vitest'
import { exampleDraft } from '../../tests/revisions/example.ts'
import { drawSvg } from '../exchange/svg.ts'
import { makeRevision } from '../revisions/publish.ts'
import { escapeMarkdown } from '../revisions/escape-markdown.ts'
import type { Draft } from '../workflow/draft.ts'
import { composeRunbook } from './compose.ts'
import { writeHtml } from './html.ts'
import { writeMarkdown } from './markdown.ts'

const publish = (draft: Draft, version: string, base: string | null) =>
  makeRevision({ draft, base, version, published: '2026-03-02T09:30:00Z', author: 'Ada Okafor', message: 'After the audit' })

function documentsOf(draft: Draft): { markdown: string; html: string } {
  const [first, second] = [publish(exampleDraft(), '1.0.0', null), publish(draft, '1.1.0', '1.0.0')]
  const runbook = composeRunbook({ revision: second, previous: first, all: [first, second] })
  return { markdown: writeMarkdown(runbook), html: writeHtml(runbook) }
}

/** Every readable text of the draft replaced. */
function withTexts(say: (text: string) => string): Draft {
  const fields = ['title', 'description', 'owner', 'instructions', 'criteria', 'notice', 'appeal', 'vendor', 'unit', 'message']
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return fields.includes(key) ? say(value) : value
    if (Array.isArray(value))
      return value.map((item: unknown) => (typeof item === 'string' && ['policy', 'skills'].includes(key) ? say(item) : visit(item, '')))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]))
    return value
  }
  return visit(exampleDraft(), '') as Draft
}

/** The elements of the document with their attributes' names, and all link targets, as a strict reader of tags sees them. */
function tagsOf(html: string): { tags: string[]; hrefs: string[] } {
  const found = [...html.matchAll(/<\/?([a-z][a-z0-9]*)((?:\s+[a-z:-]+(?:="[^"<]*")?)*)\s*\/?>/gi)]
  const hrefs = found.flatMap(([, , attributes = '']) => [...attributes.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, href = '']) => href))
  const names = found.map(
    ([, name = '', attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([a-zA-Z:-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute).join(' ')}`,
  )
  return { tags: names, hrefs }
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '](javascript:alert(1))',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/p.png)',
  '<a href="https://evil.example">x</a>',
  'a | b | c',
  '``` `x` ```',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '\n\n## broken out',
  '***',
  '---',
  '===',
  '<!-- -->',
  '&lt;script&gt;',
  '&#60;script&#62;',
  'https://evil.example',
  'www.evil.example',
  '\u202edesrever\u202c',
  'تقرير عن إساءة',
  '\u0000\u001b[31m',
  '\ud800',
  '</style></svg></td></table><script>',
  '<svg onload=alert(1)>',
  '{{7*7}}',
  ']]>',
  '\\',
  '\\](x)',
  '[ref]: javascript:alert(1)',
  '<https://evil.example>',
  '~~~\n<b>\n~~~',
]

test('nothing typed becomes an element or an attribute in the HTML, nor a link', () => {
  const ours = new Set(
    tagsOf(
      documentsOf(
        withTexts(
          (text) =>
            `${text} [x](https://ours.example) \n\n- a\n\n1. b\n\n> c\n\n\`d\` **e** *f* ~~g~~  \nh\n\n# i\n\n---\n\n| j | k |\n| - | - |\n| l | م |\n\n\`\`\`\nm\n\`\`\`\n\n- [ ] n\n\n3. o`,
        ),
      ).html,
    ).tags,
  )
  for (const text of hostile) {
    const { html } = documentsOf(withTexts(() => text))
    const { tags, hrefs } = tagsOf(html)
    expect({ text, tags: tags.filter((tag) => !ours.has(tag)) }).toEqual({ text, tags: [] })
    const strange = hrefs.filter(
      (href) => !href.startsWith('#') && !/^https:\/\/(evil|www\.evil)\.example/.test(href) && !href.startsWith('http://www.evil.example'),
    )
    expect({ text, strange }).toEqual({ text, strange: [] })
    expect(html.replace(/<[^>]*>/g, '')).not.toContain('<')
    expect(html).not.toMatch(/[\u202a-\u202e]/)
    expect(html).not.toContain('\0')
  }
})

test('title, version, status and hash stand on every printed page, whatever is typed', () => {
  for (const typed of ['Plain', ...hostile]) {
    const { html } = documentsOf(withTexts(() => typed))
    const page = /@page\{@top-left.*$/m.exec(html)?.[0] ?? ''
    expect(page).toMatch(
      /^@page\{@top-left\{content:"(?:[\p{L}\p{N}]|\\[0-9a-f]+ )*";[^"{}]*\}@bottom-left\{content:"(?:[\p{L}\p{N}]|\\[0-9a-f]+ )*";[^"{}]*\}@bottom-right\{content:"Page " counter\(page\) " of " counter\(pages\);[^"{}]*\}\}<\/style>$/u,
    )
    const said = page.replace(/\\([0-9a-f]+) /g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    expect(said).toContain(' · 1.1.0 · Published, in force"')
    expect(said).toMatch(/ · [0-9a-f]{12} · Printed copies/)
  }
})

test('nothing typed becomes markup in the Markdown, but in instructions and descriptions, where links stay http and mailto', () => {
  for (const text of hostile) {
    const { markdown } = documentsOf(withTexts(() => text))
    const { html, headings, links } = markupOf(lexer(markdown, { gfm: true }))
    const own = links.filter((href) => href.startsWith('#'))
    expect(own.length, text).toBeGreaterThan(10)
    const strange = links.filter((href) => !href.startsWith('#') && !/^https?:\/\/[a-z.]+/.test(href))
    // As GitHub makes addresses of headings: every reference leads to one.
    const counts = new Map<string, number>()
    const addresses = headings.map((heading) => {
      const slug = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
        .replace(/ /g, '-')
      counts.set(slug, (counts.get(slug) ?? -1) + 1)
      return `#${slug}${counts.get(slug) === 0 ? '' : `-${counts.get(slug)}`}`
    })
    const lost = own.filter((href) => !addresses.includes(decodeURI(href)))
    expect({ text, html, strange, lost, headings: headings.length }).toEqual({
      text,
      html: [],
      strange: [],
      lost: [],
      headings: 1 + 12 + 5 + 1,
    })
  }
})

test('plain text survives Markdown: what is shown is what was typed', () => {
  const piece = fc.constantFrom(
    ...Array.from('*_`[]()<>#+-.!|~:@=&\\'),
    '1',
    'a',
    ' ',
    'http://x',
    'www.a',
    'a@b.c',
    '&amp;',
    '](',
    '**',
    '~~',
    '==',
    '1. ',
    '- ',
    '# ',
    '://',
  )
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const typed = pieces.join('').replace(/\s+/g, ' ').trim()
      if (typed === '') return
      const tokens = lexer(escapeMarkdown(typed), { gfm: true })
      expect(tokens.map(({ type }) => type)).toEqual(['paragraph'])
      const inline = (tokens[0] as Tokens.Paragraph).tokens
      expect(inline.filter(({ type }) => type !== 'text' && type !== 'escape')).toEqual([])
      expect(
        inline
          .map((token) => ('text' in token ? token.text : ''))
          .join('')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&amp;/g, '&'),
      ).toBe(typed)
    }),
    { numRuns: 3000 },
  )
})

test('the same input gives the same bytes, and a draft says that it is one', () => {
  const draft = exampleDraft()
  expect(documentsOf(draft)).toEqual(documentsOf(structuredClone(draft)))
  const runbook = composeRunbook({
    revision: { version: null, workflow: draft, layout: draft.layout },
    previous: publish(draft, '1.0.0', null),
    all: [publish(draft, '1.0.0', null)],
  })
  expect(runbook.control.status).toBe('Draft: not in force')
  expect(writeHtml(runbook)).toContain('Runbook, draft')
  expect(runbook.changed?.summary).toBe('No difference between 1.0.0 and the draft.')
})

test('a step card says who, when, what next with conditions in words, and what happens with time', () => {
  const draft = exampleDraft()
  const { steps, decisions, timers, ends } = composeRunbook({
    revision: { version: null, workflow: draft, layout: draft.layout },
    previous: null,
    all: [],
  })
  const card = (title: string) => steps.find((step) => step.title === title)
  expect(steps.map(({ title }) => title)).toEqual(['Automatic triage', 'Tier 1 review', 'Specialist review', 'Quality sample', 'Notice'])
  expect(card('Tier 1 review')).toMatchObject({
    who: ['Tier 1 reviewers'],
    arrives: ['From How severe? otherwise.'],
    target: 'Within 4 h of arrival at this step',
    group: 'Human review',
  })
  expect(card('Tier 1 review')?.late).toEqual([
    'After 4 h, the case goes to Specialist review.',
    'At the end of your shift, finish the case in hand.',
  ])
  expect(card('Specialist review')?.outcomes[0]?.ways).toEqual([
    { condition: 'If reports over 2', targets: [{ text: 'Notice', anchor: 'step-notice' }], actions: '' },
    { condition: 'Otherwise', targets: [{ text: 'Quality sample', anchor: 'step-qa' }], actions: '' },
  ])
  expect(decisions[0]?.rows.map(({ condition }) => condition)).toEqual(['If severity is high or minor involved', 'Otherwise'])
  expect(timers.map(({ when, kind }) => `${when}: ${kind}`)).toEqual(['On “Escalate”: Escalation', 'After 4 h: Escalation'])
  expect(ends.map(({ title, restricts, notice }) => [title, restricts, notice])).toEqual([
    ['Removed', 'Yes', 'Removal notice'],
    ['Kept', 'No', 'None'],
  ])
})

test('the map is well-formed XML with every state and way in it, whatever is typed', () => {
  for (const text of ['Plain', ...hostile]) {
    const draft = withTexts(() => text)
    const svg = drawSvg(draft, draft.layout)
    expect(unbalanced(svg)).toEqual([])
    expect(svg.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/)
    for (const uid of [...Object.keys(draft.transitions), ...Object.keys(draft.states).filter((one) => one !== 'root')])
      expect(svg).toContain(`data-uid="${uid}"`)
    expect(tagsOf(svg).tags.filter((tag) => /script|\bon|img|foreign/.test(tag))).toEqual([])
  }
})

test('a step card says how long a case may wait, who else may take it, and what the end of a shift means', () => {
  const draft = lineWorkflowWithLimit()
  const card = composeStep(draft, draft.states['tier1'] as State & { step: Step })
  expect(card.late.join(' ')).toContain('After 30 min of waiting or while 20 or more wait, tier2 may take cases as well.')
  expect(card.late.join(' ')).toContain('A case that has waited 4 h without being taken goes to')
  expect(card.late.at(-1)).toBe('At the end of your shift, hand the case back: whoever takes it next goes on where you left it.')
  expect(card.notes).toEqual([])
})

function lineWorkflowWithLimit(): Workflow {
  const step: Step = {
    kind: 'review',
    pools: ['tier1', 'tier2'],
    outcomes: [{ event: 'DONE', title: 'Done' }],
    waitLimit: { after: 'PT4H', event: 'LATE' },
    overflow: { after: 'PT30M', queue: 20 },
    endOfShift: 'resume',
  }
  return workflow({ states: { tier1: { step, on: { DONE: 'end', LATE: 'end' } }, end: { kind: 'final' } } }, [], ['tier1', 'tier2'])
}

/** Tags that are not closed, or closed in the wrong order. */
function unbalanced(xml: string): string[] {
  const open: string[] = []
  for (const [whole, close, name = '', , self] of xml.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (close && open.pop() !== name) return [whole]
    if (!close && !self) open.push(name)
  }
  return open
}

/** What a reader sees of inline tokens. */
function shownIn(tokens: readonly Token[]): string {
  return tokens
    .map((token) => ('tokens' in token && token.tokens ? shownIn(token.tokens) : 'text' in token ? decoded(token.text as string) : ''))
    .join('')
}

function decoded(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}

function markupOf(tokens: readonly Token[]): { html: string[]; headings: string[]; links: string[] } {
  const result = { html: [] as string[], headings: [] as string[], links: [] as string[] }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    const token = value as Tokens.Generic
    if (token.type === 'html') result.html.push(token.raw)
    if (token.type === 'heading') result.headings.push(shownIn(token.tokens ?? []))
    if (token.type === 'link' || token.type === 'image') result.links.push(token['href'] as string)
    for (const inner of Object.values(token)) visit(inner)
  }
  visit(tokens)
  return result
}
