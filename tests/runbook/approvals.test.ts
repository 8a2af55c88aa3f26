import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadDraft } from '../../src/cli/documents.ts'
import { writeRunbook } from '../../src/cli/runbook.ts'
import { readRevision } from '../../src/machine/workflow-file.ts'
import { beginProposal, contentHash, editProposal } from '../../src/proposals/edits.ts'
import { type OpenProposal, openProposal } from '../../src/proposals/proposal.ts'
import { applyChange, changeBetween } from '../../src/workflow/change-set.ts'
import { isRefusal, type Edit, type Refusal } from '../../src/workflow/draft.ts'
import { openFolder } from '../../src/workspace/folder.node.ts'
import { openProject, type ProjectTables } from '../../src/workspace/project.ts'
import { publishProject } from '../../src/workspace/publish.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-approvals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const done = (tables: ProjectTables, edit: Edit | Refusal): ProjectTables => {
  if (isRefusal(edit)) throw new Error(edit.refused)
  return applyChange(tables, edit.change)
}
const opened = (tables: ProjectTables): OpenProposal => openProposal(tables.proposals)!
const decide = (tables: ProjectTables, by: string, verdict: 'approved' | 'declined', note = '') => {
  const open = opened(tables)
  const decision = { by, at: '2026-11-20T09:00:00.000Z', verdict, note, hash: contentHash(open, tables) }
  return done(tables, editProposal(tables, { ...open, decisions: [...open.decisions, decision] }, 'Decide'))
}

test('who approved just what is published stands in the revision, in every form and in the status sheet; who approved something else, or declined, does not', async () => {
  cpSync('workflows/urgent-harm', join(folder, 'urgent'), { recursive: true })
  const files = openFolder(folder)
  const read = await openProject(files, 'urgent')
  if (!read.ok) throw new Error(read.message)
  const retarget = (from: ProjectTables, target: string): ProjectTables => {
    const state = Object.values(from.states).find(({ step }) => step?.kind === 'review')!
    const states = { ...from.states, [state.uid]: { ...state, step: { ...state.step!, target } } } as ProjectTables['states']
    return done(from, { label: 'Target', change: changeBetween(from, { ...from, states }) })
  }
  let tables = done(read.project.tables, beginProposal(read.project.tables, { title: 'Sooner', reason: 'Late', scenario: null }))
  tables = decide(retarget(tables, 'PT3H'), 'Early Bird', 'approved', 'of another text')
  tables = retarget(tables, 'PT2H')
  tables = decide(tables, 'Ada Lovelace', 'approved', 'Checked with the night shift')
  tables = decide(tables, 'No Sayer', 'declined', 'too soon')
  const published = await publishProject(
    files,
    { ...read.project, tables },
    { version: '9.0.0', message: 'Sooner', author: 'y', published: '2026-11-28T10:00:00Z' },
  )
  if (!published.ok) throw new Error(published.message)

  const path = join(folder, 'urgent/revisions/9.0.0.json')
  const revision = readRevision(readFileSync(path, 'utf8'))
  if (!revision.ok || !revision.intact) throw new Error('not intact')
  expect(revision.revision.approvals).toEqual([
    { by: 'Ada Lovelace', at: '2026-11-20T09:00:00.000Z', note: 'Checked with the night shift' },
  ])
  const write = async (edition: string) =>
    String(await writeRunbook(path, await loadDraft(path), 'md', { edition }, new AbortController().signal))
  const texts = [
    readFileSync(join(folder, 'urgent/runbooks/9.0.0.md'), 'utf8'),
    readFileSync(join(folder, 'urgent/runbooks/9.0.0.html'), 'utf8'),
    await write('auditor'),
    await write('status'),
  ]
  for (const text of texts) {
    expect(text).toContain('Ada Lovelace')
    expect(text).toContain('Checked with the night shift')
    expect(text).not.toMatch(/Early Bird|No Sayer|too soon|of another text/)
  }
})
