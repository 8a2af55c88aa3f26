import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'

/** What to know before reading the figures on decision quality and harm, one sentence each; none where the scenario does not ask for them. */
export function qualityWarnings(program: Program, many: readonly Observations[]): string[] {
  if (program.quality === null) return []
  const ends = many.flatMap(({ quality }) => (quality ? [quality.all] : []))
  const total = (of: (row: (typeof ends)[number]) => number) => ends.reduce((sum, row) => sum + of(row), 0)
  const other = total((row) => row.harmlessOther + row.violatingOther)
  const judged = total((row) => row.harmlessKept + row.harmlessRemoved + row.violatingKept + row.violatingRemoved)
  const violating = total((row) => row.violatingKept + row.violatingRemoved)
  const wrong = total((row) => row.harmlessRemoved + row.violatingKept)
  const warnings: string[] = []
  if (other > 0.05 * (judged + other))
    warnings.push(
      `${Math.round((other / (judged + other)) * 100)} % of the cases end neither removed nor kept; no share of wrong decisions counts them.`,
    )
  if (judged > 0 && violating === 0)
    warnings.push('No case that was completed violates, so nothing can be said about what is wrongly kept.')
  if (wrong > 0 && wrong < 30)
    warnings.push(`Only ${wrong} cases ended wrongly removed or wrongly kept; run longer before comparing such small shares.`)
  const open = many.reduce((sum, one) => sum + one.open, 0)
  const arrived = many.reduce((sum, one) => sum + one.arrived + one.openBefore, 0)
  if (program.quality.curveViews.length > 0 && open > 0.02 * arrived)
    warnings.push('Views are counted when a case is over, so those of the cases still open at the end are missing.')
  return warnings
}
