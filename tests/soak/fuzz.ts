import { fileURLToPath } from 'node:url'
import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { fuzzCase } from '../fuzz/files.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Files of every kind, each wrong in its own way, from case `seed` on. Each case can be replayed: `--seed NUMBER --mutations 1`. */
export const fuzz: Section = {
  title: 'a file that is wrong in some way is read or refused in words, within 5 s of CPU, and nothing else',
  async run(task: Task): Promise<Verdict> {
    const folder = fileURLToPath(new URL('../../workflows', import.meta.url))
    const kernel = loadKernel()
    const counted = { cases: 0, read: 0, refused: 0, fault: 0 }
    const wrong: string[] = []
    for (let i = task.part; i < task.mutations && !task.isOver(); i += task.parts) {
      const { kind, how, message } = await fuzzCase(task.seed + i, folder, kernel, task.parts)
      counted.cases++
      counted[how]++
      if (how === 'fault') wrong.push(`case ${task.seed + i}, a ${kind}: ${message.split('\n').slice(0, 3).join(' |').slice(0, 400)}`)
      if (i % 20 < task.parts) task.progress(i / task.mutations, counted)
    }
    return { counted, wrong }
  },
}
