import type { Num, Report } from '../../simulation/report/report.ts'
import type { PlainTable } from '../../workflow/csv.ts'

/** The report as `gemba simulate --json` prints it. */
export function reportJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** One row per step; durations in seconds, intervals of 95 %. */
export function stepsCsv(report: Report): PlainTable {
  return {
    columns: [
      'Step',
      'Path',
      'Visits',
      'Wait mean, s',
      'Wait low, s',
      'Wait high, s',
      'Wait p90, s',
      'Handle mean, s',
      'Waiting',
      'All busy, s',
      'Nobody on shift, s',
      'Overtaken, s',
      'Batch, s',
      'Outside world, s',
      'Rework share',
    ],
    rows: Object.entries(report.steps).map(([path, { title, visits, wait, handle, queueLength, waitBy, rework }]) => [
      title,
      path,
      visits,
      wait.mean.value,
      wait.mean.low,
      wait.mean.high,
      wait.p90.value,
      handle.mean.value,
      queueLength.value,
      waitBy.contention,
      waitBy.unavailability,
      waitBy.priority,
      waitBy.batching,
      waitBy.external,
      rework,
    ]),
  }
}

/** One row per pool. */
export function poolsCsv(report: Report): PlainTable {
  return {
    columns: [
      'Pool',
      'Id',
      'People on shift',
      'Most',
      'At work',
      'At work low',
      'At work high',
      'Wait mean, s',
      'Queue',
      'Exposure, min',
      'Cost',
    ],
    rows: Object.entries(report.pools).map(([id, { title, people, peak, utilization, wait, queueLength, exposureMinutes, cost }]) => [
      title,
      id,
      people,
      peak,
      utilization.value,
      utilization.low,
      utilization.high,
      wait.value,
      queueLength.value,
      exposureMinutes,
      cost,
    ]),
  }
}

/** One row per step that decides; shares of 1, intervals of 95 %. */
export function decisionsCsv({ quality }: Report): PlainTable {
  const share = (name: string) => [name, `${name} low`, `${name} high`]
  const cells = (num: Num | undefined) => (num ? [num.value, num.low, num.high] : [null, null, null])
  return {
    columns: [
      'Step',
      'Path',
      'Decisions',
      ...share('Wrongly removed'),
      ...share('Wrongly kept'),
      'Checked',
      ...share('Changed'),
      ...share('Errors set right'),
    ],
    rows: Object.entries(quality?.steps ?? {}).map(([path, { title, decisions, wronglyRemoved, wronglyKept, check }]) => [
      title,
      path,
      decisions,
      ...cells(wronglyRemoved),
      ...cells(wronglyKept),
      check?.checked ?? null,
      ...cells(check?.changed),
      ...cells(check?.corrected),
    ]),
  }
}
