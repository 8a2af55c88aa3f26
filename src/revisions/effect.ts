import { compareExperiments, compareInParts } from '../simulation/experiment/compare.ts'
import type { Lane } from '../simulation/experiment/lane.ts'
import { compile } from '../simulation/compile/compile.ts'
import { lendTimes, type Loan } from '../simulation/model/borrowed-times.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { trustOf } from '../simulation/model/trust.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Comparison } from '../simulation/report/comparison.ts'
import type { Problem } from '../workflow/problem.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Impact } from './change.ts'
import { alignWorkflow } from './identity.ts'
import { impactOf, type PartsOfEffect } from './impact.ts'
import { same } from '../workflow/same.ts'

/** One side of a comparison: a workflow, the world that it runs in, and what to call it in a sentence (`the draft`, `version 1.1.0`). */
export type Side = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly name: string
  /** The file of past cases that the scenario names; null: it is not there. */
  readonly past?: PastFile | null
}

/** What the two sides become for the engine. `between`: the head's workflow in the base's scenario; null where only one of the two changes. */
export type Designs = {
  readonly ok: true
  readonly base: Program
  readonly between: Program | null
  readonly head: Program
  /** What must be known to read the effect right: borrowed times, demand that is not the same. */
  readonly notes: readonly string[]
  /** What may be believed of the scenarios, in words. */
  readonly trust: string
}

type Refused = { readonly ok: false; readonly name: string; readonly problems: readonly Problem[] }

/**
 * Both sides ready to be run on the same cases. A step that a scenario says nothing of borrows its times (borrowed-times.ts), which is noted; what is new in
 * the head's workflow is, in the base's scenario, as the head's scenario has it. Refused where a side cannot be run.
 */
export function designsOf(base: Side, head: Side): Designs | Refused {
  const before = lendTimes(alignWorkflow(base.workflow, head.workflow).base, base.scenario)
  const after = lendTimes(head.workflow, head.scenario)
  const sides = [
    { name: base.name, workflow: alignWorkflow(base.workflow, head.workflow).base, scenario: before.scenario, past: base.past },
    { name: head.name, workflow: head.workflow, scenario: after.scenario, past: head.past },
    { name: head.name, workflow: head.workflow, scenario: withNew(before.scenario, after.scenario), past: base.past },
  ] as const
  const programs: Program[] = []
  for (const { name, workflow, scenario, past } of isOneChange(base, head) ? sides.slice(0, 2) : sides) {
    const compiled = compile({ workflow, scenario, ...(past === undefined ? {} : { past }) })
    if (!compiled.ok) return { ok: false, name, problems: compiled.problems }
    programs.push(compiled.program)
  }
  const [one, two, three = null] = programs
  if (!one || !two) throw new Error('A comparison has two sides.')
  const notes = [...loanNotes(head.workflow, after.loans), ...demandNote(base.scenario, head.scenario)]
  return { ok: true, base: one, between: three, head: two, notes, trust: trustIn(base, head) }
}

/** Runs the designs, replication beside replication, and says what it comes to and which part comes from the workflow and which from the scenario. */
export async function measureDesigns(
  { base, between, head, notes, trust }: Designs,
  name: string,
  lanes: readonly Lane[],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, planned: number) => void } = {},
): Promise<{ readonly comparison: Comparison; readonly impact: Impact }> {
  if (between === null) {
    const comparison = await compareExperiments(base, head, lanes, options)
    return { comparison, impact: { ...impactOf(comparison, name, { notes }), trust } }
  }
  const { whole, workflow, scenario } = await compareInParts(base, between, head, lanes, options)
  const parts: PartsOfEffect = { workflow, scenario }
  return { comparison: whole, impact: { ...impactOf(whole, name, { notes, parts }), trust } }
}

/** Said once where both sides' scenarios are believed alike. */
function trustIn(base: Side, head: Side): string {
  const [before, after] = [trustOf(base.scenario).text, trustOf(head.scenario).text]
  return before === after ? after : `${head.scenario.title}, of ${head.name}: ${after} ${base.scenario.title}, of ${base.name}: ${before}`
}

/** Whether workflow or scenario are the same on both sides, so that the whole effect comes from the other. */
function isOneChange(base: Side, head: Side): boolean {
  return same(base.scenario, head.scenario) || same(runs(base.workflow), runs(head.workflow))
}

function runs({ states, transitions, attributes, pools }: Workflow): object {
  return { states, transitions, attributes, pools }
}

/** The scenario with what only the other knows of: people of a new pool, times of a new step. */
function withNew(scenario: Scenario, other: Scenario): Scenario {
  return {
    ...scenario,
    pools: { ...other.pools, ...scenario.pools },
    performance: { ...other.performance, ...scenario.performance },
  }
}

function loanNotes(workflow: Workflow, loans: readonly Loan[]): string[] {
  const title = (uid: string) => {
    const state = workflow.states[uid]
    return state ? titleOf(state) : uid
  }
  return loans.map(({ uid, from }) =>
    from === null
      ? `Guessed: the scenario says nothing of ${title(uid)}; a usual time for its kind of step stands in.`
      : `Guessed: the scenario says nothing of ${title(uid)}; its times are those of ${title(from)}.`,
  )
}

const cases = ({ demand, mix, mixByWeek, start, timezone, backlog, run: { days } }: Scenario) => ({
  demand,
  mix,
  mixByWeek,
  start,
  timezone,
  backlog,
  days,
})

function demandNote(base: Scenario, head: Scenario): string[] {
  return same(cases(base), cases(head)) ? [] : ['The two scenarios differ in the cases that come, so part of the effect is other demand.']
}
