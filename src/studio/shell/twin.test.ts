import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { readTape } from '../../../tests/generate/tape.ts'
import { writeWorkflow } from '../../machine/workflow-file.ts'
import { emptyDraft } from '../../workflow/draft.ts'
import { boxesOf } from '../../workflow/drawing/box.ts'
import type { StateKind } from '../../workflow/drawing/kind.ts'
import { changeKind, leafKinds, type LeafKind } from '../../workflow/edit/change-kind.ts'
import { alikeOf, reorder } from '../../workflow/edit/reorder.ts'
import { childrenOf, isInside } from '../../workflow/tree.ts'
import { chooseKind, chooseState, choiceAbout, type Choice, type ChoiceMode } from '../canvas/choose.ts'
import { addNext, connectStates, moveBy, moveStatesTo, reconnectEnd, removeSelected, retitle } from '../canvas/commands.ts'
import { canvasCommands } from '../canvas/keys.ts'
import { blank, reveal, run, select, session, type SessionTables } from '../session/session.ts'
import { outlineAction } from './outline-keys.ts'
import { holdersOf, outlineRows } from './outline-rows.ts'
import { rankOf } from './rank.ts'

/* What is drawn with the mouse, done by the keys of the outline, or asked for by name gives the same file. */

let made = 0
vi.mock('../session/new-uid.ts', () => ({ newUid: () => `n${made++}` }))

beforeEach(() => {
  vi.stubGlobal('document', { activeElement: null })
  return () => vi.unstubAllGlobals()
})

type Gesture =
  | { readonly do: 'add'; readonly from: string; readonly kind: StateKind; readonly title: string }
  | { readonly do: 'connect' | 'lead' | 'move'; readonly from: string; readonly to: string }
  | { readonly do: 'kind'; readonly from: string; readonly kind: LeafKind }
  | { readonly do: 'rename'; readonly from: string; readonly title: string }
  | { readonly do: 'delete'; readonly from: string }
  | { readonly do: 'reorder'; readonly from: string; readonly by: 1 | -1 }

const titles = ['Tier 1', 'Severity?', 'Removed', 'Appeal', 'Quality check', 'Second look']
const kinds: readonly StateKind[] = [...leafKinds, 'compound', 'parallel']
const now = () => session.getState().tables

/** A gesture that could be meant in a draft as it is now, from numbers. Null: there is nothing it could be about. */
function gestureOf(numbers: readonly number[]): Gesture | null {
  const tape = readTape(numbers)
  const { states, transitions, header } = now()
  const inner = Object.keys(states).filter((uid) => uid !== header.workflow.root)
  const ways = Object.keys(transitions)
  if (inner.length === 0) return null
  const state = () => tape.from(inner)
  const leaving = inner.filter((uid) => states[uid]?.type !== 'final' && states[uid]?.type !== 'history')
  const move = (): Gesture | null => {
    const from = state()
    const homes = Object.keys(states).filter(
      (uid) =>
        (states[uid]?.type === 'compound' || states[uid]?.type === 'parallel') &&
        uid !== from &&
        uid !== states[from]?.parent &&
        !isInside(now(), uid, from),
    )
    return homes.length === 0 ? null : { do: 'move', from, to: tape.from(homes) }
  }
  const add = (): Gesture | null =>
    leaving.length === 0 ? null : { do: 'add', from: tape.from(leaving), kind: tape.from(kinds), title: tape.from(titles) }
  const connect = (): Gesture | null => (leaving.length === 0 ? null : { do: 'connect', from: tape.from(leaving), to: state() })
  const make: readonly (() => Gesture | null)[] = [
    add,
    add,
    connect,
    connect,
    () => (ways.length === 0 ? connect() : { do: 'lead', from: tape.from(ways), to: state() }),
    move,
    () => {
      const from = state()
      return childrenOf(now(), from).length > 0 || states[from]?.type === 'history'
        ? null
        : { do: 'kind', from, kind: tape.from(leafKinds) }
    },
    () => ({ do: 'rename', from: state(), title: tape.from(titles) }),
    () => ({ do: 'delete', from: tape.chance(60) || ways.length === 0 ? state() : tape.from(ways) }),
    () => ({ do: 'reorder', from: tape.chance(50) || ways.length === 0 ? state() : tape.from(ways), by: tape.chance(50) ? 1 : -1 }),
  ]
  return tape.from(make)()
}

/** By mouse: dropped connections, dragged cards, ends and lines of a list, what is written on a card. */
function byCanvas(gesture: Gesture): void {
  const { from } = gesture
  switch (gesture.do) {
    case 'add':
      return void addNext(gesture.kind, gesture.title, from, { x: 900, y: 300 })
    case 'connect':
      return connectStates(from, gesture.to)
    case 'lead':
      return reconnectEnd(from, 'target', gesture.to, 0)
    case 'move': {
      const box = boxesOf(now()).get(from)
      return moveStatesTo({ parents: new Map([[from, gesture.to]]), places: new Map([[from, { x: (box?.x ?? 0) + 7, y: 5 }]]) })
    }
    case 'kind':
      return void run(changeKind(now(), from, gesture.kind))
    case 'rename':
      return retitle(from, gesture.title)
    case 'delete':
      select([from])
      return removeSelected()
    case 'reorder': {
      const transition = now().transitions[from]
      if (!transition) return moveBy(from, gesture.by)
      const place = alikeOf(now(), transition).indexOf(transition) + gesture.by
      return place < 0 || place >= alikeOf(now(), transition).length ? undefined : void run(reorder(now(), from, place))
    }
  }
}

/** What is asked in the menu is answered as a reader of it would. */
function answer(choice: Choice | null, gesture: Gesture): void {
  if (!choice) throw new Error(`Nothing was asked for ${gesture.do}.`)
  if ('to' in gesture) chooseState(choice, gesture.to)
  else if ('kind' in gesture) chooseKind(choice, gesture.kind, 'title' in gesture ? gesture.title : '', null, now().header.workflow.root)
}

function commands(asked: (mode: ChoiceMode) => void, rename: () => void) {
  const nothing = () => {}
  return canvasCommands({ ask: asked, rename, selectAll: nothing, fit: nothing, tidy: nothing }, true)
}

const keys: Record<Gesture['do'], string> = {
  add: 'A',
  connect: 'C',
  lead: 'E',
  move: 'M',
  kind: 'K',
  rename: 'F2',
  delete: 'Delete',
  reorder: '',
}

/** In the outline: the row of what is meant, and keys. */
function byOutline(gesture: Gesture): void {
  select([gesture.from])
  const rows = outlineRows(now(), new Set(holdersOf(now(), gesture.from).filter((uid) => childrenOf(now(), uid).length === 0)))
  const row = rows.find(({ uid }) => uid === gesture.from)
  if (!row) throw new Error(`${gesture.from} has no row`)
  const press = (key: string, altKey = false) =>
    outlineAction({ key, altKey, ctrlKey: false, metaKey: false }, row, rows, session.getState())
  const act = (action: ReturnType<typeof press>) => {
    if (!action || !('act' in action)) throw new Error(`${gesture.do} is no key of the outline`)
    action.act()
  }
  if (gesture.do === 'reorder') return act(press(gesture.by < 0 ? 'ArrowUp' : 'ArrowDown', true))
  if (gesture.do === 'delete') return act(press('Delete'))
  if (gesture.do === 'rename') {
    const action = press('F2')
    if (!action || !('rename' in action)) throw new Error('F2 renames no row')
    return retitle(gesture.from, gesture.title)
  }
  // A letter is none of the outline's keys: it is the drawing's.
  if (press(keys[gesture.do].toLowerCase()) !== null) throw new Error(`${gesture.do} is swallowed by the outline`)
  let choice: Choice | null = null
  const command = commands(
    (mode) => (choice = choiceAbout(mode)),
    () => {},
  ).find(({ shortcut }) => shortcut === keys[gesture.do])
  if (command?.enabled?.() ?? true) command?.run()
  answer(choice, gesture)
}

const names: Record<Gesture['do'], string> = {
  add: 'add a state',
  connect: 'connect to',
  lead: 'lead the transition',
  move: 'move into',
  kind: 'make it another',
  rename: 'rename the',
  delete: 'delete what',
  reorder: '',
}

/** By name: the palette finds the state, then the command. */
function byPalette(gesture: Gesture): void {
  reveal({ kind: Object.hasOwn(now().states, gesture.from) ? 'state' : 'transition', id: gesture.from })
  const typed = gesture.do === 'reorder' ? (gesture.by < 0 ? 'earlier in' : 'later in') : names[gesture.do]
  let choice: Choice | null = null
  const offered = commands(
    (mode) => (choice = choiceAbout(mode)),
    () => gesture.do === 'rename' && retitle(gesture.from, gesture.title),
  ).filter(({ enabled }) => enabled?.() ?? true)
  const [best] = offered.toSorted(
    (a, b) => rankOf(typed, b.title, [b.group, b.words ?? '']) - rankOf(typed, a.title, [a.group, a.words ?? '']),
  )
  best?.run()
  if (!['rename', 'delete', 'reorder'].includes(gesture.do)) answer(choice, gesture)
}

/** The file after the gestures were made in one of the three ways; each way is told the same gestures. */
function fileAfter(way: (gesture: Gesture) => void, gestures: readonly Gesture[]): string {
  begin()
  for (const gesture of gestures) way(gesture)
  return writeWorkflow(now())
}

function begin() {
  made = 0
  const draft = emptyDraft({ id: 'twin', title: 'Twin' }, () => `s${made++}`)
  const tables: SessionTables = { ...draft, pools: { crew: { id: 'crew', title: 'Crew', order: 0 } }, scenarios: {}, proposals: {} }
  session.setState({ ...blank, slug: 'twin', tables })
  const [start = ''] = childrenOf(draft, draft.header.workflow.root).map(({ uid }) => uid)
  const review = addNext('review', 'First review', start) ?? ''
  addNext('compound', 'Investigation', review)
  addNext('final', 'Done', review)
}

test('the canvas, the outline and the palette give the same file, whatever is drawn', () => {
  const done = new Map<string, number>()
  let changed = 0
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(9999), { minLength: 6, maxLength: 6 }), { minLength: 4, maxLength: 7 }), (numbers) => {
      begin()
      const empty = writeWorkflow(now())
      const gestures: Gesture[] = []
      for (const part of numbers) {
        const gesture = gestureOf(part)
        if (!gesture) continue
        gestures.push(gesture)
        byCanvas(gesture)
        done.set(gesture.do, (done.get(gesture.do) ?? 0) + 1)
      }
      const drawn = writeWorkflow(now())
      if (drawn !== empty) changed++
      expect(fileAfter(byOutline, gestures)).toBe(drawn)
      expect(fileAfter(byPalette, gestures)).toBe(drawn)
    }),
    { numRuns: 305 },
  )
  expect(changed).toBeGreaterThan(300)
  expect([...done.keys()].toSorted()).toEqual(['add', 'connect', 'delete', 'kind', 'lead', 'move', 'rename', 'reorder'])
  expect(Math.min(...done.values())).toBeGreaterThan(40)
})
