import { crewChange } from '../program/crew-table.ts'
import type { CrewTable } from '../program/crew-table.ts'
import { Absences } from './absences.ts'
import { CrewLines } from './crew-lines.ts'
import type { Ability } from './crew-lines.ts'
import { EventList } from './event-list.ts'
import { Exposure } from './exposure.ts'
import type { Evaluate } from '../program/formula.ts'
import type { Decider } from './quality.ts'
import type { Links } from './waiting-line.ts'

/** Columns of a person's row of totals, in seconds (cases: visits finished). `paid` is the time on shift, absences included; `present` without them. */
export const personTotal = { present: 0, paid: 1, busy: 2, overtime: 3, exposure: 4, cases: 5 } as const
export const personWidth = 6

const none = -1

/**
 * A pool of people one by one: who is there, who is free (longest idle first), what each may take, and who must let go of the case in hand. The crew
 * knows cases as entries of its lines and tickets in hands, and nothing of steps; it says when it changes next (`nextTime`, then `pass`).
 */
export class Crew {
  readonly lines: CrewLines
  readonly exposure: Exposure
  /** Rows of `personTotal`, up to the last `bring`. */
  readonly totals: Float64Array
  /** People on shift and not away. */
  present = 0
  /** After `pass`: persons whose case in hand must go back, because the shift or the budget is over. */
  readonly interrupted: number[] = []
  /** Ticket in hands, or -1. */
  readonly inHands: Int32Array
  private readonly onShift: Uint8Array
  private readonly isPresent: Uint8Array
  private readonly training: Int32Array
  private readonly until: Float64Array
  private readonly handsBack: Uint8Array
  private readonly sensitive: Uint8Array
  private readonly since: Float64Array
  /** When the person last came on shift. */
  private readonly cameAt: Float64Array
  private readonly decider: Decider = { errorFactor: 1, tenureDays: NaN, hoursAtWork: NaN }
  /** Who is free, longest idle first: a linked list; `persons` is both ends. */
  private readonly next: Int32Array
  private readonly previous: Int32Array
  private readonly isFree: Uint8Array
  private readonly abilities: { bits: number; mild: boolean }[]
  /** Persons who may find something that they could not take before, and since when each is idle, as an order. */
  private readonly asking: number[] = []
  private readonly isAsking: Uint8Array
  private readonly idleSince: Float64Array
  private idlers = 0
  private readonly timers = new EventList()
  private readonly absences: Absences
  private change = 0
  private readonly persons: number
  private readonly table: CrewTable
  private readonly changed: () => void
  /** By line: people who are there, busy or not, and may take from it. */
  private readonly able: number[] = []

  /** `changed` hears when the first who can take some cases has come, or the last has gone. */
  constructor(
    table: CrewTable,
    seed: number,
    replication: number,
    formulas: readonly Evaluate[],
    links: Links,
    overtakes: boolean,
    changed: () => void = () => undefined,
  ) {
    this.changed = changed
    const persons = table.group.length
    this.table = table
    this.persons = persons
    this.lines = new CrewLines(
      links,
      Array.from(table.conditions, (formula) => formulas[formula]!),
      overtakes,
    )
    this.exposure = new Exposure(table)
    this.absences = new Absences(table, seed, replication, this.timers)
    this.totals = new Float64Array(persons * personWidth)
    this.inHands = new Int32Array(persons).fill(none)
    this.onShift = new Uint8Array(persons)
    this.isPresent = new Uint8Array(persons)
    this.training = new Int32Array(persons)
    this.until = new Float64Array(persons)
    this.handsBack = new Uint8Array(persons)
    this.sensitive = new Uint8Array(persons)
    this.since = new Float64Array(persons)
    this.cameAt = new Float64Array(persons)
    this.next = new Int32Array(persons + 1).fill(persons)
    this.previous = new Int32Array(persons + 1).fill(persons)
    this.isFree = new Uint8Array(persons)
    this.isAsking = new Uint8Array(persons)
    this.idleSince = new Float64Array(persons)
    this.abilities = Array.from(table.group, (group, person) => {
      const asked = table.takes[group]!
      return { bits: asked < 0 ? 1 : 2 << asked, mild: this.exposure.isSpent(person) }
    })
  }

  /** When somebody comes, goes, is away or back, or has used up a budget; Infinity: never again. */
  get nextTime(): number {
    const { changeTime } = this.table
    return Math.min(this.change < changeTime.length ? changeTime[this.change]! : Infinity, this.timers.nextTime)
  }

  /** Lets happen what is due until `now`; see `interrupted`. */
  pass(now: number): void {
    const { changeTime } = this.table
    this.interrupted.length = 0
    while (this.change < changeTime.length && changeTime[this.change]! <= now) this.planned(this.change++, now)
    while (this.timers.nextTime <= now) this.timerDue(this.timers.take(), now)
  }

  /** The line of a case with these attributes at a step. */
  lineOf(values: Float64Array, at: number, sensitive: boolean): number {
    const line = this.lines.lineOf(values, at, sensitive)
    if (line === this.able.length)
      this.able.push(this.abilities.filter((ability, person) => this.isPresent[person] === 1 && this.lines.may(ability, line)).length)
    return line
  }

  /** How many people are there, busy or not, who may take from a line. */
  ableIn(line: number): number {
    return line < 0 ? this.present : this.able[line]!
  }

  /** Whether there is anybody, on shift or not, who may take from the line. */
  couldTake(line: number): boolean {
    return this.abilities.some(({ bits }, person) => this.lines.may({ bits, mild: !this.exposure.isEver(person) }, line))
  }

  /** The person free longest among those who may take from the line, or -1. */
  personFor(line: number): number {
    for (let person = this.next[this.persons]!; person !== this.persons; person = this.next[person]!)
      if (this.lines.may(this.abilities[person]!, line)) return person
    return none
  }

  /** A case joins a line of the queue; whoever is free and may take it will be asked. */
  join(entry: number, line: number, key: number, back: boolean): void {
    this.lines.join(entry, line, key, back)
    for (let person = this.next[this.persons]!; person !== this.persons; person = this.next[person]!)
      if (this.lines.may(this.abilities[person]!, line)) this.ask(person)
  }

  /** Of the free people who may find a case that they could not take before the one idle longest, or -1 when all have been asked. */
  nextAsking(): number {
    const { asking, idleSince } = this
    let at = none
    for (let i = 0; i < asking.length; i++) {
      const person = asking[i]!
      if (this.isFree[person] === 1 && (at < 0 || idleSince[person]! < idleSince[asking[at]!]!)) at = i
    }
    if (at < 0) {
      for (const person of asking) this.isAsking[person] = 0
      asking.length = 0
      return none
    }
    const person = asking[at]!
    this.isAsking[person] = 0
    asking[at] = asking.at(-1)!
    asking.length--
    return person
  }

  /** The entry that a person takes next, or -1. */
  entryFor(person: number): number {
    return this.lines.best(this.abilities[person]!)
  }

  abilityOf(person: number): Ability {
    return this.abilities[person]!
  }

  /** How fast a person is now: 1 as the step's time says. */
  paceOf(person: number, now: number): number {
    const { group, speed, rampFrom, rampStart, rampSeconds } = this.table
    const g = group[person]!
    const from = rampFrom[g]!
    if (from === 1) return speed[g]!
    const grown = Math.min(1, Math.max(0, (now - rampStart[g]!) / rampSeconds[g]!))
    return speed[g]! * (from + (1 - from) * grown)
  }

  /** What bears on the error rates of a person who decides now. The same object each time. */
  deciderOf(person: number, now: number): Decider {
    const { decider, table } = this
    const group = table.group[person]!
    decider.errorFactor = table.errorFactor[group]!
    decider.tenureDays = (now - table.startedOn[group]!) / 86400
    decider.hoursAtWork = (now - this.cameAt[person]!) / 3600
    return decider
  }

  /** A free person begins work that takes so many seconds; `handsBack`: it is interrupted when the shift or the budget is over. */
  begin(person: number, ticket: number, now: number, seconds: number, handsBack: boolean, sensitive: boolean): void {
    this.touch(person, now)
    this.unfree(person)
    this.inHands[person] = ticket
    this.until[person] = now + seconds
    this.handsBack[person] = Number(handsBack)
    this.sensitive[person] = Number(sensitive)
    if (handsBack && sensitive) this.planBudget(person, now)
  }

  /** The person is free again, or goes if the shift is over or an absence is due. */
  release(person: number, now: number, finished: boolean): void {
    this.touch(person, now)
    this.inHands[person] = none
    this.timers.remove(this.budgetTimer(person))
    if (finished) this.totals[person * personWidth + personTotal.cases]!++
    if (this.isPresent[person] === 0) return
    const due = this.absences.due(person)
    if (due >= 0) this.goAway(person, due, now)
    else this.free(person)
  }

  /** Brings everybody's totals up to `now`. */
  bring(now: number): void {
    for (let person = 0; person < this.persons; person++) this.touch(person, now)
  }

  private planned(at: number, now: number): void {
    const [kind, person] = [this.table.changeKind[at]!, this.table.changePerson[at]!]
    if (kind === crewChange.week) {
      for (let each = 0; each < this.persons; each++) this.renew(each, now, true)
      return
    }
    this.touch(person, now)
    if (kind === crewChange.turn) return this.renew(person, now, false)
    if (kind === crewChange.come) {
      this.onShift[person] = 1
      this.cameAt[person] = now
    } else if (kind === crewChange.go) {
      this.onShift[person] = 0
      this.absences.cutShort(person)
    } else this.training[person]! += kind === crewChange.leave ? 1 : -1
    this.settle(person, now)
    if (kind === crewChange.go) this.mustLetGo(person, now)
  }

  private timerDue(item: number, now: number): void {
    const { absences } = this
    const person = absences.personOf(item)
    this.touch(person, now)
    if (item === this.budgetTimer(person)) return this.budgetDue(person, now)
    const absence = absences.absenceOf(item)
    if (absences.current(person) === absence) {
      absences.over(person)
      this.settle(person, now)
    } else {
      absences.noteDue(person, absence)
      if (this.inHands[person] === none) this.goAway(person, absence, now)
    }
  }

  private goAway(person: number, absence: number, now: number): void {
    this.absences.begin(person, absence, now)
    this.settle(person, now)
    this.absences.drawNext(person, absence)
  }

  /** Whether the person is there may have changed. */
  private settle(person: number, now: number): void {
    const there = this.onShift[person] === 1 && this.training[person] === 0 && this.absences.current(person) < 0
    if (there === (this.isPresent[person] === 1)) return
    this.isPresent[person] = Number(there)
    this.present += there ? 1 : -1
    this.count(this.abilities[person]!, there ? 1 : -1, false)
    if (there) {
      this.absences.start(person, now)
      if (this.inHands[person] !== none) return
      const due = this.absences.due(person)
      if (due >= 0) this.goAway(person, due, now)
      else this.free(person)
    } else {
      this.absences.stop(person, now)
      this.unfree(person)
    }
  }

  /** A new shift, or a new week, with a new budget. */
  private renew(person: number, now: number, week: boolean): void {
    this.touch(person, now)
    this.exposure.renew(person, week)
    this.judge(person)
  }

  private budgetDue(person: number, now: number): void {
    if (this.exposure.isSpent(person)) this.mustLetGo(person, now)
    else this.planBudget(person, now)
  }

  private planBudget(person: number, now: number): void {
    const left = this.exposure.left(person)
    if (now + left < this.until[person]! - 1e-6) this.timers.putAt(this.budgetTimer(person), now + left, 1)
  }

  /** Work that ends at this very moment has ended in time. */
  private mustLetGo(person: number, now: number): void {
    const goes = this.inHands[person] !== none && this.handsBack[person] === 1 && this.until[person]! > now
    if (goes && !this.interrupted.includes(person)) this.interrupted.push(person)
  }

  /** Adds up what the person did since the last time. */
  private touch(person: number, now: number): void {
    const seconds = now - this.since[person]!
    if (seconds === 0) return
    this.since[person] = now
    const { totals } = this
    const row = person * personWidth
    const busy = this.inHands[person] !== none
    if (this.onShift[person] === 1) totals[row + personTotal.paid]! += seconds
    else if (busy) totals[row + personTotal.overtime]! += seconds
    if (this.isPresent[person] === 1) totals[row + personTotal.present]! += seconds
    if (!busy) return
    totals[row + personTotal.busy]! += seconds
    if (this.sensitive[person] === 0) return
    totals[row + personTotal.exposure]! += seconds
    this.exposure.add(person, seconds)
    this.judge(person)
  }

  /** Notes whether a person may see sensitive cases; one who may again asks for them. */
  private judge(person: number): void {
    const ability = this.abilities[person]!
    const spent = this.exposure.isSpent(person)
    if (spent === ability.mild) return
    ability.mild = false
    if (this.isPresent[person] === 1) this.count(ability, spent ? -1 : 1, true)
    ability.mild = spent
    if (spent) this.exposure.noteReached(person)
    else if (this.isFree[person] === 1) this.ask(person)
  }

  /** One more or fewer is there who may take from lines, or only from the sensitive ones. */
  private count(ability: Ability, by: number, sensitiveOnly: boolean): void {
    let hasTurned = false
    for (let line = 0; line < this.able.length; line++) {
      if (!this.lines.may(ability, line) || (sensitiveOnly && !this.lines.isSensitive(line))) continue
      this.able[line]! += by
      hasTurned ||= this.able[line] === (by > 0 ? 1 : 0)
    }
    if (hasTurned) this.changed()
  }

  private free(person: number): void {
    const { next, previous, persons } = this
    this.isFree[person] = 1
    const last = previous[persons]!
    next[last] = person
    previous[person] = last
    next[person] = persons
    previous[persons] = person
    this.idleSince[person] = this.idlers++
    this.ask(person)
  }

  private ask(person: number): void {
    if (this.isAsking[person] === 1) return
    this.isAsking[person] = 1
    this.asking.push(person)
  }

  private unfree(person: number): void {
    if (this.isFree[person] === 0) return
    const { next, previous } = this
    this.isFree[person] = 0
    next[previous[person]!] = next[person]!
    previous[next[person]!] = previous[person]!
  }

  private budgetTimer(person: number): number {
    return this.absences.firstFree(person)
  }
}
