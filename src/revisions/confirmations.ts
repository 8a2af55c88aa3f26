import { type Configurations, outcomesAt } from '../machine/configurations.ts'
import { sayList } from '../words/list.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Warning } from './change.ts'
import { configurationsOf } from './configurations-of.ts'
import { poolName, stateName } from './names.ts'
import { eventTitle } from '../workflow/drawing/words.ts'
import type { Sides } from './sides.ts'

/** What comes after an outcome before a restriction takes hold: the fewest people who look again, the fewest of other pools, and the configurations right after it. */
type After = { readonly people: number; readonly others: number; readonly to: Set<number> }
/** A decision with who is met next on the way to a restriction, and to which restrictions a case comes without meeting anybody. */
type Decision = { readonly uid: string; readonly event: string; readonly by: readonly string[]; readonly ends: readonly string[] }

/** Decisions that lead to a restriction and that a second person confirmed, who is no longer there, or may be one of the same people. */
export function confirmationWarnings(sides: Sides): Warning[] {
  const [before, after] = [decisionsOf(sides.base), decisionsOf(sides.head)]
  if (!before || !after) return []
  const decisions = [...before.decisions].flatMap(([key, was]) => {
    const is = after.decisions.get(key)
    const [uid = '', event = ''] = key.split(' ')
    return is && was.people > 0 && was.people < Infinity ? [{ uid, event, was, is }] : []
  })
  const next = ({ uid, event, is }: (typeof decisions)[number]): Decision => ({ uid, event, ...onwardFrom(sides.head, after, is.to) })
  const lost = decisions.filter(({ is }) => is.people === 0).map(next)
  const same = decisions.filter(({ was, is }) => was.others > 0 && was.others < Infinity && is.others === 0 && is.people > 0).map(next)
  return [
    ...grouped(lost, sides).map((group) => lostWarning(sides, group)),
    ...grouped(same, sides).map((group) => sameWarning(sides, group)),
  ]
}

/** Decisions by people, or by a system, with the same people after them: one sentence. */
function grouped(decisions: readonly Decision[], { head }: Sides): Decision[][] {
  const groups = new Map<string, Decision[]>()
  for (const decision of decisions) {
    const key = JSON.stringify([head.states[decision.uid]?.step?.kind === 'review', decision.by])
    groups.set(key, [...(groups.get(key) ?? []), decision])
  }
  return [...groups.values()]
}

function lostWarning(sides: Sides, group: readonly Decision[]): Warning {
  const { head } = sides
  const [first] = group
  const isPerson = head.states[first?.uid ?? '']?.step?.kind === 'review'
  const still = statesIn(
    head,
    group.flatMap(({ by }) => by),
  )
  const ends = sayList(
    statesIn(
      head,
      group.flatMap(({ ends: reached }) => reached),
    ),
  )
  const except = still.length > 0 ? ` unless the case passes ${sayList(still, 'or')}` : ''
  const text = isPerson
    ? `${sayDecisions(head, group)} ${verb(head, group)} no longer confirmed by a second person before ${ends}${except}`
    : `${sayDecisions(head, group)} ${group.length > 1 ? 'lead' : 'leads'} to ${ends} without any person looking at it${except}`
  return { kind: isPerson ? 'second-person' : 'no-person', text, places: placesOf(group) }
}

function sameWarning(sides: Sides, group: readonly Decision[]): Warning {
  const { head } = sides
  const own = new Set(group.flatMap(({ uid }) => poolsOf(head, uid)))
  const confirming = [...new Set(group.flatMap(({ by }) => by))].filter((uid) => poolsOf(head, uid).some((pool) => own.has(pool)))
  const shared = [...new Set(confirming.flatMap((uid) => poolsOf(head, uid)))].filter((pool) => own.has(pool))
  const text = `After ${sayDecisions(head, group)} the same person may now be asked again: ${sayList(statesIn(head, confirming))} ${confirming.length > 1 ? 'are' : 'is'} done by ${sayList(shared.map((pool) => poolName(head, pool)))} as well`
  return { kind: 'same-people', text, places: [...placesOf(group), ...confirming] }
}

function placesOf(group: readonly Decision[]): string[] {
  return [...new Set(group.map(({ uid }) => uid))]
}

/** `“Remove” and “Suspend” at English review and Arabic review`. */
function sayDecisions(workflow: Workflow, group: readonly Decision[]): string {
  const events = [...new Set(group.map(({ uid, event }) => `“${eventTitle(event, uid, workflow)}”`))]
  return `${sayList(events)} at ${sayList([...new Set(group.map(({ uid }) => stateName(workflow, uid)))])}`
}

function verb(workflow: Workflow, group: readonly Decision[]): string {
  return new Set(group.map(({ uid, event }) => eventTitle(event, uid, workflow))).size > 1 ? 'are' : 'is'
}

function statesIn(workflow: Workflow, uids: readonly string[]): string[] {
  return [...new Set(uids)].map((uid) => (workflow.states[uid] ? titleOf(workflow.states[uid]) : uid))
}

const poolsOf = (workflow: Workflow, uid: string): readonly string[] => {
  const step = workflow.states[uid]?.step
  return step?.kind === 'review' ? step.pools : []
}

type Decisions = {
  readonly found: Configurations
  readonly ends: ReadonlySet<string>
  readonly people: readonly number[]
  readonly decisions: ReadonlyMap<string, After>
}

/** Every outcome of a step at work, by `uid event`, with what follows; null where the workflow cannot be looked through. */
function decisionsOf(workflow: Workflow): Decisions | null {
  const found = configurationsOf(workflow)
  if (!found) return null
  const ends = endsThatCount(workflow)
  const people = fewest(workflow, found, ends, [])
  const others = new Map<string, readonly number[]>()
  const decisions = new Map<string, After>()
  for (const { states, moves } of found.nodes)
    for (const { by, to } of moves) {
      if (by.kind !== 'event') continue
      for (const uid of states) {
        const step = workflow.states[uid]?.step
        if ((step?.kind !== 'review' && step?.kind !== 'automatic') || !outcomesAt(workflow, uid).includes(by.event)) continue
        const pools = poolsOf(workflow, uid)
        const own = others.get(pools.join()) ?? fewest(workflow, found, ends, pools)
        others.set(pools.join(), own)
        const key = `${uid} ${by.event}`
        const known = decisions.get(key)
        decisions.set(key, {
          people: Math.min(known?.people ?? Infinity, people[to] ?? Infinity),
          others: Math.min(known?.others ?? Infinity, own[to] ?? Infinity),
          to: (known?.to ?? new Set<number>()).add(to),
        })
      }
    }
  return { found, ends, people, decisions }
}

/** The ends that restrict somebody; in a workflow that says of none what it means for people, as imported ones do, all ends. */
function endsThatCount(workflow: Workflow): ReadonlySet<string> {
  const finals = Object.values(workflow.states).filter(({ type }) => type === 'final')
  const saysSo = finals.some(({ disposition }) => disposition !== null)
  return new Set(finals.filter(({ disposition }) => !saysSo || disposition?.restrictive).map(({ uid }) => uid))
}

/** For every configuration, how many people look at the case at least before it ends in one of these; those of the `own` pools do not count. */
function fewest(workflow: Workflow, { nodes }: Configurations, ends: ReadonlySet<string>, own: readonly string[]): number[] {
  const into = nodes.map((): { from: number; cost: number }[] => [])
  for (const [from, { states, moves }] of nodes.entries())
    for (const { by, to } of moves) {
      const isSeen = states.some((uid) => {
        const pools = poolsOf(workflow, uid)
        return pools.length > 0 && !pools.some((pool) => own.includes(pool)) && outcomesAt(workflow, uid).includes(by.event)
      })
      into[to]?.push({ from, cost: isSeen ? 1 : 0 })
    }
  const least = nodes.map(({ ended, states }) => (ended && states.some((uid) => ends.has(uid)) ? 0 : Infinity))
  let level = [...least.keys()].filter((index) => least[index] === 0)
  for (let cost = 0; level.length > 0; cost++) {
    const next: number[] = []
    for (let node = level.pop(); node !== undefined; node = level.pop()) {
      if (least[node] !== cost) continue
      for (const step of into[node] ?? []) {
        const far = cost + step.cost
        if (far >= (least[step.from] ?? Infinity)) continue
        least[step.from] = far
        ;(step.cost === 0 ? level : next).push(step.from)
      }
    }
    level = next
  }
  return least
}

/** The first people whom a case may meet from here on its way to a restriction, and the restrictions that it may come to without. */
function onwardFrom(workflow: Workflow, { found: { nodes }, people, ends: counted }: Decisions, starts: ReadonlySet<number>) {
  const seen = new Set(starts)
  const queue = [...starts]
  const [ends, by] = [new Set<string>(), new Set<string>()]
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const node = nodes[index]
    if (!node || people[index] === Infinity) continue
    const met = node.states.filter((uid) => poolsOf(workflow, uid).length > 0)
    for (const uid of met) by.add(uid)
    for (const uid of node.ended ? node.states : []) if (counted.has(uid)) ends.add(uid)
    for (const { to } of met.length > 0 ? [] : node.moves)
      if (!seen.has(to)) {
        seen.add(to)
        queue.push(to)
      }
  }
  return { ends: [...ends].sort(), by: [...by].sort() }
}
