import { diceOf, type Dice, type Json, type Model, profileOf, type Rhythm, staff, uidOf, type Work } from './model.ts'

/** Names as customers give them. */
const reviewNames = [
  'Tier 1 – Hate & Harassment',
  'Erstprüfung',
  'L2 / policy',
  'Revisión en español',
  '第二審査',
  'Content check (Lisbon)',
  'Contrôle juridique',
  'Account look',
  'Fraud desk',
  'Trusted flagger intake',
  'Image team',
  'Minor safety',
  'Senior call',
  'Ad review',
  'Evidence review',
]
const poolNames = [
  'Vendor A – Manila',
  'Lisbon (ES/PT)',
  'Policy specialists',
  'Team Dublin',
  'Accenture, night crew',
  'Inhouse Legal',
  'Safety agents',
  'BPO Kraków',
  'Level 2',
  'Moderators',
  'Regional leads',
  'Fraud analysts',
  'Berlin',
  'Austin agents',
  'Escalations crew',
]
const autoNames = ['Classifier', 'Hash match', 'De-duplicate', 'Send notice', 'Write to ledger', 'Enrich', 'Translate', 'Route']

export type Shape = 'line' | 'lanes' | 'parallel' | 'nested' | 'entries' | 'loop' | 'appeal' | 'large'
export const shapes: readonly Shape[] = ['line', 'lanes', 'parallel', 'nested', 'entries', 'loop', 'appeal', 'large']

/** How large a model is. */
export type Size = { readonly perDay: number; readonly load: number }

/** One after another: each block knows where it begins; where it ends is told when the next is known. */
type Block = { readonly entry: string; build(next: string): { states: (render: (key: string) => Json) => Json } }

/** A healthy model: people enough at all hours, targets that are met. */
export function healthy(
  shape: Shape,
  rhythm: Rhythm,
  size: Size,
  seed: number,
  options: { targets: boolean; cost: boolean; sharing?: boolean },
): Model {
  const dice = diceOf(seed)
  const maker = new Maker(dice)
  const blocks: Block[] = [maker.auto(), ...middle(maker, shape), maker.auto()]
  const states = blocks.map((block, i) => block.build(blocks[i + 1]?.entry ?? 'done'))
  const active = rhythm === 'office' ? 40 / 168 : 1
  const model: Model = {
    title: `${shape} of ${size.perDay} a day`,
    shape,
    rhythm,
    perHour: size.perDay / 24,
    profile: profileOf(rhythm),
    works: maker.works,
    pools: maker.pools,
    tree: (render) =>
      Object.assign({}, ...states.map((one) => one.states(render)), maker.extra(render), {
        done: { type: 'final', meta: { uid: 'done', title: 'Closed' } },
      }),
    initial: blocks[0]!.entry,
    attributes: [
      { name: 'language', title: 'Language', type: 'enum', values: ['en', 'es', 'ar'], default: 'en' },
      { name: 'severity', title: 'Severity', type: 'enum', values: ['high', 'standard'], default: 'standard' },
      { name: 'source', title: 'Source', type: 'enum', values: ['user', 'flagger', 'authority'], default: 'user' },
    ],
    mix: ['en', 'es', 'ar'].flatMap((language, i) =>
      ['high', 'standard'].flatMap((severity, j) =>
        ['user', 'flagger', 'authority'].map((source, k) => ({
          weight: [60, 25, 15][i]! * [20, 80][j]! * [70, 20, 10][k]!,
          values: { language, severity, source },
        })),
      ),
    ),
    segments: [],
    days: 28,
    cost: options.cost,
  }
  // The busiest pool is asked for about `load` people while cases come.
  const work = [...model.works.values()].filter(({ kind }) => kind === 'review')
  const one = Math.max(
    ...[...model.pools.keys()].map((id) =>
      work.filter(({ pools }) => pools[0] === id).reduce((sum, { visits, mean }) => sum + visits * mean, 0),
    ),
  )
  const longest = rhythm === 'office' ? 1500 / Math.max(1, work.length / 2) : 7200
  const factor = Math.min((size.load * active * 3600) / (one * model.perHour), longest / Math.max(...work.map(({ mean }) => mean)))
  for (const each of work) each.mean = Math.round(each.mean * factor * 10) / 10
  const autos = [...model.works.values()].filter(({ kind }) => kind === 'automatic')
  for (const each of autos) each.mean = Math.max(1, Math.min(30, factor * 0.02))
  for (const pool of model.pools.keys()) staff(model, pool)
  setRun(model)
  if (options.targets) setTargets(model, 8)
  return model
}

/** Days enough for a few thousand cases, in whole weeks. */
export function setRun(model: Model): void {
  const weeks = Math.ceil(3000 / (model.perHour * 168))
  model.days = 7 * Math.min(8, Math.max(model.perHour > 20 ? 1 : 2, weeks))
}

/** Targets on all cases and on the severe ones, so many times the work that a case takes. */
export function setTargets(model: Model, times: number): void {
  const sum = [...model.works.values()]
    .filter(({ kind }) => kind !== 'wait')
    .reduce((all, { visits, mean }) => all + Math.min(1, visits) * mean, 0)
  const longest = Math.max(...[...model.works.values()].map(({ mean, kind }) => (kind === 'wait' ? 0 : mean)))
  const target = `PT${Math.ceil((times * Math.max(sum, 2 * longest)) / 60)}M`
  model.segments = [
    { title: 'All reports', target },
    { title: 'Severe', when: 'severity == "high"', target },
    { title: 'Standard', when: 'severity == "standard"', target },
  ]
}

function middle(maker: Maker, shape: Shape): Block[] {
  switch (shape) {
    case 'line':
      return [maker.review(), ...(maker.dice() < 0.5 ? [maker.review(), maker.auto()] : []), maker.review()]
    case 'lanes':
      return [maker.lanes(), maker.review(0.4)]
    case 'parallel':
      return [maker.parallel(2), maker.review()]
    case 'nested':
      return [maker.group([maker.inner(), maker.inner()]), maker.review()]
    case 'entries':
      return [maker.entries(), maker.review()]
    case 'loop':
      return [maker.review(), maker.back()]
    case 'appeal':
      return [maker.review(), maker.review(0.5), maker.appeal()]
    case 'large':
      return [
        maker.entries(),
        maker.auto(),
        maker.lanes(),
        maker.auto(),
        maker.parallel(3),
        maker.group([maker.inner(), maker.inner(), maker.inner()]),
        maker.review(0.6),
        maker.auto(),
        maker.review(0.3),
        maker.auto(),
        maker.review(),
        maker.auto(),
      ]
  }
}

class Maker {
  readonly works = new Map<string, Work>()
  readonly pools: Model['pools'] = new Map()
  readonly dice: Dice
  private count = 0
  private last = ''
  private readonly names: { reviews: string[]; pools: string[]; autos: string[] }
  private readonly others: ((render: (key: string) => Json) => Json)[] = []

  constructor(dice: Dice) {
    this.dice = dice
    this.names = { reviews: shuffled(reviewNames, dice), pools: shuffled(poolNames, dice), autos: shuffled(autoNames, dice) }
  }

  extra(render: (key: string) => Json): Json {
    return Object.assign({}, ...this.others.map((one) => one(render)))
  }

  pool(): string {
    const number = this.pools.size
    const id = `p${number + 1}`
    const title = this.names.pools[number % this.names.pools.length]! + (number >= this.names.pools.length ? ' 2' : '')
    this.pools.set(id, {
      id,
      title,
      shifts: [],
      order: { kind: 'arrival' },
      extra: this.dice() < 0.4 ? { vendor: `Vendor ${number + 1}` } : {},
      cost: 15 + Math.round(this.dice() * 40),
    })
    return id
  }

  work(kind: Work['kind'], visits: number, title?: string): Work {
    const key = `${kind === 'review' ? 'review' : kind === 'automatic' ? 'auto' : kind}${String.fromCharCode(65 + (this.count % 26))}${this.count >= 26 ? 'x' : ''}`
    this.count++
    const names = kind === 'review' ? this.names.reviews : this.names.autos
    const name = title ?? names[this.count % names.length]! + (this.count > names.length ? ` ${this.count}` : '')
    const work: Work = {
      key,
      title: name,
      kind,
      pools: kind === 'review' ? [this.pool()] : [],
      mean: kind === 'review' ? 0.6 + 0.8 * this.dice() : 0.02,
      sigma: kind === 'review' ? 0.3 + 0.5 * this.dice() : 0.4,
      visits,
      outcomes: [{ event: 'DONE', share: 1, to: '' }],
      step: {},
      performance: {},
    }
    this.works.set(key, work)
    return work
  }

  auto(): Block {
    const work = this.work('automatic', 1)
    return simple(work)
  }

  /** A review of all cases, or of a share of them that the system picks. */
  review(share = 1): Block {
    const work = this.work('review', share)
    work.outcomes = [
      { event: 'VIOLATION', share: 0.45, to: '' },
      { event: 'NO_VIOLATION', share: 0.55, to: '' },
    ]
    this.last = work.key
    if (share === 1) return simple(work)
    const pick = this.work('automatic', 1, `Pick for ${work.title}`)
    pick.outcomes = [
      { event: 'LOOK', share, to: work.key },
      { event: 'PASS', share: 1 - share, to: '' },
    ]
    return {
      entry: pick.key,
      build: (next) => {
        end(pick, next)
        end(work, next)
        return { states: (render) => ({ [pick.key]: render(pick.key), [work.key]: render(work.key) }) }
      },
    }
  }

  /** A review that sends a few back to the one before. */
  back(): Block {
    const work = this.work('review', 1.03)
    work.outcomes = [
      { event: 'VIOLATION', share: 0.4, to: '' },
      { event: 'NO_VIOLATION', share: 0.57, to: '' },
      { event: 'BACK', share: 0.03, to: this.last },
    ]
    this.works.get(this.last)!.visits = 1.03
    return simple(work)
  }

  lanes(): Block {
    const shares = { en: 0.6, es: 0.25, ar: 0.15 }
    return this.routed('language', shares, 'Which language?')
  }

  entries(): Block {
    return this.routed('source', { user: 0.7, flagger: 0.2, authority: 0.1 }, 'Who reports?')
  }

  private routed(attribute: string, shares: Record<string, number>, title: string): Block {
    const key = `choose${this.count++}`
    const lanes = Object.entries(shares).map(([value, share]) => ({ value, work: this.work('review', share) }))
    for (const { work } of lanes)
      work.outcomes = [
        { event: 'VIOLATION', share: 0.45, to: '' },
        { event: 'NO_VIOLATION', share: 0.55, to: '' },
      ]
    const always = lanes.map(({ value, work }, i) => ({
      target: work.key,
      ...(i < lanes.length - 1 ? { guard: { type: 'when', params: { expression: `${attribute} == "${value}"` } } } : {}),
      meta: { uid: `${key}--always-${i}` },
    }))
    return {
      entry: key,
      build: (next) => {
        for (const { work } of lanes) end(work, next)
        return {
          states: (render) => ({
            [key]: { always, meta: { uid: key, title } },
            ...Object.fromEntries(lanes.map(({ work }) => [work.key, render(work.key)])),
          }),
        }
      },
    }
  }

  inner(): Work {
    return this.work('review', 1)
  }

  /** Steps one after another in a group with a clock of weeks. */
  group(works: Work[]): Block {
    const key = `group${this.count++}`
    return {
      entry: key,
      build: (next) => {
        works.forEach((work, i) => end(work, works[i + 1]?.key ?? `${key}End`))
        return {
          states: (render) => ({
            [key]: {
              initial: works[0]!.key,
              meta: { uid: uidOf(key), title: 'Case file' },
              onDone: [{ target: next, meta: { uid: `${uidOf(key)}--done` } }],
              after: { '1814400000': [{ target: next, meta: { uid: `${uidOf(key)}--after` } }] },
              states: {
                ...Object.fromEntries(works.map((work) => [work.key, render(work.key)])),
                [`${key}End`]: { type: 'final', meta: { uid: `${uidOf(key)}-end`, title: 'Group done' } },
              },
            },
          }),
        }
      },
    }
  }

  parallel(sides: number): Block {
    const key = `both${this.count++}`
    const works = Array.from({ length: sides }, () => this.work('review', 1))
    return {
      entry: key,
      build: (next) => {
        for (const [i, work] of works.entries()) end(work, `${key}End${i}`)
        return {
          states: (render) => ({
            [key]: {
              type: 'parallel',
              meta: { uid: uidOf(key), title: 'Both sides' },
              onDone: [{ target: next, meta: { uid: `${uidOf(key)}--done` } }],
              states: Object.fromEntries(
                works.map((work, i) => [
                  `${key}Side${i}`,
                  {
                    initial: work.key,
                    meta: { uid: `${uidOf(key)}-side${i}`, title: `Side ${i + 1}` },
                    states: {
                      [work.key]: render(work.key),
                      [`${key}End${i}`]: { type: 'final', meta: { uid: `${uidOf(key)}-end${i}`, title: `Side ${i + 1} done` } },
                    },
                  },
                ]),
              ),
            },
          }),
        }
      },
    }
  }

  /** A few users appeal: a window of days, then a look by somebody else. */
  appeal(): Block {
    const share = 0.03
    const ask = this.work('automatic', 1, 'Tell the user')
    const window = this.work('wait', share, 'Appeal window')
    const look = this.work('review', share, 'Appeal')
    window.mean = (1 + this.dice()) * 86_400
    window.step = { target: 'P4D' }
    ask.outcomes = [
      { event: 'ACCEPTED', share: 1 - share, to: '' },
      { event: 'APPEALED', share, to: window.key },
    ]
    window.outcomes[0]!.to = look.key
    return {
      entry: ask.key,
      build: (next) => {
        end(ask, next)
        end(look, next)
        return { states: (render) => Object.fromEntries([ask, window, look].map(({ key }) => [key, render(key)])) }
      },
    }
  }
}

function simple(work: Work): Block {
  return {
    entry: work.key,
    build: (next) => {
      end(work, next)
      return { states: (render) => ({ [work.key]: render(work.key) }) }
    },
  }
}

function end(work: Work, next: string): void {
  for (const outcome of work.outcomes) if (outcome.to === '') outcome.to = next
}

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  return list
    .map((value) => [dice(), value] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, value]) => value)
}
