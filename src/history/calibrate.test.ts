import { expect, test } from 'vitest'
import { Scenario } from '../simulation/model/scenario.ts'
import { readWorkflow } from '../machine/workflow-file.ts'
import { arrivalsOf } from './arrivals.ts'
import { calibrate } from './calibrate.ts'
import type { Mapping } from './mapping.ts'
import { readHistory } from './read.ts'

const step = (kind: string, title: string, outcomes: string[], more = {}) => ({
  meta: {
    uid: title.toLowerCase(),
    title,
    step: {
      kind,
      ...(kind === 'review' ? { pools: ['team'] } : {}),
      outcomes: outcomes.map((event) => ({ event, title: event })),
      ...more,
    },
  },
})
const final = (uid: string) => ({ type: 'final', meta: { uid, title: uid } })
const file = {
  gemba: 'workflow',
  format: 1,
  id: 'small',
  title: 'Small',
  version: null,
  pools: [{ id: 'team', title: 'Team' }],
  attributes: [{ name: 'category', title: 'Category', type: 'enum', values: ['spam', 'abuse'], default: 'spam' }],
  machine: {
    id: 'small',
    initial: 'triage',
    states: {
      triage: { ...step('automatic', 'Triage', ['HUMAN', 'CLEAR']), on: { HUMAN: [{ target: 'which' }], CLEAR: [{ target: 'kept' }] } },
      which: { always: [{ target: 'review' }] },
      review: {
        ...step('review', 'Review', ['REMOVE', 'KEEP', 'AGAIN']),
        on: { REMOVE: [{ target: 'removed' }], KEEP: [{ target: 'kept' }], AGAIN: [{ target: 'reply' }] },
      },
      reply: { ...step('wait', 'Reply', ['ANSWER']), on: { ANSWER: [{ target: 'review' }] } },
      removed: final('removed'),
      kept: final('kept'),
    },
  },
}
const read = readWorkflow(JSON.stringify(file))
if (!read.ok) throw new Error(read.message)
const { workflow } = read
const mapping: Mapping = {
  form: 'events',
  columns: {
    case_id: 'case_id',
    activity: 'activity',
    start: 'start',
    end: 'end',
    resource: 'resource',
    category: 'category',
    outcome: 'outcome',
  },
  timezone: 'Europe/Berlin',
}

/** A generator of its own for the truth (Lehmer), so that the test does not lean on the code under test. */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)
const monday = Date.UTC(2025, 0, 6) / 1000
const day = 86_400

/** Eight weeks, weekdays 08–16: 30 cases an hour; half go to review: exponential of 60 s (spam) or 180 s (abuse); three people. */
function known(): string {
  const draw = dice(7)
  const rows = ['case_id,activity,start,end,resource,category,outcome']
  let id = 0
  for (let d = 0; d < 56; d++) {
    if (d % 7 > 4) continue
    for (let at = monday + d * day + 8 * 3600; (at += -Math.log(draw()) * 120) < monday + d * day + 16 * 3600;) {
      const category = draw() < 0.25 ? 'abuse' : 'spam'
      const human = draw() < 0.5
      rows.push(`c${++id},Triage,${stamp(at)},${stamp(at + 2)},,${category},`)
      if (!human) continue
      let from = at + 2 + 30
      for (let again = true; again;) {
        const end = from - Math.log(draw()) * (category === 'abuse' ? 180 : 60)
        const luck = draw()
        again = luck < 0.1
        rows.push(
          `c${id},Review,${stamp(from)},${stamp(end)},p${id % 3},${category},${again ? '' : luck < (category === 'abuse' ? 0.8 : 0.2) ? 'removed' : 'kept'}`,
        )
        from = end + 600
      }
    }
  }
  return rows.join('\n')
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

test('what a log was made from is found again', async () => {
  const history = await readHistory(once(known()), mapping)
  const { scenario, notes } = calibrate({ workflow, history, scenarioId: 'history' })
  expect(Scenario.parse(scenario)).toEqual(scenario)
  const { demand } = scenario
  if (demand.kind !== 'profile') throw new Error('no profile')
  expect(scenario.start).toBe('2025-01-06T00:00:00')
  expect(demand.casesPerHour * demand.hourOfWeek[9]!).toBeCloseTo(30, -1)
  expect(demand.casesPerHour * 168).toBeGreaterThan(30 * 40 * 0.97)
  expect(demand.casesPerHour * 168).toBeLessThan(30 * 40 * 1.03)
  expect([demand.hourOfWeek[7], demand.hourOfWeek[5 * 24 + 10], demand.noise, demand.growthPerMonth]).toEqual([0, 0, null, 0])

  const share =
    scenario.mix.find(({ values }) => values['category'] === 'abuse')!.weight / scenario.mix.reduce((sum, { weight }) => sum + weight, 0)
  expect(share).toBeCloseTo(0.25, 1)
  expect(scenario.performance['triage']!.outcomes[0]!.shares['HUMAN']).toBeCloseTo(0.5, 1)

  const review = scenario.performance['review']!
  const time = new Map(review.time.map(({ when, distribution }) => [when, distribution]))
  const [spam, abuse] = [time.get('category == "spam"'), time.get('category == "abuse"')]
  expect([spam?.kind, abuse?.kind]).toEqual(['exponential', 'exponential'])
  if (spam?.kind !== 'exponential' || abuse?.kind !== 'exponential') return
  expect(Math.abs(spam.mean / 60 - 1)).toBeLessThan(0.05)
  expect(Math.abs(abuse.mean / 180 - 1)).toBeLessThan(0.08)

  const shares = new Map(review.outcomes.map((entry) => [entry.when, entry.shares]))
  expect(shares.get('category == "abuse"')!['REMOVE']).toBeCloseTo(0.7, 1)
  expect(shares.get('category == "spam"')!['REMOVE']).toBeCloseTo(0.1, 1)
  expect(shares.get('category == "spam"')!['AGAIN']).toBeCloseTo(0.1, 1)
  expect(scenario.performance['reply']!.time[0]!.distribution).toEqual({ kind: 'constant', value: 600 })
  expect(scenario.origins['performance.reply.time']).toMatchObject({ source: 'fitted' })

  const { shifts } = scenario.pools['team']!
  const hours = shifts.reduce(
    (sum, { people, days, from, to }) => sum + people * days.length * (Number(to.slice(0, 2)) - Number(from.slice(0, 2))),
    0,
  )
  expect(hours).toBeGreaterThan(105)
  expect(hours).toBeLessThan(125)
  expect(notes.join(' ')).toContain('30 cases an hour'.slice(3))
})

test('until cuts what is looked at; the base keeps what the history does not tell', async () => {
  const history = await readHistory(once(known()), mapping)
  const all = calibrate({ workflow, history, scenarioId: 'all' }).scenario
  const first = calibrate({
    workflow,
    history,
    scenarioId: 'first',
    until: '2025-02-03',
    base: { ...all, segments: [{ title: 'Mine' }], pools: { team: { ...all.pools['team']!, costPerHour: 20 } } },
  }).scenario
  expect(first.origins['demand.casesPerHour']!.n).toBeLessThan(all.origins['demand.casesPerHour']!.n! * 0.55)
  expect([first.segments, first.pools['team']!.costPerHour]).toEqual([[{ title: 'Mine' }], 20])
  const quality = { violating: [{ share: 0.2 }], decisions: [], errors: [], removed: [], kept: [] }
  const guess = { source: 'guessed' as const, note: 'Asked the team.' }
  const judged = { ...all, quality, origins: { ...all.origins, 'quality.errors': guess } }
  const again = calibrate({ workflow, history, scenarioId: 'judged', base: judged }).scenario
  expect([again.quality, again.origins['quality.errors']]).toEqual([quality, guess])
  const empty = await readHistory(
    once('case_id,activity,start,end,resource,category,outcome\nx,Other,2025-01-06T10:00:00,2025-01-06T10:01:00,,spam,\n'),
    mapping,
  )
  const kept = calibrate({ workflow, history: empty, scenarioId: 'kept', base: all })
  expect(kept.scenario.performance['review']).toEqual(all.performance['review'])
  expect(kept.scenario.origins['performance.review.time']).toMatchObject({ source: 'typed' })
  expect(kept.notes.join(' ')).toContain('“Other” (1 rows)')
  expect(() => calibrate({ workflow, history, scenarioId: 'x', until: 'soon' })).toThrow('is not a date')
  expect(() => calibrate({ workflow, history, scenarioId: 'x', until: '2020-01-01' })).toThrow('no arrival before')
})

test('nights inside a row are not handling', async () => {
  const rows = ['case_id,activity,start,end,resource,category,outcome']
  for (let d = 0; d < 20; d++) {
    if (d % 7 > 4) continue
    for (let h = 8; h < 16; h++)
      rows.push(`n${d}-${h},Review,${stamp(monday + d * day + h * 3600)},${stamp(monday + d * day + h * 3600 + 1800)},p1,spam,kept`)
    rows.push(`o${d},Review,${stamp(monday + d * day + 15.5 * 3600)},${stamp(monday + (d + 1) * day + 8 * 3600)},p2,spam,kept`)
  }
  const { scenario, notes } = calibrate({ workflow, history: await readHistory(once(rows.join('\n')), mapping), scenarioId: 'nights' })
  // From 15:30 to 08:00 the next day is half an hour on duty, like all the other rows.
  expect(scenario.performance['review']!.time).toEqual([{ distribution: { kind: 'constant', value: 1800 } }])
  expect(notes.join(' ')).toContain('only the hours on duty count')
})

test('replay: seconds since the start, with the attributes', async () => {
  const history = await readHistory(
    once(
      'case_id,activity,start,end,resource,category,outcome\nb,Review,2025-01-06T10:00:00,2025-01-06T10:01:00,,ABUSE,\na,Triage,2025-01-06T09:00:00,2025-01-06T09:00:01,,other,\n',
    ),
    mapping,
  )
  expect(arrivalsOf(history, workflow)).toEqual([
    { time: 9 * 3600, values: {} },
    { time: 10 * 3600, values: { category: 'abuse' } },
  ])
  expect(arrivalsOf(history, workflow, { start: '2025-01-06T09:30:00', days: 1 })).toEqual([{ time: 1800, values: { category: 'abuse' } }])
})

test('hourly counts alone give the demand', async () => {
  const rows = ['hour,count,category']
  for (let h = 0; h < 28 * 24; h++) rows.push(`${stamp(monday + h * 3600)},${h % 24 === 12 ? 24 : 0},${h % 2 ? 'spam' : 'abuse'}`)
  const history = await readHistory(once(rows.join('\n')), {
    form: 'volume',
    columns: { hour: 'hour', count: 'count', category: 'category' },
  })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'volume' })
  expect(scenario.demand).toMatchObject({ casesPerHour: 1, growthPerMonth: 0 })
  expect(scenario.mix).toEqual([{ weight: 24 * 28, values: { category: 'abuse' } }])
  expect(arrivalsOf(history, workflow).length).toBe(24 * 28)
})

test('of ends alone somebody is there whenever the team works, so that nobody waits for a shift to begin', async () => {
  const draw = dice(11)
  const rows = ['case_id,activity,end,resource']
  // One robot, six weeks round the clock, at night at a third of the pace; each case has a second row within the hour.
  let id = 0
  for (let at = monday; at < monday + 42 * day; at += -Math.log(draw()) * ((at % day) / 3600 < 7 ? 3600 : 1200)) {
    rows.push(`c${++id},Review,${stamp(at)},robot`)
    if (draw() < 0.5) rows.push(`c${id},Review,${stamp(at + 3600 * draw())},robot`)
  }
  const columns = { case_id: 'case_id', activity: 'activity', end: 'end', resource: 'resource' }
  const history = await readHistory(once(rows.join('\n')), { form: 'events', columns, timezone: 'UTC' })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'robot' })
  const covered = new Set(
    scenario.pools['team']!.shifts.flatMap(({ days, from, to, people }) => {
      const [first, last] = [Number(from.slice(0, 2)), Number(to.slice(0, 2)) + (to <= from ? 24 : 0)]
      return people === 0
        ? []
        : days.flatMap((one) => Array.from({ length: last - first }, (_, hour) => ((one - 1) * 24 + first + hour) % 168))
    }),
  )
  expect(covered.size).toBe(168)
})
