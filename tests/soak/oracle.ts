import { toMachineConfig } from '../../src/machine/config.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { compareMachine, machineOf, noFigures } from '../engine/oracle-machines.ts'
import { shrink } from '../engine/shrink.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Generated machines against real XState: every seventh flat, every seventh with an early end. */
export const oracle: Section = {
  title: 'XState and the engine go through the same state values, contexts, order of actions and timers',
  run(task: Task): Verdict {
    const figures = noFigures()
    const wrong: string[] = []
    for (let i = task.part; i < task.machines && !task.isOver(); i += task.parts) {
      const number = task.seed + i
      const difference = compareMachine(machine(number), number, task.cases, task.events, figures)
      if (difference !== null) wrong.push(told(number, difference, task))
      if (i % 20 < task.parts) task.progress(i / task.machines, { ...figures, wrong: wrong.length })
    }
    return { counted: { ...figures, wrong: wrong.length }, wrong }
  },
}

function machine(number: number): Workflow {
  if (number % 7 === 3) return machineOf(number, { compound: false, parallel: false, history: false, batch: true })
  return machineOf(number, {}, number % 7 !== 5)
}

/** The difference, and the smallest machine that still has one. */
function told(number: number, difference: string, { cases, events }: Task): string {
  const found = (workflow: Workflow): string | null => {
    try {
      return compareMachine(workflow, number, cases, events, noFigures())
    } catch {
      return null
    }
  }
  const smallest = shrink(machine(number), (smaller) => found(smaller) !== null)
  const config = JSON.stringify(toMachineConfig(smallest), null, 1).replaceAll(/\n\s*/g, ' ')
  return `machine ${number}: ${difference}\n  smallest: ${found(smallest)}\n  ${config}`
}
