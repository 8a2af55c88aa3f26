import { expect, test } from 'vitest'
import { calibrate } from './calibrate.ts'
import type { Calibration } from './calibrate.ts'
import { discover } from './discover/discover.ts'
import { meanOf } from '../simulation/compile/distribution-facts.ts'
import { readHistory } from './read.ts'

/** A generator of its own for the truth (linear congruential). */
function dice(seed: number): () => number {
  let state = seed
  return () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
}

const monday = Date.UTC(2025, 0, 6) / 1000
const weeks = 10
const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)

/** Ten weeks, weekdays 08–16: of `people(week)` each comes with a chance of 0.9 and has a call at some time of every 40 minutes, exponential of `seconds(week)`. */
async function calibrated(people: (week: number) => number, seconds: (week: number) => number, seed: number): Promise<Calibration> {
  const u = dice(seed)
  const rows = ['case_id,activity,start,end,resource']
  for (let day = 0; day < weeks * 7; day++) {
    if (day % 7 > 4) continue
    const week = Math.floor(day / 7)
    for (let person = 0; person < people(week); person++) {
      if (u() > 0.9) continue
      for (let at = monday + day * 86_400 + 8 * 3600, n = 0; n < 12; n++, at += 2400) {
        const begin = at + u() * 300
        rows.push(`c${rows.length},Call,${stamp(begin)},${stamp(begin - Math.log(u()) * seconds(week))},p${person}`)
      }
    }
  }
  const history = await readHistory(once(rows.join('\n')), null, { timezone: 'UTC' })
  return calibrate({ workflow: discover(history, { id: 'calls', title: 'Calls' }).workflow, history, scenarioId: 'calls' })
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** Person-hours of a week, mean handle time in seconds. */
function found({ scenario }: Calibration): { hours: number; seconds: number } {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  const shifts = Object.values(scenario.pools)[0]!.shifts
  return {
    hours: shifts.reduce((sum, { people, days, from, to }) => sum + (people * days.length * (minutes(to) - minutes(from))) / 60, 0),
    seconds: meanOf(
      Object.values(scenario.performance)
        .find(({ time }) => time.length > 0)!
        .time.at(-1)!.distribution,
    ),
  }
}
const toldIn = ({ notes }: Calibration, what: RegExp) => notes.filter((note) => what.test(note))
const people = /number of people .* has changed/
const handling = /handle times .* have changed/

test('of a team that becomes smaller half way the shifts are those since then, and it is told', async () => {
  const calibration = await calibrated(
    (week) => (week < 5 ? 9 : 6),
    () => 300,
    5,
  )
  expect(toldIn(calibration, people)).toHaveLength(1)
  expect(toldIn(calibration, handling)).toHaveLength(0)
  // Six people, nine of ten there, from 08:00 until the last call begins at about 15:24.
  expect(Math.abs(found(calibration).hours / (6 * 0.9 * 37) - 1)).toBeLessThan(0.08)
  expect(Object.entries(calibration.scenario.origins).find(([path]) => path.endsWith('.shifts'))![1].note).toContain('number changed')
})

test('where work takes longer from half way on the handle times are those of late, and it is told', async () => {
  const calibration = await calibrated(
    () => 6,
    (week) => (week < 5 ? 200 : 400),
    5,
  )
  expect(toldIn(calibration, handling)).toHaveLength(1)
  expect(toldIn(calibration, people)).toHaveLength(0)
  expect(Math.abs(found(calibration).seconds / 400 - 1)).toBeLessThan(0.08)
})

test('where neither changes all weeks count', async () => {
  const calibration = await calibrated(
    () => 6,
    () => 300,
    5,
  )
  expect(toldIn(calibration, /has changed|have changed/)).toEqual([])
  expect(Math.abs(found(calibration).hours / (6 * 0.9 * 37) - 1)).toBeLessThan(0.08)
  expect(Math.abs(found(calibration).seconds / 300 - 1)).toBeLessThan(0.08)
})
