import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api'
import { boxesOf, overlaps, type Box, type Rect } from '../workflow/drawing/box.ts'
import { edgesOf, type DrawnEdge } from '../workflow/drawing/edge.ts'
import { framePadding, kindOf, sizeOf } from '../workflow/drawing/kind.ts'
import { labelSize } from '../workflow/drawing/label-size.ts'
import { wordsOf } from '../workflow/drawing/words.ts'
import type { Draft } from '../workflow/draft.ts'
import { waysToLayOut } from './layout-budget.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { childrenOf, rootOf, titleOf } from '../workflow/tree.ts'

/** Which states may move; absent: all that are not pinned. */
export type LayoutOptions = { readonly only?: ReadonlySet<Uid> }

const { top, right, bottom, left } = framePadding
const layered = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '44',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '16',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '16',
  'elk.layered.cycleBreaking.strategy': 'GREEDY',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.randomSeed': '1',
}
/** Beyond so many states the slow and careful options would take many seconds. */
const large = 80
const careful = { 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX', 'elk.layered.thoroughness': '20' }
const quick = { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF', 'elk.layered.thoroughness': '3' }

/** Which way a drawing runs: to the right or down in one line, or to the right in several rows. */
export type Shape = 'right' | 'down' | 'wrapped'
const shapeOptions: Record<Shape, Readonly<Record<string, string>>> = {
  right: {},
  down: { 'elk.direction': 'DOWN' },
  wrapped: { 'elk.layered.wrapping.strategy': 'MULTI_EDGE', 'elk.aspectRatio': '1.1' },
}

/** The draft as a graph for ELK: in layers through all containers at once, with room for every label. */
export function toElkGraph(draft: Draft, shape: Shape = 'right'): ElkNode {
  const root = rootOf(draft)
  return {
    id: root.uid,
    layoutOptions: {
      ...optionsFor(draft, shape),
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
    },
    children: orderedChildren(draft, root).map((state) => elkNode(draft, state, shape)),
    edges: elkEdges(draft),
  }
}

function optionsFor(draft: Draft, shape: Shape) {
  return { ...layered, ...shapeOptions[shape], ...(Object.keys(draft.states).length > large ? quick : careful) }
}

function elkNode(draft: Draft, state: State, shape: Shape): ElkNode {
  const kind = kindOf(state, draft)
  const size = sizeOf(state, draft)
  if (kind !== 'compound' && kind !== 'parallel') return { id: state.uid, ...size }
  const title = Math.max(size.width, Math.min(420, titleOf(state).length * 8 + 80))
  return {
    id: state.uid,
    layoutOptions: {
      ...optionsFor(draft, shape),
      'elk.padding': `[top=${top},left=${left},bottom=${bottom},right=${right}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${title},${size.height})`,
    },
    children: orderedChildren(draft, state).map((child) => elkNode(draft, child, shape)),
  }
}

/** The initial child first: cycles are broken from there. */
function orderedChildren(draft: Draft, parent: State): State[] {
  return childrenOf(draft, parent.uid).toSorted((a, b) => Number(b.uid === parent.initial) - Number(a.uid === parent.initial))
}

function elkEdges(draft: Draft): ElkExtendedEdge[] {
  return waysToLayOut(waysOf(draft)).map(({ id, transition, source, target }) => {
    const record = draft.transitions[transition]
    const size = record ? labelSize(wordsOf(record, draft)) : null
    return {
      id,
      sources: [source],
      targets: [target],
      ...(size ? { labels: [{ text: id, ...size, layoutOptions: { 'elk.edgeLabels.placement': 'CENTER' } }] } : {}),
    }
  })
}

function waysOf(draft: Draft): DrawnEdge[] {
  return edgesOf(draft).filter(({ relation }) => relation === 'beside')
}

/** What to say of a drawing that asks for more work than one may: null where every transition takes part in placing the states. */
export function simplified(draft: Draft): string | null {
  const ways = waysOf(draft)
  const leftOut = ways.length - waysToLayOut(ways).length
  if (leftOut === 0) return null
  return `${leftOut} long ${leftOut === 1 ? 'transition is' : 'transitions are'} drawn, but had no say in where the states lie: together they cross too many others.`
}

/**
 * Placements from ELK's answer, relative to the parent, on a grid of 4 pixels. What is pinned, or not among `only`, keeps its place to the pixel;
 * the rest is moved as a whole to where it fits them best, then out of their way.
 */
export function toPlacements(draft: Draft, answer: ElkNode, { only }: LayoutOptions = {}): Record<Uid, Placement> {
  const result: Record<Uid, Placement> = {}
  const before = boxesOf(draft)
  const fixed = (uid: Uid) =>
    Object.hasOwn(draft.layout, uid) && (draft.layout[uid]?.pinned === true || (only !== undefined && !only.has(uid)))
  const visit = (node: ElkNode) => {
    const children = before.get(node.id)?.kind === 'parallel' ? alignRegions(node.children ?? []) : (node.children ?? [])
    const shift = shiftOf(children, before, fixed)
    const taken = children.flatMap((child) => (fixed(child.id) ? [localBox(before.get(child.id))] : []))
    for (const child of children) {
      const box = before.get(child.id)
      const old = draft.layout[child.id]
      const frame = box?.kind === 'compound' || box?.kind === 'parallel'
      if (fixed(child.id) && old) result[child.id] = old
      else {
        const place = clearOf(
          { x: snap((child.x ?? 0) + shift.x), y: snap((child.y ?? 0) + shift.y), width: child.width ?? 0, height: child.height ?? 0 },
          taken,
        )
        if (taken.length > 0) taken.push(place)
        result[child.id] = {
          uid: child.id,
          x: place.x,
          y: place.y,
          ...(frame ? { width: roomy(place.width), height: roomy(place.height) } : {}),
        }
      }
      visit(child)
    }
  }
  visit(answer)
  return result
}

/** Regions that lie under each other begin and end at the same place, so that one line divides them. */
function alignRegions(regions: readonly ElkNode[]): ElkNode[] {
  const start = Math.min(...regions.map(({ x }) => x ?? 0))
  const end = Math.max(...regions.map(({ x, width }) => (x ?? 0) + (width ?? 0)))
  const stacked = regions.every((a) =>
    regions.every((b) => a === b || (a.y ?? 0) + (a.height ?? 0) <= (b.y ?? 0) || (b.y ?? 0) + (b.height ?? 0) <= (a.y ?? 0)),
  )
  if (!stacked || regions.some(({ children }) => !children?.length)) return [...regions]
  return regions.map((region) => {
    const shift = (region.x ?? 0) - start
    return {
      ...region,
      x: start,
      width: end - start,
      children: (region.children ?? []).map((child) => ({ ...child, x: (child.x ?? 0) + shift })),
    }
  })
}

type Fixed = (uid: Uid) => boolean

/** How far the fixed ones lie from where ELK wanted them, on average. */
function shiftOf(children: readonly ElkNode[], before: ReadonlyMap<Uid, Box>, fixed: Fixed): { x: number; y: number } {
  const pairs = children.flatMap((child) => {
    const box = before.get(child.id)
    return box && fixed(child.id) ? [{ child, box: localBox(box) }] : []
  })
  if (pairs.length === 0) return { x: 0, y: 0 }
  const mean = (of: (pair: (typeof pairs)[number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length
  return { x: mean(({ child, box }) => box.x - (child.x ?? 0)), y: mean(({ child, box }) => box.y - (child.y ?? 0)) }
}

/** A box relative to the corner of its parent's placement. */
function localBox(box: Box | undefined): Rect {
  if (!box) return { x: 0, y: 0, width: 0, height: 0 }
  const { x, y } = box.local
  return { x, y, width: box.width, height: box.height }
}

/** The place moved down until it covers nothing taken. */
function clearOf(place: Rect, taken: readonly Rect[]): Rect {
  let result = place
  for (let round = 0; round < 200; round++) {
    const hit = taken.find((rect) => overlaps(result, rect, 24))
    if (!hit) return result
    result = { ...result, y: snap(hit.y + hit.height + 36) }
  }
  return result
}

/** What lies inside may have moved by half a grid step: the frame leaves room for it, so that it need not grow. */
function roomy(length: number): number {
  return Math.ceil(length / 4) * 4 + 4
}

function snap(value: number): number {
  return Math.round(value / 4) * 4
}
