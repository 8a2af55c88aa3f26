import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { meaningHash, readWorkflow, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { applyChange } from '../../src/workflow/change-set.ts'
import { isRefusal, type Draft, type Edit, type Refusal } from '../../src/workflow/draft.ts'
import { composeDocument } from '../../src/runbook/compose-document.ts'
import { composeRunbook } from '../../src/runbook/compose.ts'
import { writeDocumentDocx } from '../../src/runbook/docx.ts'
import { writeDocumentHtml } from '../../src/runbook/html.ts'
import { writeDocumentMarkdown } from '../../src/runbook/markdown.ts'
import { composeVendorEdition } from '../../src/runbook/vendor.ts'
import { makeRevision } from '../../src/revisions/publish.ts'
import { renameNotice, updateGuide, updateHandbook } from '../../src/workflow/edit/handbook.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { fullGuide, fullHandbook, withRecords } from './full-handbook.ts'
import { wordsOfHtml, wordsOfMarkdown } from './words.ts'

const text = readFileSync('workflows/appeals/workflow.json', 'utf8')
const appeals = withoutRecords(read(text))
const step = 'independent-review'
const full = withRecords(appeals, step)

/** The sample as a workflow of which nobody has written anything down. */
function withoutRecords(workflow: Workflow): Workflow {
  const { handbook: _handbook, ...header } = workflow.header.workflow
  const bare = <T extends object>(record: T, field: string): T =>
    Object.fromEntries(Object.entries(record).filter(([name]) => name !== field)) as T
  const table = <T>(records: Readonly<Record<string, T>>, map: (record: T) => T) =>
    Object.fromEntries(Object.entries(records).map(([id, record]) => [id, map(record)]))
  return {
    ...workflow,
    header: { workflow: header },
    states: table(workflow.states, (state) => (state.step ? { ...state, step: bare(state.step, 'guide') } : state)),
    transitions: table(workflow.transitions, (way) => bare(way, 'contact')),
  }
}

function read(file: string): Workflow {
  const result = readWorkflow(file)
  if (!result.ok) throw new Error(result.message)
  return result.workflow
}

/** Every leaf of a record, with the record in which it is another one. */
function eachLeaf<T>(
  record: T,
  change: (leaf: unknown) => unknown,
): { readonly path: string; readonly leaf: unknown; readonly changed: T }[] {
  if (typeof record !== 'object' || record === null) return [{ path: '', leaf: record, changed: change(record) as T }]
  return Object.entries(record).flatMap(([key, value]: [string, unknown]) =>
    eachLeaf(value, change).map(({ path, leaf, changed }) => ({
      path: path === '' ? key : `${key}.${path}`,
      leaf,
      changed: (Array.isArray(record)
        ? record.map((item, at) => (String(at) === key ? changed : item))
        : { ...record, [key]: changed }) as T,
    })),
  )
}

const other = (leaf: unknown): unknown =>
  typeof leaf === 'number'
    ? leaf / 2
    : typeof leaf === 'boolean'
      ? !leaf
      : leaf === 'high'
        ? 'low'
        : /^\d{4}-/.test(String(leaf))
          ? '2040-10-11'
          : `${String(leaf)}-anew`

function done(draft: Draft, edit: Edit | Refusal): Draft {
  if (isRefusal(edit)) throw new Error(edit.refused)
  return applyChange(draft, edit.change)
}

test('a file with every record comes back with the same bytes, and means what it meant without them', () => {
  const written = writeWorkflow(full)
  expect(writeWorkflow(read(written))).toBe(written)
  expect(read(written).header.workflow.handbook).toEqual(fullHandbook)
  expect(read(written).states[step]?.step?.guide).toEqual(fullGuide)
  expect(meaningHash(full)).toBe(meaningHash(appeals))
})

test('every field of every record that changes is told by exactly one change, with its words before and after', () => {
  const handbooks = eachLeaf(fullHandbook, other).map(({ changed, ...rest }) => ({ ...rest, head: withRecords(full, step, changed) }))
  const guides = eachLeaf(fullGuide, other).map(({ changed, ...rest }) => ({
    ...rest,
    head: withRecords(full, step, fullHandbook, changed),
  }))
  expect(handbooks.length + guides.length).toBeGreaterThan(60)
  for (const { path, leaf, head } of [...handbooks, ...guides]) {
    const { changes } = diffWorkflows(full, head)
    const said = changes.map(({ text: words }) => words).join('\n')
    // A name of an item says which it is: another name is another item.
    expect(changes.length, `${path}: ${said}`).toBe(
      /(term|name|what|title|reference|severity|history|\bid)$/.test(path) && !/clauses.0.title/.test(path) ? 2 : 1,
    )
    const [was, is] = typeof leaf === 'boolean' ? ['yes', 'no'] : [String(leaf), String(other(leaf))]
    expect(said, path).toContain(was)
    expect(said, path).toContain(is)
    expect(
      changes.every(({ channel }) => channel === 'policy'),
      path,
    ).toBe(true)
    expect(new Set(changes.map(({ id }) => id)).size, path).toBe(changes.length)
  }
})

test('a handbook that is wrong is refused with what and where', () => {
  const twice = { ...fullHandbook, notices: [...fullHandbook.notices, ...fullHandbook.notices] }
  const wrong = JSON.stringify({ ...(JSON.parse(writeWorkflow(full)) as object), handbook: twice })
  expect(readWorkflow(wrong)).toMatchObject({ ok: false, message: expect.stringMatching(/handbook.*notices.*same name/) as string })
})

test('edits put records in, take them away, and a notice that is renamed is followed by the ends that send it', () => {
  const draft: Draft = { ...appeals, layout: {} }
  const edited = done(draft, updateHandbook(draft, { notices: [{ name: 'Decision upheld, with reasons', facts: '' }], scope: { out: [] } }))
  expect(edited.header.workflow.handbook?.notices).toEqual([{ name: 'Decision upheld, with reasons' }])
  expect(edited.header.workflow.handbook).not.toHaveProperty('scope')
  const renamed = done(edited, renameNotice(edited, 'Decision upheld, with reasons', 'Upheld'))
  expect(renamed.states['upheld']?.disposition?.notice).toBe('Upheld')
  const guided = done(renamed, updateGuide(renamed, step, { fourEyes: 'Two people' }))
  expect(guided.states[step]?.step?.guide).toEqual({ fourEyes: 'Two people' })
  const bare = done(guided, updateGuide(guided, step, { fourEyes: undefined }))
  expect(bare.states[step]?.step).toEqual(appeals.states[step]?.step)
  expect(writeWorkflow(done(bare, updateHandbook(bare, { notices: undefined })))).toBe(
    writeWorkflow(appeals).replace('Decision upheld, with reasons', 'Upheld'),
  )
})

/** How a leaf is told where it is not told as it is written. */
const told: Readonly<Record<string, string>> = {
  'definitions.0.clause': 'mark-clause-number',
  'policies.0.clauses.0.id': 'mark-clause-number',
  'measures.0.reversible': 'Yes',
  'scope.languages.0': 'Mark-scope-languages',
  'scope.markets.0': 'Mark-scope-markets',
  'quality.pass': '92.5 %',
  exposure: 'Much disturbing material',
}
const saidAs = (path: string, leaf: unknown) => told[path] ?? String(leaf)
const leaves = [...eachLeaf(fullHandbook, other), ...eachLeaf(fullGuide, other)].map(({ path, leaf }) => ({
  path,
  said: saidAs(path, leaf),
}))

/** Published with every record, the one step naming the clause of the library. */
function publish(workflow: Workflow) {
  const state = workflow.states[step]!
  const naming = { ...workflow.states, [step]: { ...state, step: { ...state.step!, policy: ['mark-clause-id'] } } }
  return makeRevision({
    draft: { ...workflow, states: naming, layout: {} },
    base: null,
    version: '1.0.0',
    published: '2026-03-02T09:30:00Z',
    author: 'Ada Okafor',
    message: 'First',
    approvals: [{ by: 'mark-approval-by', at: '2034-05-06T09:30:00Z', note: 'mark-approval-note' }],
  })
}

test('every field of every record is read in every form of the whole runbook, with the approvals, the readers and whom to call', async () => {
  const revision = publish({
    ...full,
    transitions: Object.fromEntries(
      Object.entries(full.transitions).map(([uid, way]) => [uid, way.flow === 'escalation' ? { ...way, contact: 'mark-contact' } : way]),
    ),
  })
  const readers = [
    {
      name: 'mark-reader',
      role: 'mark-reader-role',
      confirmed: [{ version: '1.0.0', hash: revision.hashes.meaning.slice(0, 12), on: '2035-06-07' }],
    },
    { name: 'mark-stale-reader', confirmed: [{ version: '1.0.0', hash: '0123456789ab', on: '2036-07-08' }] },
  ]
  const document = composeDocument(composeRunbook({ revision, previous: null, all: [revision], readers }))
  const [html, markdown] = [writeDocumentHtml(document), writeDocumentMarkdown(document)]
  const word = strFromU8(unzipSync(await writeDocumentDocx(document, ''))['word/document.xml']!)
  const beside = ['mark-approval-by', '2034-05-06', 'mark-approval-note', 'mark-reader', 'mark-reader-role', '2035-06-07', 'mark-contact']
  for (const text of [
    wordsOfHtml(html).join(' '),
    wordsOfMarkdown(markdown).join(' '),
    word.replace(/<[^>]*>/g, ' ').replace(/ +/g, ' '),
  ]) {
    expect([...leaves.map(({ said }) => said), ...beside].filter((said) => !text.includes(said))).toEqual([])
    // A confirmation of another text under the same number is none.
    expect(text).not.toContain('2036-07-08')
    expect(text).toContain('Not yet')
  }
  expect(wordsOfHtml(html)).toEqual(wordsOfMarkdown(markdown))
  expect(markdown).not.toContain('Nobody has recorded yet: from when')
})

test('of the records a vendor gets what its own steps need and nothing else', async () => {
  const revision = publish(full)
  const permitted = [
    /^wellbeing\./,
    /^definitions\./,
    /^policies\./,
    /^(alone|ask|evidence|records|mistakes)\./,
    /^(fourEyes|exposure|fallback)$/,
    /^clock\./,
  ]
  for (const [vendor, isOwn] of [
    ['In house, Dublin', true],
    ['Platform engineering', false],
  ] as const) {
    const document = composeVendorEdition(revision, [revision], vendor)
    const bytes = [
      writeDocumentHtml(document),
      writeDocumentMarkdown(document),
      ...Object.entries(unzipSync(await writeDocumentDocx(document, ''))).map(([path, content]) => path + strFromU8(content)),
    ].join('\n')
    const marks = leaves.filter(({ said }) => /^mark-|^\d{4}-/.test(said))
    const may = (path: string) => permitted.slice(0, isOwn ? undefined : 1).some((pattern) => pattern.test(path))
    const shown = marks.filter(({ said }) => bytes.includes(said)).map(({ path }) => path)
    expect(shown, vendor).toEqual(marks.filter(({ path }) => may(path)).map(({ path }) => path))
    expect(bytes).not.toMatch(/7\.75|0\.615|92\.5/)
  }
})

test('a runbook without records says which are missing, and one with them does not', () => {
  const text = (workflow: Workflow) =>
    writeDocumentMarkdown(composeDocument(composeRunbook({ revision: { version: null, workflow, layout: {} }, previous: null, all: [] })))
  expect(text(appeals)).toMatch(/Nobody has recorded yet: .*texts of notices.*who gets it/)
  expect(text(full)).toMatch(/Nobody has recorded yet: whom to call and who gets it and who has confirmed it\./)
})

test('nothing typed into a record becomes an element, a link to a script or a heading', () => {
  const hostile = '<img src=x onerror=alert(1)> | [x](javascript:alert(1)) </td><script>alert(1)</script>'
  const replaced = (value: unknown): unknown =>
    typeof value === 'string'
      ? /^mark-(?!clause-id)/.test(value)
        ? `${value} ${hostile}`
        : value
      : Array.isArray(value)
        ? value.map(replaced)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]))
          : value
  const documentOf = (workflow: Workflow) => {
    const revision = publish(workflow)
    return composeDocument(composeRunbook({ revision, previous: null, all: [revision] }))
  }
  const elements = (html: string) => html.match(/<[a-z][a-z0-9]*/g)?.length
  const typed = withRecords(appeals, step, replaced(fullHandbook) as typeof fullHandbook, replaced(fullGuide) as typeof fullGuide)
  const [html, markdown] = [writeDocumentHtml(documentOf(typed)), writeDocumentMarkdown(documentOf(typed))]
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(html).not.toMatch(/<img|<script|href="javascript/i)
  expect(elements(html)).toBe(elements(writeDocumentHtml(documentOf(full))))
  expect(markdown).not.toMatch(/<img|<script|[^\\]\]\(javascript/i)
})
