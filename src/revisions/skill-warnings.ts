import { sayList } from '../words/list.ts'
import type { Pool } from '../workflow/pool.ts'
import type { State } from '../workflow/state.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Warning } from './change.ts'
import { attributeName, poolName, stateName } from './names.ts'
import { quote } from './say.ts'
import type { Sides } from './sides.ts'
import { configurationsOf } from './configurations-of.ts'

/**
 * Steps that people now do who are not said to have the skills of those who did them, with the cases that come there; a move to another vendor
 * with it. A pool that lost a skill counts as another.
 */
export function skillWarnings(sides: Sides): Warning[] {
  const { base, head } = sides
  const found = Object.values(head.states).flatMap((state) => {
    const was = poolsOf(base, base.states[state.uid])
    return was.length === 0
      ? []
      : poolsOf(head, state).flatMap((pool) => {
          const lacking = lackingIn(was, pool)
          return lacking.length === 0 ? [] : [{ uid: state.uid, was, pool, lacking }]
        })
  })
  const groups = new Map<string, (typeof found)[number][]>()
  for (const one of found) {
    const key = JSON.stringify([one.pool.id, one.lacking, one.was.map(({ id }) => id)])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((group): Warning[] => {
    const [first] = group
    if (!first) return []
    const uids = group.map(({ uid }) => uid)
    return [{ kind: 'skills', text: textOf(sides, first, uids), places: [...uids, first.pool.id] }]
  })
}

/** What those had who did the step and this pool has not; nothing where it did the step with the same skills before. */
function lackingIn(was: readonly Pool[], pool: Pool): string[] {
  const own = was.find(({ id }) => id === pool.id)
  const known = own ? (own.skills ?? []) : was.flatMap(({ skills = [] }) => skills)
  const has = new Set((pool.skills ?? []).map(plain))
  return [...new Set(known)].filter((skill) => !has.has(plain(skill)))
}

const plain = (skill: string) => skill.trim().toLowerCase()

type Lack = { readonly was: readonly Pool[]; readonly pool: Pool; readonly lacking: readonly string[] }

function textOf({ head }: Sides, { was, pool, lacking }: Lack, uids: readonly string[]): string {
  const isSame = was.some(({ id }) => id === pool.id)
  const who = isSame
    ? `${poolName(head, pool.id)} who do ${steps(head, uids)}`
    : `${poolName(head, pool.id)}, who now do ${steps(head, uids)},`
  const skills = sayList(
    lacking.map((skill) => quote(skill)),
    'or',
  )
  const from = isSame ? ', as before' : `, which ${sayList(was.map(({ title }) => title))} had`
  const nothing = pool.skills === undefined || pool.skills.length === 0 ? ' (no skill is said of them at all)' : ''
  const cases = casesIn(head, uids)
  return `${who} are not said to have ${skills}${from}${nothing}${cases}${vendorMove(was, pool)}`
}

const steps = (workflow: Workflow, uids: readonly string[]) => sayList(uids.map((uid) => stateName(workflow, uid)))

function vendorMove(was: readonly Pool[], pool: Pool): string {
  const before = [...new Set(was.flatMap(({ vendor }) => vendor ?? []))]
  return before.length === 0 || pool.vendor === undefined || before.includes(pool.vendor)
    ? ''
    : `. The work goes from ${sayList(before)} to ${pool.vendor}`
}

/** What all cases at these steps have in common, of what guards ask: `; the cases there have Language = ar`. */
function casesIn(workflow: Workflow, uids: readonly string[]): string {
  const nodes = configurationsOf(workflow)?.nodes.filter(({ states }) => states.some((uid) => uids.includes(uid))) ?? []
  const told = Object.values(workflow.attributes).flatMap((attribute) => {
    if (attribute.type !== 'enum') return []
    const values = new Set(nodes.flatMap(({ facts }) => (facts[attribute.name] === undefined ? [] : [String(facts[attribute.name])])))
    // Values that no guard tells apart stand for each other, so only one that stands alone is a fact.
    return values.size === 1 && isNamed(workflow, attribute.name, [...values][0] ?? '')
      ? [`${attributeName(workflow, attribute.name)} = ${[...values][0]}`]
      : []
  })
  return told.length === 0 ? '' : `; the cases there have ${sayList(told)}`
}

/** Whether a guard asks for just this value, so that it stands for no other. */
function isNamed(workflow: Workflow, name: string, value: string): boolean {
  return Object.values(workflow.transitions).some(
    ({ guard }) => guard && 'expression' in guard && guard.expression.trim() === `${name} == ${JSON.stringify(value)}`,
  )
}

function poolsOf(workflow: Workflow, state: State | undefined): Pool[] {
  const ids = state?.step?.kind === 'review' ? state.step.pools : []
  return ids.flatMap((id) => workflow.pools[id] ?? [])
}
