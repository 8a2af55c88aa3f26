import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Slug } from '../name.ts'
import { Pool } from '../pool.ts'
import type { State } from '../state.ts'
import { titleOf } from '../tree.ts'
import { finish, withStates, without } from './finish.ts'

/** Adds a pool or changes one. `was`: its former id; the steps that it serves follow. */
export function putPool(draft: Draft, pool: Omit<Pool, 'order'> & { readonly order?: number }, was: Slug = pool.id): Edit | Refusal {
  const old = Object.hasOwn(draft.pools, was) ? draft.pools[was] : undefined
  const parsed = Pool.safeParse({ order: old?.order ?? Number.MAX_SAFE_INTEGER, ...pool })
  if (!parsed.success) return { refused: `This pool does not fit: ${parsed.error.issues[0]?.message ?? 'a value is wrong'}.` }
  const { data } = parsed
  if (data.id !== was && Object.hasOwn(draft.pools, data.id))
    return { refused: `There is already a pool "${data.id}". Choose another name.` }
  const moved =
    data.id === was
      ? draft
      : withStates(
          draft,
          withPools(draft, (pools) => (pools.includes(was) ? pools.map((id) => (id === was ? data.id : id)) : pools)),
        )
  const after = { ...moved, pools: { ...without(draft.pools, new Set([was])), [data.id]: data } }
  return finish(old ? `Change the pool ${old.title}` : `Add the pool ${data.title}`, draft, after)
}

/** Takes a pool away, also from steps that have another one. A step that would be left without refuses. */
export function removePool(draft: Draft, id: Slug): Edit | Refusal {
  const pool = Object.hasOwn(draft.pools, id) ? draft.pools[id] : undefined
  if (!pool) return { refused: `There is no pool "${id}".` }
  const only = Object.values(draft.states).filter(
    (state) => state.step?.kind === 'review' && state.step.pools.length === 1 && state.step.pools[0] === id,
  )
  if (only.length > 0) {
    const names = only
      .slice(0, 3)
      .map((state) => `"${titleOf(state)}"`)
      .join(', ')
    return {
      refused: `${pool.title} is the only pool of ${names}${only.length > 3 ? ` and ${only.length - 3} more` : ''}. Give ${only.length === 1 ? 'it' : 'them'} another pool first.`,
    }
  }
  const freed = withStates(
    draft,
    withPools(draft, (pools) => (pools.includes(id) ? pools.filter((other) => other !== id) : pools)),
  )
  return finish(`Delete the pool ${pool.title}`, draft, { ...freed, pools: without(draft.pools, new Set([id])) })
}

/** The states whose step's pools change. */
function withPools(draft: Draft, change: (pools: Slug[]) => Slug[]): State[] {
  return Object.values(draft.states).flatMap((state) => {
    if (state.step?.kind !== 'review') return []
    const pools = change(state.step.pools)
    return pools === state.step.pools ? [] : [{ ...state, step: { ...state.step, pools } }]
  })
}
