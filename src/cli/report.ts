import type { Est, Num, Report } from '../simulation/report/report.ts'
import { sayEnding } from '../simulation/report/say-ending.ts'
import { qualityInWords } from './quality-words.ts'
import { peopleInWords } from './people-words.ts'
import { count, duration, percent, table } from './words.ts'

/** A report for a terminal: what a careful analyst would read first. */
export function reportInWords(report: Report): string {
  const { period, cases, leadTime, flow, checks } = report
  const ending = sayEnding(report)
  return [
    `${period.from} to ${period.to}, ${report.replications} ${report.replications === 1 ? 'replication' : 'replications'}${ending === null ? '' : ` (${ending}; --replications ${report.replications} repeats it exactly)`}, seed ${report.seed}, ${warmupInWords(period)}`,
    `${count(cases.arrived)} cases arrived, ${count(cases.completed)} completed, ${count(cases.open)} open at the end`,
    `Lead time: ${inFive(leadTime)}`,
    `Throughput ${plain(flow.throughputPerDay, 1)} a day, work in progress ${plain(flow.wip, 1)}, process cycle efficiency ${share(flow.processCycleEfficiency)}, first-pass yield ${share(flow.firstPassYield)}`,
    '',
    table(
      ['segment', 'cases', 'lead time p50', 'p90', 'target', 'met'],
      Object.entries(report.segments).map(([name, { cases: n, leadTime: lead, sla }]) => [
        name,
        count(n),
        duration(lead.p50.value),
        duration(lead.p90.value),
        sla.target === null ? '–' : duration(sla.target),
        sla.met ? share(sla.met) : '–',
      ]),
    ),
    '',
    table(
      ['step', 'visits', 'must wait', 'mean wait', 'p90 wait', 'mean work', 'queue'],
      Object.values(report.steps).map(({ title, visits, waits, wait, handle, queueLength }) => [
        title,
        count(visits),
        share(waits),
        time(wait.mean),
        time(wait.p90),
        time(handle.mean),
        plain(queueLength, 1),
      ]),
    ),
    '',
    table(
      ['pool', 'people', 'at work', 'mean wait', 'queue'],
      Object.values(report.pools).map(({ title, people, utilization, wait, queueLength }) => [
        title,
        people.toFixed(1),
        share(utilization),
        time(wait),
        plain(queueLength, 1),
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
    ...report.bottlenecks.slice(0, 3).map(({ where, evidence }) => `Bottleneck: ${where}: ${evidence[0] ?? ''}`),
    ...report.warnings.map((warning) => `! ${warning}`),
  ].join('\n')
}

function inFive({ mean, p50, p90, p95, p99 }: Est): string {
  return `mean ${time(mean)}, p50 ${time(p50)}, p90 ${time(p90)}, p95 ${time(p95)}, p99 ${time(p99)}`
}

const halfWidth = ({ low, high }: Num) => (low === null || high === null ? null : (high - low) / 2)
/** Value and half width in one unit. */
const time = (number: Num) =>
  withInterval(duration(number.value), halfWidth(number), (half) => duration(half, number.value).replace(/ \S+$/, ''))
const share = (number: Num) => withInterval(percent(number.value), halfWidth(number), percent)
const plain = (number: Num, digits: number) =>
  withInterval(Number.isFinite(number.value) ? number.value.toFixed(digits) : '–', halfWidth(number), (value) => value.toFixed(digits))

function withInterval(text: string, half: number | null, say: (value: number) => string): string {
  return half === null ? text : `${text} ± ${say(half)}`
}

/** What was cut from the start, and by how much replications differ where each found its own. */
function warmupInWords({ warmupSeconds, warmups = [], warmupsFound, warmupWithinPeriod = true }: Report['period']): string {
  if (!warmupWithinPeriod) return `led in by ${duration(warmupSeconds)} that do not count`
  const [least, most] = [Math.min(...warmups), Math.max(...warmups)]
  const range = most > least ? ` (${duration(least)} to ${duration(most)})` : ''
  const found = typeof warmupsFound === 'number' ? `, found in ${warmupsFound} of ${warmups.length}` : ''
  return `${duration(warmupSeconds)} of warm-up cut${range}${found}`
}
