import type { State } from '../../workflow/state.ts'
import type { Step } from '../../workflow/step.ts'
import { documentOrder, titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { guessedPerformance } from './guessed-scenario.ts'
import type { Origin, Performance, Scenario } from './scenario.ts'

/** A step that had no times, and the step that lent them; null: there was none of its kind, so usual times stand in. */
export type Loan = { readonly uid: string; readonly from: string | null }

/**
 * The scenario with times and outcome shares for every step of the workflow that it says nothing of: those of the nearest step of the same kind
 * (fewest transitions away; of these one with the same pools, then the first drawn), marked as guessed. A step that the scenario knows keeps what it has;
 * the same scenario where nothing is missing.
 */
export function lendTimes(workflow: Workflow, scenario: Scenario): { readonly scenario: Scenario; readonly loans: readonly Loan[] } {
  const steps = documentOrder(workflow).filter((state): state is Stepped => state.step !== null && state.type === 'atomic')
  const known = steps.filter(({ uid }) => Object.hasOwn(scenario.performance, uid))
  const performance: Record<string, Performance> = { ...scenario.performance }
  const origins: Record<string, Origin> = { ...scenario.origins }
  const loans: Loan[] = []
  for (const state of steps) {
    if (Object.hasOwn(scenario.performance, state.uid)) continue
    const lender = nearest(workflow, state, known)
    const lent = lender ? scenario.performance[lender.uid] : undefined
    const own = guessedPerformance(state.step)
    performance[state.uid] = lent ? { ...own, time: lent.time, outcomes: fitting(lent, state.step) ?? own.outcomes } : own
    const note = lender ? `Borrowed from ${titleOf(lender)}.` : 'A usual time for this kind of step.'
    origins[`performance.${state.uid}.time`] = { source: 'guessed', note }
    origins[`performance.${state.uid}.outcomes`] = { source: 'guessed', note }
    loans.push({ uid: state.uid, from: lender?.uid ?? null })
  }
  return loans.length === 0 ? { scenario, loans } : { scenario: { ...scenario, performance, origins }, loans }
}

type Stepped = State & { readonly step: Step }

function nearest(workflow: Workflow, state: Stepped, known: readonly Stepped[]): Stepped | null {
  const away = distances(workflow, state.uid)
  const far = Number.MAX_SAFE_INTEGER
  const pools = poolsOf(state.step)
  const [best] = known
    .filter(({ step }) => step.kind === state.step.kind)
    .map((lender) => ({ lender, away: away.get(lender.uid) ?? far, others: poolsOf(lender.step) === pools ? 0 : 1 }))
    .sort((a, b) => a.away - b.away || a.others - b.others)
  return best?.lender ?? null
}

/** How many transitions lie between a state and each other, in either direction. */
function distances({ transitions }: Workflow, from: string): ReadonlyMap<string, number> {
  const beside = new Map<string, string[]>()
  const join = (a: string, b: string) => beside.set(a, [...(beside.get(a) ?? []), b])
  for (const { source, targets } of Object.values(transitions))
    for (const target of targets) {
      join(source, target)
      join(target, source)
    }
  const found = new Map([[from, 0]])
  // A map is walked in the order of insertion, with what is inserted on the way: breadth first.
  for (const [uid, steps] of found) for (const next of beside.get(uid) ?? []) if (!found.has(next)) found.set(next, steps + 1)
  return found
}

const poolsOf = (step: Step) => (step.kind === 'review' ? step.pools.join(' ') : '')

/** Shares of the lender that name just the outcomes of the step; null where the two end otherwise. */
function fitting({ outcomes }: Performance, step: Step): Performance['outcomes'] | null {
  const events = new Set(step.outcomes.map(({ event }) => event))
  const fits = outcomes.length > 0 && outcomes.every(({ shares }) => Object.keys(shares).every((event) => events.has(event)))
  return fits ? outcomes : null
}
