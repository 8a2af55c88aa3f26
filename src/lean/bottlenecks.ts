import type { Report } from '../simulation/report/report.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Place } from '../workflow/problem.ts'
import type { Step } from '../workflow/step.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { measuredCases, timeInStep } from './measured-cases.ts'
import { formatMeasured } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { formatNumber, formatShare } from '../words/number.ts'
import { findShortages, namesMany, sayShortage, type ShortageWindow } from './shortage.ts'

type StepReport = Report['steps'][string]
type PoolReport = Report['pools'][string]

/**
 * Why cases lose time at a place. `under-staffed`: all people busy; `unavailability`: nobody on shift; `limited-slots`: an automatic step has too few;
 * `batching`; `external`: the outside world; `rework`: visits that are not the case's first; `over-processing`: work that changes nothing for anybody.
 */
type BottleneckKind = 'under-staffed' | 'unavailability' | 'limited-slots' | 'batching' | 'external' | 'rework' | 'over-processing'

/** A place where cases lose time, with the evidence. */
export type Bottleneck = {
  readonly place: Place
  /** Title of the pool or step. */
  readonly where: string
  readonly kind: BottleneckKind
  /** Share of the total lead time of all cases that is lost here, 0 … 1. Waits by cause do not overlap; rework and over-processing overlap with them. */
  readonly score: number
  /** Seconds lost here per case, over all cases. */
  readonly secondsPerCase: number
  /** What is wrong, one sentence. */
  readonly sentence: string
  readonly evidence: readonly string[]
  /** Hours of the week; pools only. */
  readonly shortages: readonly ShortageWindow[]
}

/** Below this share of the lead time a place is not worth a line. */
const leastScore = 0.005
/** A pool as busy as this never clears its queue: the hours with nobody on shift are then no cause of their own, the work would wait anyway. */
const overloaded = 0.95
/** A review whose outcome is the same in at least this share of its cases hardly decides anything. */
const foregone = 0.97

/** The places where cases lose time, worst first, read from one report. It says what *is*; what a remedy is worth, only an experiment says (improve.ts). */
export function findBottlenecks(workflow: Workflow, scenario: Scenario, report: Report): Bottleneck[] {
  const steps = Object.values(report.steps)
  const cases = measuredCases(report)
  const total = cases * report.leadTime.mean.value
  if (!(total > 0)) return []
  const scale = { total, cases }
  const found = [
    ...Object.entries(report.pools).flatMap(([id, pool]) => poolBottlenecks(workflow, report, id, pool, scale)),
    ...steps.flatMap((step) => stepBottlenecks(workflow, scenario, step, scale)),
  ]
  return found.filter(({ score }) => score >= leastScore).toSorted((a, b) => b.score - a.score)
}

/** The report with its `bottlenecks` filled, in the form of the command line's JSON. */
export function withBottlenecks(workflow: Workflow, scenario: Scenario, report: Report): Report {
  const bottlenecks = findBottlenecks(workflow, scenario, report).map(({ where, kind, score, sentence, evidence }) => ({
    where,
    kind,
    score,
    evidence: [sentence, ...evidence],
  }))
  return { ...report, bottlenecks }
}

type Scale = { readonly total: number; readonly cases: number }

function poolBottlenecks(workflow: Workflow, report: Report, id: string, pool: PoolReport, scale: Scale): Bottleneck[] {
  const busy = waitAtPool(workflow, report, id, (step) => step.waitBy.contention + step.waitBy.priority)
  const absent = waitAtPool(workflow, report, id, (step) => step.waitBy.unavailability)
  const shortages = findShortages(pool)
  const common = { place: { kind: 'pool', id } as const, where: pool.title, shortages }
  const has = namesMany(pool.title) ? 'have' : 'has'
  const queue = `On average ${formatNumber(pool.queueLength.value)} cases wait for ${formatNumber(pool.people)} people on shift`
  const spoken = (kind: ShortageWindow['kind']) =>
    shortages.filter((window) => window.kind === kind).map((window) => `${pool.title} ${sayShortage(window, pool.title)}`)
  if (pool.utilization.value >= overloaded) {
    const share = (busy + absent) / scale.total
    return [
      {
        ...common,
        kind: 'under-staffed',
        score: share,
        secondsPerCase: (busy + absent) / scale.cases,
        sentence: `${pool.title} ${has} too few people: they are at work ${formatShare(pool.utilization.value)} of their time on shift, and waiting for them is ${formatShare(share)} of the lead time`,
        evidence: [queue, ...spoken('short'), ...spoken('nobody')],
      },
    ]
  }
  return [
    {
      ...common,
      kind: 'under-staffed',
      score: busy / scale.total,
      secondsPerCase: busy / scale.cases,
      sentence: `${pool.title} ${has} too few people: waiting while all are busy is ${formatShare(busy / scale.total)} of the lead time`,
      evidence: [`People on shift are at work ${formatShare(pool.utilization.value)} of their time`, queue, ...spoken('short')],
    },
    {
      ...common,
      kind: 'unavailability',
      score: absent / scale.total,
      secondsPerCase: absent / scale.cases,
      sentence: `${pool.title} ${has} hours with nobody on shift: waiting for them is ${formatShare(absent / scale.total)} of the lead time`,
      evidence: [
        `${formatNumber(pool.peopleByHour.filter((people) => people < 0.05).length)} of 168 hours of the week have nobody on shift`,
        queue,
        ...spoken('nobody'),
      ],
    },
  ]
}

/** Total seconds waited for a pool over all cases. The wait of a step with several pools is shared out by the work that each pool does. */
function waitAtPool(workflow: Workflow, report: Report, id: string, wait: (step: StepReport) => number): number {
  return sum(
    Object.values(report.steps).map((step) => {
      const kind = workflow.states[step.uid]?.step
      if (kind?.kind !== 'review' || !kind.pools.includes(id)) return 0
      const worked = kind.pools.map((pool) => sum(report.pools[pool]?.busyByHour ?? []))
      const share = kind.pools.length === 1 ? 1 : (worked[kind.pools.indexOf(id)] ?? 0) / (sum(worked) || 1)
      return step.visits * wait(step) * share
    }),
  )
}

function stepBottlenecks(workflow: Workflow, scenario: Scenario, report: StepReport, scale: Scale): Bottleneck[] {
  const step = workflow.states[report.uid]?.step
  if (!step) return []
  const perCase = report.visits / scale.cases
  const find = (
    kind: BottleneckKind,
    seconds: number,
    sentence: (share: string) => string,
    evidence: readonly string[],
    share = 1,
  ): Bottleneck => {
    const score = (report.visits * share * seconds) / scale.total
    const visits = `${formatNumber(perCase * share)} ${share === 1 ? 'visits' : 'repeat visits'} per case, ${formatMeasured(seconds)} each`
    return {
      place: { kind: 'state', id: report.uid },
      where: report.title,
      kind,
      score,
      secondsPerCase: perCase * share * seconds,
      sentence: sentence(formatShare(score)),
      evidence: [visits, ...evidence],
      shortages: [],
    }
  }
  const result = [
    find(
      'batching',
      report.waitBy.batching,
      (share) => `${report.title} holds cases back until a batch moves on: ${share} of the lead time`,
      step.kind === 'batch' ? [`It moves on ${sayRhythm(step)}`] : [],
    ),
    find('external', report.waitBy.external, (share) => `${report.title} waits for the outside world: ${share} of the lead time`, []),
    find(
      'rework',
      timeInStep(report),
      (share) => `${report.title} does work again: repeat visits are ${share} of the lead time`,
      [`${formatShare(report.rework)} of its visits are not the case's first`],
      report.rework,
    ),
  ]
  if (step.kind === 'automatic') {
    const waiting = report.waitBy.contention + report.waitBy.priority
    result.push(find('limited-slots', waiting, (share) => `${report.title} works on too few cases at once: ${share} of the lead time`, []))
  }
  const reasons = overProcessing(step, scenario, report.uid)
  if (reasons.length > 0)
    result.push(
      find(
        'over-processing',
        timeInStep(report),
        (share) => `${report.title} hardly changes anything and takes ${share} of the lead time`,
        reasons,
      ),
    )
  return result
}

function overProcessing(step: Step, scenario: Scenario, uid: string): string[] {
  if (step.kind !== 'review' && step.kind !== 'automatic') return []
  const marked = step.valueAdding === false ? ['It is marked as not adding value'] : []
  const lists = scenario.performance[uid]?.outcomes ?? []
  const same =
    step.kind === 'review' && step.outcomes.length > 1 && lists.length > 0
      ? step.outcomes.flatMap(({ event, title }) => {
          const least = Math.min(...lists.map(({ shares }) => (Object.hasOwn(shares, event) ? (shares[event] ?? 0) : 0)))
          return least >= foregone ? [`Its outcome is “${title}” in ${formatShare(least)} of its cases or more`] : []
        })
      : []
  return [...marked, ...same]
}

/** How often a batch step moves on: `twice a day`, `after 4 h at the latest`. */
export function sayRhythm(step: Extract<Step, { kind: 'batch' }>): string {
  const at = step.at?.length ? [sayPerWeek(new Set(step.at).size)] : []
  const age = step.age ? [`when the oldest case has waited ${step.age.replace(/^PT?/, '').toLowerCase()}`] : []
  const size = step.size ? [`when ${step.size} cases wait`] : []
  return sayList([...at, ...age, ...size]) || 'never by itself'
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** `times` as a rhythm: `once a day`, `twice a day`, `3 times a week`. */
function sayPerWeek(times: number): string {
  return times % 7 === 0 ? `${sayTimes(times / 7)} a day` : `${sayTimes(times)} a week`
}

function sayTimes(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`
}
