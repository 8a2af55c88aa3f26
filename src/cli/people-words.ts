import type { Report } from '../simulation/report/report.ts'
import { count, percent, table } from './words.ts'

/** People one by one, one line for each group, and what they saw and stayed for; nothing where all are alike. */
export function peopleInWords(report: Report): string[] {
  return Object.values(report.pools).flatMap(({ title, members, exposure, overtimeHours }) => {
    if (!members) return []
    const rows = members.map((member) => [
      member.title,
      count(member.people),
      percent(member.utilization),
      count(member.cases),
      `${count(member.exposureMinutes)} min`,
      member.cost === null ? '' : count(member.cost),
    ])
    const seen =
      exposure && exposure.mostPerShiftMinutes > 0
        ? [
            `Sensitive material: ${count(exposure.perPersonMinutes)} min a person, at most ${count(exposure.mostPerShiftMinutes)} min in a shift and ${count(exposure.mostPerWeekMinutes)} min in a week`,
          ]
        : []
    const stayed = overtimeHours ? [`Beyond their shifts: ${overtimeHours.toFixed(1)} h`] : []
    return [table([title, 'people', 'at work', 'visits', 'exposure', 'cost'], rows), ...seen, ...stayed, '']
  })
}
