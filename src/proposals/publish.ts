import { diffWorkflows } from '../revisions/diff.ts'
import type { Revision } from '../machine/workflow-file.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { changeBetween } from '../workflow/change-set.ts'
import type { Edit, Refusal } from '../workflow/draft.ts'
import { share } from '../workflow/merge.ts'
import { beginProposal, changedScenarios, editsOf } from './edits.ts'
import { openProposal, type OpenProposal, type ProposalTables, type ProposedTables } from './proposal.ts'

/** Who publishes, when (ISO 8601, UTC), as which version (null: only scenarios change), and the first day of the scenario part. */
export type PublishingFacts = { readonly version: string | null; readonly at: string; readonly by: string; readonly from: string | null }

/**
 * The tables once the open proposal is published: each scenario that it changes is as it was again, and beside it stands its successor, in force from the
 * given day; the proposal keeps its edits, its version, and what that version does not hold. Without an open proposal the same tables.
 */
export function publishTables(tables: ProposalTables, facts: PublishingFacts): ProposalTables {
  const open = openProposal(tables.proposals)
  if (!open) return tables
  const { before: _, ...rest } = open
  const changed = changedScenarios(open, tables)
  const scenarios: Record<string, Scenario> = { ...tables.scenarios }
  const made: string[] = []
  for (const { before, after } of changed) {
    const id = freeScenarioId(`${before.id.slice(0, 40)}-from-${facts.from ?? 'now'}`, scenarios)
    scenarios[before.id] = before
    scenarios[id] = {
      ...after,
      id,
      title: successorTitle(before, changed.length, facts.from),
      ...(facts.from !== null && { inForceFrom: facts.from }),
    }
    made.push(id)
  }
  const published = {
    at: facts.at,
    by: facts.by,
    version: facts.version ?? tables.header.workflow.version,
    from: made.length > 0 ? facts.from : null,
    scenarios: made,
    beside: besideVersion(open, tables),
  }
  return {
    ...tables,
    scenarios,
    proposals: { ...tables.proposals, [open.id]: { ...rest, status: 'published', edits: editsOf(open, tables), published } },
  }
}

/** What of a proposal no version can hold: its changes of scenarios, in words. */
export function besideVersion(open: OpenProposal, tables: ProposedTables): string[] {
  return changedScenarios(open, tables).flatMap(({ before, after }) =>
    diffWorkflows(tables, tables, { scenarios: { base: before, head: after } })
      .changes.filter(({ place, channel }) => place.kind === 'scenario' && channel !== 'policy')
      .map(({ text }) => text),
  )
}

/** Makes a published version the content of a new proposal, for a way back: the workflow is as it was in it, scenarios and numbering stay. Refused while another is open. */
export function restoreVersion(tables: ProposalTables, { version, workflow, layout }: Revision, scenario: string | null): Edit | Refusal {
  const header = { workflow: { ...workflow.header.workflow, version: tables.header.workflow.version } }
  const restored: ProposalTables = { ...tables, ...workflow, header, layout: { ...tables.layout, ...layout } }
  const kept = Object.fromEntries(Object.entries(restored.layout).filter(([uid]) => Object.hasOwn(workflow.states, uid)))
  const change = changeBetween(tables, share(tables, { ...restored, layout: kept }))
  const label = `Back to ${version}`
  return beginProposal(tables, { title: label, reason: `The workflow of version ${version} again.`, scenario }, { label, change })
}

function successorTitle(before: Scenario, count: number, from: string | null): string {
  const since = from === null ? 'from now' : `from ${sayDay(from)}`
  return count === 1 ? `As staffed ${since}` : `${before.title}, ${since}`
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2026-12-01` as `1 December 2026`. */
export function sayDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`
}

function freeScenarioId(wanted: string, scenarios: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? wanted : `${wanted}-${number}`
    if (!Object.hasOwn(scenarios, id)) return id
  }
}
