import { coverageOf, isPromised, sayCoverage } from '../engine/coverage.ts'
import { theoryModels } from '../engine/theory-models.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Queues that theory knows, measured six times as long as in the tests: how often the 95 % intervals hold the theoretical value, for every figure. */
export const theory: Section = {
  title: 'theory lies in 93 to 97 % of the 95 % intervals of every figure, and within 4.5 standard errors of its mean',
  run(task: Task): Verdict {
    const lines: string[] = []
    const wrong: string[] = []
    const models = theoryModels(6).filter((_, i) => i % task.parts === task.part)
    let intervals = 0
    for (const [i, model] of models.entries()) {
      if (task.isOver()) break
      for (const one of coverageOf(model, task.macroRuns, task.seed * 1_000_000, model.checks.length)) {
        const isRight = isPromised(one.covered) && Math.abs(one.standardErrors) < 4.5
        ;(isRight ? lines : wrong).push(sayCoverage(one))
        intervals += one.macroRuns
      }
      task.progress((i + 1) / models.length, { intervals, figures: lines.length, wrong: wrong.length })
    }
    return { counted: { intervals, figures: lines.length + wrong.length, wrong: wrong.length }, wrong, lines }
  },
}
