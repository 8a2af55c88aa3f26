import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Duty, Member } from '../../src/simulation/model/people.ts'
import { stintHooks } from './stint-hooks.ts'
import { isoDuration } from '../../src/workflow/duration.ts'
import type { Step } from '../../src/workflow/step.ts'
import { review, scenario, takes, workflow } from './build.ts'
import { simulateNaively, type NaiveCase, type NaivePerson, type NaiveRule, type NaiveSpan } from './people-naive.ts'

const [hour, day, days] = [3600, 86400, 9]
const languages = ['en', 'de', 'ar'] as const

function diceOf(start: number): () => number {
  let seed = start
  return () => (seed = (seed * 48271) % 2147483647) / 2147483647
}

/** Turns in UTC from Monday 2025-01-06 on, which is day 0. */
function turnsOf(duties: readonly Duty[]): [number, number][] {
  const clock = (text: string) => Number(text.slice(0, 2)) * hour + Number(text.slice(3)) * 60
  const all = duties.flatMap(({ days: on, from, to }) =>
    Array.from({ length: days + 2 }, (_, i) => i - 1)
      .filter((d) => on.includes(((d + 7) % 7) + 1))
      .map((d): [number, number] => [d * day + clock(from), d * day + clock(to) + (clock(to) <= clock(from) ? day : 0)]),
  )
  return all.filter(([, to]) => to > 0).sort(([a], [b]) => a - b)
}

function presenceOf(turns: readonly (readonly [number, number])[]): [number, number][] {
  const whole: [number, number][] = []
  for (const [from, to] of turns) {
    const last = whole.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else whole.push([Math.max(0, from), to])
  }
  return whole
}

function world(seed: number) {
  const dice = diceOf(seed)
  const of = <T>(list: readonly T[]) => list[Math.floor(dice() * list.length)]!
  const rule = of<NaiveRule>(['finish', 'restart', 'resume', 'hand-over'])
  const sensitive = dice() < 0.6
  const byHarm = dice() < 0.5
  const members = Array.from({ length: 2 + Math.floor(dice() * 4) }, (_, i): Member => {
    const duty = () => ({
      days: of([
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5, 6, 7],
        [2, 4, 7],
      ]),
      from: of(['00:00', '06:00', '09:30']),
      to: of(['06:00', '15:00', '22:00', '24:00']),
    })
    const budget = of([{}, {}, { perShift: 5000 }, { perWeek: 12000 }, { perShift: 4000, perWeek: 9000 }]) as {
      perShift?: number
      perWeek?: number
    }
    const texts = Object.fromEntries(Object.entries(budget).map(([key, seconds]) => [key, isoDuration(seconds)]))
    return {
      title: `M${i}`,
      shifts: dice() < 0.3 ? [duty(), duty()] : [duty()],
      ...(dice() < 0.5 ? { takes: `language in ["${of(languages)}", "${of(languages)}"]` } : {}),
      ...(dice() < 0.4 ? { speed: of([0.5, 0.8, 1.25, 2]) } : {}),
      ...(Object.keys(texts).length > 0 ? { exposure: texts } : {}),
    }
  })
  const cases: NaiveCase[] = []
  for (let time = 0; time < (days - 1) * day; time += Math.ceil(-1500 * Math.log(dice()))) {
    const harm = Math.floor(dice() * 4)
    cases.push({ id: cases.length + 1, time, seconds: 100 + Math.floor(dice() * 4000), key: byHarm ? -harm : 0, language: of(languages) })
  }
  return { rule, sensitive, byHarm, members, cases }
}

test.each(Array.from({ length: 50 }, (_, i) => i + 1))(
  'team %i does what the slow simulation does, case by case and person by person',
  (seed) => {
    const { rule, sensitive, byHarm, members, cases } = world(seed)
    const attributes = [
      { name: 'language', order: 0, title: 'Language', type: 'enum' as const, values: [...languages], default: 'en' },
      { name: 'harm', order: 1, title: 'Harm', type: 'number' as const, default: 0 },
      { name: 'number', order: 2, title: 'Number', type: 'number' as const, default: 0 },
    ]
    const step = { ...review(['DONE']), endOfShift: rule, sensitive } as Step
    const chart = workflow({ states: { work: { step, on: { DONE: 'end' } }, end: { kind: 'final' } } }, attributes)
    const compiled = compile({
      workflow: chart,
      scenario: scenario({
        demand: { kind: 'replay' },
        days,
        pools: { people: { shifts: [], members, order: byHarm ? { kind: 'priority', expression: 'harm' } : { kind: 'arrival' } } },
        // The time of each case is its own: one entry for each.
        performance: {
          work: {
            time: cases.map(({ id, seconds }) => ({ when: `number == ${id}.0`, distribution: { kind: 'constant', value: seconds } })),
            outcomes: takes(1).outcomes,
          },
        },
      }),
      arrivals: cases.map(({ id, time, key, language }) => ({ time, values: { number: id, harm: -key, language } })),
    })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const spans: NaiveSpan[] = []
    const observed = replicate(
      compiled.program,
      0,
      stintHooks(compiled.program, ({ case_id, start, end, resource }) => {
        if (start !== null) spans.push([case_id, start, end, Number(resource.split('-')[1]) - 1])
      }),
    )
    const persons = members.map(({ shifts, takes: condition, speed = 1, exposure }): NaivePerson => {
      const turns = turnsOf(shifts)
      return {
        presence: presenceOf(turns),
        turns: turns.map(([from]) => from).filter((from) => from > 0),
        takes: ({ language }) => condition === undefined || condition.includes(`"${language}"`),
        pace: speed,
        perShift: exposure?.perShift === undefined ? Infinity : budgets[exposure.perShift]!,
        perWeek: exposure?.perWeek === undefined ? Infinity : budgets[exposure.perWeek]!,
      }
    })
    const expected = simulateNaively(persons, cases, rule, sensitive, [7 * day], days * day)
    expect(spans.length).toBeGreaterThan(10)
    const sorted = (list: readonly NaiveSpan[]) =>
      list.toSorted((a, b) => a[1] - b[1] || a[0] - b[0]).map(([id, start, end, person]) => [id, start.toFixed(4), end.toFixed(4), person])
    expect(sorted(spans)).toEqual(sorted(expected))
    expect(observed.failure).toBeNull()
  },
)

const budgets: Readonly<Record<string, number>> = Object.fromEntries(
  [4000, 5000, 9000, 12000].map((seconds) => [isoDuration(seconds), seconds]),
)
