import type { BacklogTable } from '../program/program.ts'
import { keyOf, purposeOf, uniform } from './chance.ts'
import { sampleTime } from './sample.ts'
import type { CaseStore } from './store.ts'

/** Numbers of open cases begin here, far from those of cases that arrive; each entry of the backlog has its own range, so that entries do not move each other's luck. */
const firstId = 2 ** 30
const idsPerEntry = 2 ** 20
/** A longer backlog lists its cases one by one, so that each entry needs one number. */
const mostEntries = 2 ** 10

/** Number of the first case of an entry, in a backlog of so many. */
export function idOfEntry(entry: number, entries: number): number {
  return firstId + entry * (entries > mostEntries ? 1 : idsPerEntry)
}

/** A case that is open at the start: row of its entry in the table, seconds since it arrived and since it entered its state. */
type OpenCase = { readonly id: number; readonly entry: number; readonly age: number; readonly inState: number }

/** Gives the cases open at the start their slots, the oldest first, and has each placed in its state: `age` and `inState` are seconds until the start. */
export function takeOver(
  backlog: BacklogTable,
  seed: number,
  replication: number,
  cases: CaseStore,
  place: (slot: number, state: number, age: number, inState: number) => void,
): void {
  const width = cases.widths.values
  const attributes = backlog.values.length / backlog.cases.length
  for (const { id, entry, age, inState } of openCases(backlog, seed, replication)) {
    const slot = cases.take()
    cases.id[slot] = id
    cases.arrived[slot] = -age
    for (let i = 0; i < attributes; i++) cases.values[slot * width + i] = backlog.values[entry * attributes + i]!
    place(slot, backlog.state[entry]!, age, inState)
  }
}

/** The cases that are open when a replication begins, the oldest first. A case has not been longer in its state than it has been there at all. */
export function openCases(table: BacklogTable, seed: number, replication: number): OpenCase[] {
  const ageKey = keyOf(seed, replication, purposeOf('backlog age'))
  const inStateKey = keyOf(seed, replication, purposeOf('backlog in state'))
  const drawn = (row: number, key: readonly [number, number], id: number) => {
    const [from, to] = [table.parametersAt[row]!, table.parametersAt[row + 1]!]
    return from === to ? 0 : sampleTime(table.kind[row]!, table.parameters, from, to, uniform(key[0], key[1], id, 0))
  }
  const open: OpenCase[] = []
  table.cases.forEach((cases, entry) => {
    for (let i = 0; i < cases; i++) {
      const id = idOfEntry(entry, table.cases.length) + i
      const age = drawn(2 * entry, ageKey, id)
      open.push({ id, entry, age, inState: Math.min(age, drawn(2 * entry + 1, inStateKey, id)) })
    }
  })
  return open.sort((a, b) => b.age - a.age || a.id - b.id)
}
