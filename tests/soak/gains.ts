import { improve } from '../../src/lean/improve.ts'
import { applyRemedy } from '../../src/lean/remedies/remedies.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Model } from '../causes/base.ts'
import { shapes } from '../causes/base.ts'
import { knownModel, plants } from '../causes/plants.ts'
import type { Section, Task, Verdict } from './section.ts'

const pairs = 64
/** Replications far from those of the search: other luck. */
const elsewhere = 5000

/** Of the models with a planted cause: the gain claimed for the remedy named first, beside 64 pairs of runs with other luck. */
export const gains: Section = {
  title: `the interval of the gain claimed for the first remedy holds that of ${pairs} pairs of other runs in at least 90 %`,
  async run(task: Task): Promise<Verdict> {
    const kinds = Object.keys(plants).filter((_, i) => i % task.parts === task.part)
    const lines: string[] = []
    const counted = { claims: 0, held: 0 }
    for (const [i, cause] of kinds.entries()) {
      if (task.isOver()) break
      const model = knownModel(cause, shapes[(i + task.seed) % 3]!, 'S', task.seed)
      const { workflow } = model
      // One warm-up for both, as in the search.
      const scenario = { ...model.scenario, run: { ...model.scenario.run, warmup: 0 } }
      const { results } = await improve({ workflow, scenario }, [laneHere()], { budget: 140 })
      const best = results.find(({ standing }) => standing === 'better')
      if (best) {
        const after = applyRemedy(best.remedy, { workflow, scenario })
        const [before, now] = [leadTimes({ workflow, scenario }), leadTimes(after)]
        const gain = before.reduce((sum, value, pair) => sum + value - now[pair]!, 0) / pairs
        const isHeld = Math.abs(gain - best.gain.value) <= (best.gain.halfWidth ?? 0)
        counted.claims++
        if (isHeld) counted.held++
        const minutes = (seconds: number) => (seconds / 60).toFixed(1)
        lines.push(
          `${isHeld ? 'held  ' : 'MISSED'} ${model.name}: ${best.remedy.label}, claimed ${minutes(best.gain.value)} ± ${minutes(best.gain.halfWidth ?? 0)} min, elsewhere ${minutes(gain)}`,
        )
      } else lines.push(`none   ${model.name}: no remedy is told from chance`)
      task.progress((i + 1) / kinds.length, counted)
    }
    const wrong = counted.held < 0.9 * counted.claims - 1 ? [`only ${counted.held} of ${counted.claims} claims held`] : []
    return { counted, wrong, lines }
  },
}

function leadTimes(model: Model): number[] {
  const compiled = compile(model)
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '))
  return Array.from({ length: pairs }, (_, i) => replicate(compiled.program, elsewhere + i).leadTime.mean)
}
