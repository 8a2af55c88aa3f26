import { expect, test } from 'vitest'
import { sayAlarm } from '../../src/drift/say-alarm.ts'
import { causesOf, drift } from '../../src/drift/drift.ts'
import { spansOf } from '../../src/drift/months.ts'
import { historyOf } from '../discover/logs.node.ts'
import { exponential, pool, review, scenario, takes, workflow } from '../engine/build.ts'

const day = 86_400
/** A Monday. */
const origin = Date.UTC(2025, 0, 6) / 1000
const april = Date.UTC(2025, 3, 1) / 1000 - origin
const text = (time: number) => new Date((origin + time) * 1000).toISOString().slice(0, 23)

type Change = {
  readonly since?: number
  readonly until?: number
  readonly work?: number
  readonly gap?: number
  readonly sent?: number
  readonly hold?: number
}

/** Half a year of one desk, made by hand and not by the engine: cases by chance, a machine looks at each and sends 70 % on to one person, first come first served. */
function world(luck: number, { since = april, until = Infinity, work = 1, gap = 1, sent = 0.7, hold = 0 }: Change = {}): string {
  let seed = luck
  const u = () => ((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
  const drawn = (mean: number) => -mean * Math.log(u())
  const lines = ['case_id,activity,start,end,resource']
  let [at, free] = [0, 0]
  for (let id = 0; ; id++) {
    const isOther = at >= since && at < until
    at += drawn(1800 * (isOther ? gap : 1))
    if (at > 182 * day) return lines.join('\n')
    const seen = at + drawn(20)
    lines.push(`c${id},Look,${text(at)},${text(seen)},`)
    if (u() > (isOther ? sent : 0.7)) continue
    // What is held lies elsewhere, not in the person's queue; what would begin after the end is not in the log.
    const held = isOther ? hold : 0
    const begin = Math.max(seen, free) + held
    free = begin - held + drawn(1400) * (isOther ? work : 1)
    if (begin > 182 * day) continue
    lines.push(`c${id},Read,${text(begin)},${text(free + held)},r`)
  }
}

const desk = workflow({
  states: {
    look: {
      step: {
        kind: 'automatic',
        outcomes: [
          { event: 'ON', title: 'On' },
          { event: 'OFF', title: 'Off' },
        ],
      },
      on: { ON: 'read', OFF: 'end' },
    },
    read: { step: review(['DONE']), on: { DONE: 'end' } },
    end: { kind: 'final' },
  },
})
const model = (work = 1400) =>
  scenario({
    casesPerHour: 2,
    days: 30,
    pools: { people: pool(1) },
    performance: { look: takes(exponential(20), { ON: 0.7, OFF: 0.3 }), read: takes(exponential(work)) },
  })

const followed = async (log: string, work?: number) =>
  drift({ workflow: desk, scenario: model(work), history: await historyOf(log), replications: 10, breathe: async () => {} })
const alarmsOf = (found: Awaited<ReturnType<typeof followed>>) =>
  Object.fromEntries(found.figures.flatMap(({ id, alarm }) => (alarm ? [[id, found.spans[alarm.since]!.title]] : [])))

test('a world that is as the model has it raises no alarm', async () => {
  for (const luck of [1, 2, 3]) expect(alarmsOf(await followed(world(luck)))).toEqual({})
})

test('work that takes longer since April is named, with the waits that follow from it, and nothing else', async () => {
  const found = await followed(world(7, { work: 1.3 }))
  expect(alarmsOf(found)).toEqual({ 'work:read': '2025-04', 'wait:read': '2025-04', lead: '2025-04' })
  const lead = found.figures.find(({ id }) => id === 'lead')!
  expect(causesOf(lead, found.figures).map(({ id }) => id)).toEqual(['work:read'])
  expect(sayAlarm(lead, found)).toMatch(/^Lead time: \d+ % more than the model has, since 2025-04\. With it went: Handling at read\.$/)
  expect(found.figures.find(({ id }) => id === 'work:read')!.alarm!.change).toBeCloseTo(0.3, 1)
})

test('more cases, a share that moves and a month that passes are told apart; what a model has wrong is off from the beginning', async () => {
  expect(alarmsOf(await followed(world(8, { gap: 0.8 })))).toMatchObject({ arrivals: '2025-04', 'wait:read': '2025-04' })
  expect(alarmsOf(await followed(world(9, { sent: 0.6 })))).toMatchObject({ 'visits:read': '2025-04' })
  const may = Date.UTC(2025, 4, 1) / 1000 - origin
  const passing = await followed(world(10, { work: 1.4, until: may }))
  const work = passing.figures.find(({ id }) => id === 'work:read')!
  expect(sayAlarm(work, passing)).toMatch(/more than the model has, in 2025-04 alone\.$/)
  const wrong = await followed(world(11), 1000)
  expect(
    sayAlarm(
      wrong.figures.find(({ id }) => id === 'work:read')!,
      wrong,
    ),
  ).toMatch(/more than the model has, from the beginning, so that the model has it wrong\.$/)
})

test('cases that lie before a step when the history ends are not taken for cases that never come to it', async () => {
  const found = await followed(world(12, { hold: 20 * day }))
  expect(alarmsOf(found)).toEqual({ 'wait:read': '2025-04', lead: '2025-04' })
  const [sizes] = found.figures.flatMap(({ id, sizes: own }) => (id === 'visits:read' ? [own] : []))
  expect(sizes!.at(-1)).toBeLessThan(sizes!.at(-2)! * 0.5)
})

test('kinds of case that the model does not tell apart are not followed', async () => {
  const log = world(1)
    .split('\n')
    .map((line, i) => `${line},${i === 0 ? 'category' : 'spam'}`)
    .join('\n')
  const found = await followed(log)
  expect(found.figures.filter(({ id }) => id.startsWith('kind:'))).toEqual([])
  expect(alarmsOf(found)).toEqual({})
})

test('whole months alone count; a short history is followed by weeks from Monday', () => {
  const at = (iso: string) => Date.parse(`${iso}Z`)
  expect(spansOf(at('2025-01-06T00:00:00'), at('2025-05-20T00:00:00')).map(({ title }) => title)).toEqual(['2025-02', '2025-03', '2025-04'])
  expect(spansOf(at('2025-01-08T00:00:00'), at('2025-01-31T12:00:00')).map(({ title }) => title)).toEqual([
    'week of 2025-01-13',
    'week of 2025-01-20',
  ])
})
