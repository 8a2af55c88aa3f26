import { expect, test } from 'vitest'
import { uniform } from '../simulation/engine/chance.ts'
import { indexCases } from './cases.ts'
import { breaksOff } from './log-end.ts'
import { readHistory } from './read.ts'

const day = 86_400
const begin = Date.UTC(2025, 0, 6) / 1000
const end = begin + 120 * day

type Row = { readonly activity: string; readonly at: number }

/** A case that asks, calls again and again, and may be told: it ends twice as often after a call as after that. Or one of calls alone, of which each may be its last. */
function caseOf(seed: number, id: number, arrived: number, callsAlone: boolean): Row[] {
  const rows: Row[] = [{ activity: callsAlone ? 'Call' : 'Ask', at: arrived }]
  for (let k = 1; ; k++) {
    const [luck, wait] = [uniform(seed, 2, id, k), -4 * day * Math.log(uniform(seed, 3, id, k))]
    if ((k > 1 || callsAlone) && luck < 0.3) return rows
    const at = rows.at(-1)!.at + wait
    rows.push({ activity: luck < 0.45 && !callsAlone ? 'Say' : 'Call', at })
    if (luck < 0.45 && !callsAlone) return rows
  }
}

/** Eight cases a day until `last`, those that are `kept`, and of them the rows that had been `written`. */
async function history(seed: number, last: number, kept: (rows: readonly Row[]) => boolean, written = Infinity, callsAlone = false) {
  const lines = ['case_id,activity,end']
  for (let id = 0; ; id++) {
    const arrived = begin + (id + uniform(seed, 1, id, 0)) * (day / 8)
    if (arrived > last) break
    const rows = caseOf(seed, id, arrived, callsAlone)
    if (!kept(rows)) continue
    for (const { activity, at } of rows)
      if (at <= written) lines.push(`${id},${activity},${new Date(at * 1000).toISOString().slice(0, 19)}`)
  }
  async function* once() {
    yield lines.join('\n')
  }
  const columns = { case_id: 'case_id', activity: 'activity', end: 'end' }
  return readHistory(once(), { form: 'events', columns, timezone: 'UTC' })
}

const seeds = [1, 2, 3, 4]
const answers = (of: (seed: number) => ReturnType<typeof history>) =>
  Promise.all(
    seeds.map(async (seed) => {
      const read = await of(seed)
      return breaksOff(read, indexCases(read))
    }),
  )
const all = (answer: boolean) => seeds.map(() => answer)

test('a log of what had been written by an instant breaks off, whether cases still came or were chosen that began some days before', async () => {
  expect(await answers((seed) => history(seed, end, () => true, end))).toEqual(all(true))
  expect(await answers((seed) => history(seed, end, () => true, end, true))).toEqual(all(true))
  expect(await answers((seed) => history(seed, end - 5 * day, () => true, end))).toEqual(all(true))
})

test('an extract of the cases that had ended by an instant does not, though its late cases are short', async () => {
  expect(await answers((seed) => history(seed, end, (rows) => rows.at(-1)!.at <= end))).toEqual(all(false))
  expect(await answers((seed) => history(seed, end, (rows) => rows.at(-1)!.at <= end, Infinity, true))).toEqual(all(false))
})

test('nor do cases that began in some months and were followed to their end', async () => {
  expect(await answers((seed) => history(seed, end, () => true))).toEqual(all(false))
})
