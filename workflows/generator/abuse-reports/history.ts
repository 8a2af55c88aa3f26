import { minute, offsetOf } from '../clock.ts'
import { drawArrivals } from '../demand.ts'
import { dice } from '../dice.ts'
import { openFloor } from '../floor.ts'
import type { Floor } from '../floor.ts'
import { writeLog } from '../log.ts'
import { nextWeekly } from '../weekly.ts'
import { automatic, people } from '../work.ts'
import type { Working } from '../work.ts'
import * as truth from './truth.ts'

type Case = Working & { readonly category: string }

/** Generates the year of abuse reports as CSV. Same seeds, same text; with another `luck` the same cases arrive and fare otherwise. */
export function abuseHistory(seed: number, luck = seed): string {
  const { from, to } = truth.period
  const floor = openFloor(truth.pools, from, to)
  const cases: Case[] = drawArrivals(truth.demand, from, to, dice(seed, 'arrivals')).map(({ time, values }, index) => {
    const report: Case = { id: `R${index + 1}`, values, rows: [], category: values['category'] ?? '', die: dice(luck, `case ${index}`) }
    floor.at(time, () => triage(floor, report))
    return report
  })
  floor.runUntil(to)
  const zoneOf = (resource: string) => (resource.startsWith('japanese') ? 'Asia/Tokyo' : 'UTC')
  return writeLog(cases, ['category', 'language', 'severity'], { missingStart: 0.03, duplicated: 0.005, zoneOf }, dice(seed, 'flaws'))
}

function triage(floor: Floor, report: Case): void {
  const outcome = triageOutcome(floor, report)
  automatic(floor, report, 'Automatic triage', report.die.lognormal(truth.triageSeconds, truth.automaticSpread), outcome, () => {
    if (outcome === 'SPAM')
      automatic(floor, report, 'Spam lane', report.die.lognormal(truth.bulkSeconds, truth.automaticSpread), 'CLEARED', () => {})
    else if (outcome === 'AUTO_ACTION' || outcome === 'AUTO_CLEAR') notice(floor, report)
    else if (outcome === 'PERSON') (truth.specialistCategories.includes(report.category) ? specialist : firstReview)(floor, report)
  })
}

function triageOutcome(floor: Floor, report: Case): string {
  const outcome = report.die.pick(truth.forCategory(truth.triageShares, report.category, 'usual'))
  const { from, to, missed } = truth.classifierOutage
  const out = floor.now() >= from && floor.now() < to && outcome.startsWith('AUTO') && report.die.uniform() < missed
  return out ? 'PERSON' : outcome
}

function firstReview(floor: Floor, report: Case): void {
  const { step, pool } = truth.queues[report.values['language'] ?? ''] ?? truth.otherQueue
  const median = truth.forCategory(truth.reviewMinutes, report.category, 'abuse') * minute * (pool === 'arabic' ? truth.arabicFactor : 1)
  const seconds = report.die.lognormal(median, truth.spread)
  const outcome = report.die.pick(truth.forCategory(truth.reviewShares, report.category, 'usual'))
  let waiting = true
  const withdraw = people(floor, report, stepTitles[step] ?? step, pool, seconds, outcome, () => {
    waiting = false
    if (outcome === 'SEND_BACK') firstReview(floor, report)
    else if (outcome === 'ESCALATE') escalation(floor, report)
    else if (outcome === 'REMOVE' || outcome === 'SUSPEND') secondReview(floor, report)
    else decided(floor, report)
  })
  floor.at(floor.now() + truth.overdueAfter, () => {
    if (!waiting) return
    withdraw()
    overdue(floor, report)
  })
}

const stepTitles: Record<string, string> = {
  english: 'English review',
  iberian: 'Spanish and Portuguese review',
  japanese: 'Japanese review',
  arabic: 'Arabic review',
  european: 'European and other review',
}

function escalation(floor: Floor, report: Case): void {
  const round = nextWeekly(truth.escalationTimes, floor.now(), (at) => offsetOf('Europe/Dublin', at))
  floor.at(round, () => {
    report.rows.push({ activity: 'Escalation round', start: round, end: round, resource: '', outcome: 'LOOKED_AT' })
    specialist(floor, report)
  })
}

function specialist(floor: Floor, report: Case): void {
  const seconds = report.die.lognormal(truth.forCategory(truth.specialistMinutes, report.category, 'escalated') * minute, truth.spread)
  const priority = report.values['severity'] === 'high' ? 1 : 0
  people(
    floor,
    report,
    'Specialist review',
    'specialist',
    seconds,
    report.die.pick(truth.specialistShares),
    () => decided(floor, report),
    priority,
  )
}

function secondReview(floor: Floor, report: Case): void {
  const seconds = report.die.lognormal(truth.secondMinutes * minute, truth.spread)
  people(floor, report, 'Second review', 'senior', seconds, report.die.pick(truth.secondShares), () => decided(floor, report))
}

function overdue(floor: Floor, report: Case): void {
  const seconds = report.die.lognormal(truth.overdueMinutes * minute, truth.spread)
  people(floor, report, 'Overdue desk', 'senior', seconds, report.die.pick(truth.overdueShares), () => decided(floor, report))
}

function decided(floor: Floor, report: Case): void {
  if (report.die.uniform() >= truth.sampleShare) return notice(floor, report)
  const outcome = report.die.pick(truth.qualityShares)
  people(floor, report, 'Quality check', 'senior', report.die.lognormal(truth.qualityMinutes * minute, truth.spread), outcome, () =>
    outcome === 'CORRECT' ? overdue(floor, report) : notice(floor, report),
  )
}

function notice(floor: Floor, report: Case): void {
  automatic(floor, report, 'Send notice', report.die.lognormal(truth.noticeSeconds, truth.automaticSpread), 'SENT', () => {})
}
