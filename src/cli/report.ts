import type { Est, Num, Report } from '../simulation/report/report.ts'
import { sayEnding } from '../simulation/report/say-ending.ts'
import { qualityInWords } from './quality-words.ts'
import { peopleInWords } from './people-words.ts'
import { table } from './table.ts'
import { formatInterval, formatMeasuredInterval, formatShareInterval } from '../words/interval.ts'
import { formatMeasured } from '../words/duration.ts'
import { formatAmount, formatCount } from '../words/number.ts'

/** A report for a terminal: what a careful analyst would read first. */
export function reportInWords(report: Report): string {
  const { period, cases, leadTime, flow, checks } = report
  const ending = sayEnding(report)
  return [
    `${period.from} to ${period.to}, ${report.replications} ${report.replications === 1 ? 'replication' : 'replications'}${ending === null ? '' : ` (${ending}; --replications ${report.replications} repeats it exactly)`}, seed ${report.seed}, ${warmupInWords(period)}`,
    `${formatAmount(cases.arrived, 'case')} arrived${report.replications === 1 ? '' : ` in ${report.replications} replications together`}, ${formatCount(cases.completed)} completed, ${formatCount(cases.open)} open at the end`,
    `Lead time: ${inFive(leadTime)}`,
    `Throughput ${plain(flow.throughputPerDay)} a day, work in progress ${plain(flow.wip)}, process cycle efficiency ${share(flow.processCycleEfficiency)}, first-pass yield ${share(flow.firstPassYield)}`,
    '',
    table(
      ['segment', 'cases', 'lead time p50', 'p90', 'target', 'met'],
      Object.entries(report.segments).map(([name, { cases: n, leadTime: lead, sla }]) => [
        name,
        formatCount(n),
        formatMeasured(lead.p50.value),
        formatMeasured(lead.p90.value),
        sla.target === null ? '–' : formatMeasured(sla.target),
        sla.met ? share(sla.met) : '–',
      ]),
    ),
    '',
    table(
      ['step', 'visits', 'must wait', 'mean wait', 'of it outside', 'p90 wait', 'mean work', 'waiting'],
      Object.values(report.steps).map(({ title, visits, waits, wait, waitBy, handle, queueLength }) => [
        title,
        formatCount(visits),
        share(waits),
        time(wait.mean),
        waitBy.external === 0 ? '–' : formatMeasured(waitBy.external),
        time(wait.p90),
        time(handle.mean),
        plain(queueLength),
      ]),
    ),
    '',
    Object.keys(report.pools).length === 0
      ? 'No step has people, so nobody is ever short.'
      : table(
          ['pool', 'people', 'at work', 'mean wait', 'queue'],
          Object.values(report.pools).map(({ title, people, utilization, wait, queueLength }) => [
            title,
            people.toFixed(1),
            share(utilization),
            time(wait),
            plain(queueLength),
          ]),
        ),
    '',
    ...peopleInWords(report),
    ...(report.quality ? qualityInWords(report.quality) : []),
    `Outcomes: ${
      cases.completed === 0
        ? '–'
        : Object.entries(report.outcomeShares)
            .map(([name, part]) => `${name} ${share(part)}`)
            .join(', ')
    }`,
    `Checks: Little's law ${checks.littlesLaw.ok ? 'holds' : 'does not hold'} (${checks.littlesLaw.worst.toExponential(1)}), cases ${checks.conservation.ok ? 'conserved' : 'not conserved'}`,
    ...report.bottlenecks
      .slice(0, 3)
      .map(({ where, evidence }) => `Bottleneck: ${evidence[0]?.startsWith(where) ? '' : `${where}: `}${evidence[0] ?? ''}`),
    ...report.warnings.map((warning) => `! ${warning}`),
  ].join('\n')
}

function inFive({ mean, p50, p90, p95, p99 }: Est): string {
  return `mean ${time(mean)}, p50 ${time(p50)}, p90 ${time(p90)}, p95 ${time(p95)}, p99 ${time(p99)}`
}

const time = (number: Num) => formatMeasuredInterval(number)
const share = (number: Num) => formatShareInterval(number)
const plain = (number: Num) => formatInterval(number)

/** What was cut from the start, and by how much replications differ where each found its own. */
function warmupInWords({ warmupSeconds, warmups = [], warmupsFound, warmupWithinPeriod = true }: Report['period']): string {
  if (!warmupWithinPeriod) return `led in by ${formatMeasured(warmupSeconds)} that do not count`
  const [least, most] = [Math.min(...warmups), Math.max(...warmups)]
  const range = most > least ? ` (${formatMeasured(least)} to ${formatMeasured(most)})` : ''
  const found = typeof warmupsFound === 'number' ? `, found in ${warmupsFound} of ${warmups.length}` : ''
  return `${formatMeasured(warmupSeconds)} of warm-up cut${range}${found}`
}
