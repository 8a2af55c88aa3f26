import { formatDuration } from '../../words/duration.ts'
import type { Edge, Node } from '@xyflow/react'
import type { Draft } from '../../workflow/draft.ts'
import type { Box, Rect } from '../../workflow/drawing/box.ts'
import { foldedDraft, type Folded, type FoldedGroup } from '../../workflow/drawing/folded.ts'
import { placeLabels, type PlacedLabel, type Size } from '../../workflow/drawing/label.ts'
import { abbreviated, fitted, labelSize, pillSize } from '../../workflow/drawing/label-size.ts'
import { kindWords, linesIn } from '../../workflow/drawing/kind.ts'
import { routesOf, type Route, type Routes } from '../../workflow/drawing/route.ts'
import { wordsOf, type TransitionWords } from '../../workflow/drawing/words.ts'
import { isDuration, parseDuration } from '../../workflow/duration.ts'
import type { Uid } from '../../workflow/name.ts'
import type { State } from '../../workflow/state.ts'
import { childrenOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Transition } from '../../workflow/transition.ts'
import type { CanvasLayer, StateMark, TransitionMark } from './layer.ts'

/** What a drawn state shows. */
export type StateData = {
  readonly state: State
  readonly kind: Box['kind']
  readonly title: string
  /** Its name to a screen reader. */
  readonly spoken: string
  /** Place among all states, from 1: what stands for the title where that cannot be read. */
  readonly number: number
  /** Titles of the pools in order of preference; empty for what people do not do. */
  readonly pools: readonly string[]
  /** Service target in words; empty without one. */
  readonly target: string
  /** A quiet line where no layer says anything. */
  readonly note: string
  /** Of a decision: its ways out in the order in which they are asked, as many as have room. */
  readonly exits: readonly string[]
  readonly initial: boolean
  readonly pinned: boolean
  /** A region of a parallel group: divided from its siblings by a line instead of a frame. */
  readonly region: boolean
  /** A group drawn as a card. */
  readonly folded: boolean
  readonly mark: StateMark | null
  readonly problem: 'error' | 'warning' | null
  /** Parallel: where the dashed lines between regions run, from the top of the frame. */
  readonly dividers: readonly number[]
  readonly editable: boolean
}
export type StateNode = Node<StateData, 'card' | 'plate' | 'frame' | 'point'>

/** A pill in its place. */
export type DrawnLabel = Rect & {
  /** The words that have room; null where there is room for a number only. */
  readonly words: TransitionWords | null
  /** Whether the words say all there is to say. */
  readonly whole: boolean
  /** What stands in place of the words: the number of its way among all, with how many more it stands for. */
  readonly number: string
  /** All that the pill stands for, in full, one line for each way. */
  readonly full: string
}

/** What a drawn transition shows. */
export type TransitionData = {
  /** Its name to a screen reader. */
  readonly spoken: string
  readonly transition: Transition
  readonly route: Route
  readonly label: DrawnLabel | null
  readonly words: TransitionWords
  readonly mark: TransitionMark | null
  readonly problem: 'error' | 'warning' | null
  readonly dimmed: boolean
  readonly editable: boolean
}
export type TransitionEdge = Edge<TransitionData, 'transition'>

/** `seen`: the draft as far as it is drawn, see `foldedDraft`. */
export type Projection = { readonly nodes: StateNode[]; readonly edges: TransitionEdge[]; readonly routes: Routes; readonly seen: Draft }

export type ProjectionInput = {
  readonly draft: Draft
  readonly layer: CanvasLayer | null
  readonly selection: ReadonlySet<string>
  /** By uid of state or transition. */
  readonly problems: ReadonlyMap<string, 'error' | 'warning'>
  readonly editable: boolean
  /** Height of a pill's letters in pixels of the drawing. */
  readonly font: number
}

const nodeTypes = {
  review: 'card',
  automatic: 'card',
  wait: 'card',
  batch: 'card',
  rest: 'plate',
  decision: 'plate',
  final: 'plate',
  compound: 'frame',
  parallel: 'frame',
  history: 'point',
} as const satisfies Record<Box['kind'], StateNode['type']>

/** The id in the page of a drawn state. */
export const nodeId = (uid: Uid): string => `drawn-${uid}`

/** Lines lie above all frames and below all other states (their level is in the style sheet). */
const stateLevel = 200

/**
 * Makes a projector: it draws a draft as React Flow nodes and edges and remembers what it drew, so that an untouched record gives the
 * same object again and React Flow does not look at it. Nodes are flat with absolute positions and explicit sizes: frames are grown
 * around what they hold here, once, and not by React Flow.
 */
export function createProjector(): (input: ProjectionInput) => Projection {
  let routes: { draft: Draft; result: Routes } | null = null
  let folds: (Folded & { readonly of: Draft }) | null = null
  let labels: { key: readonly unknown[]; result: ReadonlyMap<string, DrawnLabel> } | null = null
  const nodes = new Memory<StateNode>()
  const edges = new Memory<TransitionEdge>()
  const words = new WeakMap<Transition, { attributes: Draft['attributes']; states: Draft['states']; words: TransitionWords }>()

  return (input) => {
    const { draft, layer } = input
    if (folds?.of !== draft) folds = { of: draft, ...foldedDraft(draft) }
    const folded: Folded = folds
    const seen = folded.draft
    if (routes?.draft !== seen)
      routes = { draft: seen, result: sameDrawing(routes?.draft, seen) && routes ? routes.result : routesOf(seen, routes?.result) }
    const drawn = routes.result
    const said = (transition: Transition) => {
      const known = words.get(transition)
      if (known && known.attributes === draft.attributes && known.states === draft.states) return known.words
      const made = wordsOf(transition, draft)
      const kept = known && known.words.trigger === made.trigger && known.words.guard === made.guard ? known.words : made
      words.set(transition, { attributes: draft.attributes, states: draft.states, words: kept })
      return kept
    }
    const key = [drawn.edges, draft.transitions, draft.attributes, draft.states, layer, input.problems, input.font]
    if (!labels || key.some((part, index) => part !== labels?.key[index])) labels = { key, result: labelsOf(input, drawn, said) }
    const places = labels.result
    const related = relatedTo(input.selection, draft)
    const result = {
      nodes: [...drawn.boxes.values()].map((box, index) => projectState(box, index + 1, { ...input, folded }, drawn, related, said, nodes)),
      edges: [...drawn.edges.values()].flatMap((route) => {
        const transition = draft.transitions[route.edge.transition]
        return transition
          ? [projectTransition(route, transition, said(transition), places.get(route.edge.id) ?? null, input, related, edges)]
          : []
      }),
      routes: drawn,
      seen,
    }
    nodes.forget()
    edges.forget()
    return result
  }
}

/** Whether two drafts are drawn in the same places: then nothing is routed anew. */
function sameDrawing(before: Draft | undefined, after: Draft): boolean {
  return (
    before !== undefined && before.states === after.states && before.transitions === after.transitions && before.layout === after.layout
  )
}

function projectState(
  box: Box,
  number: number,
  { draft, folded, layer, selection, problems, editable }: ProjectionInput & { readonly folded: Folded },
  routes: Routes,
  related: Related | null,
  said: (transition: Transition) => TransitionWords,
  memory: Memory<StateNode>,
): StateNode {
  const state = draft.states[box.uid] as State
  const group = folded.groups.get(box.uid)
  const kind = group?.kind ?? box.kind
  const mark = layer ? (group ? markOfGroup(box.uid, group, layer, draft) : (layer.states.get(box.uid) ?? null)) : null
  const pools = state.step?.kind === 'review' ? state.step.pools.map((id) => draft.pools[id]?.title ?? id) : []
  const exits = box.kind === 'decision' ? exitsOf(state, box, draft, said) : []
  const dividers = box.kind === 'parallel' ? dividersOf(draft, box, routes) : []
  const initial = routes.initial.has(box.uid)
  const selected = selection.has(box.uid)
  const dimmed = related !== null && !related.has(box.uid)
  const problem = worst([box.uid, ...(group ? [...group.states, ...group.ways] : [])].map((uid) => problems.get(uid)))
  const region = box.parent !== null && routes.boxes.get(box.parent)?.kind === 'parallel'
  const pinned = draft.layout[box.uid]?.pinned === true
  const facts = [
    state,
    kind,
    group !== undefined,
    box.x,
    box.y,
    box.width,
    box.height,
    box.depth,
    number,
    initial,
    selected,
    dimmed,
    problem,
    pinned,
    region,
    editable,
    exits.join('\n'),
    mark?.line,
    mark?.heat,
    mark?.missed,
    mark?.change,
    mark?.active,
    mark?.short,
    pools.join('\n'),
    dividers.join(' '),
  ]
  return memory.recall(box.uid, facts, () => ({
    id: box.uid,
    type: nodeTypes[box.kind],
    ...placeAt(box),
    width: box.width,
    height: box.height,
    measured: { width: box.width, height: box.height },
    handles: handlesOf(box),
    zIndex: nodeTypes[box.kind] === 'frame' ? box.depth : stateLevel,
    selected,
    draggable: editable,
    connectable: editable,
    ...(dimmed ? { className: 'dimmed' } : {}),
    data: {
      state,
      kind,
      title: titleOf(state),
      spoken: ariaLabelOf(state, kind, group, pools, mark),
      number,
      pools,
      target: targetOf(state),
      note: noteOf(state, draft),
      exits,
      initial,
      pinned,
      region,
      folded: group !== undefined,
      mark,
      problem,
      dividers,
      editable,
    },
  }))
}

function projectTransition(
  route: Route,
  transition: Transition,
  words: TransitionWords,
  label: DrawnLabel | null,
  { layer, selection, problems, editable }: ProjectionInput,
  related: Related | null,
  memory: Memory<TransitionEdge>,
): TransitionEdge {
  const mark = layer?.transitions.get(transition.uid) ?? null
  const selected = selection.has(transition.uid)
  const dimmed = related !== null && !related.has(transition.uid)
  const problem = problems.get(transition.uid) ?? null
  const facts = [
    route,
    transition,
    words,
    label?.x,
    label?.y,
    label?.width,
    label?.height,
    label?.words?.trigger,
    label?.words?.guard,
    label?.number,
    label?.full,
    mark?.label,
    mark?.flow,
    mark?.change,
    mark?.active,
    selected,
    dimmed,
    problem,
    editable,
  ]
  return memory.recall(route.edge.id, facts, () => ({
    id: route.edge.id,
    type: 'transition',
    source: route.edge.source,
    target: route.edge.target,
    sourceHandle: 'out',
    targetHandle: 'in',
    selected,
    // React Flow's own element for it is empty: what is drawn says what it is.
    domAttributes: { 'aria-hidden': true },
    data: {
      spoken: [words.trigger || 'Transition', words.guard && `if ${words.guard}`, mark?.label].filter(Boolean).join(', '),
      transition,
      route,
      label,
      words,
      mark,
      problem,
      dimmed,
      editable,
    },
  }))
}

/** What a pill can say of one way: the words in the longest form that may be, the next shorter, then none; and all that there is to say. */
type Sayings = {
  readonly forms: readonly (TransitionWords | null)[]
  readonly whole: TransitionWords
  readonly full: string
  readonly number: number
}

/** The pills of all ways: each in the longest form for which there is room. */
export function labelsOf(
  { draft, layer, problems, font }: Pick<ProjectionInput, 'draft' | 'layer' | 'problems' | 'font'>,
  routes: Routes,
  said: (transition: Transition) => TransitionWords,
): Map<string, DrawnLabel> {
  const sizes = new Map<string, readonly Size[]>()
  const sayings = new Map<string, Sayings>()
  for (const [id, { edge }] of routes.edges) {
    const transition = draft.transitions[edge.transition]
    if (!transition) continue
    const mark = layer?.transitions.get(edge.transition)
    const [whole, icons] = [said(transition), (problems.has(edge.transition) ? 1 : 0) + (mark?.change ? 1 : 0)]
    const sizeOf = (words: TransitionWords) => labelSize(words, mark?.label ?? '', icons, font)
    const [most, brief] = [fitted(whole, font), abbreviated(whole, font)]
    const [large, small] = [sizeOf(most), sizeOf(brief)]
    if (!large) continue
    const isSmaller = small !== null && small.width * small.height < large.width * large.height
    const full = [whole.trigger, whole.guard && `if ${whole.guard}`, mark?.label].filter(Boolean).join(' ')
    sayings.set(id, { forms: [most, ...(isSmaller ? [brief] : []), null], whole, full, number: sayings.size + 1 })
    sizes.set(id, [large, ...(isSmaller ? [small] : []), pillSize('00', font)])
  }
  const placed = placeLabels(routes, sizes, layer ? tagsUnder(routes, layer, font) : [])
  return new Map([...placed].map(([id, label]) => [id, drawnLabel(id, label, sayings)] as const))
}

function drawnLabel(id: string, { x, y, width, height, level, holds }: PlacedLabel, sayings: ReadonlyMap<string, Sayings>): DrawnLabel {
  const said = sayings.get(id)
  const words = said?.forms[level] ?? null
  const more = holds.length > 0 ? '+' : ''
  const full = [id, ...holds].map((held) => sayings.get(held)?.full ?? '').join('\n')
  return { x, y, width, height, words, whole: words === said?.whole && more === '', number: `${said?.number ?? ''}${more}`, full }
}

/** Where a layer's numbers hang under their states. */
export function tagsUnder({ boxes }: Routes, layer: CanvasLayer, font: number): Rect[] {
  return [...boxes.values()].flatMap(({ uid, kind, x, y, width, height }) =>
    layer.states.get(uid)?.line !== undefined && nodeTypes[kind] !== 'frame' ? [{ x, y: y + height, width, height: font }] : [],
  )
}

type Related = ReadonlySet<string>

/** What belongs to the selection: itself, what it touches, and what holds or fills it. Null: nothing is selected, all belongs. */
function relatedTo(selection: ReadonlySet<string>, draft: Draft): Related | null {
  if (selection.size === 0) return null
  const related = new Set<string>(selection)
  const addUp = (uid: Uid) => {
    for (
      let at = draft.states[uid];
      at && !(related.has(at.uid) && at.uid !== uid);
      at = at.parent === null ? undefined : draft.states[at.parent]
    )
      related.add(at.uid)
  }
  const addDown = (uid: Uid) => {
    for (const child of childrenOf(draft, uid)) {
      related.add(child.uid)
      for (const exit of transitionsFrom(draft, child.uid)) related.add(exit.uid)
      addDown(child.uid)
    }
  }
  const touched = new Set([...selection].filter((id) => Object.hasOwn(draft.states, id)))
  for (const uid of touched) addDown(uid)
  for (const { uid, source, targets } of Object.values(draft.transitions)) {
    if (!selection.has(uid) && !touched.has(source) && !targets.some((target) => touched.has(target))) continue
    related.add(uid)
    for (const end of [source, ...targets]) addUp(end)
  }
  for (const uid of touched) addUp(uid)
  return related
}

function dividersOf(draft: Draft, box: Box, { boxes }: Routes): number[] {
  const regions = childrenOf(draft, box.uid)
    .flatMap(({ uid }) => boxes.get(uid) ?? [])
    .toSorted((a, b) => a.y - b.y)
  return regions.slice(1).flatMap((region, index) => {
    const above = regions[index]
    const [end, start] = [above ? above.y + above.height : 0, region.y]
    return start >= end ? [Math.round((end + start) / 2 - box.y)] : []
  })
}

/**
 * Where a node stands. React Flow moves its nodes by a transform, and a browser makes a part of the picture of its own of each thing with a transform: at each
 * step it puts hundreds together anew. Without one, all cards are one part.
 */
export function placeAt({ x, y }: Pick<Rect, 'x' | 'y'>): Pick<StateNode, 'position' | 'style'> {
  return { position: { x, y }, style: { transform: 'none', left: x, top: y } }
}

/** One way in on the left and one out on the right; lines are drawn by the router and end where it says. */
export function handlesOf({ width, height }: Box): NonNullable<StateNode['handles']> {
  return [
    { id: 'in', type: 'target', position: 'left' as never, x: 0, y: height / 2, width: 1, height: 1 },
    { id: 'out', type: 'source', position: 'right' as never, x: width, y: height / 2, width: 1, height: 1 },
  ]
}

function targetOf({ step }: State): string {
  return step?.target && isDuration(step.target) ? formatDuration(parseDuration(step.target)) : ''
}

function noteOf(state: State, draft: Draft): string {
  const { step, disposition } = state
  if (step?.kind === 'batch')
    return [
      step.size && `${step.size} cases`,
      step.age && isDuration(step.age) && `oldest ${formatDuration(parseDuration(step.age))}`,
      step.at?.join(', '),
    ]
      .filter(Boolean)
      .join(' or ')
  if (step) return step.outcomes.map((outcome) => outcome.title).join(' · ')
  if (disposition) return disposition.restrictive ? 'Restrictive' : ''
  return state.type === 'compound' || state.type === 'parallel' ? `${childrenOf(draft, state.uid).length} inside` : ''
}

function exitsOf(state: State, { height }: Box, draft: Draft, said: (transition: Transition) => TransitionWords): string[] {
  const exits = transitionsFrom(draft, state.uid)
  if (exits.length < 2) return []
  const room = linesIn(height)
  const shown = exits.length > room ? room - 1 : exits.length
  const lines = exits.slice(0, shown).map((exit, index) => {
    const { trigger, guard } = said(exit)
    return `${index + 1} ${guard || trigger || 'otherwise'}`
  })
  return shown < exits.length ? [...lines, `and ${exits.length - shown} more`] : lines
}

function ariaLabelOf(
  state: State,
  kind: Box['kind'],
  group: FoldedGroup | undefined,
  pools: readonly string[],
  mark: StateMark | null,
): string {
  return [
    `${titleOf(state)}, ${kindWords[kind].toLowerCase()}`,
    group && `folded, ${group.states.length} inside`,
    pools.length > 0 && `by ${pools.join(', then ')}`,
    mark?.change,
    mark?.line,
    mark?.missed,
  ]
    .filter(Boolean)
    .join(', ')
}

/** What a layer says of a folded group: what it says of the group itself, else of the state in it with the most heat; with the heat, the difference and the activity of all. */
function markOfGroup(uid: Uid, { states, ways }: FoldedGroup, layer: CanvasLayer, draft: Draft): StateMark | null {
  const own = layer.states.get(uid)
  const inside = states.flatMap((state) => {
    const mark = layer.states.get(state)
    return mark ? [{ state, mark }] : []
  })
  const [hottest] = inside.toSorted((a, b) => (b.mark.heat ?? -1) - (a.mark.heat ?? -1))
  const changed = inside.some(({ mark }) => mark.change) || ways.some((way) => layer.transitions.get(way)?.change)
  const active = own?.active || inside.some(({ mark }) => mark.active)
  if (!own && !hottest && !changed) return null
  const said = own?.line === undefined ? hottest?.mark : own
  const of = hottest && said === hottest.mark ? draft.states[hottest.state] : undefined
  const change = own?.change ?? (changed ? 'changed' : undefined)
  const missed = own?.missed ?? inside.find(({ mark }) => mark.missed !== undefined)?.mark.missed
  return {
    ...said,
    ...(said?.line === undefined || !of ? {} : { line: `${titleOf(of)}: ${said.line}`, short: said.short ?? said.line }),
    ...(missed === undefined ? {} : { missed }),
    ...(active ? { active } : {}),
    ...(change ? { change } : {}),
  }
}

function worst(found: readonly ('error' | 'warning' | undefined)[]): 'error' | 'warning' | null {
  return found.includes('error') ? 'error' : found.includes('warning') ? 'warning' : null
}

/** Keeps what was made per id while the facts it was made from are the same. */
class Memory<T> {
  private before = new Map<string, { facts: readonly unknown[]; made: T }>()
  private now = new Map<string, { facts: readonly unknown[]; made: T }>()

  recall(id: string, facts: readonly unknown[], make: () => T): T {
    const known = this.before.get(id)
    const entry = known && known.facts.every((fact, index) => Object.is(fact, facts[index])) ? known : { facts, made: make() }
    this.now.set(id, entry)
    return entry.made
  }

  /** Drops what was not asked for since the last time. */
  forget() {
    this.before = this.now
    this.now = new Map()
  }
}
