import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { meaningHash, readWorkflow, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { applyChange } from '../../src/workflow/change-set.ts'
import { isRefusal, type Draft, type Edit, type Refusal } from '../../src/workflow/draft.ts'
import { renameNotice, updateGuide, updateHandbook } from '../../src/workflow/edit/handbook.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { fullGuide, fullHandbook, withRecords } from './full-handbook.ts'

const text = readFileSync('workflows/appeals/workflow.json', 'utf8')
const appeals = read(text)
const step = 'independent-review'
const full = withRecords(appeals, step)

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
