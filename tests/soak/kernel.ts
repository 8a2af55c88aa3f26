import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { machineInKernel } from '../engine/kernel-machines.ts'
import type { InKernel } from '../engine/kernel-machines.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Generated machines in TypeScript and in the kernel: everything that a replication observes. */
export const kernel: Section = {
  title: 'the engine in TypeScript and the kernel in WebAssembly observe the same, to the last bit',
  run(task: Task): Verdict {
    const counted: InKernel = { machines: 0, batches: 0, events: 0 }
    const wrong: string[] = []
    const made = loadKernel()
    if (made === null) return { counted: {}, wrong: ['WebAssembly cannot be had here'] }
    for (let i = task.part; i < task.machines && !task.isOver(); i += task.parts) {
      const difference = machineInKernel(task.seed + i, made, 20_000, counted)
      if (difference !== null) wrong.push(`machine ${task.seed + i}: ${difference} differs`)
      if (i % 20 < task.parts) task.progress(i / task.machines, { ...counted, wrong: wrong.length })
    }
    return { counted: { ...counted, wrong: wrong.length }, wrong }
  },
}
