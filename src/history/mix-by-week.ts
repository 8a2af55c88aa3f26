import type { MixBlock } from '../simulation/model/demand.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'

/** More kinds than this are too many to be told apart in every block of the week. */
const mostKinds = 200
/** A block counts for as many cases as it has, the whole week for so many more: what few cases show is drawn towards the usual. */
const usual = 50
/** By so much (in natural units of likelihood) the blocks must describe weeks they have not seen better than one mix for all hours. */
const leastGain = 10
const days = [
  { title: 'Weekdays', days: [1, 2, 3, 4, 5] },
  { title: 'Weekends', days: [6, 7] },
]
const blocks = days.flatMap((group) => Array.from({ length: 6 }, (_, i) => ({ ...group, from: i * 4, to: i * 4 + 4 })))

/**
 * Weights of the kinds in blocks of four hours on weekdays and weekends, where the mix changes with the time of the week; null where it does not. It
 * does when the blocks of every other week describe the weeks between better than one mix does, both ways round: a burst of one kind in one week
 * does not pass for a habit. `kinds` of the cases (-1: not in the mix), the wall-clock hours in which they came (since 1970) and what each counts for.
 */
export function fitMixByWeek(
  kinds: ArrayLike<number>,
  hours: ArrayLike<number>,
  counts: ArrayLike<number> | null,
  width: number,
): MixBlock[] | null {
  if (width < 2 || width > mostKinds) return null
  const halves = [new Float64Array(blocks.length * width), new Float64Array(blocks.length * width)]
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i]! < 0) continue
    const week = Math.floor((hours[i]! + 72) / 168)
    halves[Math.abs(week % 2)]![blockOf(hours[i]!) * width + kinds[i]!]! += counts === null ? 1 : counts[i]!
  }
  const [odd, even] = halves as [Float64Array, Float64Array]
  if (gainOf(odd, even, width) < leastGain || gainOf(even, odd, width) < leastGain) return null
  const shares = sharesOf(
    odd.map((n, i) => n + even[i]!),
    width,
  )
  return blocks.map(({ title, days: on, from, to }, block) => ({
    title: `${title} ${clock(from)} to ${clock(to)}`,
    days: on,
    from: clock(from),
    to: clock(to),
    weights: Array.from(shares.ofBlock.subarray(block * width, (block + 1) * width), (share) => Math.round(share * 1e6) / 1e6),
  }))
}

function blockOf(hour: number): number {
  const ofWeek = hourOfWeek(hour * 3600)
  return (ofWeek >= 120 ? 6 : 0) + Math.floor((ofWeek % 24) / 4)
}

/** How much better (in log-likelihood) the blocks learnt from some weeks describe others than one mix learnt from the same weeks. */
function gainOf(learnt: Float64Array, seen: Float64Array, width: number): number {
  const { ofBlock, ofWeek } = sharesOf(learnt, width)
  return seen.reduce((gain, n, i) => (n === 0 ? gain : gain + n * Math.log(ofBlock[i]! / ofWeek[i % width]!)), 0)
}

function sharesOf(counts: Float64Array, width: number): { readonly ofBlock: Float64Array; readonly ofWeek: Float64Array } {
  const ofWeek = new Float64Array(width).fill(0.5)
  counts.forEach((n, i) => (ofWeek[i % width]! += n))
  const all = ofWeek.reduce((sum, n) => sum + n, 0)
  for (let kind = 0; kind < width; kind++) ofWeek[kind]! /= all
  const ofBlock = counts.map((n, i) => {
    const block = Math.floor(i / width) * width
    const inBlock = counts.subarray(block, block + width).reduce((sum, m) => sum + m, 0)
    return (n + usual * ofWeek[i % width]!) / (inBlock + usual)
  })
  return { ofBlock, ofWeek }
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
