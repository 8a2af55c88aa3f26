import { expect, test } from 'vitest'
import { exampleDraft } from '../../tests/revisions/example.ts'
import { guessedScenario } from '../simulation/model/guessed-scenario.ts'
import { applyChange, changeBetween, invertChange } from '../workflow/change-set.ts'
import type { Edit, Refusal } from '../workflow/draft.ts'
import { beginProposal, changedScenarios, contentHash, editsOf, reopen, setAside, standing } from './edits.ts'
import { proposalOf, readProposal, writeProposal } from './proposal-file.ts'
import { openProposal, type ProposalTables, proposedTables } from './proposal.ts'

const draft = exampleDraft()
const october = guessedScenario(draft, { id: 'october', timezone: 'Europe/Dublin', start: '2026-10-05T00:00:00' })
const tables: ProposalTables = { ...draft, scenarios: { october }, proposals: {} }
const idea = { title: 'One more in Tier 1', reason: 'It waits there.', scenario: 'october' }
const pool = october.pools['tier1']!
const morePeople = {
  ...october,
  pools: { ...october.pools, tier1: { ...pool, shifts: pool.shifts.map((shift) => ({ ...shift, people: 9 })) } },
}

const hire = (from: ProposalTables): Edit => ({
  label: 'One more',
  change: changeBetween(from, { ...from, scenarios: { ...from.scenarios, october: morePeople } }),
})
const rename = (from: ProposalTables, title: string): Edit => ({
  label: 'Rename',
  change: changeBetween(from, { ...from, states: { ...from.states, qa: { ...from.states['qa']!, title } } }),
})
const after = (from: ProposalTables, edit: Edit | Refusal): ProposalTables => {
  if ('refused' in edit) throw new Error(edit.refused)
  return applyChange(from, edit.change)
}

test('a remedy makes a proposal that knows what was before it; undo takes both away', () => {
  const edit = beginProposal(tables, idea, hire(tables)) as Edit
  const tried = after(tables, edit)
  const open = openProposal(tried.proposals)!
  expect(open).toMatchObject({ id: 'one-more-in-tier-1', title: 'One more in Tier 1', base: '1.0.0' })
  expect(open.before.scenarios['october']).toBe(october)
  expect(tried.scenarios['october']).toBe(morePeople)
  expect(changedScenarios(open, tried)).toEqual([{ before: october, after: morePeople }])
  expect(applyChange(tried, invertChange(edit.change))).toEqual(tables)
  expect(beginProposal(tried, idea)).toEqual({ refused: '“One more in Tier 1” is open. Set it aside first.' })
})

test('several proposals: one set aside leaves everything as it was, and is the same again when it is opened; a newer base stays in', () => {
  const first = after(tables, beginProposal(tables, idea, hire(tables)))
  const aside = after(first, setAside(first))
  expect(proposedTables(aside)).toEqual(proposedTables(tables))
  const second = after(aside, beginProposal(aside, { ...idea, title: 'Other name' }))
  const named = after(second, rename(second, 'Quality look'))
  const back = reopen(named, 'one-more-in-tier-1')
  if ('refused' in back) throw new Error(back.refused)
  const again = applyChange(named, back.edit.change)
  expect(back.clashes).toEqual([])
  expect(again.states['qa']).toEqual(tables.states['qa'])
  expect(again.scenarios['october']).toEqual(morePeople)
  expect(again.proposals['other-name']).toMatchObject({ status: 'aside' })
  // The base moves on under the first: what only the base changed stays, what both changed is named.
  const moved = after(aside, rename(aside, 'Renamed since'))
  const onMoved = reopen(moved, 'one-more-in-tier-1')
  if ('refused' in onMoved) throw new Error(onMoved.refused)
  expect(applyChange(moved, onMoved.edit.change).states['qa']?.title).toBe('Renamed since')
  const raced = after(aside, {
    label: 'x',
    change: changeBetween(aside, { ...aside, scenarios: { october: { ...october, title: 'Other' } } }),
  })
  const onRaced = reopen(raced, 'one-more-in-tier-1')
  if ('refused' in onRaced) throw new Error(onRaced.refused)
  expect(onRaced.clashes).toEqual([{ table: 'scenarios', id: 'october' }])
})

test('the file holds the edits record by record, reads back the same, and finds the state before from the tables beside it', () => {
  const begun = after(tables, beginProposal(tables, idea, hire(tables)))
  const tried = after(begun, rename(begun, 'Quality look'))
  const open = openProposal(tried.proposals)!
  const text = writeProposal(open, proposedTables(tried))
  const file = JSON.parse(text) as { edits: Record<string, { updated: object }> }
  expect(Object.keys(file.edits).sort()).toEqual(['scenarios', 'states'])
  expect(Object.keys(file.edits['states']!.updated)).toEqual(['qa'])
  const read = readProposal(text)
  if (!read.ok) throw new Error(read.message)
  const again = proposalOf(read.file, proposedTables(tried))!
  expect(again).toEqual(open)
  expect(writeProposal(again, proposedTables(tried))).toBe(text)
  expect(readProposal(text.replace('"october"', '"October!"'))).toMatchObject({ ok: false })
  expect(readProposal('{"gemba": "proposal", "format": 9}')).toMatchObject({
    ok: false,
    message: expect.stringContaining('Update Gemba') as string,
  })
})

test('an approval holds for just the content that was reviewed: words leave it, behaviour and people make it void', () => {
  const tried = after(tables, beginProposal(tables, idea, hire(tables)))
  const open = openProposal(tried.proposals)!
  const hash = contentHash(open, tried)
  const approved = { ...open, decisions: [{ by: 'Noor', at: '2026-11-28T10:00:00Z', verdict: 'approved' as const, note: '', hash }] }
  expect(standing(approved, hash)).toHaveLength(1)
  expect(contentHash(open, after(tried, rename(tried, 'Quality look')))).toBe(hash)
  expect(standing(approved, contentHash(open, { ...tried, scenarios: { october } }))).toEqual([])
  const { 't-remove': _gone, ...fewer } = tried.transitions
  const [anyWay] = Object.keys(fewer)
  const { [anyWay!]: _cut, ...cut } = tried.transitions
  expect(standing(approved, contentHash(open, { ...tried, transitions: cut }))).toEqual([])
  // A second decision of the same person replaces the first.
  const declined = {
    ...approved,
    decisions: [...approved.decisions, { ...approved.decisions[0]!, by: 'noor', verdict: 'declined' as const }],
  }
  expect(standing(declined, hash)).toMatchObject([{ verdict: 'declined' }])
  expect(Object.keys(editsOf(open, tried))).toEqual(['scenarios'])
})
