import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { emptyDraft } from '../../workflow/draft.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { saveProject } from '../../workspace/project.ts'
import { putJournal } from './journal.ts'
import { memoryFiles } from './memory-files.ts'
import { emptyShelf, memoryJournal } from './memory-journal.ts'
import { newUid } from './new-uid.ts'
import { close, open } from './open.ts'
import { answer, bothSides, keepAsCopy, startWatching } from './outside.ts'
import { publish } from './publish.ts'
import { flush, startSaving } from './save.ts'
import { createSession, keepView, redo, run, select, session, undo } from './session.ts'
import { putFiles } from './workspace.ts'

let files = memoryFiles()
let shelf = emptyShelf()
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
  shelf = emptyShelf()
  putJournal(memoryJournal(shelf, 'tab 1'))
  await saveProject(files, 'demo', { ...emptyDraft({ id: 'demo', title: 'Demo' }, newUid), scenarios: {}, proposals: {} }, {})
  stops = [startSaving(), startWatching()]
  await open('demo')
})

afterEach(async () => {
  session.setState({ saveState: 'saved', question: null })
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

test('an undo shows what was in sight and selected before the edit, a redo what was after it', () => {
  const { uid } = start()
  const view = (x: number) => ({ x, y: 0, zoom: 0.5, width: 800, height: 600, fitted: false })
  const shows = () => [session.getState().view.at?.x, [...session.getState().selection]]
  keepView(view(10))
  select([uid])
  renameStart('Triage')
  expect(session.getState().view.asked).toBe(0)
  keepView(view(900))
  select([])
  undo()
  expect(shows()).toEqual([10, [uid]])
  expect(session.getState().view.asked).toBe(1)
  redo()
  expect(shows()).toEqual([900, []])
  // Where nothing moved, nothing is asked of the drawing.
  undo()
  renameStart('Sorting')
  const { asked } = session.getState().view
  undo()
  expect(session.getState().view.asked).toBe(asked)
  // What the edit made and took the selection is not selected any more once it is undone.
  run({ label: 'Delete', change: { states: { added: {}, removed: { [uid]: start() }, updated: {} } } })
  expect(shows()[1]).toEqual([])
  undo()
  expect(shows()[1]).toEqual([uid])
})

test('the saving of an edit begins within 250 ms, unasked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    renameStart('Triage')
    expect(session.getState().saveState).toBe('unsaved')
    await vi.advanceTimersByTimeAsync(250)
    expect(session.getState().saveState).not.toBe('unsaved')
  } finally {
    vi.useRealTimers()
  }
  await settled()
  expect(titleOnDisk()).toBe('Triage')
})

/** The page is gone without a word, and the browser opens the workflow again in another tab. */
async function crash(tab: string): Promise<void> {
  for (const stop of stops) stop()
  shelf.alive.clear()
  putJournal(memoryJournal(shelf, tab))
  session.setState({ slug: null, saveState: 'saved' })
  stops = [startSaving(), startWatching()]
  await open('demo')
}

test('a tab that dies before saving finds its edit again, and undo takes it away', async () => {
  renameStart('Triage')
  await vi.waitFor(() => expect(shelf.unsaved.size).toBe(1))
  await crash('tab 2')
  expect(start().title).toBe('Triage')
  expect(session.getState().undo.map(({ label }) => label)).toEqual(['Edits from before the page closed'])
  await settled()
  expect([titleOnDisk(), shelf.unsaved.size]).toEqual(['Triage', 0])
})

test('a journal that is older than the file is forgotten: no older edit on the screen, no question', async () => {
  renameStart('First')
  await vi.waitFor(() => expect(shelf.unsaved.size).toBe(1))
  const old = new Map(shelf.unsaved)
  await settled()
  renameStart('Second')
  await settled()
  for (const [key, left] of old) shelf.unsaved.set(key, left)
  await crash('tab 2')
  expect([start().title, session.getState().saveState, session.getState().undo]).toEqual(['Second', 'saved', []])
  expect(shelf.unsaved.size).toBe(0)
})

test('a save of several files that is cut off at any of them is taken up again without a question', async () => {
  for (const cut of [0, 1]) {
    const plain = { ...files }
    let writes = 0
    files.write = async (path, text, expected) => {
      if (writes++ >= cut) throw new Error('Failed to fetch')
      return plain.write(path, text, expected)
    }
    const title = `Cut at ${cut}`
    renameStart(title)
    // The layout as well, so that two files are written.
    run({
      label: 'Move',
      change: {
        layout: { added: { [start().uid + cut]: { uid: start().uid + cut, x: cut, y: 0, pinned: false } }, removed: {}, updated: {} },
      },
    })
    await vi.waitFor(() => expect(session.getState().saveState).toBe('failed'))
    expect(session.getState().message?.text).toContain('Your edits are kept in this browser')
    files.write = (path, text, expected) => plain.write(path, text, expected)
    renameStart(`${title} again`)
    await flush()
    await settled()
    expect(titleOnDisk()).toBe(`${title} again`)
    await crash(`tab after ${cut}`)
    expect([start().title, session.getState().saveState]).toEqual([`${title} again`, 'saved'])
  }
})

test('what another living tab has not saved is left to it; what a dead one left is brought back, whoever saved since', async () => {
  const other = memoryJournal(shelf, 'other')
  const [{ uid }, tables] = [start(), session.getState().tables]
  const mine = { pools: { added: { desk: { id: 'desk', title: 'Desk', order: 0 } }, removed: {}, updated: {} } }
  await other.keep('demo', {}, mine)
  renameStart('Here')
  await settled()
  expect(shelf.unsaved.size).toBe(1)
  shelf.alive.delete('other')
  await open('demo')
  expect([start().title, Object.keys(session.getState().tables.pools)]).toEqual(['Here', ['desk']])
  await settled()
  // The same record changed by both is the one thing that is asked.
  await other.keep(
    'demo',
    {},
    { states: { added: {}, removed: {}, updated: { [uid]: [tables.states[uid], { ...tables.states[uid], title: 'There' }] } } },
  )
  await open('demo')
  expect(session.getState().question).toMatchObject({ kind: 'both', text: 'There was changed here and outside.' })
  expect([start().title, titleOnDisk()]).toEqual(['There', 'Here'])
  await answer('mine')
  await settled()
  expect([titleOnDisk(), shelf.unsaved.size]).toEqual(['There', 0])
})

test('a browser that keeps nothing is not said to keep', async () => {
  putJournal({ ...memoryJournal(shelf, 'x'), keep: () => Promise.reject(new Error('full')) })
  files.write = () => Promise.reject(new Error('ENOSPC: no space left on device'))
  renameStart('Lost?')
  await vi.waitFor(() => expect(session.getState().saveState).toBe('failed'))
  expect(session.getState().message?.text).toContain('the disk is full')
  expect(session.getState().message?.text).toContain('keeps nothing')
})

test('changes of different records, here and outside, are merged without a question', async () => {
  const layout = files.texts.get('demo/layout.json')!
  run({ label: 'Pool', change: { pools: { added: { desk: { id: 'desk', title: 'Desk', order: 0 } }, removed: {}, updated: {} } } })
  files.texts.set('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"Start"', '"Theirs"'))
  await settled()
  expect([start().title, Object.keys(session.getState().tables.pools), titleOnDisk()]).toEqual(['Theirs', ['desk'], 'Theirs'])
  expect(files.texts.get('demo/workflow.json')).toContain('"desk"')
  expect(layout).toBe(files.texts.get('demo/layout.json'))
})

test('an edit made while a change from outside is read stays on the screen and is saved', async () => {
  const plain = { ...files }
  let slow = true
  files.read = async (path) => {
    const found = await plain.read(path)
    if (slow) await new Promise((resolve) => setTimeout(resolve, 60))
    return found
  }
  files.outside('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"title": "Demo"', '"title": "Renamed outside"'))
  await new Promise((resolve) => setTimeout(resolve, 80))
  renameStart('My edit')
  slow = false
  await vi.waitFor(() => expect(titleOnDisk()).toBe('My edit'))
  await settled()
  expect(session.getState().tables.header.workflow.title).toBe('Renamed outside')
})

test('flush resolves when the workspace has it, for every caller', async () => {
  renameStart('Now')
  await Promise.all([flush(), flush()])
  expect([titleOnDisk(), session.getState().saveState]).toEqual(['Now', 'saved'])
})

test('an edit made while a version is written stays on top of it', async () => {
  const plain = { ...files }
  files.write = async (path, text, expected) => {
    if (path.includes('revisions/')) renameStart('During')
    return plain.write(path, text, expected)
  }
  await publish({ version: '1.0.0', author: 'A', message: 'm' })
  await settled()
  expect([start().title, titleOnDisk()]).toEqual(['During', 'During'])
})

test('a workflow that was deleted outside is put back when asked', async () => {
  files.texts.delete('demo/workflow.json')
  files.outside('demo/layout.json', files.texts.get('demo/layout.json')!)
  renameStart('Still here')
  await vi.waitFor(() => expect(session.getState().saveState).toBe('conflict'))
  expect(session.getState().question?.kind).toBe('gone')
  await answer('mine')
  await settled()
  expect(titleOnDisk()).toBe('Still here')
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
  await answer('theirs')
  expect([start().title, session.getState().saveState]).toEqual(['Theirs', 'saved'])
  undo()
  expect(start().title).toBe('Mine')
})

const addPool = (id: string) =>
  run({ label: 'Pool', change: { pools: { added: { [id]: { id, title: id, order: 0 } }, removed: {}, updated: {} } } })
const inConflict = () => vi.waitFor(() => expect(session.getState().saveState).toBe('conflict'))

test('the question shows only what both changed; either answer keeps the rest of both sides', async () => {
  for (const side of ['mine', 'theirs'] as const) {
    const text = files.texts.get('demo/workflow.json')!
    renameStart(`Mine for ${side}`)
    addPool(`pool-${side}`)
    files.texts.set(
      'demo/workflow.json',
      text
        .replace(/"title": "(?!Demo|pool)[^"]*"/, `"title": "Theirs for ${side}"`)
        .replace(/"title": "Demo[^"]*"/, `"title": "Demo ${side}"`),
    )
    await inConflict()
    expect(session.getState().question?.text).toBe(`Mine for ${side} was changed here and outside.`)
    const sides = await bothSides()
    if (typeof sides === 'string') throw new Error(sides)
    const titles = [sides.mine, sides.theirs].map((tables) => Object.values(tables.states).find(({ parent }) => parent !== null)?.title)
    expect(titles).toEqual([`Mine for ${side}`, `Theirs for ${side}`])
    await answer(side)
    await settled()
    expect(titleOnDisk()).toBe(side === 'mine' ? 'Mine for mine' : 'Theirs for theirs')
    expect(files.texts.get('demo/workflow.json')).toContain(`"Demo ${side}"`)
    expect(Object.keys(session.getState().tables.pools)).toContain(`pool-${side}`)
  }
})

test('a layout that cannot be read is asked about once, by its name, and put back when asked', async () => {
  files.texts.set('demo/layout.json', '{ broken')
  await open('demo')
  renameStart('Beside it')
  await inConflict()
  expect(session.getState().question).toMatchObject({ kind: 'unreadable' })
  expect(session.getState().question?.text).toContain('demo/layout.json cannot be read')
  expect([files.texts.get('demo/layout.json'), titleOnDisk()]).toEqual(['{ broken', 'Beside it'])
  await answer('mine')
  await settled()
  expect(files.texts.get('demo/layout.json')).not.toBe('{ broken')
})

test('what could not be saved is there again when one comes back to the workflow, in the same tab', async () => {
  const plain = { ...files }
  files.write = () => Promise.reject(new Error('EROFS: read-only file system'))
  renameStart('Not saved')
  await vi.waitFor(() => expect(session.getState().saveState).toBe('failed'))
  await close()
  expect(session.getState().slug).toBeNull()
  files.write = (...what) => plain.write(...what)
  await open('demo')
  expect(start().title).toBe('Not saved')
  await settled()
  expect([titleOnDisk(), shelf.unsaved.size]).toEqual(['Not saved', 0])
})

test('two changes from outside, one upon the other, are followed without a question', async () => {
  const plain = { ...files }
  files.read = async (path) => {
    const found = await plain.read(path)
    await new Promise((resolve) => setTimeout(resolve, 20))
    return found
  }
  const change = (title: string) => files.texts.get('demo/workflow.json')!.replace(/"title": "(?!Demo)[^"]*"/, `"title": "${title}"`)
  for (const title of ['One', 'Two', 'Three']) {
    files.outside('demo/workflow.json', change(title))
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  await vi.waitFor(() => expect(start().title).toBe('Three'))
  expect(session.getState().saveState).toBe('saved')
})

test('an edit made while the journal is written is not swept away by what was read outside', async () => {
  const kept = memoryJournal(shelf, 'slow')
  putJournal({ ...kept, keep: async (...what) => (await new Promise((resolve) => setTimeout(resolve, 30)), kept.keep(...what)) })
  const plain = { ...files }
  let edits = 0
  files.read = async (path) => {
    if (edits < 3) setTimeout(() => renameStart(`Edit ${++edits}`), edits * 15)
    return plain.read(path)
  }
  addPool('desk')
  files.outside('demo/workflow.json', files.texts.get('demo/workflow.json')!.replace('"Demo"', '"Outside"'))
  await vi.waitFor(() => expect(edits).toBeGreaterThan(2))
  await vi.waitFor(() => expect(titleOnDisk()).toBe(start().title))
  await settled()
  expect([start().title, session.getState().tables.header.workflow.title]).toEqual([`Edit ${edits}`, 'Outside'])
})

test('an edit that is saved while a version is published is no stranger to it', async () => {
  const plain = { ...files }
  files.write = async (path, text, expected) => {
    if (path.includes('runbooks/') && path.endsWith('.md')) {
      renameStart('Meanwhile')
      void flush()
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    return plain.write(path, text, expected)
  }
  expect(await publish({ version: '1.0.0', author: 'A', message: 'm' })).toBeNull()
  await settled()
  expect([titleOnDisk(), session.getState().tables.header.workflow.version]).toEqual(['Meanwhile', '1.0.0'])
})

test('a workflow opens although the list of unsaved edits cannot be read, and says so', async () => {
  putJournal({ ...memoryJournal(shelf, 'x'), left: () => Promise.reject(new Error('gone')) })
  expect(await open('demo')).toEqual({ ok: true })
  expect(session.getState().message?.text).toContain('cannot be read')
})

test('of two workflows asked for at once the later is opened', async () => {
  await saveProject(files, 'other', { ...emptyDraft({ id: 'other', title: 'Other' }, newUid), scenarios: {}, proposals: {} }, {})
  await Promise.all([open('other'), open('demo'), open('other')])
  expect(session.getState().slug).toBe('other')
  await Promise.all([open('demo'), close()])
  expect(session.getState().slug).toBeNull()
})

test('two drafts are open in one page, each with a session of its own; their edits meet in the files', async () => {
  const second = createSession({ files: async () => files, journal: async () => memoryJournal(shelf, 'second') })
  stops.push(startSaving(second), startWatching(second))
  await open('demo', second)
  const titleIn = (of: typeof second) => Object.values(of.store.getState().tables.states).find(({ parent }) => parent !== null)!
  addPool('desk')
  run(rename(second.store.getState().tables, titleIn(second).uid, { title: 'Second' }), second)
  expect(start().title).toBe('Start')
  await Promise.all([flush(), flush(second)])
  // What one wrote is told to the other as a change from outside.
  files.outside('demo/workflow.json', files.texts.get('demo/workflow.json')!)
  await vi.waitFor(() => expect([start().title, titleIn(second).title]).toEqual(['Second', 'Second']))
  expect(Object.keys(second.store.getState().tables.pools)).toEqual(['desk'])
  expect([session.getState().saveState, second.store.getState().saveState]).toEqual(['saved', 'saved'])
  await close(second)
})
