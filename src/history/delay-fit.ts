import type { Performance, Scenario } from '../simulation/model/scenario.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatMeasured } from '../words/duration.ts'
import { formatShare } from '../words/number.ts'
import type { Evidence } from './evidence.ts'
import { placesAfterEvent, placesAtStart } from './onward.ts'
import type { OpenWait } from './open-waits.ts'
import type { QueuedBySteps } from './patience-fit.ts'
import { delayEntries } from './delay-entries.ts'
import type { DatedWait } from './delay-entries.ts'
import { evenLengths } from './product-limit.ts'
import { mean } from './quantile.ts'
import { asNow, recentLengths, tellChange } from './recent-lengths.ts'
import { paceOf } from './pace-fit.ts'
import { passedOverIn } from './passed-over.ts'
import type { PassedOver } from './passed-over.ts'
import { rowsByPerson, teamTimeOf } from './team-time.ts'
import type { TeamTime } from './team-time.ts'

/**
 * The wait of one row: from when its work could begin to when it began (of ends alone: to its end), in seconds since 1970. `prev`: uid of the step before as a run has it, empty where a
 * case arrives; null where that is not known.
 */
type Wait = { readonly row: number; readonly enabled: number; readonly begin: number; readonly prev: string | null }
export type Delay = Pick<Performance, 'delay' | 'clock'>
/** By uid of the step; `growing`: titles of the steps whose waits grow, so that their trend is carried on. */
type FittedDelays = { readonly delays: ReadonlyMap<string, Delay>; readonly growing: readonly string[] }

/** From so many waits on it is told what they are. */
const fewest = 40
/** From this share of idle time on a wait is no queue; from this order on it is no queue with hidden absences either (calibration.md, 4.4). */
const idle = 0.2
const disorder = 0.6
const fewestPairs = 50

/** A wait of which the outside world took the part from when the work could begin until `until`, in seconds since 1970. */
type Outside = { readonly wait: Wait; readonly until: number }
/** The waits of a step that are no queue. `free`: share of the time that people were there in which somebody was free; null where that cannot be seen. */
type OutsideStep = {
  readonly state: State
  readonly waits: readonly Outside[]
  readonly open: readonly OpenWait[]
  readonly inferred: boolean
  readonly free: number | null
  /** Its people over time; null where all of each wait is the outside world's. */
  readonly team: TeamTime | null
}

/** A step all of whose waits are a queue. */
export type Queue = { readonly state: State; readonly waits: readonly Wait[] }

/** `passedOver`: single waits of steps that have a queue (passed-over.ts). */
type Outsides = {
  readonly outside: readonly OutsideStep[]
  readonly hiding: ReadonlySet<Uid>
  readonly passedOver: readonly PassedOver[]
  readonly queues: readonly Queue[]
}

/**
 * What of the waits of each review and automatic step is the outside world and no queue (calibration.md, 4.4): there is somebody on duty and free, and who
 * comes first is not served first. Of ends alone all of the time from the step before is (4.7). `hiding`: steps before which cases queue in order although people seem free, since they are
 * away in ways that no row tells.
 */
export function outsideOf(evidence: Evidence, queued: QueuedBySteps): Outsides {
  const { history, index, work, timezone } = evidence
  const hiding = new Set<Uid>()
  const passedOver: PassedOver[] = []
  const queues: Queue[] = []
  if (history.form !== 'events') return { outside: [], hiding, passedOver, queues }
  const people = rowsByPerson(history, index)
  const told = toldElsewhere(evidence)
  const openBySteps = new Map<Uid, OpenWait[]>()
  for (const one of evidence.open) openBySteps.set(one.next.uid, [...(openBySteps.get(one.next.uid) ?? []), one])
  // Whoever gave up waited for somebody and not for what came after.
  const gaveUp = new Set([...queued.values()].flatMap((list) => list.flatMap(({ row, ended }) => (ended ? [row] : []))))
  const outside = [...waitsBySteps(evidence, gaveUp)].flatMap(([state, waits]): OutsideStep[] => {
    const { step } = state
    if ((step?.kind !== 'review' && step?.kind !== 'automatic') || waits.length < fewest || told.has(state.uid)) return []
    const open = openBySteps.get(state.uid) ?? []
    const inferred = work.steps.get(state.uid)?.inferred === true || Number.isNaN(history.start[waits[0]!.row]!)
    if (step.kind === 'automatic' || inferred)
      return [{ state, open, inferred, free: null, team: null, waits: waits.map((wait) => ({ wait, until: wait.begin })) }]
    // Whether the others queue in order is for them to tell.
    const { places, least } = passedOverIn(waits)
    const found = new Set(places)
    const others = waits.filter((_, i) => !found.has(i))
    const isQueue = (measured: number | null) => measured !== null && measured < disorder
    const apart = places.length > 0 && isQueue(orderOf(others))
    if (apart) passedOver.push({ state, all: waits, waits: places.map((place) => waits[place]!), least })
    const rest = apart ? others : waits
    const order = orderOf(rest)
    const rows = rest.map(({ row }) => row)
    const team = teamTimeOf(history, people, rows, zoneOf(timezone))
    let [idleTime, busyTime] = [0, 0]
    for (const { enabled, begin } of rest) {
      const found = team.idleAndBusy(enabled, begin)
      idleTime += found.idle
      busyTime += found.busy
    }
    const free = idleTime + busyTime > 0 ? idleTime / (idleTime + busyTime) : 0
    if (free >= idle && isQueue(order)) hiding.add(state.uid)
    if (free < idle || order === null || isQueue(order)) {
      if (!apart) queues.push({ state, waits })
      return []
    }
    return [
      {
        state,
        open,
        inferred,
        free,
        team,
        waits: waits.map((wait) => ({ wait, until: team.lastIdle(wait.enabled, wait.begin) ?? wait.enabled })),
      },
    ]
  })
  return { outside, hiding, passedOver, queues }
}

/** By row, since when its case asked for somebody: when the outside world was done with it. The rest of the wait is the queue. */
export function askedSince(enabled: Float64Array, outside: readonly OutsideStep[]): Float64Array {
  const asked = enabled.slice()
  for (const { waits } of outside) for (const { wait, until } of waits) asked[wait.row] = until
  return asked
}

/**
 * The delays of the steps, on the clocks of their pools. By uid; steps without one are absent. `guessed`: pools of which the log does not tell when people are there.
 * The rest of a wait is the queue that the simulation makes with these pools: time in which nobody was seen, though the pool's shifts have somebody there, is the outside world's,
 * and before a guessed pool all of it.
 */
export function fitDelays(
  { history, index, timezone, until: end, full, seen, note, origin }: Evidence,
  outside: readonly OutsideStep[],
  pools: Scenario['pools'],
  guessed: ReadonlySet<string>,
): FittedDelays {
  const delays = new Map<string, Delay>()
  const growing: string[] = []
  for (const { state, waits, open, inferred, free, team } of outside) {
    const pool = state.step?.kind === 'review' ? state.step.pools.find((id) => Object.hasOwn(pools, id)) : undefined
    const shifts = pool === undefined ? null : clockOf(pools[pool]!.shifts)
    const zone = zoneOf((pool === undefined ? undefined : pools[pool]!.timezone) ?? timezone)
    const lastOn = (from: number, to: number) => {
      if (!shifts || shifts.always) return shifts && to
      const [local, end] = [zone.toLocal(to), shifts.lastOn(zone.toLocal(from), zone.toLocal(to))]
      return end === null ? null : to - (local - end)
    }
    const untilOf = (enabled: number, begin: number) => {
      if (team === null || (pool !== undefined && guessed.has(pool))) return begin
      return team.lastIdle(enabled, begin, lastOn) ?? enabled
    }
    const pace =
      pool === undefined || shifts === null
        ? null
        : paceOf(
            [
              ...waits.map(({ wait: { enabled, begin } }) => ({
                from: zone.toLocal(enabled),
                to: zone.toLocal(untilOf(enabled, begin)),
                weight: 1,
                ended: true,
              })),
              ...open.map(({ enabled, weight }) => ({
                from: zone.toLocal(enabled),
                to: zone.toLocal(untilOf(enabled, end)),
                weight,
                ended: false,
              })),
            ],
            shifts,
          )
    const clock = pace === null ? (shifts?.always ? null : shifts) : clockOf(pools[pool!]!.shifts, pace)
    const lengthOf = (id: number, prev: string | null, enabled: number, begin: number, weight: number, ended: boolean): DatedWait => {
      const lasts = (until: number) => (clock ? clock.worked(zone.toLocal(enabled), zone.toLocal(until)) : until - enabled)
      return {
        prev,
        age: enabled - index.arrived[id]!,
        since: enabled,
        weight,
        ended,
        seconds: lasts(untilOf(enabled, begin)),
        most: lasts(end),
      }
    }
    const all = [
      ...waits.map(({ wait: { row, prev, enabled, begin } }) => lengthOf(history.caseId.codes[row]!, prev, enabled, begin, 1, true)),
      ...open.map(({ case: id, prev, enabled, weight }) => lengthOf(id, prev.uid, enabled, end, weight, false)),
    ]
    const recent = recentLengths(all, full)
    const { lengths, growth } = recent
    const now = asNow(all, recent)
    for (const [i, { wait }] of waits.entries())
      seen(state.uid, 'delay', wait.row, now === null ? all[i]!.seconds : now(all[i]!.seconds), all[i]!.seconds)
    const average = mean(evenLengths(lengths))
    if (!(average >= 1)) continue
    if (growth > 1) growing.push(titleOf(state))
    tellChange(`The waits before “${titleOf(state)}”`, all.length, recent, note)
    delays.set(state.uid, {
      delay: delayEntries(lengths, growth !== 1),
      ...(pool !== undefined && clock ? { clock: { pool, ...(pace === null ? {} : { pace }) } } : {}),
    })
    origin(
      `performance.${state.uid}.delay`,
      inferred
        ? { source: 'guessed', n: waits.length, note: 'The log has ends only: the time since the step before.' }
        : { source: 'fitted', n: waits.length },
    )
    note(
      `Before “${titleOf(state)}” the outside world takes ${formatMeasured(average)} on average${clock ? ' of the hours that its people work' : ''}${free === null ? '' : `: somebody was free in ${formatShare(free)} of the time that people were there (${waits.length.toLocaleString('en')} waits)`}.`,
    )
  }
  return { delays, growing }
}

/** Steps that come after a wait or a batch of the drawing that leaves no row: what passes before them is its time already. */
function toldElsewhere({ workflow, work }: Evidence): Set<string> {
  const rows = new Set(work.states.flatMap((state) => (state ? [state.uid] : [])))
  const silent = Object.values(workflow.states).filter(
    ({ uid, step }) => (step?.kind === 'wait' || step?.kind === 'batch') && !rows.has(uid),
  )
  return new Set(
    silent.flatMap(({ uid, step }) => step!.outcomes.flatMap(({ event }) => [...placesAfterEvent(workflow, uid, event).keys()])),
  )
}

/** All waits that ended; late ones belong to it, since what the history's end cut off is counted as well. */
function waitsBySteps(evidence: Evidence, leftOut: ReadonlySet<number>): Map<State, Wait[]> {
  const { history, index, work, until } = evidence
  const found = new Map<State, Wait[]>()
  const first = firstFrom(evidence)
  for (let c = 0; c < index.cases; c++) {
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const state = work.states[history.activity.codes[row]!]
      const [start, end] = [history.start[row]!, history.end[row]!]
      const begin = Number.isNaN(start) ? end : start
      const enabled = index.enabled[row]!
      if (!state?.step || leftOut.has(row) || !(end <= until) || !(begin >= enabled)) continue
      const before = at > index.from[c]! ? (work.states[history.activity.codes[index.rows[at - 1]!]!]?.uid ?? null) : first(state.uid)
      const list = found.get(state)
      const wait = { row, enabled, begin, prev: before }
      if (list) list.push(wait)
      else found.set(state, [wait])
    }
  }
  return found
}

/** By uid of a step with which a case may begin: the step that a run has passed before it, one without rows; empty where it begins there, null where neither is so. */
function firstFrom({ workflow, work }: Evidence): (uid: Uid) => string | null {
  const withRows = new Set(work.states.flatMap((state) => (state ? [state.uid] : [])))
  const start = placesAtStart(workflow)
  const silent = [...start.keys()]
    .flatMap((uid) => workflow.states[uid] ?? [])
    .filter(({ uid, step }) => step !== null && !withRows.has(uid))
  return (uid) =>
    start.has(uid)
      ? ''
      : (silent.find((state) => state.step!.outcomes.some(({ event }) => placesAfterEvent(workflow, state.uid, event).has(uid)))?.uid ??
        null)
}

/**
 * Of two waits that overlap, how often the later one is begun first, over the same after the lengths are shuffled: near 0 first come is first served, at 1
 * there is no order. Null where there are too few pairs to tell.
 */
function orderOf(waits: readonly Wait[]): number | null {
  const order = [...waits].sort((a, b) => a.enabled - b.enabled)
  const lengths = order.map(({ enabled, begin }) => begin - enabled)
  const seen = overtaken(order, lengths)
  const chance = overtaken(order, shuffled(lengths))
  return seen.pairs < fewestPairs || chance.first === 0 ? null : seen.first / seen.pairs / (chance.first / chance.pairs)
}

function overtaken(order: readonly Wait[], lengths: readonly number[]): { pairs: number; first: number } {
  let [pairs, first] = [0, 0]
  for (let i = 0; i < order.length; i++)
    for (let j = i + 1; j <= Math.min(i + 5, order.length - 1); j++) {
      const [begin, later] = [order[i]!.enabled + lengths[i]!, order[j]!.enabled + lengths[j]!]
      if (!(order[j]!.enabled < begin) || !(lengths[j]! > 0)) continue
      pairs++
      if (later < begin) first++
    }
  return { pairs, first }
}

/** Another order that depends on the number of values alone. */
function shuffled(values: readonly number[]): number[] {
  const found = [...values]
  let seed = values.length
  for (let i = found.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((seed / 4_294_967_296) * (i + 1))
    ;[found[i], found[j]] = [found[j]!, found[i]!]
  }
  return found
}

const weekMinutes = 7 * 1440

/** When somebody is on shift, on the wall clock. */
type Clock = {
  readonly always: boolean
  /** How fast it runs at a time. */
  readonly onAt: (local: number) => number
  /** Seconds of an interval with somebody on shift. */
  readonly worked: (from: number, to: number) => number
  /** The last time of an interval up to which somebody is on shift; null: nobody is in all of it. */
  readonly lastOn: (from: number, to: number) => number | null
}

/** Null where nobody ever is on shift. `pace`: how fast it runs by the hour of the week. */
export function clockOf(shifts: Scenario['pools'][string]['shifts'], pace?: readonly number[]): Clock | null {
  const on = new Float64Array(weekMinutes)
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  for (const { people, days, from, to } of shifts) {
    if (people === 0) continue
    const length = minutes(to) - minutes(from)
    for (const weekday of days)
      for (let m = 0; m < (length > 0 ? length : length + 1440); m++) on[((weekday - 1) * 1440 + minutes(from) + m) % weekMinutes] = 1
  }
  if (pace) for (let m = 0; m < weekMinutes; m++) on[m]! *= pace[Math.floor(m / 60)]!
  const before = new Float64Array(weekMinutes + 1)
  for (let m = 0; m < weekMinutes; m++) before[m + 1] = before[m]! + on[m]!
  const all = before[weekMinutes]!
  if (all === 0) return null
  // The week of the clock begins on Monday; 1970 began on a Thursday.
  const worked = (local: number) => {
    const time = local + 3 * 86_400
    const week = Math.floor(time / (weekMinutes * 60))
    const rest = time - week * weekMinutes * 60
    const minute = Math.floor(rest / 60)
    return (week * all + before[minute]!) * 60 + on[minute]! * (rest - minute * 60)
  }
  const minuteOf = (local: number) => ((Math.floor(local / 60) % weekMinutes) + weekMinutes + 3 * 1440) % weekMinutes
  return {
    always: pace === undefined && all === weekMinutes,
    onAt: (local) => on[minuteOf(local)]!,
    worked: (from, to) => Math.max(0, worked(to) - worked(from)),
    lastOn: (from, to) => {
      if (!(worked(to) > worked(from))) return null
      // A minute at a time from the end, at most a week.
      for (let at = to; at > from; at = (Math.ceil(at / 60) - 1) * 60) if (on[minuteOf(at - 1e-6)]) return at
      return null
    },
  }
}
