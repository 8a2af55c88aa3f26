import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryWorkflow } from '../../../tests/generate/workflow.ts'
import { readLayout, writeLayout, writeWorkflow } from '../../machine/workflow-file.ts'
import { applyChange, invertChange } from '../change-set.ts'
import { isRefusal, type Draft } from '../draft.ts'
import { abuseSketch } from '../drawing/abuse-sketch.ts'
import { boxesOf } from '../drawing/box.ts'
import { foldedDraft } from '../drawing/folded.ts'
import { routesOf } from '../drawing/route.ts'
import { moveStates } from './move-states.ts'
import { turnFold } from './fold.ts'

/** Every state where it is drawn. */
function placed(draft: Draft): Draft {
  const layout = Object.fromEntries([...boxesOf(draft)].map(([uid, { local }]) => [uid, { uid, ...local }]))
  return { ...draft, layout }
}

const turned = (draft: Draft, uid: string): Draft => {
  const edit = turnFold(draft, uid)
  if (isRefusal(edit)) throw new Error(edit.refused)
  const after = applyChange(draft, edit.change)
  expect(applyChange(after, invertChange(edit.change))).toEqual(draft)
  return after
}

/** The outermost folded group around a state, found by going up one by one; else the state itself. */
function seenAs(draft: Draft, uid: string, folded: ReadonlySet<string>): string {
  let seen = uid
  for (let at = draft.states[uid]?.parent ?? null; at !== null; at = draft.states[at]?.parent ?? null) if (folded.has(at)) seen = at
  return seen
}

test('folding and unfolding leaves file and placements as they were, and draws each state and way once or in its card', () => {
  let [folds, hidden, led] = [0, 0, 0]
  fc.assert(
    fc.property(arbitraryWorkflow(), fc.array(fc.nat(9999), { minLength: 1, maxLength: 12 }), (workflow, picks) => {
      const before = placed({ ...workflow, layout: {} })
      const [file, places, boxes] = [writeWorkflow(before), writeLayout(before.layout), boxesOf(before)]
      const { root } = before.header.workflow
      const groups = Object.values(before.states).filter(({ uid, type }) => uid !== root && (type === 'compound' || type === 'parallel'))
      if (groups.length === 0) return
      const folded = new Set<string>()
      let draft = before
      for (const pick of picks) {
        const { uid } = groups[pick % groups.length]!
        draft = turned(draft, uid)
        if (!folded.delete(uid)) folded.add(uid)
        folds++
        expect(writeWorkflow(draft)).toBe(file)
        expect(readLayout(writeLayout(draft.layout))).toEqual({ ok: true, layout: draft.layout })

        const drawn = foldedDraft(draft)
        const states = Object.keys(before.states)
        expect(Object.keys(drawn.draft.states).toSorted()).toEqual(
          states.filter((state) => seenAs(before, state, folded) === state).toSorted(),
        )
        const shown = boxesOf(drawn.draft)
        hidden += states.length - 1 - shown.size
        // What is on the sheet itself stays in its place: frames may be larger than their placement says, cards are not.
        const cards = [...shown.values()].filter(({ parent, kind }) => parent === null && kind !== 'compound' && kind !== 'parallel')
        const was = (uid: string) => (folded.has(uid) ? boxes.get(uid)!.origin : boxes.get(uid)!)
        expect(cards.map(({ x, y }) => [x, y])).toEqual(cards.map(({ uid }) => [was(uid).x, was(uid).y]))
        const { edges } = routesOf(drawn.draft)
        for (const { uid: way, source, targets } of Object.values(before.transitions)) {
          const ends = [source, ...targets].map((end) => seenAs(before, end, folded))
          const within = [...drawn.groups.values()].some(({ ways }) => ways.includes(way))
          expect(within, way).toBe(ends.every((end) => end === ends[0]) && ends[0] !== source)
          const line = edges.get(way)?.edge
          if (source === root || targets.includes(root)) continue
          expect(line && [line.source, line.target], way).toEqual(within ? undefined : [ends[0], ends[1] ?? ends[0]])
          if (line && (line.source !== source || (targets[0] !== undefined && line.target !== targets[0]))) led++
        }
      }
      for (const uid of folded) draft = turned(draft, uid)
      expect(draft.layout).toEqual(before.layout)
      expect(writeLayout(draft.layout)).toBe(places)
    }),
    { numRuns: 30 },
  )
  expect(Math.min(folds, hidden, led)).toBeGreaterThan(20)
})

test('a folded group is moved as any card, and what is in it goes along when it is open again', () => {
  const start = placed(abuseSketch())
  const before = boxesOf(start)
  const move = moveStates(turned(start, 'urgent'), [{ uid: 'urgent', x: start.layout['urgent']!.x + 500, y: start.layout['urgent']!.y }])
  if (isRefusal(move)) throw new Error(move.refused)
  const after = boxesOf(turned(applyChange(turned(start, 'urgent'), move.change), 'urgent'))
  expect(after.get('assess')!.x).toBe(before.get('assess')!.x + 500)
})

test('what is no group, or has no place yet, is not folded, and says so', () => {
  const draft = abuseSketch()
  expect(turnFold(draft, 'tier1')).toMatchObject({ refused: expect.stringMatching(/group/) })
  expect(turnFold(draft, 'root')).toMatchObject({ refused: expect.stringMatching(/group/) })
  expect(turnFold({ ...draft, layout: {} }, 'urgent')).toMatchObject({ refused: expect.stringMatching(/place/) })
})
