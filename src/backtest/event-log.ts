/** One piece of work as the measures see it: times in milliseconds on the wall clock; a missing start is the end. */
export type EventRow = {
  readonly case: string
  readonly activity: string
  readonly start: number
  readonly end: number
  /** Empty where nobody is named. */
  readonly resource: string
  readonly category: string
  /** Whether the log itself has both times. */
  readonly timed: boolean
}

/** A log that is measured: its rows, and what is asked of it again and again. */
export class EventLog {
  readonly rows: readonly EventRow[]
  /** Rows by case, each in order of start and end; cases in order of their first row in the log. */
  readonly cases: ReadonlyMap<string, readonly EventRow[]>
  /** First start and last end of each case, in the order of `cases`. */
  readonly starts: ReadonlyMap<string, number>
  readonly ends: ReadonlyMap<string, number>
  /** Half of the rows have both times. */
  readonly isTimed: boolean

  constructor(rows: readonly EventRow[]) {
    this.rows = rows
    const cases = new Map<string, EventRow[]>()
    let timed = 0
    for (const row of rows) {
      if (row.timed) timed++
      const own = cases.get(row.case)
      if (own) own.push(row)
      else cases.set(row.case, [row])
    }
    const [starts, ends] = [new Map<string, number>(), new Map<string, number>()]
    for (const [id, own] of cases) {
      own.sort((a, b) => a.start - b.start || a.end - b.end)
      starts.set(id, own[0]!.start)
      ends.set(
        id,
        own.reduce((last, { end }) => Math.max(last, end), -Infinity),
      )
    }
    this.cases = cases
    this.starts = starts
    this.ends = ends
    this.isTimed = rows.length > 0 && timed * 2 >= rows.length
  }

  /** The log later by so many milliseconds. */
  shifted(by: number): EventLog {
    return new EventLog(this.rows.map((row) => ({ ...row, start: row.start + by, end: row.end + by })))
  }

  /** What of the log had been written by an instant, in milliseconds on the wall clock: rows that had ended. */
  until(instant: number): EventLog {
    return this.rows.every(({ end }) => end <= instant) ? this : new EventLog(this.rows.filter(({ end }) => end <= instant))
  }

  /** The log with these cases alone. */
  only(cases: ReadonlySet<string>): EventLog {
    return new EventLog(this.rows.filter((row) => cases.has(row.case)))
  }

  /** The cases in order of their start. */
  byStart(): string[] {
    return [...this.cases.keys()].sort((a, b) => this.starts.get(a)! - this.starts.get(b)!)
  }
}
