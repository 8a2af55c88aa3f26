/**
 * One pool of people told apart that serves one step, simulated the slow way: at each moment everything is looked at anew. It shares no code and no data
 * structure with the engine; what it says of the rules was written from the page on the engine.
 */
export type NaivePerson = {
  /** From and to of presence, in seconds, in order and apart; starts of turns (a new shift budget). */
  readonly presence: readonly (readonly [number, number])[]
  readonly turns: readonly number[]
  readonly takes: (work: NaiveCase) => boolean
  readonly pace: number
  readonly perShift: number
  readonly perWeek: number
}
export type NaiveCase = {
  readonly id: number
  readonly time: number
  readonly seconds: number
  readonly key: number
  readonly language: string
}
export type NaiveRule = 'finish' | 'restart' | 'resume' | 'hand-over'
export type NaiveSpan = readonly [id: number, start: number, end: number, person: number]

type Waiting = { readonly work: NaiveCase; left: number; rank: number; place: number }
type Hands = { readonly waiting: Waiting; readonly start: number; end: number; readonly planned: number }

export function simulateNaively(
  persons: readonly NaivePerson[],
  cases: readonly NaiveCase[],
  rule: NaiveRule,
  isSensitive: boolean,
  weeks: readonly number[],
  until: number,
): NaiveSpan[] {
  const spans: NaiveSpan[] = []
  const queue: Waiting[] = []
  const hands: (Hands | null)[] = persons.map(() => null)
  const idle = persons.map(() => 0)
  const shift = persons.map(() => 0)
  const week = persons.map(() => 0)
  let [now, order, first, last, plans] = [0, 1, 0, 0, 0]
  const isThere = (p: number) => persons[p]!.presence.some(([from, to]) => from <= now && now < to)
  const left = (p: number) => Math.min(persons[p]!.perShift - shift[p]!, persons[p]!.perWeek - week[p]!)
  const may = (p: number, { work }: Waiting) => persons[p]!.takes(work) && !(isSensitive && left(p) <= 1e-6)
  const before = (a: Waiting, b: Waiting) => a.rank - b.rank || a.work.key - b.work.key || a.place - b.place

  const giveOut = () => {
    const free = persons.map((_, p) => p).filter((p) => hands[p] === null && isThere(p))
    for (const p of free.sort((a, b) => idle[a]! - idle[b]!)) {
      const [best] = queue.filter((waiting) => may(p, waiting)).sort(before)
      if (!best) continue
      queue.splice(queue.indexOf(best), 1)
      hands[p] = { waiting: best, start: now, end: now + best.left / persons[p]!.pace, planned: plans++ }
    }
  }
  const letGo = (p: number) => {
    const { waiting, start } = hands[p]!
    spans.push([waiting.work.id, start, now, p])
    hands[p] = null
    idle[p] = order++
    if (rule === 'restart') waiting.left = waiting.work.seconds
    else waiting.left -= (now - start) * persons[p]!.pace
    return waiting
  }
  const back = (given: readonly number[]) => {
    const sorted = [...given].sort((a, b) => hands[a]!.start - hands[b]!.start)
    if (rule === 'hand-over') for (const p of sorted) queue.push(Object.assign(letGo(p), { rank: 0, place: last++ }))
    else for (const p of sorted.toReversed()) queue.push(Object.assign(letGo(p), { place: --first }))
  }
  const moments = [...new Set([...persons.flatMap(({ presence, turns }) => [...presence.flat(), ...turns]), ...weeks])].sort(
    (a, b) => a - b,
  )
  let [nextCase, nextMoment] = [0, 0]
  for (;;) {
    const ends = hands.map((hand) => hand?.end ?? Infinity)
    const budgets = hands.map((hand, p) =>
      hand && isSensitive && rule !== 'finish' && left(p) > 1e-6 && now + left(p) < hand.end - 1e-6 ? now + left(p) : Infinity,
    )
    const time = Math.min(moments[nextMoment] ?? Infinity, cases[nextCase]?.time ?? Infinity, ...ends, ...budgets)
    if (time >= until) return spans
    if (isSensitive)
      hands.forEach((hand, p) => {
        if (hand === null) return
        shift[p]! += time - now
        week[p]! += time - now
      })
    const wereThere = persons.map((_, p) => isThere(p))
    const spent = budgets.flatMap((budget, p) => (budget === time ? [p] : []))
    now = time
    if (moments[nextMoment] === time || spent.length > 0) {
      if (weeks.includes(time)) week.fill(0)
      const gone = persons.flatMap((_, p) =>
        wereThere[p]! && !isThere(p) && hands[p] !== null && hands[p]!.end > now && rule !== 'finish' ? [p] : [],
      )
      persons.forEach((_, p) => {
        if (isThere(p) && !wereThere[p]! && hands[p] === null) idle[p] = order++
      })
      persons.forEach(({ turns }, p) => {
        if (turns.includes(time)) shift[p] = 0
      })
      if (moments[nextMoment] === time) nextMoment++
      back([...new Set([...gone, ...spent.filter((p) => left(p) <= 1e-6)])])
    } else if (Math.min(...ends) === time) {
      const [p] = ends.flatMap((end, person) => (end === time ? [person] : [])).sort((a, b) => hands[a]!.planned - hands[b]!.planned)
      letGo(p!)
    } else {
      const work = cases[nextCase++]!
      queue.push({ work, left: work.seconds, rank: 1, place: last++ })
    }
    giveOut()
  }
}
