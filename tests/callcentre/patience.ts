import type { Distribution } from '../../src/simulation/model/distribution.ts'

/**
 * How long callers would wait before they hang up. Most are answered before, so their patience is only known to be longer:
 * the product-limit estimate (Kaplan and Meier 1958) takes that into account. Beyond the longest wait seen nothing is known;
 * the share that would wait even longer is spread up to twice that wait.
 */
export function patienceOf(calls: readonly { readonly queue: number; readonly gaveUp: boolean }[]): Distribution {
  const order = [...calls].sort((a, b) => a.queue - b.queue || Number(b.gaveUp) - Number(a.gaveUp))
  const steps: { time: number; given: number }[] = [{ time: 0, given: 0 }]
  let waiting = 1
  for (const [i, call] of order.entries()) {
    if (!call.gaveUp) continue
    waiting *= 1 - 1 / (order.length - i)
    steps.push({ time: call.queue, given: 1 - waiting })
  }
  const longest = order.at(-1)!.queue
  const last = steps.at(-1)!.given
  const at = (share: number) =>
    share > last ? longest * (1 + (share - last) / Math.max(1e-9, 1 - last)) : steps.find(({ given }) => given >= share)!.time
  return { kind: 'empirical', quantiles: Array.from({ length: 401 }, (_, i) => at(i / 400)) }
}
