import type { Uid } from '../workflow/name.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { AttributeValue } from '../workflow/attribute.ts'
import { valuesOf } from './case-attributes.ts'
import { carryOn } from './carry-on.ts'
import type { ScriptRow, ScriptVisit, Written } from './carry-on.ts'
import { beginOf, doneAt } from './cases.ts'
import { ownTimer } from './cut-times.ts'
import type { Evidence } from './evidence.ts'

/** What a past case did: by step its visits in order (calibration.md, 5). */
export type CaseScript = {
  /** Its index in the history. */
  readonly case: number
  /** Seconds since 1970, and on the history's wall clock. */
  readonly arrived: number
  readonly local: number
  readonly values: Readonly<Record<string, AttributeValue>>
  readonly visits: ReadonlyMap<Uid, readonly ScriptVisit[]>
  /** It was not over when the log ended: what came then is that of an early case. */
  readonly goesOn: boolean
}

/** Which past cases lend their luck, and how long their waits are: as they were, or of the same rank among those of now. `weeks`: of the last so many; Infinity: of all. */
export type Sourcing = { readonly weeks: number; readonly waits: 'as they were' | 'as they are now' }

const week = 604_800

/** An estimate of how long one case in twenty takes wants so many to lend their luck: 25 of them take longer. */
export const fewestSources = 500

/** The scripts that a sourcing takes, with the waits it means: `fewest` at least, where there are so many. */
export function sourcesOf(scripts: readonly CaseScript[], { weeks, waits }: Sourcing, fewest = fewestSources): readonly CaseScript[] {
  const last = scripts.at(-1)?.arrived ?? 0
  const within = scripts.filter(({ arrived }) => arrived > last - weeks * week).length
  const recent = scripts.slice(-Math.max(within, fewest))
  return waits === 'as they are now' ? recent : recent.map(asTheyWere)
}

function asTheyWere(script: CaseScript): CaseScript {
  const visits = [...script.visits].map(
    ([uid, list]) => [uid, list.map((visit) => (visit.waited === undefined ? visit : { ...visit, delay: visit.waited }))] as const,
  )
  return { ...script, visits: new Map(visits) }
}

/** `past cases of the last 26 weeks, with waits as they were`. */
export function sayCases({ weeks, waits }: Sourcing): string {
  return `${weeks === Infinity ? 'all past cases' : `past cases of the last ${weeks} weeks`}, with waits ${waits}`
}

/** Keeps what the estimators say of single rows, until the scripts of the cases are written. */
export class SeenVisits {
  readonly #delay = new Map<number, { now: number; waited: number }>()
  readonly #rest = new Map<number, number>()
  /** Of steps without rows, by step: the rows that came next, in order, and the time before each. */
  readonly #silent = new Map<Uid, Map<number, number>>()

  take(step: Uid, what: 'time' | 'delay' | 'rest', row: number, seconds: number, waited = seconds): void {
    if (what === 'delay') this.#delay.set(row, { now: seconds, waited })
    else if (what === 'rest') this.#rest.set(row, seconds)
    else this.#timesOf(step).set(row, seconds)
  }

  #timesOf(step: Uid): Map<number, number> {
    const known = this.#silent.get(step)
    if (known) return known
    const times = new Map<number, number>()
    this.#silent.set(step, times)
    return times
  }

  /**
   * The scripts of the cases of `work`, in order of arrival; those that are not over when the log ends go on as early ones did. `isEarly`: of a case, whether it should be complete. `waiting`: by case that is not over, the
   * step that it waits for.
   */
  scripts(
    { history, index, work, workflow, chosen, attributes, timezone, until }: Evidence,
    isEarly: (c: number) => boolean,
    waiting: ReadonlyMap<number, Uid>,
  ): CaseScript[] {
    const zone = zoneOf(timezone)
    const found: { written: Written; script: Omit<CaseScript, 'goesOn'> }[] = []
    const byCase = new Map<number, Map<Uid, ScriptVisit[]>>()
    const place = new Map<number, ScriptVisit>()
    for (let c = 0; c < index.cases; c++) {
      if (!chosen(c)) continue
      const visits = new Map<Uid, ScriptVisit[]>()
      const rows: ScriptRow[] = []
      byCase.set(c, visits)
      for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
        const row = index.rows[at]!
        const state = work.states[history.activity.codes[row]!]
        if (!state?.step || doneAt(history, row) > until) continue
        const visit: ScriptVisit = {}
        const [time, delay] = [this.#silent.get(state.uid)?.get(row), this.#delay.get(row)]
        const timer = ownTimer(workflow, state.uid)
        if (time !== undefined && timer !== null && time >= timer - 1) visit.atLeast = time
        else if (time !== undefined) visit.time = time
        // A row that was left open for no time tells as much as one that was.
        visit.rest = this.#rest.get(row) ?? 0
        if (delay !== undefined) [visit.delay, visit.waited] = [delay.now, delay.waited]
        place.set(row, visit)
        put(visits, state.uid, visit)
        rows.push({ step: state.uid, visit, begin: beginOf(history, row), done: doneAt(history, row) })
      }
      const [arrived, values] = [index.arrived[c]!, valuesOf(attributes, c)]
      found.push({
        written: { case: c, arrived, kind: JSON.stringify(values), isEarly: isEarly(c), rows, visits },
        script: { case: c, arrived, local: zone.toLocal(arrived), values, visits },
      })
    }
    const withRows = new Set(work.states.flatMap((state) => (state ? [state.uid] : [])))
    for (const [uid, { outcomes, detours, times }] of work.steps) {
      if (withRows.has(uid)) {
        for (const { row, event } of [...outcomes, ...detours]) if (row !== undefined && place.has(row)) place.get(row)!.event = event
        continue
      }
      const [nthTime, nthEvent] = [new Map<number, number>(), new Map<number, number>()]
      const next = (counts: Map<number, number>, c: number) => {
        const n = counts.get(c) ?? 0
        counts.set(c, n + 1)
        return n
      }
      for (const { case: c, seconds } of times) visitAt(byCase.get(c), uid, next(nthTime, c), (visit) => (visit.time = seconds))
      for (const { case: c, event } of outcomes) visitAt(byCase.get(c), uid, next(nthEvent, c), (visit) => (visit.event = event))
    }
    const goesOn = carryOn(
      found.map(({ written }) => written),
      waiting,
      until,
    )
    return found
      .map(({ script }): CaseScript => ({ ...script, goesOn: goesOn.has(script.case) }))
      .sort((one, other) => one.arrived - other.arrived)
  }
}

function put(visits: Map<Uid, ScriptVisit[]>, uid: Uid, visit: ScriptVisit): void {
  const list = visits.get(uid)
  if (list) list.push(visit)
  else visits.set(uid, [visit])
}

function visitAt(visits: Map<Uid, ScriptVisit[]> | undefined, uid: Uid, n: number, write: (visit: ScriptVisit) => void): void {
  if (!visits) return
  while ((visits.get(uid)?.length ?? 0) <= n) put(visits, uid, {})
  write(visits.get(uid)![n]!)
}
