import { onlyRule, type Effort, type RemedyKind } from './remedy.ts'

/** Two remedies together, where one alone does not do it. Which two is found by experiment (improve.ts). */
export const pair: RemedyKind = {
  place: 'pool',
  cures: [],
  find: () => [],
  // Each of the two is made by its own kind (remedies.ts).
  apply: (_, world) => world,
  effort: (_id, _world, { both = [] }) => both.reduce<Effort>((sum, { effort }) => added(sum, effort), onlyRule),
  say: (_id, _world, { both }) => {
    if (!both) return null
    const [one, other] = both
    return {
      where: one.where === other.where ? one.where : `${one.where} and ${other.where}`,
      label: `${one.label}; and ${other.label.charAt(0).toLowerCase()}${other.label.slice(1)}`,
      change: `${one.short.replace(`${one.where}: `, '')}; ${other.short}`,
      pools: [...one.pools, ...other.pools],
    }
  },
}

function added(a: Effort, b: Effort): Effort {
  const once = [a.once, b.once].filter((text) => text !== null)
  return {
    hoursPerWeek: a.hoursPerWeek + b.hoursPerWeek,
    costPerWeek: a.costPerWeek === null || b.costPerWeek === null ? null : a.costPerWeek + b.costPerWeek,
    once: once.length > 0 ? once.join('; ') : null,
  }
}
