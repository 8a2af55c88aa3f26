import type { Arrival } from '../../simulation/model/arrival.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Report } from '../../simulation/report/report.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Cause, CauseFinder, CauseKind, Claim } from './cause.ts'
import { evidenceOf, type Evidence } from './evidence.ts'
import { isShort, needlessCheck, rework, shortTimer, timersOf, variance } from './flow.ts'
import { peak, shiftGap, wrongHoursCause } from './hours.ts'
import { withLumps } from './lumps.ts'
import { rampUp, skill, tooFewPeople } from './people.ts'
import { lateOverflow, poolOrder, starvingOrder } from './rules.ts'
import { batching, external, limitedSlots } from './waits.ts'

/** Every kind of cause. */
export const causeKinds: Readonly<Record<CauseKind, CauseFinder>> = {
  'too-few-people': tooFewPeople,
  'shift-gap': shiftGap,
  'wrong-hours': wrongHoursCause,
  peak,
  skill,
  'ramp-up': rampUp,
  batching,
  'limited-slots': limitedSlots,
  external,
  rework,
  'needless-check': needlessCheck,
  variance,
  'starving-order': starvingOrder,
  'short-timer': shortTimer,
  'late-overflow': lateOverflow,
  'pool-order': poolOrder,
}

/** What one run says is wrong. */
export type Diagnosis = {
  /** Nothing needs fixing: no cause explains enough to be named, and all targets are met. */
  readonly healthy: boolean
  /** Handling as a share of the lead time. */
  readonly handling: number
  /** Waits on branches that few cases come to: long in the mean, and no cause. */
  readonly aside: readonly Cause[]
  /** The cause that explains most; null where nothing needs fixing. */
  readonly cause: Cause | null
  /** Causes that cannot be told apart from it. */
  readonly tied: readonly Cause[]
  /** All that explain something, the most first. */
  readonly causes: readonly Cause[]
}

/** A cause that explains at least this part of what the first explains cannot be told apart from it. */
const asMuch = 0.93
/** A cause of a pool's waiting that explains at least this part of it is the cause of it: there are not too few people. */
const special = 0.5
/** Where a target is missed, less is worth a name. */
const missed = 1 / 3

/** Reads the causes out of one run: what it says, not what was tried. */
export function findCauses(workflow: Workflow, scenario: Scenario, report: Report, arrivals?: readonly Arrival[]): Diagnosis {
  const evidence = evidenceOf(workflow, scenario, report, arrivals)
  if (!evidence || !(evidence.total > 0)) return { healthy: false, handling: 0, aside: [], cause: null, tied: [], causes: [] }
  const claims = withLumps(
    evidence,
    (Object.keys(causeKinds) as CauseKind[]).flatMap((kind) => causeKinds[kind].find(evidence).map((claim) => ({ kind, claim }))),
  )
  const owed = sentOn(evidence)
  const { handling, total, late } = evidence
  const found = claims
    .map(({ kind, claim }) => ({ kind, claim: settled(kind, claim, claims, owed) }))
    .filter(({ claim }) => claim.seconds >= 0.005 * total)
    .toSorted((a, b) => b.claim.seconds - a.claim.seconds)
  const causeOf = ({ kind, claim: { pool: _pool, aside: _aside, ...claim } }: Found): Cause => ({
    kind,
    ...claim,
    share: claim.seconds / total,
  })
  const aside = found.filter(({ claim }) => claim.aside === true)
  const inWay = total - aside.reduce((sum, { claim }) => sum + claim.seconds, 0)
  const enough = ({ kind, claim }: Found) => claim.seconds >= causeKinds[kind].least * (late ? missed : 1) * inWay
  const main = found.filter((one) => one.claim.aside !== true && enough(one))
  // A wait on a branch is the cause only of targets that nothing else makes cases miss.
  const named = (main.length > 0 || !late ? main : aside.filter(enough)).map(causeOf)
  const causes = found.map(causeOf)
  const [cause = null, ...others] = named
  return {
    healthy: cause === null && !late,
    handling: handling / total,
    aside: aside.map(causeOf),
    cause,
    tied: cause ? others.filter(({ seconds }) => seconds >= asMuch * cause.seconds) : [],
    causes,
  }
}

type Found = { readonly kind: CauseKind; readonly claim: Claim }

/** The claim with the waiting behind clocks that its pool has made others bear; too few people only where nothing more special explains the waiting. */
function settled(kind: CauseKind, claim: Claim, all: readonly Found[], owed: ReadonlyMap<string, number>): Claim {
  const more = claim.pool === undefined || kind === 'short-timer' ? 0 : (owed.get(claim.pool) ?? 0)
  if (kind !== 'too-few-people') return { ...claim, seconds: Math.max(0, claim.seconds + more) }
  const others = all.filter((other) => other.kind !== kind && other.claim.pool === claim.pool).map((other) => other.claim.seconds)
  const explained = Math.max(0, ...others)
  return { ...claim, seconds: explained >= special * claim.seconds ? 0 : Math.max(0, claim.seconds - explained + more) }
}

/** By pool: the waiting that its cases have elsewhere because clocks sent them on, less the waiting there that others sent on have caused. */
function sentOn(evidence: Evidence): Map<string, number> {
  const owed = new Map<string, number>()
  const add = (pool: string, seconds: number) => owed.set(pool, (owed.get(pool) ?? 0) + seconds)
  for (const timer of timersOf(evidence)) {
    const seconds = timer.to.wait * timer.share
    if (timer.to.step.kind === 'review') for (const id of timer.to.step.pools.slice(0, 1)) add(id, -seconds)
    if (isShort(evidence, timer)) continue
    const pools = evidence.pools.filter(({ steps }) => steps.some((step) => timer.covers.includes(step)))
    const waits = pools.reduce((sum, { wait }) => sum + wait, 0)
    for (const pool of pools) add(pool.id, waits > 0 ? (seconds * pool.wait) / waits : 0)
  }
  return owed
}
