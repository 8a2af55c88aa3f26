import { sayList } from '../../words/list.ts'
import { leavesFrom } from '../sent-back.ts'
import type { CauseKind, Claim } from './cause.ts'
import { isCongested, type Evidence, type PoolFacts } from './evidence.ts'
import { expectedQueue } from './queue.ts'

type Found = { readonly kind: CauseKind; readonly claim: Claim }

/** Kinds that let work through in lumps: what comes after has its people at the hours of the demand, not of the lumps. */
const sources: ReadonlySet<CauseKind> = new Set<CauseKind>(['shift-gap', 'wrong-hours', 'peak', 'batching'])
/** Kinds that such lumps look like where they arrive. */
const lookalikes: ReadonlySet<CauseKind> = new Set<CauseKind>(['too-few-people', 'shift-gap', 'wrong-hours', 'peak'])
/** A smaller part of a pool's waiting is no sign of lumps. */
const clear = 0.4

/**
 * Where a step before holds work back and lets it go in lumps, the people after it wait with it: their waiting is the fault of what holds back. Compared are the queue that
 * demand as it comes would make, and the queue that work as it came to the pool would make.
 */
export function withLumps(evidence: Evidence, found: readonly Found[]): Found[] {
  const parts = new Map(evidence.pools.map((pool) => [pool.id, isCongested(pool) ? lumpy(pool) : 0]))
  const partOf = (claim: Claim) => (claim.pool === undefined ? 0 : (parts.get(claim.pool) ?? 0))
  const holders = found.filter(({ kind, claim }) => sources.has(kind) && partOf(claim) < clear)
  const owed = new Map<Claim, { seconds: number; where: string[] }>()
  const less = new Map<string, number>()
  for (const pool of evidence.pools) {
    const part = parts.get(pool.id)!
    const before = holders.filter(({ claim }) => claim.pool !== pool.id && claim.seconds > 0 && isBefore(evidence, claim, pool))
    if (part < clear || before.length === 0) continue
    less.set(pool.id, part)
    const all = before.reduce((sum, { claim }) => sum + claim.seconds, 0)
    for (const { claim } of before) {
      const { seconds, where } = owed.get(claim) ?? { seconds: 0, where: [] }
      owed.set(claim, { seconds: seconds + (pool.wait * part * claim.seconds) / all, where: [...where, pool.title] })
    }
  }
  return found.map(({ kind, claim }) => {
    const part = lookalikes.has(kind) ? (less.get(claim.pool ?? '') ?? 0) : 0
    const more = owed.get(claim)
    const evidenceOfLumps = more ? [`What it lets through in lumps waits again for ${sayList(more.where)}`] : []
    return {
      kind,
      claim: {
        ...claim,
        seconds: claim.seconds * (1 - part) + (more?.seconds ?? 0),
        evidence: [...claim.evidence, ...evidenceOfLumps],
      },
    }
  })
}

/** The part of the pool's queue that is due to when its work came. */
function lumpy(pool: PoolFacts): number {
  const came = expectedQueue({ ...pool, work: pool.came })
  return came > 0 ? Math.max(0, 1 - expectedQueue(pool) / came) : 0
}

/** Whether cases come to the pool from there, and not the other way round. */
function isBefore({ workflow, steps, pools }: Evidence, { place }: Claim, pool: PoolFacts): boolean {
  const from = place.kind === 'pool' ? (pools.find(({ id }) => id === place.id)?.steps ?? []) : steps.filter(({ uid }) => uid === place.id)
  const leads = (some: readonly { readonly uid: string }[], other: readonly { readonly uid: string }[]) =>
    some.some(({ uid }) => other.some((step) => leavesFrom(workflow, uid).has(step.uid)))
  return leads(from, pool.steps) && !leads(pool.steps, from)
}
