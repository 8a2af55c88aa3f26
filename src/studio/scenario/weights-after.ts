import type { MixBlock, MixEntry } from '../../simulation/model/demand.ts'

/** The blocks' weights after the mix has changed: a kind keeps its weights where it is still there, a new one begins with its own. */
export function weightsAfter(before: readonly MixEntry[], after: readonly MixEntry[], all: readonly MixBlock[]): MixBlock[] {
  return all.map((one) => ({
    ...one,
    weights: after.map((entry, index) => {
      const was = before.indexOf(entry)
      const at = was >= 0 ? was : before.length === after.length ? index : -1
      return at < 0 ? entry.weight : (one.weights[at] ?? 0)
    }),
  }))
}
