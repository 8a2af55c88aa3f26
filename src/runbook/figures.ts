import { formatDuration } from '../words/duration.ts'
import { sayEstimate } from '../revisions/impact.ts'
import { formatCount } from '../words/number.ts'
import type { Num, Report } from '../simulation/report/report.ts'
import type { Figures } from './runbook.ts'

/** Measured figures of a report for people who read a runbook: each with its 95 % interval, and what proves where they come from. */
export function composeFigures(report: Report): Figures {
  const { leadTime, segments, steps, pools } = report
  return {
    summary: [
      `Simulated from ${day(report.period.from)} to ${day(report.period.to)}: ${formatCount(report.cases.completed)} cases completed, in ${report.replications} replications.`,
      `From arrival to end a case takes ${seconds(leadTime.mean)} on average; nine of ten take at most ${seconds(leadTime.p90)}.`,
      ...report.warnings,
    ],
    tables: [
      {
        title: 'Service by segment',
        header: ['Segment', 'Cases', 'Mean lead time', 'Nine of ten within', 'Target', 'Target met'],
        rows: Object.entries(segments).map(([title, { cases, leadTime: time, sla }]) => [
          title,
          formatCount(cases),
          seconds(time.mean),
          seconds(time.p90),
          sla.target === null ? '' : formatDuration(sla.target),
          sla.met ? share(sla.met) : '',
        ]),
      },
      {
        title: 'Steps',
        header: ['Step', 'Visits', 'Mean wait', 'Nine of ten wait at most', 'Mean work'],
        rows: Object.values(steps).map(({ title, visits, wait, handle }) => [
          title,
          formatCount(visits),
          seconds(wait.mean),
          seconds(wait.p90),
          seconds(handle.mean),
        ]),
      },
      {
        title: 'People',
        header: ['Pool', 'Mean people on shift', 'At work', 'Mean wait'],
        rows: Object.values(pools).map(({ title, people, utilization, wait }) => [
          title,
          String(Math.round(people * 10) / 10),
          share(utilization),
          seconds(wait),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
    proof: `Gemba ${report.gemba}, seed ${report.seed}, run ${report.digest}, workflow ${report.hashes.workflow}, scenario ${report.hashes.scenario}${report.hashes.history === null ? '' : `, history ${report.hashes.history}`}.`,
  }
}

function seconds(num: Num): string {
  return sayEstimate(num, 'seconds')
}

function share(num: Num): string {
  return sayEstimate(num, 'share')
}

function day(moment: string): string {
  return moment.slice(0, 10)
}
