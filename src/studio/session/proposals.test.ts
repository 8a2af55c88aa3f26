import { expect, test } from 'vitest'
import { exampleDraft } from '../../../tests/revisions/example.ts'
import { guessedScenario } from '../../simulation/model/guessed-scenario.ts'
import { scenarioHash } from '../../simulation/model/scenario-file.ts'
import { openProject, saveProject } from '../../workspace/project.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import { memoryFiles } from './memory-files.ts'
import { emptyShelf, memoryJournal } from './memory-journal.ts'
import { open } from './open.ts'
import { bothScenarios, closeProposal, comment, decide, runInProposal, switchTo } from './proposals.ts'
import { flush, startSaving } from './save.ts'
import { createSession, type Session, undo } from './session.ts'

Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined })
const draft = exampleDraft()
const october = guessedScenario(draft, { id: 'october', timezone: 'Europe/Dublin', start: '2026-10-05T00:00:00' })

async function opened(files: ReturnType<typeof memoryFiles>): Promise<Session> {
  const journal = memoryJournal(emptyShelf(), 'tab')
  const of = createSession({ files: async () => files, journal: async () => journal })
  startSaving(of)
  expect(await open('demo', of)).toEqual({ ok: true })
  return of
}

const people = (of: Session, count: number): Edit => {
  const { tables } = of.store.getState()
  const { october: before } = tables.scenarios
  const pool = before!.pools['tier1']!
  const after = { ...before!, pools: { ...before!.pools, tier1: { ...pool, shifts: pool.shifts.map((s) => ({ ...s, people: count })) } } }
  return { label: 'People', change: changeBetween(tables, { ...tables, scenarios: { ...tables.scenarios, october: after } }) }
}
const peopleOf = (of: Session) => of.store.getState().tables.scenarios['october']!.pools['tier1']!.shifts[0]!.people

test('a remedy makes a proposal that is kept over visits: compared with the scenario as it was, remarked on, approved, set aside and opened again', async () => {
  const files = memoryFiles()
  await saveProject(files, 'demo', { ...draft, scenarios: { october }, proposals: {} }, {})
  const texts = new Map(files.texts)
  const first = await opened(files)
  runInProposal(people(first, 3), { title: 'One more', reason: 'It waits.' }, first)
  runInProposal(people(first, 4), { title: 'Not a second one', reason: '' }, first)
  comment({ by: 'Noor', at: '2026-11-28T10:00:00Z', text: 'Who pays?', place: { kind: 'state', id: 'tier1' } }, first)
  decide({ by: 'Noor', at: '2026-11-28T10:01:00Z', verdict: 'approved', note: '' }, first)
  await flush(first)
  expect([...files.texts.keys()].filter((path) => path.includes('/proposals/'))).toEqual(['demo/proposals/one-more.json'])

  const again = await opened(files)
  const both = bothScenarios(again.store.getState().tables, 'october')!
  expect(both.base.pools['tier1']!.shifts[0]!.people).toBe(2)
  expect(both.head.pools['tier1']!.shifts[0]!.people).toBe(4)
  expect(scenarioHash(both.base)).toBe(scenarioHash(october))
  expect(again.store.getState().tables.proposals['one-more']).toMatchObject({ status: 'open', comments: [{ text: 'Who pays?' }] })
  // Set aside, every file but its own says what it said before.
  closeProposal('aside', again)
  await flush(again)
  for (const [path, text] of texts) expect(files.texts.get(path), path).toBe(text)
  expect(peopleOf(again)).toBe(2)
  switchTo('one-more', again)
  expect(peopleOf(again)).toBe(4)
  undo(again)
  expect(peopleOf(again)).toBe(2)
})

test('a proposal that somebody else wrote into the folder is there; one that cannot be read is named and left alone', async () => {
  const files = memoryFiles()
  await saveProject(files, 'demo', { ...draft, scenarios: { october }, proposals: {} }, {})
  const of = await opened(files)
  runInProposal(people(of, 5), { title: 'Theirs', reason: '' }, of)
  closeProposal('aside', of)
  await flush(of)
  files.texts.set('demo/proposals/broken.json', '{"gemba": "proposal", "format": 1}')
  const read = await openProject(files, 'demo')
  if (!read.ok) throw new Error(read.message)
  expect(read.project.tables.proposals['theirs']).toMatchObject({ status: 'aside', title: 'Theirs' })
  expect(read.project.unreadable.map(({ path }) => path)).toEqual(['demo/proposals/broken.json'])
})
