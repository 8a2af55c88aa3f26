// The twin of engine/arrivals.ts, for cases of a plain profile; of other demands the host is asked.
import { log, uniform } from './chance'
import { allocate, float, int } from './memory'
import { attributes } from './world'

/** The demand goes on to its next part: its rate, its end and its mix are written into `part`. */
@external('host', 'advancePart')
declare function advancePart(): void
/** The next arrival is written into `arrival` and `arrivalValues`: for demands that are not a plain profile. */
@external('host', 'nextArrival')
declare function nextArrival(): void

/** Part of the demand: end, cases per second, whether it is the last, and addresses of the mix (shares, guide). */
export const part = memory.data(32)
/** Next arrival: time and number. */
export const arrival = memory.data(16)
/** What an arrival that the host works out brings. */
let arrivalValues: usize = 0
/** Time of the next arrival, Infinity: none comes; its number; and where what it brings stands. */
export let arrivalAt: f64 = 0
export let arrivalId: i32 = -1
export let arrivalRow: usize = 0
let profile: bool = false
let kinds: i32 = 0
let kindValues: usize = 0
let given: i32 = 0
let most: i32 = 0
let gapKey0: i32 = 0
let gapKey1: i32 = 0
let mixKey0: i32 = 0
let mixKey1: i32 = 0

export function setArrivals(attributeCount: i32): void {
  arrivalValues = allocate(<usize>attributeCount * 8)
}

/** A plain profile is worked out here; `kindCount` 0: every arrival is asked of the host. */
export function setDemand(kindCount: i32, values: usize, mostCases: i32, gap0: i32, gap1: i32, mix0: i32, mix1: i32): void {
  profile = kindCount > 0
  kinds = kindCount
  kindValues = values
  most = mostCases
  gapKey0 = gap0
  gapKey1 = gap1
  mixKey0 = mix0
  mixKey1 = mix1
}

export function planArrival(): void {
  if (!profile) {
    nextArrival()
    arrivalAt = load<f64>(arrival)
    arrivalId = load<i32>(arrival, 8)
    arrivalRow = arrivalValues
    return
  }
  if (given >= most) {
    arrivalAt = Infinity
    return
  }
  const id = ++arrivalId
  let left = -log(uniform(gapKey0, gapKey1, id, 0))
  let rate = load<f64>(part, 8)
  let from = arrivalAt
  let share = (load<f64>(part) - from) * rate
  while (share <= left) {
    left -= share
    from = load<f64>(part)
    if (load<i32>(part, 16) == 1) {
      arrivalAt = Infinity
      return
    }
    advancePart()
    rate = load<f64>(part, 8)
    share = (load<f64>(part) - from) * rate
  }
  arrivalAt = from + left / rate
  arrivalRow = kindValues
  if (kinds > 1) arrivalRow += <usize>drawKind(uniform(mixKey0, mixKey1, id, 0)) * <usize>attributes * 8
  given++
}

/** The twin of `draw` in engine/mix.ts. */
function drawKind(u: f64): i32 {
  const shares = <usize>load<u32>(part, 20)
  const guide = <usize>load<u32>(part, 24)
  let found = int(guide, <i32>(u * <f64>kinds))
  while (found > 0 && float(shares, found - 1) > u) found--
  while (float(shares, found) <= u) found++
  return found
}

export function valuesOfArrival(): usize {
  return arrivalValues
}

