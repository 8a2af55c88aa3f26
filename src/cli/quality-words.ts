import { formatInterval, formatShareInterval } from '../words/interval.ts'
import type { CheckReport, Num, QualityReport } from '../simulation/report/report.ts'
import { table } from './table.ts'
import { formatCount } from '../words/number.ts'

/** Decision quality and harm for a terminal. */
export function qualityInWords(quality: QualityReport): string[] {
  const { harm } = quality
  return [
    `Decisions: ${formatCount(quality.decisions)}. Of the cases ${share(quality.violating)} violate; wrongly removed ${share(quality.wronglyRemoved)} of the harmless, wrongly kept ${share(quality.wronglyKept)} of the violating ones; ${share(quality.precision)} of what is removed violates`,
    ...(quality.foundByQa ? [`Quality checks: ${checkInWords(quality.foundByQa)}`] : []),
    ...(quality.overturned ? [`Appeals: ${checkInWords(quality.overturned)}`] : []),
    ...(harm
      ? [
          `Views until action: ${number(harm.views.mean)} per violating case (p50 ${number(harm.views.p50)}, p90 ${number(harm.views.p90)}), ${number(harm.total)} in all; action prevents ${share(harm.prevented)} of all possible views`,
        ]
      : []),
    '',
    table(
      ['decides', 'decisions', 'wrongly removed', 'wrongly kept'],
      Object.values(quality.steps).map(({ title, decisions, wronglyRemoved, wronglyKept }) => [
        title,
        formatCount(decisions),
        share(wronglyRemoved),
        share(wronglyKept),
      ]),
    ),
    '',
    table(
      ['segment', 'violate', 'wrongly removed', 'wrongly kept', 'views per case'],
      Object.entries(quality.segments).map(([title, { violating, wronglyRemoved, wronglyKept, views }]) => [
        title,
        share(violating),
        share(wronglyRemoved),
        share(wronglyKept),
        views ? number(views.perCase) : '–',
      ]),
    ),
    '',
  ]
}

function checkInWords({ checked, changed, faulty, corrected, spoilt }: CheckReport): string {
  return `${formatCount(checked)} decisions checked, ${share(changed)} changed; ${share(faulty)} were wrong, of which ${share(corrected)} are set right; ${share(spoilt)} of the right ones are spoilt`
}

const share = (num: Num) => formatShareInterval(num)
const number = (num: Num) => formatInterval(num)
