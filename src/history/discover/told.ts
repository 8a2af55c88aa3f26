import type { History } from '../history.ts'
import { pseudonymsOf } from '../pseudonyms.ts'
import type { Discovered } from './discover.ts'
import type { Fitness } from './model.ts'

/** What is told of a drawing: plain data, in the words of the log. */
export type Told = {
  readonly keep: number
  readonly activities: number
  /** Ways that are drawn, with those from the start and to the end. */
  readonly ways: number
  /** By block and track: its activities. */
  readonly blocks: readonly (readonly (readonly string[])[])[]
  readonly teams: readonly { readonly title: string; readonly activities: readonly string[] }[]
  /** Activities that only mark the start or the end of a case. */
  readonly markers: readonly string[]
  readonly fitness: Omit<Fitness, 'fits' | 'examples'> & { readonly examples: readonly string[] }
  /** Moves that the log makes and the drawing does not; null stands for the start and the end. */
  readonly dropped: readonly {
    readonly from: string | null
    readonly to: string | null
    readonly count: number
    readonly cases: readonly string[]
  }[]
}

/** Tells what was drawn and what was not. */
export function tellDiscovered({ workflow, model, who, keep }: Discovered, history: History): Told {
  const { traces, blocks, edges, dropped, fitness } = model
  const nameOf = (node: number): string | null => {
    if (node < 0) return null
    const members = blocks[node - traces.names.length]?.regions.flatMap((region) => region.members) ?? [node]
    return members.map((member) => traces.names[member]!).join(' | ')
  }
  const { mask } = pseudonymsOf(history)
  const caseNames = (cases: readonly number[]) => cases.map((c) => mask(history.caseId.values[c] ?? ''))
  const { fits: _, examples, ...figures } = fitness
  return {
    keep,
    activities: traces.names.length,
    ways: edges.length + blocks.flatMap(({ regions }) => regions.flatMap((region) => region.edges)).length,
    blocks: blocks.map(({ regions }) => regions.map(({ members }) => members.map((member) => traces.names[member]!))),
    teams: who.teams.map(({ activities }, team) => ({
      title: workflow.pools[`team-${team + 1}`]!.title,
      activities: activities.map((activity) => traces.names[activity]!),
    })),
    markers: [traces.markers.start, traces.markers.end].flatMap((name) => (name === null ? [] : [name])),
    fitness: { ...figures, examples: caseNames(examples) },
    dropped: dropped.map(({ from, to, count, examples: cases }) => ({
      from: nameOf(from),
      to: nameOf(to),
      count,
      cases: caseNames(cases),
    })),
  }
}
