import { zoneOf } from '../simulation/model/zone.ts'
import type { Zone } from '../simulation/model/zone.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { activityStates, finalNames, plainName } from './activity-states.ts'
import type { CaseIndex } from './cases.ts'
import { textAt } from './dictionary.ts'
import type { History } from './history.ts'
import type { RowWork } from './left-open.ts'
import { placesAfterEvent, placesAfterLimit, placesAfterTimers, placesAtStart, throughUnseen } from './onward.ts'
import type { Places } from './onward.ts'

/** One thing seen: how long something took (seconds) or which outcome it had, and in which case. */
export type Sample = { readonly case: number; readonly row: number; readonly seconds: number }
/** `at`: the hour in which it was decided, counted from 1970-01-01 00:00 of the history's wall clock; absent where that is not known. */
export type SeenOutcome = { readonly case: number; readonly event: string; readonly at?: number; readonly row?: number }

/** What a log shows of one step. */
export type StepWork = {
  readonly step: State
  readonly times: Sample[]
  /** Whether the times had to be inferred from ends alone. */
  inferred: boolean
  readonly outcomes: SeenOutcome[]
  /** Where something follows that no outcome leads to: the outcome that leads to the first of what comes later that one does lead to. It is no share of its own. */
  readonly detours: SeenOutcome[]
  /** Ends that fit several outcomes, which the log cannot tell apart: by the events, joined with a bar. */
  readonly ambiguous: Map<string, number>
  /** Left by a timer, or followed by something that no outcome leads to. */
  timedOut: number
  unexplained: number
}

/** What a log shows of a workflow's steps. */
export type ObservedWork = {
  readonly steps: ReadonlyMap<Uid, StepWork>
  /** Activities that are no step and no end of the workflow, with their rows. */
  readonly unmatched: ReadonlyMap<string, number>
  /** Steps that cases pass without leaving a row. */
  readonly passed: ReadonlySet<Uid>
  /** By activity code: its state. */
  readonly states: readonly (State | null)[]
}

type Way = { readonly event: string; readonly direct: Places; readonly through: Places }

type Observed = {
  readonly history: History
  readonly index: CaseIndex
  readonly workflow: Workflow
  readonly chosen: (c: number) => boolean
  /** Seconds since 1970. */
  readonly until: number
  /** By case that is not over when the history ends: the step that it waits for. */
  readonly waiting: ReadonlyMap<number, Uid>
  /** What of the rows is work; null: all of it. */
  readonly rowWork: RowWork | null
}

/** Follows every chosen case through the workflow. */
export function observeWork({ history, index, workflow, chosen, until, waiting, rowWork }: Observed): ObservedWork {
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const seen = new Set(states.flatMap((state) => (state ? [state.uid] : [])))
  const watch = new Watch(history, index, workflow, states, seen, waiting, rowWork)
  const unmatched = new Map<string, number>()
  for (let c = 0; c < index.cases; c++) {
    if (!chosen(c)) continue
    watch.begin(c)
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const code = history.activity.codes[row]!
      const state = states[code]
      if (history.end[row]! > until || history.start[row]! > until) continue
      if (state?.step) watch.take(state, c, at)
      else if (!state && !watch.isOutcomeName(code))
        unmatched.set(history.activity.values[code] ?? '', (unmatched.get(history.activity.values[code] ?? '') ?? 0) + 1)
    }
  }
  return { steps: watch.steps, unmatched, passed: watch.passed, states }
}

class Watch {
  readonly steps = new Map<Uid, StepWork>()
  readonly passed = new Set<Uid>()
  readonly #history: History
  readonly #index: CaseIndex
  readonly #workflow: Workflow
  readonly #states: readonly (State | null)[]
  readonly #seen: ReadonlySet<Uid>
  readonly #ways = new Map<Uid, readonly Way[]>()
  readonly #timers = new Map<Uid, Places>()
  readonly #finals: Map<string, State>
  readonly #start: Places
  readonly #given: Map<string, string>
  readonly #inferred: Float64Array | null
  readonly #zone: Zone
  readonly #waiting: ReadonlyMap<number, Uid>
  readonly #rowWork: RowWork | null

  constructor(
    history: History,
    index: CaseIndex,
    workflow: Workflow,
    states: readonly (State | null)[],
    seen: ReadonlySet<Uid>,
    waiting: ReadonlyMap<number, Uid>,
    rowWork: RowWork | null,
  ) {
    this.#waiting = waiting
    this.#rowWork = rowWork
    this.#history = history
    this.#index = index
    this.#workflow = workflow
    this.#states = states
    this.#seen = seen
    this.#finals = finalNames(workflow)
    this.#start = placesAtStart(workflow)
    this.#inferred = history.start.some((start) => !Number.isNaN(start)) ? null : inferredTimes(history, index)
    this.#zone = zoneOf(history.timezone)
    this.#given = new Map(Object.entries(history.mapping.outcomes ?? {}))
  }

  isOutcomeName(code: number): boolean {
    return this.#given.has(this.#history.activity.values[code] ?? '')
  }

  /** A case begins: steps without rows that it enters at once. */
  begin(c: number): void {
    this.#takeSilent(this.#start, c, this.#index.from[c]! - 1)
  }

  take(state: State, c: number, at: number): void {
    const work = this.#workOf(state)
    this.#takeTime(work, c, at)
    if ((state.step?.outcomes.length ?? 0) > 0) this.#takeOutcome(work, c, at)
  }

  /** The hour of the wall clock at which row `at` of a case was over, or the case came. */
  #hourOf(c: number, at: number): number {
    const row = at < this.#index.from[c]! ? -1 : this.#index.rows[at]!
    const end = row < 0 ? this.#index.arrived[c]! : this.#history.end[row]!
    return Math.floor(this.#zone.toLocal(Number.isNaN(end) ? this.#history.start[row]! : end) / 3600)
  }

  #workOf(step: State): StepWork {
    const known = this.steps.get(step.uid)
    if (known) return known
    const work: StepWork = {
      step,
      times: [],
      inferred: false,
      outcomes: [],
      detours: [],
      ambiguous: new Map(),
      timedOut: 0,
      unexplained: 0,
    }
    this.steps.set(step.uid, work)
    return work
  }

  #takeTime(work: StepWork, c: number, at: number): void {
    const row = this.#index.rows[at]!
    const [start, end] = [this.#history.start[row]!, this.#history.end[row]!]
    const own = work.step.step?.kind === 'review' ? (this.#rowWork?.[row] ?? NaN) : NaN
    if (own === Infinity) return
    if (end >= start) work.times.push({ case: c, row, seconds: Number.isNaN(own) ? end - start : own })
    else if (this.#inferred && work.step.step?.kind === 'review' && this.#inferred[row]! >= 0) {
      work.inferred = true
      work.times.push({ case: c, row, seconds: this.#inferred[row]! })
    } else if (Number.isNaN(start) && work.step.step?.kind === 'wait')
      work.times.push({ case: c, row, seconds: end - this.#index.enabled[row]! })
  }

  #takeOutcome(work: StepWork, c: number, at: number): void {
    const row = this.#index.rows[at]!
    const activity = textAt(this.#history.activity, row)
    const text = textAt(this.#history.outcome, row)
    const events = new Set(work.step.step?.outcomes.map(({ event }) => event))
    const told = this.#given.get(`${activity} › ${text}`) ?? this.#given.get(activity)
    const following = this.#history.activity.values[this.#history.activity.codes[this.#index.rows[at + 1] ?? -1] ?? -1] ?? ''
    const next = at + 1 < this.#index.from[c + 1]! ? this.#given.get(following) : undefined
    const sure = [told, next].find((event) => event !== undefined && events.has(event))
    if (sure !== undefined) work.outcomes.push({ case: c, event: sure, at: this.#hourOf(c, at), row })
    else this.#inferOutcome(work, c, at, text)
  }

  /** From what follows in the log: the outcome that leads there. Where several do, the outcome column decides. */
  #inferOutcome(work: StepWork, c: number, at: number, text: string): void {
    const ways = this.#waysOf(work.step)
    const named = this.#outcomeNamed(work.step, text)
    const place = this.#nextPlace(work.step, ways, c, at, text)
    if (place === 'timer') work.timedOut++
    else if (place === null) {
      work.unexplained++
      this.#takeDetour(work, ways, c, at, text)
    } else {
      const direct = ways.filter(({ direct: places }) => place.some((uid) => places.has(uid)))
      const fitting = direct.length > 0 ? direct : ways.filter(({ through }) => place.some((uid) => through.has(uid)))
      if (direct.length === 0)
        for (const way of fitting) for (const uid of way.direct.keys()) if (!this.#seen.has(uid)) this.passed.add(uid)
      const choice = fitting.length > 1 ? (fitting.find(({ event }) => event === named) ?? null) : (fitting[0] ?? null)
      if (choice) {
        work.outcomes.push({ case: c, event: choice.event, at: this.#hourOf(c, at), row: this.#index.rows[at]! })
        this.#takeSilent(choice.direct, c, at)
      } else if (fitting.length === 0) work.unexplained++
      else {
        const key = fitting.map(({ event }) => event).join('|')
        work.ambiguous.set(key, (work.ambiguous.get(key) ?? 0) + 1)
      }
      this.#takeSilentWait(choice, place, c, at)
    }
  }

  #takeDetour(work: StepWork, ways: readonly Way[], c: number, at: number, text: string): void {
    const place = this.#nextPlace(work.step, ways, c, at, text, true)
    if (place === 'timer' || place === null) return
    const [way, other] = ways.filter(({ direct, through }) => place.some((uid) => direct.has(uid) || through.has(uid)))
    if (way && !other) work.detours.push({ case: c, event: way.event, row: this.#index.rows[at]! })
  }

  /** Steps that leave no row: which of their outcomes the case took shows in what comes after row `at`. Waits are told by `takeSilentWait`. */
  #takeSilent(entered: Places, c: number, at: number, seen: ReadonlySet<Uid> = new Set()): void {
    for (const uid of entered.keys()) {
      const state = this.#workflow.states[uid]
      if (!state?.step || state.step.kind === 'wait' || this.#seen.has(uid) || seen.has(uid)) continue
      const ways = this.#waysOf(state)
      const place = this.#nextPlace(state, ways, c, at, '')
      if (place === 'timer' || place === null) continue
      const direct = ways.filter(({ direct: places }) => place.some((next) => places.has(next)))
      const [way, other] = direct.length > 0 ? direct : ways.filter(({ through }) => place.some((next) => through.has(next)))
      if (!way || other) continue
      this.#workOf(state).outcomes.push({ case: c, event: way.event, at: this.#hourOf(c, at) })
      this.passed.add(uid)
      this.#takeSilent(way.direct, c, at, new Set([...seen, uid]))
    }
  }

  /** The places that come next: one step, or when nothing follows, what the case waits for, else the ends. `passing`: by what no outcome leads to. */
  #nextPlace(step: State, ways: readonly Way[], c: number, at: number, text: string, passing = false): readonly Uid[] | 'timer' | null {
    const timers = this.#timersOf(step.uid)
    const parallel = ancestorsOf(this.#workflow, step.uid).some(({ type }) => type === 'parallel')
    for (let later = at + 1; later < this.#index.from[c + 1]!; later++) {
      const state = this.#states[this.#history.activity.codes[this.#index.rows[later]!]!]
      if (!state) continue
      if (ways.some(({ direct, through }) => direct.has(state.uid) || through.has(state.uid))) return [state.uid]
      if (timers.has(state.uid)) return 'timer'
      if (!parallel && !passing) return null
    }
    const waits = this.#waiting.get(c)
    if (waits !== undefined) return [waits]
    const finals = [...this.#finals.values()].map(({ uid }) => uid)
    const named = this.#finals.get(plainName(text))
    return named ? [named.uid] : finals
  }

  /** A wait that leaves no row: the time from the end of this step to the start of the next is its delay (and the next one's queue). */
  #takeSilentWait(way: Way | null, place: readonly Uid[], c: number, at: number): void {
    if (!way || place.length !== 1 || way.direct.has(place[0]!)) return
    const [only, ...others] = [...way.direct.keys()]
    const wait = only === undefined || others.length > 0 ? undefined : this.#workflow.states[only]
    if (wait?.step?.kind !== 'wait' || this.#seen.has(wait.uid)) return
    const row = this.#index.rows
      .subarray(at + 1, this.#index.from[c + 1]!)
      .find((later) => this.#states[this.#history.activity.codes[later]!]?.uid === place[0])
    const end = this.#history.end[this.#index.rows[at]!]!
    if (row === undefined || !(this.#history.start[row]! >= end)) return
    const work = this.#workOf(wait)
    work.times.push({ case: c, row, seconds: this.#history.start[row]! - end })
    const events = this.#waysOf(wait).filter(({ direct, through }) => direct.has(place[0]!) || through.has(place[0]!))
    if (events.length === 1) work.outcomes.push({ case: c, event: events[0]!.event })
  }

  #waysOf(step: State): readonly Way[] {
    const known = this.#ways.get(step.uid)
    if (known) return known
    const ways = (step.step?.outcomes ?? []).map(({ event }) => {
      const direct = placesAfterEvent(this.#workflow, step.uid, event)
      return { event, direct, through: this.#throughUnseen(direct) }
    })
    this.#ways.set(step.uid, ways)
    return ways
  }

  #throughUnseen(direct: Places): Places {
    const reached = new Map(throughUnseen(this.#workflow, direct, this.#seen))
    // Who gives up waiting for a review leaves no row of it.
    for (const uid of reached.keys()) {
      const state = this.#workflow.states[uid]
      if (state)
        for (const [next, more] of placesAfterLimit(this.#workflow, state, this.#seen)) if (!reached.has(next)) reached.set(next, more)
    }
    return reached
  }

  #timersOf(uid: Uid): Places {
    const known = this.#timers.get(uid) ?? this.#throughUnseen(placesAfterTimers(this.#workflow, uid))
    this.#timers.set(uid, known)
    return known
  }

  #outcomeNamed(step: State, text: string): string | undefined {
    const name = plainName(text)
    if (name === '') return undefined
    return step.step?.outcomes.find(({ event, title }) => plainName(event) === name || plainName(title) === name)?.event
  }
}

/**
 * By row, for a log of ends only: the most that the work can have taken, since the person's row before and since the case came here.
 * `NaN` where no person is named.
 */
function inferredTimes(history: History, index: CaseIndex): Float64Array {
  const before = new Float64Array(history.resource.values.length).fill(-Infinity)
  const times = new Float64Array(history.rows).fill(NaN)
  const order = Int32Array.from({ length: history.rows }, (_, row) => row).sort((a, b) => history.end[a]! - history.end[b]!)
  for (const row of order) {
    const person = history.resource.codes[row]!
    if (person < 0) continue
    const begin = Math.max(before[person]!, index.enabled[row]!)
    times[row] = history.end[row]! - begin
    before[person] = history.end[row]!
  }
  return times
}

/** Name of a step for notes. */
export function stepName({ step }: StepWork): string {
  return `“${titleOf(step)}”`
}
