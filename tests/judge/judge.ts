import { findCauses, type Diagnosis } from '../../src/lean/causes/causes.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { readScenario } from '../../src/simulation/model/scenario-file.ts'
import { orNothing } from '../../src/simulation/report/estimate.ts'
import type { Report } from '../../src/simulation/report/report.ts'
import { summarise } from '../../src/simulation/report/summarise.ts'
import type { Case, Documents } from './bench.ts'

/** A cause that does less of the waiting is none that a judge could ask for. */
const least = 0.25

export type Judged = { readonly report: Report; readonly diagnosis: Diagnosis; readonly isMaterial: boolean; readonly score: number }

/** What the verdict says of a model, and whether it is right; `isMaterial`: whether what was planted does enough, measured against the model before. */
export function judgeCase(one: Case): Judged {
  const { workflow, scenario } = read(one)
  const report = reportOf(one, 4)
  const diagnosis = findCauses(workflow, scenario, report)
  return { report, diagnosis, isMaterial: isMaterial(one, report), score: scoreOf(one, diagnosis) }
}

/** 1 where kind and place are named first (nothing in a healthy model); three quarters for the kind beside its place; a half where a tie names it. */
export function scoreOf({ kind, planted }: Case, { cause, tied }: Diagnosis): number {
  if (kind === 'nothing') return cause === null ? 1 : 0
  const isAt = (one: Diagnosis['causes'][number], ids: readonly string[]) => one.kind === planted.kind && ids.includes(one.place.id)
  if (cause && isAt(cause, planted.right)) return 1
  if (cause && isAt(cause, planted.beside)) return 0.75
  return tied.some((one) => isAt(one, planted.right)) ? 0.5 : 0
}

function isMaterial({ kind, before }: Case, report: Report): boolean {
  if (kind === 'nothing') return true
  const was = reportOf(before, 2)
  const met = ({ segments }: Report, title: string) => segments[title]?.sla.met?.value ?? 1
  if (kind === 'starving-order')
    return met(report, 'Standard') < 0.94 && met(report, 'Severe') > 0.96 && met(was, 'Standard') > 0.95 && met(was, 'Severe') > 0.95
  const isWorkToo = kind === 'needless-check' || kind === 'rework'
  const waiting = (one: Report) => inWorkflow(one) - (isWorkToo ? 0 : one.leadTimeBy.handling)
  const rest = inWorkflow(report) - (kind === 'external' ? 0 : was.leadTimeBy.external)
  return waiting(report) - waiting(was) >= least * rest
}

/** Seconds that a case is in the workflow, the open ones too (Little's law). */
function inWorkflow({ flow }: Report): number {
  return (orNothing(flow.wip.value) / orNothing(flow.throughputPerDay.value)) * 86_400
}

/** Reads both documents as a customer's. Throws where one cannot be read. */
export function read({ workflow, scenario }: Documents) {
  const [flow, world] = [readWorkflow(workflow), readScenario(scenario)]
  if (!flow.ok) throw new Error(flow.message)
  if (!world.ok) throw new Error(world.message)
  return { workflow: flow.workflow, scenario: world.scenario }
}

function reportOf(documents: Documents, replications: number): Report {
  const compiled = compile(read(documents))
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('; '))
  const many = Array.from({ length: replications }, (_, i) => replicate(compiled.program, i))
  const stopped = many.find(({ failure }) => failure !== null)
  if (stopped) throw new Error(stopped.failure!.reason)
  return summarise(compiled.program, many, 1)
}
