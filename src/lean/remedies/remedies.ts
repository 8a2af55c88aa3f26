import { formatNumber } from '../../words/number.ts'
import type { Arrival } from '../../simulation/model/arrival.ts'
import type { Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Cause } from '../causes/cause.ts'
import { evidenceOf } from '../causes/evidence.ts'
import { batching } from './batching.ts'
import { answer, demand } from './outside.ts'
import { pair } from './pair.ts'
import { gap, hours, mentoring, people, training } from './people.ts'
import type { Asked, Candidate, Effort, Kind, Remedy, RemedyKind, World } from './remedy.ts'
import { rework } from './rework.ts'
import { order, overflow, pooling, timer } from './rules.ts'
import { slots } from './slots.ts'
import { check, variance } from './work.ts'

/** Every kind of remedy; what is tried first where two places are equally bad comes first. */
export const remedyKinds: Readonly<Record<Kind, RemedyKind>> = {
  people,
  hours,
  gap,
  training,
  mentoring,
  slots,
  batching,
  timer,
  order,
  overflow,
  pooling,
  check,
  rework,
  variance,
  demand,
  answer,
  pair,
}

/** All standard remedies for a workflow, kind by kind along the document. With a report, places that no case visited are left out. */
export function findRemedies(workflow: Workflow, scenario: Scenario, report: Report | null, arrivals?: readonly Arrival[]): Remedy[] {
  const asked: Asked = { workflow, scenario, report, evidence: report && evidenceOf(workflow, scenario, report, arrivals) }
  return (Object.keys(remedyKinds) as Kind[]).flatMap((kind) =>
    remedyKinds[kind].find(asked).flatMap((candidate) => remedyOf(kind, candidate, asked) ?? []),
  )
}

/** Two remedies as one. */
export function pairOf(one: Remedy, other: Remedy, world: World): Remedy | null {
  return remedyOf('pair', { id: one.place.id, plan: { both: [one, other] } }, world)
}

/** The workflow and scenario with the remedy made. Untouched records keep their identity. Where the place is gone nothing changes. */
export function applyRemedy({ kind, place, plan }: Remedy, world: World): World {
  if (plan.both) return plan.both.reduce((made, one) => applyRemedy(one, made), world)
  return remedyKinds[kind].apply(place.id, world, plan)
}

/** Whether a remedy is one of this cause, at its place. */
export function cures({ kind, place, pools }: Remedy, cause: Cause, workflow: Workflow): boolean {
  if (!remedyKinds[kind].cures.includes(cause.kind)) return false
  const step = workflow.states[cause.place.id]?.step
  const served = step?.kind === 'review' ? step.pools : [cause.place.id]
  return kind === 'demand' || place.id === cause.place.id || pools.some((id) => served.includes(id))
}

/** The remedy as an edit of the studio's tables `states`, `transitions` and `scenarios`, so that it can be undone. */
export function remedyEdit(remedy: Remedy, world: World): Edit {
  const after = applyRemedy(remedy, world)
  const tables = ({ workflow, scenario }: World) => ({
    states: workflow.states,
    transitions: workflow.transitions,
    scenarios: { [scenario.id]: scenario },
  })
  return { label: remedy.label, change: changeBetween(tables(world), tables(after)) }
}

/** What a remedy takes, in words: `40 more hours a week, costing 1,120 a week`, `5 fewer hours a week, saving 95 a week`. */
export function sayEffort({ hoursPerWeek, costPerWeek, once }: Effort): string {
  const cost =
    costPerWeek === null || costPerWeek === 0
      ? ''
      : `, ${costPerWeek > 0 ? 'costing' : 'saving'} ${formatNumber(Math.round(Math.abs(costPerWeek)))} a week`
  const more =
    hoursPerWeek === 0
      ? 'no more hours'
      : `${formatNumber(Math.abs(hoursPerWeek))} ${hoursPerWeek > 0 ? 'more' : 'fewer'} hours a week${cost}`
  return once === null ? more : `${more}; ${once}`
}

function remedyOf(kind: Kind, { id, plan = {} }: Candidate, world: World): Remedy | null {
  const { place, say, effort } = remedyKinds[kind]
  const said = say(id, world, plan)
  if (!said) return null
  const { where, label, change, pools = [] } = said
  const name = plan.both ? `pair:${plan.both[0].id}+${plan.both[1].id}` : `${kind}:${id}`
  return {
    id: name,
    kind,
    place: plan.both?.[0].place ?? { kind: place, id },
    where,
    pools,
    plan,
    label,
    short: `${where}: ${change}`,
    effort: effort(id, world, plan),
  }
}
