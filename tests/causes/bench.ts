import { findCauses, type Diagnosis } from '../../src/lean/causes/causes.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Report } from '../../src/simulation/report/report.ts'
import { summarise } from '../../src/simulation/report/summarise.ts'
import type { KnownModel } from './plants.ts'

/** The report of a model from a few replications. Throws where the model does not compile or a run stops. */
export function reportOf({ name, workflow, scenario }: KnownModel, replications = 4): Report {
  const compiled = compile({ workflow, scenario })
  if (!compiled.ok) throw new Error(`${name}: ${compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('; ')}`)
  const many = Array.from({ length: replications }, (_, i) => replicate(compiled.program, i))
  const stopped = many.find(({ failure }) => failure !== null)
  if (stopped) throw new Error(`${name}: ${stopped.failure!.reason}`)
  return summarise(compiled.program, many, 1)
}

/** How right a diagnosis is: 1 for kind and place of the planted cause named first (for a healthy model: nothing named), a half where a tie names it. */
export function scoreOf(model: KnownModel, { cause, tied }: Diagnosis): number {
  if (model.kinds.length === 0) return cause === null ? 1 : 0
  const isRight = (kind: string, place: string) => model.kinds.includes(kind) && model.places.includes(place)
  if (cause && isRight(cause.kind, cause.place.id)) return tied.length === 0 ? 1 : 0.5
  return tied.some(({ kind, place }) => isRight(kind, place.id)) ? 0.5 : 0
}

/** The diagnosis of a model from one run. */
export function diagnose(model: KnownModel): Diagnosis {
  return findCauses(model.workflow, model.scenario, reportOf(model))
}
