import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf, isInside } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { beginOf, doneAt } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { placesAfterEvent, placesAtStart, throughUnseen, timersOf } from './onward.ts'
import type { Places } from './onward.ts'

/** Looking further back than this for the row that enabled another would not end with a case of a million rows. */
const lookBack = 64
/** Logs keep whole seconds: a row may seem to begin so much before its timer. */
const rounding = 1

/**
 * By row, since when its work could have begun (seconds since 1970), as the drawing has it: the latest end among the case's earlier rows that do not
 * run side by side with it, and the timers on the way from there. What a timer led to waits from when the timer went off, not from the row before.
 */
export function enabledRows(history: History, index: CaseIndex, workflow: Workflow, states: readonly (State | null)[]): Float64Array {
  const drawing = new Drawing(workflow, states)
  const enabled = index.enabled.slice()
  for (let c = 0; c < index.cases; c++) {
    const first = index.from[c]!
    for (let at = first; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const step = states[history.activity.codes[row]!]
      if (step?.step) enabled[row] = enabledAt({ history, index, drawing, states, enabled }, c, at, step)
    }
  }
  return enabled
}

type Look = {
  readonly history: History
  readonly index: CaseIndex
  readonly drawing: Drawing
  readonly states: readonly (State | null)[]
  readonly enabled: Float64Array
}

function enabledAt(look: Look, c: number, at: number, step: State): number {
  const { history, index, drawing } = look
  const begin = beginOf(history, index.rows[at]!)
  const before = rowBefore(look, c, at, step)
  const [done, from] = before === null ? [index.arrived[c]!, null] : [before.done, before.state]
  const seconds = drawing.ways(from).get(step.uid)
  if (seconds !== undefined) return Math.max(done, Math.min(begin, done + seconds))
  let latest = done
  for (const { scope, seconds: after, places } of drawing.timers) {
    if (!places.has(step.uid)) continue
    const entered = enteredAt(look, c, at, step, scope, done, from)
    if (entered !== null && entered + after <= begin + rounding) latest = Math.max(latest, Math.min(begin, entered + after))
  }
  return latest
}

/** The row that ended last before this one began, of those that do not run beside it. */
function rowBefore(
  { history, index, states, drawing }: Look,
  c: number,
  at: number,
  step: State,
): { done: number; state: State | null } | null {
  const begin = beginOf(history, index.rows[at]!)
  let found: { done: number; state: State | null } | null = null
  for (let before = at - 1; before >= Math.max(index.from[c]!, at - lookBack); before--) {
    const row = index.rows[before]!
    const done = doneAt(history, row)
    const state = states[history.activity.codes[row]!] ?? null
    if (done > begin || (state && drawing.sideBySide(state.uid, step.uid))) continue
    if (found === null || done > found.done) found = { done, state }
  }
  return found && found.done >= index.arrived[c]! ? found : null
}

/** When the case came into a state: with the first of the rows inside it that lead up to this one, else with the row before, if that leads into it. */
function enteredAt(look: Look, c: number, at: number, step: State, scope: Uid, done: number, from: State | null): number | null {
  const { history, index, states, drawing, enabled } = look
  let entered: number | null = null
  for (let before = at - 1; before >= Math.max(index.from[c]!, at - lookBack); before--) {
    const row = index.rows[before]!
    const state = states[history.activity.codes[row]!]
    if (!state) continue
    if (drawing.isIn(state.uid, scope)) entered = enabled[row]!
    else if (!drawing.sideBySide(state.uid, step.uid)) break
  }
  if (entered !== null) return entered
  for (const uid of drawing.ways(from).keys()) if (drawing.isIn(uid, scope)) return done
  return null
}

/** What the enablement asks of a drawing, kept once asked. */
class Drawing {
  readonly timers: ReturnType<typeof timersOf>
  readonly #workflow: Workflow
  readonly #seen: ReadonlySet<Uid>
  readonly #ways = new Map<Uid, Places>()
  readonly #beside = new Map<string, boolean>()

  constructor(workflow: Workflow, states: readonly (State | null)[]) {
    this.#workflow = workflow
    this.timers = timersOf(workflow)
    this.#seen = new Set(states.flatMap((state) => (state ? [state.uid] : [])))
  }

  /** Where the outcomes of a step lead; null: where a case arrives. */
  ways(from: State | null): Places {
    const key = from?.uid ?? ('' as Uid)
    const known = this.#ways.get(key)
    if (known) return known
    const ways = new Map<Uid, number>()
    const events = from === null ? [] : (from.step?.outcomes ?? [])
    const all =
      from === null ? [placesAtStart(this.#workflow)] : events.map(({ event }) => placesAfterEvent(this.#workflow, from.uid, event))
    for (const places of all)
      for (const [uid, seconds] of throughUnseen(this.#workflow, places, this.#seen))
        ways.set(uid, Math.min(seconds, ways.get(uid) ?? Infinity))
    this.#ways.set(key, ways)
    return ways
  }

  isIn(uid: Uid, scope: Uid): boolean {
    return uid === scope || isInside(this.#workflow, uid, scope)
  }

  /** Whether two steps lie in different regions of one parallel state. */
  sideBySide(a: Uid, b: Uid): boolean {
    const key = `${a} ${b}`
    const known = this.#beside.get(key)
    if (known !== undefined) return known
    const [up, other] = [ancestorsOf(this.#workflow, a), ancestorsOf(this.#workflow, b)]
    const meeting = up.find(({ uid }) => other.some((state) => state.uid === uid))
    const beside = a !== b && meeting?.type === 'parallel'
    this.#beside.set(key, beside)
    return beside
  }
}
