import { formatDuration } from '../words/duration.ts'
import { sayEstimate } from '../revisions/impact.ts'
import { formatCount } from '../words/number.ts'
import type { Num, Report } from '../simulation/report/report.ts'
import { canonicalJson } from '../workflow/canonical.ts'
import { sha256 } from '../workflow/hash.ts'
import type { Json } from '../workflow/json.ts'
import type { Figures } from './runbook.ts'

/** Where a report comes from, as far as it is known: the title of its scenario, the day of the run (ISO 8601), what may be believed of the scenario. */
export type Provenance = { readonly scenario?: string; readonly on?: string; readonly trust?: string }

/** Simulated figures of a report for people who read a runbook: each with its 95 % interval, and what proves where they come from. */
export function composeFigures(report: Report, from: Provenance = {}): Figures {
  const figures = figuresOf(report, from)
  return { ...figures, hash: sha256(canonicalJson(figures as unknown as Json)) }
}

function figuresOf(report: Report, { scenario, on, trust = report.trust }: Provenance): Omit<Figures, 'hash'> {
  const { leadTime, segments, steps, pools } = report
  const world = scenario === undefined ? '' : ` in the scenario “${scenario}”`
  return {
    source: `Simulated, not measured${world}${on === undefined ? '' : `, on ${on}`}. No part of the published runbook: it has a hash of its own.`,
    trust: trust ?? 'Whether the scenario was measured against history is not in the report that these figures are from.',
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
