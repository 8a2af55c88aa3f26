import { expect, test } from 'vitest'
import { readWorkflow } from '../machine/workflow-file.ts'
import { meanOf } from '../simulation/compile/distribution-facts.ts'
import { calibrate } from './calibrate.ts'
import { passedOverIn } from './passed-over.ts'
import { readHistory } from './read.ts'

const [hour, day] = [3600, 86_400]
type Wait = { row: number; enabled: number; begin: number; end: number; person: number }
/** Of a line: when somebody is there, whom each person takes (the place in the line, -1: nobody), and how many people there are. */
type Line = {
  readonly people: number
  readonly open: (time: number) => boolean
  readonly pick: (line: readonly number[], person: number, kinds: readonly number[], now: number) => number
}

/** A generator of its own for the truth (Lehmer). */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** A line second by second of its events: cases at random by day (08:00 to 18:00), 180 s of work each, exponential; a tenth of them (kind 0.9 to 1) is for a few people only. */
function run({ people, open, pick }: Line, days: number, perHour: number, seed = 11): Wait[] {
  const u = dice(seed)
  const arrivals: number[] = []
  for (let at = 8 * hour; at < days * day; at -= (Math.log(u()) * hour) / perHour)
    if (at % day > 8 * hour && at % day < 18 * hour) arrivals.push(at)
  const kinds = arrivals.map(() => u())
  const free = Array.from({ length: people }, () => 0)
  const waits: Wait[] = []
  let [line, next]: [number[], number] = [[], 0]
  for (let now = 0; waits.length < arrivals.length;) {
    while (next < arrivals.length && arrivals[next]! <= now) line.push(next++)
    for (let person = 0; person < people; person++) {
      if (free[person]! > now || !open(now)) continue
      const at =
        line.length === 0
          ? -1
          : pick(
              line.map((n) => arrivals[n]!),
              person,
              line.map((n) => kinds[n]!),
              now,
            )
      if (at < 0) continue
      const n = line[at]!
      line = line.filter((one) => one !== n)
      free[person] = now - Math.log(u()) * 180
      waits.push({ row: n, enabled: arrivals[n]!, begin: now, end: free[person]!, person })
    }
    const later = [...free.filter((time) => time > now), arrivals[next] ?? Infinity, (Math.floor(now / 1800) + 1) * 1800]
    now = Math.min(...later)
  }
  return waits.sort((a, b) => a.enabled - b.enabled)
}

const office = (time: number) => time % day >= 9 * hour && time % day < 17 * hour && Math.floor(time / day) % 7 < 5
const always = () => true
const first = () => 0
const last = (line: readonly number[]) => line.length - 1

/** Every n-th of the waits takes hours in the outside world. */
function withOutside(waits: readonly Wait[], every: number): Wait[] {
  const u = dice(5)
  return waits.map((wait, i) => {
    if (i % every !== every - 1) return wait
    const begin = wait.enabled + (2 + 6 * u()) * hour
    return { ...wait, begin, end: begin + 60 }
  })
}

test('of a line in order the waits that the outside world takes are found, and none but these', () => {
  for (const seed of [1, 2]) {
    const waits = withOutside(run({ people: 5, open: always, pick: first }, 28, 80, seed), 400)
    const { places, least } = passedOverIn(waits)
    // One that runs through the night, when nobody comes, is passed over by those alone who came before it.
    const outside = waits.flatMap(({ enabled, begin }, i) => (begin - enabled > 2 * hour && enabled % day < 16.5 * hour ? [i] : []))
    expect(places.filter((place) => waits[place]!.begin - waits[place]!.enabled < 2 * hour)).toEqual([])
    expect(outside.length).toBeGreaterThan(35)
    expect(outside.filter((place) => !places.includes(place))).toEqual([])
    expect(least).toBeGreaterThan(10)
  }
})

const specialists: Line['pick'] = (line, person, kinds, now) =>
  line.findIndex((_, i) => kinds[i]! < 0.9 || (person < 1 && now % day >= 9 * hour && now % day < 13 * hour))
/** First who has waited longest; a tenth counts as if it had come 90 s earlier. */
const credit: Line['pick'] = (line, _, kinds) => {
  const rank = line.map((at, i) => at - (kinds[i]! > 0.9 ? 90 : 0))
  return rank.indexOf(Math.min(...rank))
}
const atRandom: Line['pick'] = (line, _, kinds) => kinds.indexOf(Math.min(...kinds.slice(0, line.length)))

/** A few come last, whatever came later. */
const fewLast: Line['pick'] = (line, _, kinds) =>
  Math.max(
    0,
    line.findIndex((__, i) => kinds[i]! < 0.997),
  )

test.each<[string, Line, number]>([
  ['three in a thousand come last', { people: 4, open: always, pick: fewLast }, 90],
  ['in order, with little to do', { people: 6, open: always, pick: first }, 80],
  ['in order, with much to do', { people: 4, open: always, pick: first }, 78],
  ['last come first served', { people: 4, open: always, pick: last }, 78],
  ['whom chance picks', { people: 4, open: always, pick: atRandom }, 78],
  ['a tenth with 90 s of credit', { people: 4, open: always, pick: credit }, 78],
  ['a tenth for one person on mornings', { people: 6, open: always, pick: specialists }, 80],
  ['nobody at night and on weekends', { people: 5, open: office, pick: first }, 60],
  ['the same, and the backlog from its end', { people: 5, open: office, pick: last }, 60],
])('a line that is a queue and nothing else has none: %s', (_, line, perHour) => {
  for (const seed of [1, 2]) expect(passedOverIn(run(line, 14, perHour, seed)).places).toEqual([])
})

const step = (title: string, kind: object, event: string, target: string) => ({
  meta: { uid: title.toLowerCase(), title, step: { ...kind, outcomes: [{ event, title: event }] } },
  on: { [event]: [{ target }] },
})
const read = readWorkflow(
  JSON.stringify({
    gemba: 'workflow',
    format: 1,
    id: 'line',
    title: 'Line',
    version: null,
    pools: [{ id: 'people', title: 'People' }],
    attributes: [],
    machine: {
      id: 'line',
      initial: 'ask',
      states: {
        ask: step('Ask', { kind: 'automatic' }, 'ASKED', 'answer'),
        answer: step('Answer', { kind: 'review', pools: ['people'] }, 'CLOSE', 'done'),
        done: { type: 'final', meta: { uid: 'done', title: 'Done' } },
      },
    },
  }),
)

async function fitted(waits: readonly Wait[]) {
  if (!read.ok) throw new Error(read.message)
  const stamp = (at: number) => new Date((Date.UTC(2026, 0, 5) / 1000 + Math.round(at)) * 1000).toISOString().slice(0, 19)
  const lines = waits.flatMap(({ row, enabled, begin, end, person }) => [
    `${row},Ask,${stamp(enabled)},${stamp(enabled)},`,
    `${row},Answer,${stamp(begin)},${stamp(end)},Person ${person}`,
  ])
  async function* once() {
    yield ['case_id,activity,start,end,resource', ...lines].join('\n')
  }
  const columns = { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource' }
  return calibrate({ workflow: read.workflow, history: await readHistory(once(), { columns, timezone: 'UTC' }), scenarioId: 'line' })
}

test('their share and length come back as a rare delay, and the people are those of the history without them', async () => {
  const clean = run({ people: 5, open: always, pick: first }, 21, 60, 3)
  // The outside world takes a few in a thousand, in the morning, for two to eight hours.
  const isOut = ({ row, enabled }: Wait) => row % 60 === 7 && enabled % day < 10.5 * hour
  const truth = clean.filter(isOut)
  const hours = truth.map((_, i) => 2 + (6 * i) / truth.length)
  const waits = clean.map((wait) => {
    const at = truth.indexOf(wait)
    return at < 0 ? wait : { ...wait, begin: wait.enabled + hours[at]! * hour, end: wait.enabled + hours[at]! * hour + 60 }
  })
  expect(truth.length).toBeGreaterThan(30)
  const { scenario, notes } = await fitted(waits)
  const delay = scenario.performance['answer']!.delay!
  expect(delay).toHaveLength(1)
  const { distribution } = delay[0]!
  if (distribution.kind !== 'rare') throw new Error(distribution.kind)
  expect(distribution.share).toBeCloseTo(truth.length / clean.length, 5)
  const average = hours.reduce((sum, n) => sum + n, 0) / hours.length
  expect(meanOf(distribution) / (distribution.share * average * hour)).toBeCloseTo(1, 3)
  expect(scenario.performance['answer']!.clock).toBeUndefined()
  expect(notes.filter((note) => note.includes('passed over'))).toHaveLength(1)
  const without = await fitted(clean.filter((wait) => !isOut(wait)))
  expect(scenario.pools).toEqual(without.scenario.pools)
  expect(without.scenario.performance['answer']!.delay).toBeUndefined()
})
