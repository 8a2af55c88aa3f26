import { meaningHash } from '../../../machine/workflow-file.ts'
import { asReplay } from '../../../simulation/model/demand.ts'
import type { Scenario } from '../../../simulation/model/scenario.ts'
import { scenarioHash } from '../../../simulation/model/scenario-file.ts'
import { sha256 } from '../../../workflow/hash.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import type { LoadedHistory } from '../loaded-history.ts'
import { session, type SessionTables } from '../session.ts'

/** A loaded history to replay from a wall-clock time on; the hash names the history. */
export type Replay = { readonly title: string; readonly hash: string; readonly start: string }

/** What is to be run, fixed at the moment of asking. */
export type RunRequest = {
  readonly slug: string
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** The scenario before a replay took the place of its demand: what trust.ts speaks of. */
  readonly asked: Scenario
  readonly replay: Replay | null
  /** Half-width of the mean lead time as a share of it; then the scenario's replications are the least that are run. Null: exactly so many. */
  readonly precision: number | null
  readonly hashes: Hashes
}

export type Hashes = { readonly workflow: string; readonly scenario: string; readonly history: string | null }

const workflowHashes = new WeakMap<object, string>()
const scenarioHashes = new WeakMap<Scenario, string>()

/** The run that the session asks for now; null without a scenario. */
export function requestNow(
  tables: SessionTables,
  scenarioId: string | null,
  replay: Replay | null,
  precision: number | null,
): RunRequest | null {
  const { slug } = session.getState()
  const chosen = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (slug === null || !chosen) return null
  const scenario = replay ? replayed(chosen, replay.start) : chosen
  const history = replay?.hash ?? null
  return {
    slug,
    workflow: tables,
    scenario,
    asked: chosen,
    replay,
    precision,
    hashes: { workflow: workflowHash(tables), scenario: hashOf(scenario), history },
  }
}

/** One text for what a result depends on; equal texts, equal results. */
export function keyOf({ hashes, precision }: Pick<RunRequest, 'hashes' | 'precision'>): string {
  return [hashes.workflow, hashes.scenario, hashes.history ?? '', precision ?? ''].join(' ')
}

/** The loaded history as something to replay: from the scenario's start where the history has cases then, else from the history's own first midnight. */
export function replayOf({ fileName, profile, mapping }: LoadedHistory, scenario: Scenario): Replay {
  const { from, to } = profile.period
  const start = scenario.start >= from && scenario.start < to ? scenario.start : `${from.slice(0, 10)}T00:00:00`
  return { title: fileName, hash: sha256(JSON.stringify([fileName, profile.rows, from, to, mapping])), start }
}

const replayedScenarios = new WeakMap<Scenario, Scenario>()

// The same object for the same scenario, so that its hash is computed once.
function replayed(scenario: Scenario, start: string): Scenario {
  const known = replayedScenarios.get(scenario)
  if (known?.start === start) return known
  const result: Scenario = { ...scenario, demand: asReplay(scenario.demand), start }
  replayedScenarios.set(scenario, result)
  return result
}

function workflowHash(workflow: Workflow): string {
  // An edit makes new tables; the states and transitions are what most of the text is made of.
  const key = [workflow.header, workflow.attributes, workflow.pools, workflow.states, workflow.transitions]
  if (lastWorkflow && key.every((table, index) => table === lastWorkflow?.key[index])) return lastWorkflow.hash
  const known = workflowHashes.get(workflow)
  const hash = known ?? hashSafely(workflow)
  workflowHashes.set(workflow, hash)
  lastWorkflow = { key, hash }
  return hash
}

let lastWorkflow: { readonly key: readonly object[]; readonly hash: string } | null = null

// A draft that cannot be written yet (no initial state) has no hash of meaning; it cannot run either, only be told from others.
function hashSafely(workflow: Workflow): string {
  try {
    return meaningHash(workflow)
  } catch {
    return sha256(JSON.stringify([workflow.states, workflow.transitions]))
  }
}

function hashOf(scenario: Scenario): string {
  const known = scenarioHashes.get(scenario)
  if (known !== undefined) return known
  const hash = scenarioHash(scenario)
  scenarioHashes.set(scenario, hash)
  return hash
}
