import type { Report } from '../simulation/report/report.ts'
import { table } from './table.ts'
import { formatCount, formatShare } from '../words/number.ts'

/** People one by one, one line for each group, and what they saw and stayed for; nothing where all are alike. */
export function peopleInWords(report: Report): string[] {
  return Object.values(report.pools).flatMap(({ title, members, exposure, overtimeHours }) => {
    if (!members) return []
    const rows = members.map((member) => [
      member.title,
      formatCount(member.people),
      formatShare(member.utilization),
      formatCount(member.cases),
      `${formatCount(member.exposureMinutes)} min`,
      member.cost === null ? '' : formatCount(member.cost),
    ])
    const seen =
      exposure && exposure.mostPerShiftMinutes > 0
        ? [
            `Sensitive material: ${formatCount(exposure.perPersonMinutes)} min a person, at most ${formatCount(exposure.mostPerShiftMinutes)} min in a shift and ${formatCount(exposure.mostPerWeekMinutes)} min in a week`,
          ]
        : []
    const stayed = overtimeHours ? [`Beyond their shifts: ${overtimeHours.toFixed(1)} h`] : []
    return [table([title, 'people', 'at work', 'visits', 'exposure', 'cost'], rows), ...seen, ...stayed, '']
  })
}
