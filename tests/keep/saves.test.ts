import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { memoryFiles } from '../../src/studio/session/memory-files.ts'
import { emptyShelf, memoryJournal } from '../../src/studio/session/memory-journal.ts'
import { newUid } from '../../src/studio/session/new-uid.ts'
import { open } from '../../src/studio/session/open.ts'
import { flush, startSaving } from '../../src/studio/session/save.ts'
import { createSession, run, type SessionTables, undo } from '../../src/studio/session/session.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { emptyDraft } from '../../src/workflow/draft.ts'
import { changeBetween } from '../../src/workflow/change-set.ts'
import { openProject, saveProject } from '../../src/workspace/project.ts'
import { twoPoolsScenario } from '../samples/two-pools.ts'

/*
 * Saves whose writes fail: each of the k writes in turn, before it is done or after it (the answer is lost), with edits and undos in between. Nobody else writes, so
 * nothing may ever be asked, and once the writes pass, the files must say what the screen says. The oracle is the file reader on the memory behind it.
 */

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
})
afterEach(() => vi.unstubAllGlobals())

type Fate = 'passes' | 'fails' | 'answer is lost'
const fate = fc.constantFrom<Fate>('passes', 'passes', 'fails', 'answer is lost')
const edit = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), to: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('move' as const), to: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('scenario' as const), to: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('no scenario' as const), to: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constant('undo' as const), to: fc.constant(0) }),
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function made(tables: SessionTables, { kind, to }: Edit): SessionTables {
  const state = Object.values(tables.states).find(({ parent }) => parent !== null)!
  if (kind === 'title') return { ...tables, states: { ...tables.states, [state.uid]: { ...state, title: `Title ${to}` } } }
  if (kind === 'move') return { ...tables, layout: { ...tables.layout, [state.uid]: { uid: state.uid, x: to * 10, y: 0, pinned: true } } }
  const scenarios: Record<string, Scenario> = { ...tables.scenarios }
  if (kind === 'scenario') scenarios[`s${to % 2}`] = { ...twoPoolsScenario, id: `s${to % 2}`, title: `Scenario ${to}` }
  else delete scenarios[`s${to}`]
  return { ...tables, scenarios }
}

test('whichever writes of a save fail, our own files are never taken for a stranger’s, and in the end they say what the screen says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(edit, fc.array(fate, { maxLength: 4 })), { minLength: 1, maxLength: 8 }), async (steps) => {
      const files = memoryFiles()
      const shelf = emptyShelf()
      const of = createSession({ files: async () => files, journal: async () => memoryJournal(shelf, 'tab') })
      await saveProject(files, 'demo', { ...emptyDraft({ id: 'demo', title: 'Demo' }, newUid), scenarios: {}, proposals: {} }, {})
      const plain = { ...files }
      let fates: Fate[] = []
      const fated = async <T>(work: () => Promise<T>): Promise<T> => {
        const next = fates.shift() ?? 'passes'
        if (next === 'fails') throw new Error('Failed to fetch')
        const result = await work()
        if (next === 'answer is lost') throw new Error('Failed to fetch')
        return result
      }
      files.write = (...what) => fated(() => plain.write(...what))
      files.remove = (...what) => fated(() => plain.remove(...what))
      const stop = startSaving(of)
      const asked: string[] = []
      of.store.subscribe(({ question }) => question && asked.push(question.text))
      await open('demo', of)
      for (const [change, next] of steps) {
        const { tables } = of.store.getState()
        if (change.kind === 'undo') undo(of)
        else run({ label: change.kind, change: changeBetween(tables, made(tables, change)) }, of)
        fates = [...next]
        await flush(of)
      }
      fates = []
      await flush(of)
      stop()
      if (of.timer !== null) clearTimeout(of.timer)
      const read = await openProject(files, 'demo')
      expect(asked).toEqual([])
      expect(of.store.getState().saveState).toBe('saved')
      expect(read.ok && read.project.tables).toEqual(of.store.getState().tables)
      expect(shelf.unsaved.size).toBe(0)
    }),
    { numRuns: Number(process.env['KEEP_RUNS'] ?? 150) },
  )
})
