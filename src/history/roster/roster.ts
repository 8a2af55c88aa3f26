import type { Mapping } from '../mapping.ts'
import type { Question } from '../question.ts'
import type { Fault } from '../fault.ts'

/** Columns of a roster. `hours`: from and to in one cell. */
export type RosterColumns = NonNullable<NonNullable<Mapping['roster']>['columns']>

/** When a shift is: on a day of the week (1 = Monday … 7), or on a date (days since 1970). */
export type RosterDay = { readonly weekday: number } | { readonly date: number }

/** One shift of somebody, or of so many. `from` and `to` are seconds since the midnight at which its day begins; after midnight `to` is beyond 86,400. */
export type RosterShift = {
  readonly line: number
  readonly day: RosterDay
  readonly from: number
  readonly to: number
  /** Null: it is so many people whom nobody names. */
  readonly person: string | null
  readonly people: number
  /** What the file calls the team; null: it says none. */
  readonly team: string | null
}

/** A roster as it was read: who is on shift when. Rows of the file = rows used + rows set aside + rows that only say that somebody is off. */
export type Roster = {
  readonly kind: 'weekly' | 'dated'
  readonly who: 'persons' | 'numbers'
  readonly shifts: readonly RosterShift[]
  readonly columns: RosterColumns
  readonly rows: { readonly read: number; readonly used: number; readonly off: number; readonly aside: readonly Fault[] }
  readonly notes: readonly string[]
  readonly questions: readonly Question[]
}
