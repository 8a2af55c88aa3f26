import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { emptyDraft } from '../../workflow/draft.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { saveProject } from '../../workspace/project.ts'
import { memoryFiles } from './memory-files.ts'
import { newUid } from './new-uid.ts'
import { close, keepAsCopy, loadTheirs, open, startWatching } from './open.ts'
import { startSaving } from './save.ts'
import { redo, run, select, session, undo } from './session.ts'
import { putFiles } from './workspace.ts'

let files = memoryFiles()
let stops: (() => void)[] = []

beforeEach(async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  files = memoryFiles()
  putFiles(files)
  await saveProject(files, 'demo', { ...emptyDraft({ id: 'demo', title: 'Demo' }, newUid), scenarios: {} }, {})
  stops = [startSaving(), startWatching()]
  await open('demo')
})

afterEach(async () => {
  session.setState({ saveState: 'saved' })
  await close()
  for (const stop of stops) stop()
  vi.unstubAllGlobals()
})

const start = () => Object.values(session.getState().tables.states).find(({ parent }) => parent !== null)!
const renameStart = (title: string) => run(rename(session.getState().tables, start().uid, { title }))
const titleOnDisk = (slug = 'demo') => {
  const read = readWorkflow(files.texts.get(`${slug}/workflow.json`) ?? '')
  return read.ok ? Object.values(read.workflow.states).find(({ parent }) => parent !== null)?.title : read.message
}
const settled = () => vi.waitFor(() => expect(session.getState().saveState).toBe('saved'))

test('an edit is done, undone and done again, and is one entry of the list', () => {
  expect(renameStart('Triage')).toBe(true)
  expect(start().title).toBe('Triage')
  expect(session.getState().undo).toHaveLength(1)
  expect(undo()).toBe(true)
  expect([start().title, session.getState().undo.length, session.getState().redo.length]).toEqual(['Start', 0, 1])
  expect(redo()).toBe(true)
  expect([start().title, redo()]).toEqual(['Triage', false])
})

test('a refusal is told and changes nothing', () => {
  const before = session.getState().tables
  expect(run({ refused: 'Another state is called that.' })).toBe(false)
  expect(session.getState()).toMatchObject({ tables: before, message: { text: 'Another state is called that.', tone: 'warning' } })
})

test('what is deleted is no longer selected', () => {
  const { uid } = start()
  select([uid])
  run({ label: 'Delete', change: { states: { added: {}, removed: { [uid]: start() }, updated: {} } } })
  expect([...session.getState().selection]).toEqual([])
  undo()
  expect(start().uid).toBe(uid)
})

test('an edit is in the workspace within 300 ms', async () => {
  const begun = performance.now()
  renameStart('Triage')
  expect(session.getState().saveState).toBe('unsaved')
  await settled()
  expect(titleOnDisk()).toBe('Triage')
  expect(performance.now() - begun).toBeLessThan(300)
})

test('a tab that dies before saving finds its edit again, and undo takes it away', async () => {
  renameStart('Triage')
  const kept = localStorage.getItem('gemba.journal.demo')
  await settled()
  // As if the page had been killed before the save: the file is the old one, the journal is there.
  undo()
  await settled()
  localStorage.setItem('gemba.journal.demo', kept!)
  await open('demo')
  expect(start().title).toBe('Triage')
  expect(session.getState().undo.map(({ label }) => label)).toEqual(['Edits from before the page closed'])
  await settled()
  expect([titleOnDisk(), localStorage.getItem('gemba.journal.demo')]).toEqual(['Triage', null])
})

test('a file changed outside is followed while everything is saved, as an edit that undo takes back', async () => {
  files.outside('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"Start"', '"Theirs"'))
  await vi.waitFor(() => expect(start().title).toBe('Theirs'))
  undo()
  await settled()
  expect(titleOnDisk()).toBe('Start')
})

test('a file changed outside is never overwritten; both versions live on', async () => {
  renameStart('Mine')
  files.texts.set('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"Start"', '"Theirs"'))
  await vi.waitFor(() => expect(session.getState().saveState).toBe('conflict'))
  expect(titleOnDisk()).toBe('Theirs')
  expect(await keepAsCopy()).toBe('demo-copy')
  expect([titleOnDisk(), titleOnDisk('demo-copy')]).toEqual(['Theirs', 'Mine'])
})

test('after “load theirs” mine is one undo away', async () => {
  renameStart('Mine')
  files.texts.set('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"Start"', '"Theirs"'))
  await vi.waitFor(() => expect(session.getState().saveState).toBe('conflict'))
  await loadTheirs()
  expect([start().title, session.getState().saveState]).toEqual(['Theirs', 'saved'])
  undo()
  expect(start().title).toBe('Mine')
})
