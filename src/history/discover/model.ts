import type { Block } from './blocks.ts'
import type { GivingUp } from './giving-up.ts'
import { end, FollowGraph, keptEdges, start } from './graph.ts'
import type { Edge } from './graph.ts'
import { exampleCount } from './traces.ts'
import type { Traces } from './traces.ts'

/** One track of a block: its activities, the moves drawn between them, and whether a case may leave it out. */
export type Region = { readonly members: readonly number[]; readonly edges: readonly Edge[]; readonly skippable: boolean }

/**
 * What is drawn. Nodes are activities by number and, after them, blocks: block `b` is node `names.length + b`. No activity of a block is a node of its own.
 */
export type Model = {
  readonly traces: Traces
  readonly blocks: readonly { readonly regions: readonly Region[] }[]
  readonly edges: readonly Edge[]
  /** Who gives up waiting: whatever leads to the review leads over it to what is left for, and not by itself. */
  readonly givingUp: readonly GivingUp[]
  /** Moves that the log makes and the drawing does not, the commonest first; also those inside blocks. */
  readonly dropped: readonly Edge[]
  readonly fitness: Fitness
}

/** How much of the log the drawing can do. */
export type Fitness = {
  readonly cases: number
  readonly fittingCases: number
  readonly moves: number
  readonly fittingMoves: number
  /** Cases that leave out a track of a block that must not be left out. */
  readonly missing: number
  /** By variant, whether the drawing can do it. */
  readonly fits: readonly boolean[]
  /** Some cases that it cannot do. */
  readonly examples: readonly number[]
}

/** What a case passes: an activity, or a block with what it did there. */
export type Passage = { readonly node: number; readonly members: readonly number[] }

/** A track that is missing in more than this share of the passages may be left out. */
const seldomMissing = 0.05

/** Decides what is drawn of the traces, with these blocks. `keep`: least share of its source's moves that an edge needs. */
export function modelOf(traces: Traces, blocks: readonly Block[], keep: number, givingUp: readonly GivingUp[] = []): Model {
  const blockOf = blockByActivity(traces, blocks)
  const passages = traces.variants.map(({ steps }) => passagesOf(steps, blockOf, traces.names.length))
  const graph = new FollowGraph()
  for (const [v, { cases, examples }] of traces.variants.entries())
    graph.add(
      passages[v]!.map(({ node }) => node),
      cases,
      examples,
    )
  const all = graph.edges()
  const edges = overReviews(keptEdges(all, keep), all, givingUp)
  const parts = blocks.map((block, b) => block.regions.map((members) => regionOf(members, traces, passages, traces.names.length + b, keep)))
  const drawn = parts.map((regions) => ({ regions: regions.map(({ region }) => region) }))
  const dropped = [...without(all, edges), ...parts.flat().flatMap(({ dropped: own }) => own)].sort((a, b) => b.count - a.count)
  return { traces, blocks: drawn, edges, givingUp, dropped, fitness: fitnessOf(traces, passages, edges, drawn) }
}

/** With the moves, common or not, that giving up allows: from whatever leads to the review to what is left for. */
function overReviews(kept: readonly Edge[], all: readonly Edge[], givingUp: readonly GivingUp[]): Edge[] {
  const implied = givingUp.flatMap(({ review, left }) =>
    kept
      .filter(({ from, to }) => to === review && !kept.some((edge) => edge.from === from && edge.to === left))
      .map(({ from }) => all.find((edge) => edge.from === from && edge.to === left) ?? { from, to: left, count: 0, examples: [] }),
  )
  return [...kept, ...implied]
}

/** The passages of a case. A run of one block's activities is one passage; a repetition begins the block anew. */
export function passagesOf(steps: readonly number[], blockOf: Int32Array, activities: number): Passage[] {
  const passages: { node: number; members: number[] }[] = []
  for (const step of steps) {
    const node = blockOf[step]! < 0 ? step : activities + blockOf[step]!
    const last = passages.at(-1)
    if (node !== step && last?.node === node && !last.members.includes(step)) last.members.push(step)
    else passages.push({ node, members: [step] })
  }
  return passages
}

/** By activity: the block that it belongs to, or -1. */
export function blockByActivity(traces: Traces, blocks: readonly Block[]): Int32Array {
  const blockOf = new Int32Array(traces.names.length).fill(-1)
  for (const [b, { regions }] of blocks.entries()) for (const member of regions.flat()) blockOf[member] = b
  return blockOf
}

function regionOf(
  members: readonly number[],
  { variants }: Traces,
  passages: readonly (readonly Passage[])[],
  node: number,
  keep: number,
): { region: Region; dropped: Edge[] } {
  const graph = new FollowGraph()
  let [passed, missing] = [0, 0]
  for (const [v, { cases, examples }] of variants.entries())
    for (const passage of passages[v]!) {
      if (passage.node !== node) continue
      passed += cases
      const own = passage.members.filter((member) => members.includes(member))
      if (own.length === 0) missing += cases
      else graph.add(own, cases, examples)
    }
  const all = graph.edges()
  const edges = keptEdges(all, keep)
  return { region: { members, edges, skippable: missing > seldomMissing * passed }, dropped: without(all, edges) }
}

function without(all: readonly Edge[], kept: readonly Edge[]): Edge[] {
  const set = new Set(kept)
  return all.filter((edge) => !set.has(edge))
}

function fitnessOf(
  { variants, names }: Traces,
  passages: readonly (readonly Passage[])[],
  edges: readonly Edge[],
  blocks: Model['blocks'],
): Fitness {
  const drawn = new Set(edges.map(moveKey))
  const inside = blocks.map(({ regions }) => regions.map((region) => new Set(region.edges.map(moveKey))))
  const fits: boolean[] = []
  const examples: number[] = []
  let [cases, fittingCases, moves, fittingMoves, missing] = [0, 0, 0, 0, 0]
  for (const [v, variant] of variants.entries()) {
    const done = count(
      passages[v]!.map(({ node }) => node),
      drawn,
    )
    let lacks = 0
    for (const { node, members } of passages[v]!) {
      const block = blocks[node - names.length]
      if (!block) continue
      for (const [r, { members: region, skippable }] of block.regions.entries()) {
        const own = members.filter((member) => region.includes(member))
        if (own.length === 0) lacks += skippable ? 0 : 1
        else add(done, count(own, inside[node - names.length]![r]!))
      }
    }
    cases += variant.cases
    moves += done.moves * variant.cases
    fittingMoves += done.fitting * variant.cases
    missing += lacks > 0 ? variant.cases : 0
    const fit = lacks === 0 && done.moves === done.fitting
    fits.push(fit)
    if (fit) fittingCases += variant.cases
    else examples.push(...variant.examples.slice(0, exampleCount - examples.length))
  }
  return { cases, fittingCases, moves, fittingMoves, missing, fits, examples }
}

function count(sequence: readonly number[], drawn: ReadonlySet<string>): { moves: number; fitting: number } {
  const path = [start, ...sequence, end]
  let fitting = 0
  for (let i = 0; i + 1 < path.length; i++) if (drawn.has(`${path[i]} ${path[i + 1]}`)) fitting++
  return { moves: path.length - 1, fitting }
}

function add(sum: { moves: number; fitting: number }, part: { moves: number; fitting: number }): void {
  sum.moves += part.moves
  sum.fitting += part.fitting
}

function moveKey({ from, to }: Edge): string {
  return `${from} ${to}`
}
