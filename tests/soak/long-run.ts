import { fileURLToPath } from 'node:url'
import { inOrder } from '../../src/simulation/experiment/experiment.ts'
import { ordinaryGoal } from '../../src/simulation/experiment/goal.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import { estimate } from '../../src/simulation/report/estimate.ts'
import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { kernelLane, longRunHeld, longRunHours, steadySample } from '../engine/long-run.ts'
import type { Section, Task, Verdict } from './section.ts'

const folder = fileURLToPath(new URL('../../workflows', import.meta.url))
/** Of each kind of run a tenth as many seeds as macro-runs; a long replication for each 2.5 of them: 40 and 160 unless told. */
const [runsPer, longPer] = [1 / 10, 1 / 2.5]
const [longDays, longWarmup] = [1820, 56]

/** Ordinary runs, and runs until precise, against the long run, which is measured anew beside them. Each part has its share. */
export const longrun: Section = {
  title:
    'ordinary runs and runs until precise of the abuse sample without growth hold the long-run mean lead time in 90 %, biased by less than 2 %',
  async run(task: Task): Promise<Verdict> {
    const made = loadKernel()
    if (made === null) return { counted: {}, wrong: ['WebAssembly cannot be had here'] }
    const lane = kernelLane(made)
    const short = steadySample(folder)
    const seeds = shareOf(Math.round(task.macroRuns * runsPer), task).map((i) => task.seed + i)
    const counted: Record<string, number> = {}
    const lines: string[] = []
    for (const [name, goal] of [
      ['ordinary', ordinaryGoal],
      ['precise', { precision: 0.05 }],
    ] as const) {
      if (task.isOver() || seeds.length === 0) break
      const { held, ratio, replications } = await longRunHeld(short, lane, goal, seeds)
      counted[`${name} runs`] = seeds.length
      counted[`${name} held`] = Math.round(held * seeds.length)
      counted[`${name} bias in hours`] = (ratio - 1) * longRunHours * seeds.length
      lines.push(
        `${name}: ${counted[`${name} held`]} of ${seeds.length} hold ${longRunHours} h, bias ${((ratio - 1) * 100).toFixed(1)} %, ${replications.toFixed(0)} replications each`,
      )
      task.progress(lines.length / 3, counted)
    }
    const many = shareOf(Math.round(task.macroRuns * longPer), task)
    if (many.length > 1 && !task.isOver()) {
      const found: Observations[] = []
      const long = { ...steadySample(folder, { days: longDays, warmup: longWarmup }), seed: task.seed + task.part }
      await inOrder(long, [lane], many.length, found, undefined, (done) => {
        task.progress(2 / 3 + done.length / many.length / 3, counted)
        return done.length >= many.length || task.isOver()
      })
      const { value, low, high } = estimate(found.map(({ leadTime }) => leadTime.mean / 3600))
      lines.push(`the long run: ${value.toFixed(3)} h ± ${((high! - low!) / 2).toFixed(3)}, ${found.length} × ${longDays} days`)
    }
    return { counted, wrong: wrongIn(counted, lines), lines }
  },
}

function shareOf(all: number, { part, parts }: Task): number[] {
  return Array.from({ length: all }, (_, i) => i).filter((i) => i % parts === part)
}

/** A part sees few runs: three standard errors of 90 % are allowed, and of the bias. */
function wrongIn(counted: Readonly<Record<string, number>>, lines: readonly string[]): string[] {
  return ['ordinary', 'precise'].flatMap((name) => {
    const [runs, held, bias] = ['runs', 'held', 'bias in hours'].map((what) => counted[`${name} ${what}`] ?? 0)
    if (!runs) return []
    const few = held! / runs < 0.9 - 2 * Math.sqrt((0.9 * 0.1) / runs)
    const off = Math.abs(bias! / runs) / longRunHours > 0.02
    return few || off ? lines.filter((line) => line.startsWith(name)) : []
  })
}
