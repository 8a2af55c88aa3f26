import { expect, test } from 'vitest'
import { historyOf } from '../../tests/discover/logs.node.ts'
import { review, workflow } from '../../tests/engine/build.ts'
import { uniform } from '../simulation/engine/chance.ts'
import { calibrate } from './calibrate.ts'
import { carryOn } from './carry-on.ts'
import type { Written } from './carry-on.ts'
import { discover } from './discover/discover.ts'
import { mean } from './quantile.ts'

/** A case whose rows take no time, each named after its case and its place; `kind`: what it is told by. */
function caseOf(
  id: number,
  isEarly: boolean,
  kind: string,
  arrived: number,
  ...rows: readonly (readonly [step: string, at: number])[]
): Written {
  const visits: Written['visits'] = new Map()
  const written = rows.map(([step, at], place) => {
    const visit = { event: `${id}.${place}` }
    visits.set(step, [...(visits.get(step) ?? []), visit])
    return { step, visit, begin: at, done: at }
  })
  return { case: id, arrived, kind, isEarly, rows: written, visits }
}
const goneOn = ({ visits }: Written) => Object.fromEntries([...visits].map(([step, list]) => [step, list.map(({ event }) => event)]))

test('a case goes on as an early one of its kind that was as long silent at the same place, and takes up what that one had taken up', () => {
  const until = 100
  const quick = caseOf(0, true, 'a', 0, ['ask', 10], ['call', 15])
  const other = caseOf(1, true, 'b', 0, ['ask', 10], ['call', 50], ['say', 60])
  const early = caseOf(2, true, 'a', 0, ['ask', 20], ['call', 60])
  const whole = caseOf(3, true, 'a', 0, ['ask', 5], ['call', 10], ['say', 60])
  // Silent for ten since it was asked: the first had been called by then.
  const late = caseOf(4, false, 'a', 70, ['ask', 90])
  carryOn(
    [quick, other, early, whole, late],
    new Map([
      [2, 'say'],
      [4, 'call'],
    ]),
    until,
  )
  expect(goneOn(early)).toEqual({ ask: ['2.0'], call: ['2.1'], say: ['3.2'] })
  expect(goneOn(late)).toEqual({ ask: ['4.0'], call: ['2.1'], say: ['3.2'] })
  expect([goneOn(quick), goneOn(other)]).toEqual([
    { ask: ['0.0'], call: ['0.1'] },
    { ask: ['1.0'], call: ['1.1'], say: ['1.2'] },
  ])
})

test('nothing that was ever seen leads there: the case ends where it is', () => {
  const [early, late] = [caseOf(0, true, '', 0, ['ask', 10], ['say', 15]), caseOf(1, false, '', 70, ['ask', 80])]
  carryOn([early, late], new Map([[1, 'say']]), 100)
  expect(goneOn(late)).toEqual({ ask: ['1.0'] })
})

const day = 86_400
const begin = Date.UTC(2025, 0, 6) / 1000

/**
 * Eight cases a day for 120 days, each called again, four days later on average, with seven chances in ten: how many rows each has, and what had been written of them by the end, of all or of those that were over then.
 */
function world(of: 'all' | 'finished' = 'all') {
  const lines = ['case_id,activity,start,end']
  const counts: number[] = []
  const end = begin + 120 * day
  const stamp = (at: number) => new Date(at * 1000).toISOString().slice(0, 19)
  for (let id = 0; id < 960; id++) {
    const own: number[] = [begin + (id + uniform(7, 1, id, 0)) * (day / 8)]
    for (let k = 0; uniform(7, 2, id, k) >= 0.3; k++) own.push(own.at(-1)! - 4 * day * Math.log(uniform(7, 3, id, k)))
    counts.push(own.length)
    if (of === 'finished' && own.at(-1)! > end) continue
    for (const [k, at] of own.entries()) if (at <= end) lines.push(`c${id},${k === 0 ? 'Ask' : 'Call'},${stamp(at - 60)},${stamp(at)}`)
  }
  return { text: lines.join('\n'), counts }
}

test('of a log that breaks off the scripts of all cases are as long as the cases will have been, and the late ones are no shorter', async () => {
  const { text, counts } = world()
  const history = await historyOf(text)
  const { scripts } = calibrate({ workflow: discover(history, { id: 'd', title: 'D' }).workflow, history, scenarioId: 'x' })
  const lengths = scripts.map(({ visits }) => [...visits.values()].reduce((sum, list) => sum + list.length, 0))
  expect(scripts.length).toBe(counts.length)
  const written = (text.split('\n').length - 1) / counts.length
  // A case has 3.3 rows; of the last eighty, half of them.
  expect(written).toBeLessThan(0.96 * mean(counts))
  expect(mean(lengths)).toBeGreaterThan(0.97 * mean(counts))
  expect(mean(lengths)).toBeLessThan(1.03 * mean(counts))
  const late = lengths.slice(-120)
  expect(mean(late)).toBeGreaterThan(2.9)
  expect(mean(late)).toBeLessThan(3.8)
})

test('of a log of finished cases, which does not break off, the early ones lend alone: its late ones are the quick ones', async () => {
  const history = await historyOf(world('finished').text)
  const { scripts } = calibrate({ workflow: discover(history, { id: 'd', title: 'D' }).workflow, history, scenarioId: 'x' })
  expect(scripts.length).toBeLessThan(history.caseId.values.length - 20)
})

test('where a case may wait for several things at once late cases lend nothing, since it is not known what for', async () => {
  const drawn = (type: 'parallel' | 'compound') =>
    workflow({
      states: {
        Ask: { step: review(['ON', 'END']), on: { ON: 'Call', END: 'end' } },
        Call: { step: review(['AGAIN', 'END', 'BOTH']), on: { AGAIN: { to: 'Call', reenter: true }, END: 'end', BOTH: 'both' } },
        both: {
          kind: type,
          states: {
            one: { states: { Say: { step: review(['SAID']), on: { SAID: 'said' } }, said: { kind: 'final' } } },
            other: { states: { Write: { step: review(['SENT']), on: { SENT: 'sent' } }, sent: { kind: 'final' } } },
          },
          done: 'end',
        },
        end: { kind: 'final' },
      },
    })
  const history = await historyOf(`${world().text}\nc0,Say,2025-01-20T08:00:00,2025-01-20T09:00:00`)
  const lent = (type: 'parallel' | 'compound') => calibrate({ workflow: drawn(type), history, scenarioId: 'x' }).scripts.length
  expect(lent('compound')).toBe(960)
  expect(lent('parallel')).toBeLessThan(900)
})
