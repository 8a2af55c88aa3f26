import { type Json, loadOf, type Model, type Planted, shiftLoads, shiftsOf, staff, uidOf, waitOf, type Work } from './model.ts'

/** Plants one cause into a healthy model; null where this model has no room for it. `variant` chooses among forms of the same cause. */
export type Plant = (model: Model, variant: number) => Planted | null

/** Reviews of their own people that many cases pass, the most asked first. */
function mainReviews(model: Model): Work[] {
  return [...model.works.values()]
    .filter((work) => work.kind === 'review' && work.visits >= 0.5 && sharers(model, work.pools[0]!) === 1)
    .toSorted((a, b) => b.visits * b.mean - a.visits * a.mean)
}

function sharers(model: Model, pool: string): number {
  return [...model.works.values()].filter(({ pools }) => pools.includes(pool)).length
}

function pick(model: Model, variant: number): Work | null {
  const works = mainReviews(model)
  return works[variant % Math.max(1, Math.min(2, works.length))] ?? null
}

function atPool(kind: string, work: Work): Planted {
  return { kind, right: [work.pools[0]!], beside: [uidOf(work.key)] }
}

function atStep(kind: string, work: Work, ...more: string[]): Planted {
  return { kind, right: [uidOf(work.key)], beside: [...work.pools, ...more] }
}

/** A long way dilutes one cause: there it is planted deeper. */
function depth(model: Model): number {
  return model.shape === 'large' ? 1.12 : 1
}

/** So many people in each shift that the pool is asked for this share of them, and the work scaled so that it is just that. */
function tighten(model: Model, work: Work, share: number): void {
  const pool = model.pools.get(work.pools[0]!)!
  const loads = shiftLoads(model, pool.id)
  const people = loads.map((load) => Math.max(1, Math.round(load / share)))
  const average = loads.reduce((sum, load) => sum + load, 0) / people.reduce((sum, count) => sum + count, 0)
  pool.shifts = shiftsOf(model.rhythm, people)
  work.mean *= share / average
}

/** Whether the shifts of the pool are asked for much alike. */
function isEven(model: Model, work: Work): boolean {
  const { shifts, id } = model.pools.get(work.pools[0]!)!
  const shares = shiftLoads(model, id).map((load, i) => load / shifts[i]!.people)
  return Math.max(...shares) < 1.1 * Math.min(...shares)
}

/** Puts a step before the end of the way, after the last review that all pass. */
function insertAfter(model: Model, work: Work, added: Work): void {
  for (const outcome of work.outcomes) if (model.works.get(outcome.to) !== work) added.outcomes[0]!.to ||= outcome.to
  const to = added.outcomes[0]!.to
  for (const outcome of work.outcomes) if (outcome.to === to) outcome.to = added.key
  for (const outcome of added.outcomes) outcome.to ||= to
  model.works.set(added.key, added)
  const tree = model.tree
  model.tree = (render) => placed(tree(render), work.key, added.key, render)
}

/** The tree with the added state beside the other one. */
function placed(states: Json, beside: string, key: string, render: (key: string) => Json): Json {
  if (beside in states) return { ...states, [key]: render(key) }
  return Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const inner = (state as Json)['states']
      return [name, inner ? { ...(state as Json), states: placed(inner as Json, beside, key, render) } : state]
    }),
  )
}

function newWork(key: string, title: string, kind: Work['kind'], visits: number, more: Partial<Work> = {}): Work {
  return {
    key,
    title,
    kind,
    pools: [],
    mean: 0,
    sigma: 0.5,
    visits,
    outcomes: [{ event: 'ON', share: 1, to: '' }],
    step: {},
    performance: {},
    ...more,
  }
}

/** A pool whose people are at work around the clock or in the model's hours. */
function addPool(model: Model, id: string, title: string): void {
  model.pools.set(id, { id, title, shifts: [], order: { kind: 'arrival' }, extra: {}, cost: 30 })
}

function peopleOf(model: Model, pool: string): number[] {
  return model.pools.get(pool)!.shifts.map(({ people }) => people)
}

const all = [1, 2, 3, 4, 5, 6, 7]
const hours = (from: string, to: string, days = all) => ({ days, from, to })
const thrice = [hours('06:00', '14:00'), hours('14:00', '22:00'), hours('22:00', '06:00')]

export const plants: Readonly<Record<string, Plant>> = {
  nothing: () => ({ kind: 'nothing', right: [], beside: [] }),

  'too-few-people': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm === 'office') return null
    tighten(model, work, 0.95 * depth(model))
    return isEven(model, work) ? atPool('too-few-people', work) : null
  },

  'shift-gap': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round') return null
    const pool = model.pools.get(work.pools[0]!)!
    const [early = 1, late = 1, night = 1] = peopleOf(model, pool.id)
    if (variant % 2 === 0) pool.shifts = shiftsOf('round', [early + Math.ceil(night / 2), late + Math.ceil(night / 2), 1]).slice(0, 2)
    else {
      // Nobody at the weekend, more in the week.
      const more = Math.ceil((Math.max(early, late, night) * 7) / 5)
      pool.shifts = shiftsOf('round', [more, more, more]).map((shift) => ({ ...shift, days: [1, 2, 3, 4, 5] }))
    }
    return atPool('shift-gap', work)
  },

  'wrong-hours': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'waves') return null
    const [day = 0, night = 0] = shiftLoads(model, work.pools[0]!)
    const mean = (day + night) / 2
    const pool = model.pools.get(work.pools[0]!)!
    // The hours of a week would do, but more of them are at night than by day.
    const many = Math.max(1, Math.round(mean * 1.2))
    if (mean < 1.2) return null
    pool.shifts = shiftsOf('waves', [Math.min(many, Math.max(1, Math.floor(day * 0.92))), many + Math.ceil(day * 0.4)])
    return day / pool.shifts[0]!.people > 1 ? atPool('wrong-hours', work) : null
  },

  peak: (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round') return null
    // A weekly peak on Monday morning, or one of three hours each day; people flat, enough on average.
    const isPeak = (hour: number) => (variant % 2 === 0 ? hour >= 8 && hour < 14 : hour % 24 >= 10 && hour % 24 < 13)
    const [inside, share] = variant % 2 === 0 ? [6, 0.3] : [21, 0.4]
    model.profile = Array.from({ length: 168 }, (_, hour) => (isPeak(hour) ? (share * 168) / inside : ((1 - share) * 168) / (168 - inside)))
    for (const pool of model.pools.keys()) if (pool !== work.pools[0]) staff(model, pool)
    const load = loadOf(model, work.pools[0]!)
    const people = Math.max(1, Math.ceil(load / 0.8))
    model.pools.get(work.pools[0]!)!.shifts = shiftsOf('round', [people, people, people])
    return atPool('peak', work)
  },

  skill: (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round') return null
    const pool = model.pools.get(work.pools[0]!)!
    const load = loadOf(model, pool.id)
    if (load < 1.6) return null
    const share = Math.min(0.45, 0.93 / load)
    for (const entry of model.mix) {
      const isRare = entry.values['language'] === 'ar'
      entry.weight =
        (isRare ? share : (1 - share) / 2) *
        10_000 *
        ({ high: 0.2, standard: 0.8 }[entry.values['severity'] as string] ?? 1) *
        ({ user: 0.7, flagger: 0.2, authority: 0.1 }[entry.values['source'] as string] ?? 1)
    }
    if (model.shape === 'lanes' || model.shape === 'large') return null
    let others = Math.ceil(load * (1 - share))
    while (waitOf(others, load * (1 - share), work.sigma) > 0.2) others++
    pool.shifts = []
    const rest = { title: 'All others', count: others, takes: 'language != "ar"' }
    pool.members =
      variant % 2 === 0
        ? [
            ...thrice.map((span) => ({ ...rest, title: `Others ${span.from}`, shifts: [span] })),
            ...thrice.map((span) => ({ title: `Arabic ${span.from}`, shifts: [span], takes: 'language == "ar"', skills: ['Arabic'] })),
          ]
        : // Two who know Arabic, by day on weekdays; the cases come at all hours.
          [
            ...thrice.map((span) => ({ ...rest, title: `Others ${span.from}`, shifts: [span] })),
            {
              title: 'Arabic readers',
              count: Math.max(1, Math.ceil(load * share * 4.2 * 1.15)),
              shifts: [hours('08:00', '16:00', [1, 2, 3, 4, 5])],
              takes: 'language == "ar"',
              skills: ['Arabic'],
            },
          ]
    return atPool('skill', work)
  },

  'ramp-up': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round') return null
    const pool = model.pools.get(work.pools[0]!)!
    const people = peopleOf(model, pool.id)[0]!
    const rookies = Math.max(1, Math.round(people * 0.7))
    const from = variant % 2 === 0 ? 0.3 : 0.45
    const [days, mean] = [variant % 2 === 0 ? 120 : 90, from + ((1 - from) * model.days) / 2 / (variant % 2 === 0 ? 120 : 90)]
    const worth = people - rookies * (1 - mean)
    pool.shifts = []
    pool.members = thrice.flatMap((span) => [
      ...(people > rookies ? [{ title: `Experienced ${span.from}`, count: people - rookies, shifts: [span] }] : []),
      { title: `New ${span.from}`, count: rookies, shifts: [span], startedOn: '2026-10-05', rampUp: { days, from } },
    ])
    work.mean *= (0.97 * depth(model) * worth) / loadOf(model, pool.id)
    return worth < 0.75 * people ? atPool('ramp-up', work) : null
  },

  batching: (model, variant) => {
    const work = mainReviews(model).find(({ visits }) => visits === 1)
    if (!work || model.rhythm === 'office') return null
    const rhythm = [
      { at: ['mon 10:00', 'tue 10:00', 'wed 10:00', 'thu 10:00', 'fri 10:00'] },
      { size: Math.ceil(model.perHour * 14) },
      { at: ['mon 08:00', 'thu 08:00'] },
      { age: 'PT9H' },
    ][variant % 4]!
    const batch = newWork('holdBatch', 'Weekly list', 'batch', 1, { step: rhythm, outcomes: [{ event: 'ON', share: 1, to: '' }] })
    insertAfter(model, work, batch)
    // What comes in lots needs people for lots: in half of the models the rest of the way has them.
    if (Math.floor(variant / 4) % 2 === 0)
      for (const later of downstream(model, batch.key))
        for (const id of later.pools)
          model.pools.get(id)!.shifts = model.pools
            .get(id)!
            .shifts.map((shift) => ({ ...shift, people: shift.people + Math.ceil(model.perHour * 14 * Math.min(1, later.visits) * 0.5) }))
    return atStep('batching', batch)
  },

  'limited-slots': (model) => {
    const work = [...model.works.values()].find(
      ({ kind, visits, outcomes }) => kind === 'automatic' && visits === 1 && outcomes.length === 1,
    )
    if (!work || model.rhythm === 'office') return null
    const slots = Math.round(model.perHour) % 3 === 0 ? 1 : 2
    work.performance = { slots }
    work.mean = (0.96 * depth(model) * slots * 3600) / (model.perHour * Math.max(...model.profile))
    const sum = [...model.works.values()].filter(({ kind }) => kind === 'review').reduce((all, one) => all + one.visits * one.mean, 0)
    return model.shape === 'large' || waitOf(slots, 0.96 * slots, work.sigma) * work.mean > 0.4 * sum ? atStep('limited-slots', work) : null
  },

  rework: (model, variant) => {
    const works = mainReviews(model).filter(({ visits }) => visits >= 0.99)
    const first = works.find((work) => works.some((next) => next !== work && work.outcomes[0]!.to === next.key))
    const check = works.find(({ key }) => first?.outcomes[0]!.to === key)
    if (!first || !check || model.rhythm === 'office') return null
    const share = variant % 2 === 0 ? 0.4 : 0.3
    const others = check.outcomes.filter(({ to }) => to !== first.key)
    const before = 1 - check.outcomes.filter(({ to }) => to === first.key).reduce((sum, one) => sum + one.share, 0)
    check.outcomes = [
      ...others.map((one) => ({ ...one, share: (one.share / before) * (1 - share) })),
      { event: 'BACK', share, to: first.key },
    ]
    // Both are busy with it, where without they were not.
    for (const work of [first, check]) {
      const pool = model.pools.get(work.pools[0]!)!
      const people = peopleOf(model, pool.id)[0]!
      pool.shifts = shiftsOf(
        model.rhythm,
        shiftLoads(model, pool.id).map(() => people),
      )
      work.visits = 1 / (1 - share)
      work.mean *= (0.93 * people) / Math.max(...shiftLoads(model, pool.id))
      if (model.rhythm !== 'round') return null
    }
    return { kind: 'rework', right: [uidOf(check.key)], beside: [uidOf(first.key), ...first.pools, ...check.pools] }
  },

  'needless-check': (model, variant) => {
    const work = mainReviews(model).find(({ visits }) => visits >= 0.99)
    if (!work || model.rhythm === 'office') return null
    addPool(model, 'checkers', 'Second line')
    const check = newWork('look2', 'Second look', 'review', work.visits, {
      pools: ['checkers'],
      mean: work.mean,
      outcomes: [
        { event: 'AGREE', share: 0.997, to: '' },
        { event: 'CHANGE', share: 0.003, to: '' },
      ],
    })
    insertAfter(model, work, check)
    tighten(model, check, (variant % 2 === 0 ? 0.93 : 0.85) * depth(model))
    const share = Math.max(...shiftLoads(model, 'checkers').map((load, i) => load / peopleOf(model, 'checkers')[i]!))
    return share < 0.98 * depth(model) ? atStep('needless-check', check) : null
  },

  variance: (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm === 'office') return null
    work.sigma = variant % 2 === 0 ? 1.8 : 2
    const pool = work.pools[0]!
    const people = Math.max(...peopleOf(model, pool))
    const share = people > 4 ? 0.85 : 0.7
    tighten(model, work, share)
    return isEven(model, work) && waitOf(Math.max(...peopleOf(model, pool)), loadOf(model, pool), work.sigma) > 1.5
      ? atStep('variance', work)
      : null
  },

  'starving-order': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round' || model.works.size > 12) return null
    const share = 0.6
    for (const entry of model.mix) entry.weight *= entry.values['severity'] === 'high' ? (share * 0.8) / 0.2 / (1 - share) : 1
    model.profile = model.profile.map(() => 1)
    tighten(model, work, 0.95)
    if (!isEven(model, work)) return null
    const pool = model.pools.get(work.pools[0]!)!
    pool.order = { kind: 'priority', expression: 'severity == "high" ? 1.0 : 0.0' }
    const wait = waitOf(pool.shifts[0]!.people, loadOf(model, pool.id), work.sigma) * work.mean
    const sum = [...model.works.values()].filter(({ kind }) => kind !== 'wait').reduce((all, { visits, mean }) => all + visits * mean, 0)
    const target = `PT${Math.ceil((1.3 * sum + 3.1 * wait) / 60)}M`
    model.segments = [
      { title: 'Severe', when: 'severity == "high"', target },
      { title: 'Standard', when: 'severity == "standard"', target },
    ]
    model.days = Math.max(model.days, 42)
    return atPool('starving-order', work)
  },

  'short-timer': (model, variant) => {
    const work = mainReviews(model).find(({ visits, outcomes }) => visits >= 0.99 && new Set(outcomes.map(({ to }) => to)).size === 1)
    if (!work || model.rhythm !== 'round') return null
    const to = work.outcomes[0]!.to
    addPool(model, 'desk', 'Duty desk')
    const desk = newWork('dutyDesk', 'Overdue desk', 'review', 0.05, {
      pools: ['desk'],
      mean: work.mean,
      outcomes: [{ event: 'CLOSED', share: 1, to }],
    })
    model.works.set(desk.key, desk)
    const tree = model.tree
    model.tree = (render) => placed(tree(render), work.key, desk.key, render)
    // Staffed for few; the clock lets a third or more of the work run out.
    staff(model, 'desk')
    work.timer = [1000 * work.mean * (variant % 2 === 0 ? 1.15 : 1), desk.key]
    work.sigma = Math.max(work.sigma, 0.5)
    const people = peopleOf(model, 'desk')[0]!
    const comes = variant % 2 === 0 ? 0.3 : 0.4
    // No more comes to the desk than it can do in the end.
    const load = (comes * desk.mean * model.perHour) / 3600
    if (load < 0.85 * people || load > 1.05 * people) desk.mean *= (0.97 * people) / load
    return { kind: 'short-timer', right: [uidOf(work.key)], beside: [uidOf(desk.key), 'desk', ...work.pools] }
  },

  'late-overflow': (model, variant) => {
    const work = pick(model, variant)
    if (!work || model.rhythm !== 'round') return null
    addPool(model, 'helpers', 'Overflow partner')
    tighten(model, work, 1.12)
    if (!isEven(model, work)) return null
    const own = peopleOf(model, work.pools[0]!)[0]!
    model.pools.get('helpers')!.shifts = shiftsOf(
      'round',
      [1, 1, 1].map(() => Math.max(1, Math.ceil(own * 0.6))),
    )
    work.pools = [...work.pools, 'helpers']
    const hours = Math.max(2, Math.round((work.mean * (variant % 2 === 0 ? 12 : 20)) / 3600))
    work.step = {
      ...work.step,
      overflow: variant % 3 === 2 ? { queue: Math.max(10, Math.ceil((hours * 3600 * own) / work.mean)) } : { after: `PT${hours}H` },
    }
    return atStep('late-overflow', work)
  },

  'pool-order': (model, variant) => {
    const works = mainReviews(model).filter(({ visits }) => visits >= 0.99)
    const [a, b] = variant % 2 === 0 ? works : works.toReversed()
    if (!a || !b || model.rhythm !== 'round') return null
    // The specialists are asked first for what others could do as well, and their own work waits.
    const specialists = b.pools[0]!
    const others = a.pools[0]!
    b.mean = a.mean / 8
    a.sigma = Math.max(a.sigma, 0.8)
    const people = Math.max(1, Math.ceil(loadOf(model, specialists) / 0.55))
    model.pools.get(specialists)!.shifts = shiftsOf('round', [people, people, people])
    staff(model, others)
    a.pools = [specialists, others]
    return { kind: 'pool-order', right: [uidOf(a.key)], beside: [...a.pools, uidOf(b.key)] }
  },

  external: (model, variant) => {
    const work = mainReviews(model).find(({ visits }) => visits === 1)
    if (!work || model.rhythm === 'office') return null
    const hours = [6, 30, 72][variant % 3]!
    if (variant % 2 === 0) {
      const wait = newWork('answer', 'Answer of the bank', 'wait', 1, { mean: hours * 3600, sigma: 0.7 })
      insertAfter(model, work, wait)
      return atStep('external', wait)
    }
    work.performance = { ...work.performance, delay: [{ distribution: { kind: 'exponential', mean: hours * 3600 } }] }
    return atStep('external', work)
  },
}

/** All works that cases come to after this one. */
function downstream(model: Model, key: string, seen = new Set<string>()): Work[] {
  for (const { to } of model.works.get(key)?.outcomes ?? [])
    if (!seen.has(to) && model.works.has(to)) {
      seen.add(to)
      downstream(model, to, seen)
    }
  return [...seen].map((one) => model.works.get(one)!)
}
