import type { PoolScenario } from '../../src/simulation/model/scenario.ts'
import { day, instantOf, minute, weekdayOf } from './clock.ts'
import type { Zone } from './clock.ts'
import { timeline } from './timeline.ts'

/** One piece of work that a pool is asked for. */
export type Job = {
  readonly seconds: number
  /** Larger first; equal ones in order of asking. */
  readonly priority: number
  readonly done: (work: { start: number; end: number; resource: string }) => void
}

type Person = { name: string; duty: readonly (readonly [from: number, to: number])[]; job: Job | null; freeSince: number }
type Desk = { people: Person[]; queue: { job: Job; order: number }[] }

/**
 * A floor of people with shifts, and the clock: the generator's own small queue simulation. It shares no code with the engine of the
 * product, so that a history made here is an oracle for it. People finish the case in hand at the end of a shift,
 * and keep their seat until then: there are as many seats as people on shift, and the next shift begins as seats become free.
 */
export function openFloor(pools: Readonly<Record<string, PoolScenario>>, from: number, to: number) {
  const clock = timeline(from)
  const desks = new Map(Object.entries(pools).map(([id, pool]) => [id, openDesk(id, pool, from, to)] as const))
  let asked = 0

  for (const desk of desks.values()) for (const person of desk.people) for (const [start] of person.duty) clock.at(start, () => serve(desk))

  function serve(desk: Desk): void {
    for (let person = freePerson(desk); person; person = freePerson(desk)) {
      const next = nextOf(desk)
      if (!next) return
      work(desk, person, next)
    }
  }

  /** Whoever has been free for longest, if there is a seat. */
  function freePerson(desk: Desk): Person | null {
    const onShift = desk.people.filter((person) => onDuty(person, clock.now()))
    if (desk.people.filter(({ job }) => job).length >= onShift.length) return null
    return onShift.filter(({ job }) => !job).sort((a, b) => a.freeSince - b.freeSince)[0] ?? null
  }

  function work(desk: Desk, person: Person, job: Job): void {
    const start = clock.now()
    person.job = job
    clock.at(start + job.seconds, () => {
      if (person.job !== job) return
      release(desk, person)
      job.done({ start, end: clock.now(), resource: person.name })
    })
  }

  function release(desk: Desk, person: Person): void {
    person.job = null
    person.freeSince = clock.now()
    // After the finished case has moved on, so that ties fall as they do in life: first put down, then look up.
    clock.at(clock.now(), () => serve(desk))
  }

  /** Asks a pool for one person. The function returned withdraws the request: out of the queue, or out of the hands. */
  function ask(pool: string, job: Job): () => void {
    const desk = desks.get(pool)
    if (!desk) throw new Error(`no pool ${pool}`)
    desk.queue.push({ job, order: (asked += 1) })
    serve(desk)
    return () => {
      desk.queue = desk.queue.filter((waiting) => waiting.job !== job)
      const holder = desk.people.find((person) => person.job === job)
      if (holder) release(desk, holder)
    }
  }

  return { ...clock, ask }
}
export type Floor = ReturnType<typeof openFloor>

function nextOf(desk: Desk): Job | null {
  const best = desk.queue.reduce<Desk['queue'][number] | null>(
    (found, entry) =>
      !found || entry.job.priority > found.job.priority || (entry.job.priority === found.job.priority && entry.order < found.order)
        ? entry
        : found,
    null,
  )
  if (best) desk.queue.splice(desk.queue.indexOf(best), 1)
  return best?.job ?? null
}

function openDesk(id: string, pool: PoolScenario, from: number, to: number): Desk {
  const zone = (pool.timezone ?? 'Europe/Dublin') as Zone
  const people = pool.shifts.flatMap((shift, row) =>
    Array.from({ length: shift.people }, (_, nth): Person => ({
      name: `${id}-${row + 1}${shift.people > 1 ? String.fromCharCode(97 + nth) : ''}`,
      duty: dutyOf(shift, zone, from, to),
      job: null,
      freeSince: from,
    })),
  )
  return { people, queue: [] }
}

function dutyOf(shift: PoolScenario['shifts'][number], zone: Zone, from: number, to: number): [number, number][] {
  const [start, end] = [clockTime(shift.from), clockTime(shift.to)]
  const duty: [number, number][] = []
  for (let wall = Math.floor(from / day) * day - day; wall < to + day; wall += day) {
    if (!shift.days.includes(weekdayOf(wall))) continue
    duty.push([instantOf(zone, wall + start), instantOf(zone, wall + (end > start ? end : end + day))])
  }
  return duty.filter(([begin, finish]) => finish > from && begin < to).map(([begin, finish]) => [Math.max(begin, from), finish])
}

/** Binary search: the last duty that has begun. */
function onDuty(person: Person, now: number): boolean {
  let [low, high] = [0, person.duty.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((person.duty[middle]?.[0] ?? Infinity) <= now) low = middle + 1
    else high = middle
  }
  const last = person.duty[low - 1]
  return last !== undefined && now < last[1]
}

function clockTime(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}
