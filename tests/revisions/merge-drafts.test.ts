import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeDrafts } from '../../src/revisions/merge-drafts.ts'
import { changeBetween } from '../../src/workflow/change-set.ts'
import type { Draft } from '../../src/workflow/draft.ts'
import { exampleDraft } from './example.ts'
import { edited, history } from './random-edits.ts'

/** What a side did, one line a record: all that the record then says. */
function done(base: Draft, head: Draft): Map<string, string> {
  return new Map(
    Object.entries(changeBetween(base, head)).flatMap(([table, { added, removed, updated }]) => [
      ...Object.entries(added).map(([id, record]) => [`${table}/${id}`, JSON.stringify(record)] as const),
      ...Object.keys(removed).map((id) => [`${table}/${id}`, 'removed'] as const),
      ...Object.entries(updated)
        .filter(([, [before, after]]) => JSON.stringify(before) !== JSON.stringify(after))
        .map(([id, [, record]]) => [`${table}/${id}`, JSON.stringify(record)] as const),
    ]),
  )
}

test('what only one side did is in the merged draft, what both did alike once, and what both did otherwise is asked for, and nothing else', () => {
  let [asked, together] = [0, 0]
  fc.assert(
    fc.property(history, history, (here, there) => {
      const base = exampleDraft()
      const [ours, theirs] = [edited(here, 'a').draft, edited(there, 'b').draft]
      const merged = mergeDrafts(base, ours, theirs)
      if (merged === null) return
      const [mine, other, both] = [done(base, ours), done(base, theirs), done(base, merged.merged)]
      const clashes = [...mine].filter(([id, what]) => other.has(id) && other.get(id) !== what).map(([id]) => id)
      expect(merged.contested).toBe(clashes.filter((id) => !id.startsWith('layout/')).length)
      expect(merged.contested > 0 || merged.asked.length === 0).toBe(true)
      expect(Object.fromEntries(both)).toEqual({ ...Object.fromEntries(other), ...Object.fromEntries(mine) })
      for (const { text } of merged.asked) expect(text).not.toMatch(/undefined|\[object|NaN|^$/)
      asked += Math.min(1, merged.asked.length)
      together++
    }),
    { numRuns: 300 },
  )
  expect(together).toBeGreaterThan(250)
  expect(asked).toBeGreaterThan(30)
})

test('what is asked is said as a change from our side to theirs', () => {
  const base = exampleDraft()
  const titled = (title: string): Draft => ({ ...base, header: { workflow: { ...base.header.workflow, title } } })
  const { merged, asked } = mergeDrafts(base, titled('Ours'), titled('Theirs'))!
  expect(merged.header.workflow.title).toBe('Ours')
  expect(asked.map(({ text }) => text)).toEqual([expect.stringMatching(/Ours.*Theirs/)])
  expect(mergeDrafts(base, titled('Same'), titled('Same'))?.asked).toEqual([])
})

test('a side that removes what the other leads to is no merge', () => {
  const base = exampleDraft()
  const gone = edited([{ name: 'remove', pick: { a: 0, b: 0, c: 0 } }]).draft
  const removed = Object.keys(base.states).find((uid) => !Object.hasOwn(gone.states, uid))!
  const source = Object.keys(gone.states).find((uid) => gone.states[uid]?.type === 'atomic')!
  const way = { ...Object.values(base.transitions)[0]!, uid: 'way', source, targets: [removed] }
  expect(mergeDrafts(base, gone, { ...base, transitions: { ...base.transitions, way } })).toBeNull()
})
