import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { overlayDrafts } from '../../src/revisions/overlay.ts'
import { changeBetween } from '../../src/workflow/change-set.ts'
import { boxesOf } from '../../src/workflow/drawing/box.ts'
import { exampleDraft } from './example.ts'
import { edited, history, states, transitions } from './random-edits.ts'

/** What a record says, without the numbers that only matter in relation. */
const facts = (record: unknown) => JSON.stringify(record, (key, value: unknown) => (key === 'order' ? undefined : value))
const kinds: Readonly<Record<string, string>> = {
  header: 'workflow',
  states: 'state',
  transitions: 'transition',
  attributes: 'attribute',
  pools: 'pool',
  layout: 'state',
}

test('whatever the commands of the editor did is told, in words, and nothing else', () => {
  let all = 0
  fc.assert(
    fc.property(history, (steps) => {
      const base = exampleDraft()
      const { draft: head, done } = edited(steps)
      all += done
      const { changes } = diffWorkflows(base, head, { layouts: { base: base.layout, head: head.layout } })
      const told = new Set(changes.map(({ place }) => `${place.kind}:${place.id}`))
      const untold = Object.entries(changeBetween(base, head))
        .flatMap(([table, { added, removed, updated }]) =>
          [
            ...Object.keys(added),
            ...Object.keys(removed),
            ...Object.entries(updated)
              .filter(([, [before, after]]) => facts(before) !== facts(after))
              .map(([id]) => id),
          ].map((id) => `${kinds[table]}:${id}`),
        )
        .filter((place) => !told.has(place))
      expect(untold).toEqual([])
      expect(changes.filter(({ text }) => text.trim() === '' || /undefined|\[object|NaN/.test(text))).toEqual([])
      expect(diffWorkflows(head, head).changes).toEqual([])
      expect(diffWorkflows(head, base).changes.length > 0).toBe(diffWorkflows(base, head).changes.length > 0)
    }),
    { numRuns: 300 },
  )
  expect(all).toBeGreaterThan(300)
})

test('the overlay draws every state and way of both versions, and marks every one that only one has', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const base = exampleDraft()
      const head = edited(steps).draft
      const { changes } = diffWorkflows(base, head)
      const overlay = overlayDrafts(base, head, changes)
      const boxes = boxesOf(overlay.draft)
      for (const uid of [...states(base), ...states(head)]) expect(boxes.has(uid)).toBe(true)
      for (const uid of [...transitions(base), ...transitions(head)]) expect(Object.hasOwn(overlay.draft.transitions, uid)).toBe(true)
      const ends = Object.values(overlay.draft.transitions).flatMap(({ source, targets }) => [source, ...targets])
      expect(ends.filter((uid) => !Object.hasOwn(overlay.draft.states, uid))).toEqual([])
      const marked = (uid: string) => overlay.states.get(uid) ?? overlay.transitions.get(uid)
      expect(
        [...states(base), ...transitions(base)].filter(
          (uid) => !Object.hasOwn(head.states, uid) && !Object.hasOwn(head.transitions, uid) && marked(uid) !== 'removed',
        ),
      ).toEqual([])
      expect(
        [...states(head), ...transitions(head)].filter(
          (uid) => !Object.hasOwn(base.states, uid) && !Object.hasOwn(base.transitions, uid) && marked(uid) !== 'added',
        ),
      ).toEqual([])
    }),
    { numRuns: 200 },
  )
})
