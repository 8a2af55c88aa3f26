import { expect, test } from 'vitest'
import { exampleDraft } from '../../../tests/revisions/example.ts'
import { guessedScenario } from '../../simulation/model/guessed-scenario.ts'
import { readProposal } from '../../proposals/proposal-file.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { scenarioInForce } from '../../simulation/model/in-force.ts'
import { readScenario, scenarioHash } from '../../simulation/model/scenario-file.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { openProject, saveProject } from '../../workspace/project.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import { memoryFiles } from './memory-files.ts'
import { emptyShelf, memoryJournal } from './memory-journal.ts'
import { open } from './open.ts'
import { backTo, bothScenarios, closeProposal, comment, decide, runInProposal, switchTo } from './proposals.ts'
import { publish } from './publish.ts'
import { flush, startSaving } from './save.ts'
import { copyScenario, deleteScenario, describeScenario } from './scenarios.ts'
import { createSession, run, type Session, undo } from './session.ts'

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

test('publishing: the workflow part goes into the version, the people into a scenario in force from the day, and what was before stands again', async () => {
  const files = memoryFiles()
  await saveProject(
    files,
    'demo',
    { ...draft, header: { workflow: { ...draft.header.workflow, version: null } }, scenarios: { october }, proposals: {} },
    {},
  )
  const before = files.texts.get('demo/scenarios/october.json')
  const of = await opened(files)
  expect(await publish({ version: '1.0.0', author: 'Ada', message: 'First' }, of)).toBeNull()
  const retitle = rename(of.store.getState().tables, 'qa', { title: 'Quality look' })
  runInProposal(people(of, 3), { title: 'One more', reason: 'It waits.' }, of)
  run(retitle, of)
  expect(await publish({ version: '1.0.1', author: 'Ada', message: 'Name' }, of)).toContain('say from which day')
  expect(await publish({ version: '1.0.1', author: 'Ada', message: 'Name', from: '2026-12-01' }, of)).toBeNull()
  expect(files.texts.get('demo/scenarios/october.json')).toBe(before)
  const staffed = readScenario(files.texts.get('demo/scenarios/october-from-2026-12-01.json') ?? '')
  expect(staffed).toMatchObject({ ok: true, scenario: { title: 'As staffed from 1 December 2026', inForceFrom: '2026-12-01' } })
  expect(peopleOf(of)).toBe(2)
  expect(of.store.getState().scenarioId).toBe('october-from-2026-12-01')
  const kept = readProposal(files.texts.get('demo/proposals/one-more.json') ?? '')
  if (!kept.ok) throw new Error(kept.message)
  expect(kept.file).toMatchObject({
    status: 'published',
    published: { version: '1.0.1', from: '2026-12-01', scenarios: ['october-from-2026-12-01'] },
  })
  expect(kept.file.published?.beside.join(' ')).toBe('Tier 1 reviewers: one person more, Mon–Fri 09:00–17:00; +40 h a week (80 → 120)')
  expect(JSON.stringify(files.texts.get('demo/revisions/1.0.1.json'))).not.toContain('shifts')
  // The way back is a proposal with its diff: the old name again, the people untouched.
  expect(backTo(of.store.getState().revisions[1]!, of)).toBe(true)
  const { tables, revisions } = of.store.getState()
  expect(diffWorkflows(revisions[0]!.workflow, tables).changes.map(({ text }) => text)).toEqual([
    `“Quality look” is now called “${draft.states['qa']!.title}”`,
  ])
  expect(tables.header.workflow.version).toBe('1.0.1')
})

test('a proposal of people alone makes no version: only the scenario is new', async () => {
  const files = memoryFiles()
  await saveProject(
    files,
    'demo',
    { ...draft, header: { workflow: { ...draft.header.workflow, version: null } }, scenarios: { october }, proposals: {} },
    {},
  )
  const of = await opened(files)
  await publish({ version: '1.0.0', author: 'Ada', message: 'First' }, of)
  runInProposal(people(of, 3), { title: 'One more', reason: '' }, of)
  expect(await publish({ version: null, author: 'Ada', message: '', from: '2026-12-01' }, of)).toBeNull()
  expect([...files.texts.keys()].filter((path) => /revisions|runbooks/.test(path)).sort()).toEqual([
    'demo/revisions/1.0.0.json',
    'demo/runbooks/1.0.0.contacts.json',
    'demo/runbooks/1.0.0.html',
    'demo/runbooks/1.0.0.md',
  ])
  expect(scenarioInForce(of.store.getState().tables.scenarios, '2026-11-30')).toBeNull()
  expect(scenarioInForce(of.store.getState().tables.scenarios, '2026-12-24')?.title).toBe('As staffed from 1 December 2026')
})

test('scenarios are copied, named, put in force from a day and deleted, each one undo away; the last one stays', async () => {
  const files = memoryFiles()
  await saveProject(files, 'demo', { ...draft, scenarios: { october }, proposals: {} }, {})
  const of = await opened(files)
  const scenarios = () => of.store.getState().tables.scenarios
  expect(copyScenario('october', of)).toBe('october-copy')
  expect(of.store.getState().scenarioId).toBe('october-copy')
  describeScenario('october-copy', { title: 'Nights' }, of)
  describeScenario('october-copy', { inForceFrom: '2026-12-01' }, of)
  await flush(of)
  expect(readScenario(files.texts.get('demo/scenarios/october-copy.json') ?? '')).toMatchObject({
    ok: true,
    scenario: { title: 'Nights', inForceFrom: '2026-12-01', pools: october.pools },
  })
  expect([scenarioInForce(scenarios(), '2026-11-30'), scenarioInForce(scenarios(), '2026-12-01')?.id]).toEqual([null, 'october-copy'])
  expect(deleteScenario('october-copy', of)).toBe(true)
  await flush(of)
  expect(files.texts.has('demo/scenarios/october-copy.json')).toBe(false)
  expect(deleteScenario('october', of)).toBe(false)
  undo(of)
  expect(scenarios()['october-copy']?.title).toBe('Nights')
})
