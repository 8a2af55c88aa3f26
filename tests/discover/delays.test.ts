import { expect, test } from 'vitest'
import { calibrate } from '../../src/history/calibrate.ts'
import { discover } from '../../src/history/discover/discover.ts'
import { meanOf } from '../../src/simulation/compile/distribution-facts.ts'
import { titleOf } from '../../src/workflow/tree.ts'
import { historyOf } from './logs.node.ts'

const hour = 3600
const day = 24 * hour
/** A Monday. */
const text = (time: number) => new Date(Date.UTC(2025, 0, 6) + time * 1000).toISOString().slice(0, 19)

function chance(): () => number {
  let seed = 2_025
  return () => ((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
}

/** The next moment at which people work: Monday to Friday, nine to five. */
function atWork(time: number): number {
  const date = Math.floor(time / day)
  const [weekday, second] = [((date % 7) + 7) % 7, time - date * day]
  if (weekday < 5 && second < 9 * hour) return date * day + 9 * hour
  if (weekday < 5 && second < 17 * hour) return time
  return atWork((date + 1) * day)
}

/**
 * Truth: a case is taken in at once by Ann; then a customer thinks for two days on average, day and night; then one of two people answers as soon as the
 * office is open, since somebody always is free. With `queue` nobody thinks, and one person alone answers all, first come first served.
 */
function log({ queue, ends = false }: { queue: boolean; ends?: boolean }): string {
  const u = chance()
  const lines = ['case_id,activity,start,end,resource']
  let free = 0
  for (let i = 0; i < 1500; i++) {
    const come = atWork(i * (queue ? 0.085 : 0.05) * day + u() * hour)
    const taken = come + 120
    // Whoever answers has rows all day, so that the log shows when they are there.
    const ready = queue ? taken : taken - 2 * day * Math.log(u())
    const begin = atWork(Math.max(ready, queue ? free : 0))
    const length = queue ? 2000 + u() * 1000 : 300 + u() * 300
    free = begin + length
    lines.push(`c${i},Take in,${ends ? '' : text(come)},${text(taken)},ann`)
    lines.push(`c${i},Answer,${ends ? '' : text(begin)},${text(begin + length)},${queue ? 'bob' : `p${i % 2}`}`)
  }
  return lines.join('\n')
}

async function answerOf(csv: string) {
  const history = await historyOf(csv)
  const { workflow } = discover(history, { id: 'drawn', title: 'Drawn' })
  const { scenario } = calibrate({ workflow, history, scenarioId: 'fitted' })
  const state = Object.values(workflow.states).find((one) => titleOf(one) === 'Answer')!
  return { performance: scenario.performance[state.uid]!, origin: scenario.origins[`performance.${state.uid}.delay`] }
}

test('a customer who thinks is a delay, in the hours in which the office is open', async () => {
  const { performance, origin } = await answerOf(log({ queue: false }))
  // Two days are 48 hours, of which 40 of 168 are open.
  // Within a third: who is there in the last hours of a day, when little comes, is known roughly.
  const truth = (48 * hour * 40) / 168
  expect(Math.abs(meanOf(performance.delay!.at(-1)!.distribution) / truth - 1)).toBeLessThan(0.33)
  expect(performance.clock).toBeDefined()
  expect(origin).toMatchObject({ source: 'fitted' })
})

test('a queue for one busy person is no delay: the simulation makes it', async () => {
  expect((await answerOf(log({ queue: true }))).performance.delay).toBeUndefined()
})

test('of ends alone all of the time is delay, and none is work; it says that this is a guess', async () => {
  const { performance, origin } = await answerOf(log({ queue: false, ends: true }))
  expect(performance.delay).toBeDefined()
  expect(performance.time).toEqual([{ distribution: { kind: 'constant', value: 0 } }])
  expect(origin).toMatchObject({ source: 'guessed' })
})
