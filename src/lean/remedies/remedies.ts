import type { Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { batching } from './batching.ts'
import { handleTime } from './handle-time.ts'
import { people } from './people.ts'
import type { Asked, Kind, Remedy, RemedyKind, World } from './remedy.ts'
import { rework } from './rework.ts'
import { slots } from './slots.ts'

/** Every kind of remedy; what is tried first where two places are equally bad comes first. */
export const remedyKinds: Readonly<Record<Kind, RemedyKind>> = { people, 'handle-time': handleTime, slots, batching, rework }

/** Kinds of one round are offered step by step along the document, not kind by kind. */
const rounds: Readonly<Record<Kind, number>> = { people: 0, 'handle-time': 1, slots: 1, batching: 1, rework: 2 }

/** All standard remedies for a workflow. With a report, places that no case visited are left out. */
export function findRemedies(workflow: Workflow, scenario: Scenario, report: Report | null): Remedy[] {
  const asked: Asked = { workflow, scenario, report }
  const order = new Map(Object.keys(workflow.states).map((uid, index) => [uid, index]))
  const at = ({ place }: Remedy) => order.get(place.id) ?? 0
  return (Object.keys(remedyKinds) as Kind[])
    .flatMap((kind) => remedyKinds[kind].find(asked).flatMap((id) => remedyOf(kind, id, asked) ?? []))
    .toSorted((a, b) => rounds[a.kind] - rounds[b.kind] || (a.place.kind === 'state' ? at(a) - at(b) : 0))
}

/** The workflow and scenario with the remedy made. Untouched records keep their identity. Where the place is gone nothing changes. */
export function applyRemedy({ kind, place }: Remedy, world: World): World {
  return remedyKinds[kind].apply(place.id, world)
}

/** The remedy as an edit of the studio's tables `states` and `scenarios`, so that it can be undone. */
export function remedyEdit(remedy: Remedy, world: World): Edit {
  const after = applyRemedy(remedy, world)
  const tables = ({ workflow, scenario }: World) => ({ states: workflow.states, scenarios: { [scenario.id]: scenario } })
  return { label: remedy.label, change: changeBetween(tables(world), tables(after)) }
}

function remedyOf(kind: Kind, id: string, world: World): Remedy | null {
  const { place, say } = remedyKinds[kind]
  const said = say(id, world)
  if (!said) return null
  const { where, label, change, pools = [], effort = null } = said
  return { id: `${kind}:${id}`, kind, place: { kind: place, id }, where, pools, label, short: `${where}: ${change}`, effort }
}
