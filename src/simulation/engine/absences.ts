import type { CrewTable } from '../program/crew-table.ts'
import { keyOf, uniform } from './chance.ts'
import type { EventList } from './event-list.ts'
import { sampleTime } from './sample.ts'

/**
 * Absences at drawn times: each runs on a clock of the person's own that only goes while he or she is there, so a break is as likely on a short
 * day as its length says. The n-th of a kind is the same whatever else happens. Its timers are items person · (kinds + 1) + kind of the list given.
 */
export class Absences {
  private readonly kinds: number
  /** Time left until the next by person and kind, as of `since`; 0: due. */
  private readonly left: Float64Array
  private readonly since: Float64Array
  /** Kind of the absence under way, or -1. */
  private readonly away: Int32Array
  private readonly drawn: Int32Array
  private readonly keys: readonly (readonly [number, number])[]
  private readonly table: CrewTable
  private readonly timers: EventList

  constructor(table: CrewTable, seed: number, replication: number, timers: EventList) {
    const persons = table.group.length
    this.table = table
    this.timers = timers
    this.kinds = table.absenceKind.length >> 1
    this.left = new Float64Array(persons * this.kinds)
    this.since = new Float64Array(persons)
    this.away = new Int32Array(persons).fill(-1)
    this.drawn = new Int32Array(persons * this.kinds * 2)
    this.keys = Array.from(table.absencePurpose, (purpose) => keyOf(seed, replication, purpose))
    for (let person = 0; person < persons; person++) for (let kind = 0; kind < this.kinds; kind++) this.drawNext(person, kind)
  }

  personOf(item: number): number {
    return Math.floor(item / (this.kinds + 1))
  }

  absenceOf(item: number): number {
    return item % (this.kinds + 1)
  }

  /** An item of the person in the list of timers that no absence uses. */
  firstFree(person: number): number {
    return person * (this.kinds + 1) + this.kinds
  }

  /** The absence under way, or -1. */
  current(person: number): number {
    return this.away[person]!
  }

  /** An absence whose time has come while the person was busy, or -1. */
  due(person: number): number {
    for (let kind = 0; kind < this.kinds; kind++) if (this.left[person * this.kinds + kind]! <= 0) return kind
    return -1
  }

  noteDue(person: number, kind: number): void {
    this.left[person * this.kinds + kind] = 0
  }

  /** The person is there: the clocks go. */
  start(person: number, now: number): void {
    this.since[person] = now
    for (let kind = 0; kind < this.kinds; kind++) {
      const left = this.left[person * this.kinds + kind]!
      if (left > 0) this.timers.putAt(this.itemOf(person, kind), now + left, 0)
    }
  }

  /** The person is not there: the clocks stand still. */
  stop(person: number, now: number): void {
    const gone = now - this.since[person]!
    for (let kind = 0; kind < this.kinds; kind++) {
      if (kind !== this.away[person]) this.timers.remove(this.itemOf(person, kind))
      const at = person * this.kinds + kind
      this.left[at] = Math.max(0, this.left[at]! - gone)
    }
  }

  begin(person: number, kind: number, now: number): void {
    this.away[person] = kind
    this.timers.putAt(this.itemOf(person, kind), now + this.draw(person, kind, 1), 0)
  }

  over(person: number): void {
    this.away[person] = -1
  }

  /** The shift is over, and so is an absence under way. */
  cutShort(person: number): void {
    const kind = this.away[person]!
    if (kind < 0) return
    this.timers.remove(this.itemOf(person, kind))
    this.away[person] = -1
  }

  /** Time on shift until the next absence of the kind. */
  drawNext(person: number, kind: number): void {
    this.left[person * this.kinds + kind] = this.draw(person, kind, 0)
  }

  private draw(person: number, kind: number, which: 0 | 1): number {
    const { group, number, absenceKind, absenceParameters, absenceParametersAt } = this.table
    const row = kind * 2 + which
    const [key0, key1] = this.keys[group[person]! * this.kinds * 2 + row]!
    const u = uniform(key0, key1, number[person]!, this.drawn[person * this.kinds * 2 + row]!++)
    return Math.max(0, sampleTime(absenceKind[row]!, absenceParameters, absenceParametersAt[row]!, absenceParametersAt[row + 1]!, u))
  }

  private itemOf(person: number, kind: number): number {
    return person * (this.kinds + 1) + kind
  }
}
