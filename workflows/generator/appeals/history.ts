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

/** Generates half a year of appeals as CSV. Same seeds, same text; with another `luck` the same cases arrive and fare otherwise. It may go on until later: then the deadline passes for many. */
export function appealsHistory(seed: number, luck = seed, to = truth.period.to): string {
  const { from } = truth.period
  const floor = openFloor(truth.pools, from, to)
  const cases = drawArrivals(truth.demand, from, to, dice(seed, 'arrivals')).map(({ time, values }, index) => {
    const appeal: Working = { id: `P${index + 1}`, values, rows: [], die: dice(luck, `case ${index}`) }
    floor.at(time, () => check(floor, appeal))
    return appeal
  })
  floor.runUntil(to)
  return writeLog(
    cases,
    ['category', 'measure', 'language'],
    { missingStart: 0, duplicated: 0, zoneOf: () => 'Europe/Dublin' },
    dice(seed, 'flaws'),
  )
}

function check(floor: Floor, appeal: Working): void {
  const outcome = appeal.die.pick(truth.checkShares)
  automatic(floor, appeal, 'Eligibility check', appeal.die.lognormal(truth.checkSeconds, truth.automaticSpread), outcome, () => {
    if (outcome === 'ELIGIBLE') statement(floor, appeal)
    else notice(floor, appeal)
  })
}

/** The row of a window that closed unanswered ends with the window and names no outcome. */
function statement(floor: Floor, appeal: Working): void {
  const delay = appeal.die.lognormal(truth.statementDelay.median, truth.statementDelay.sigma)
  const answered = delay < truth.statementWindow
  const outcome = answered ? appeal.die.pick(truth.statementShares) : ''
  automatic(floor, appeal, 'Statement window', answered ? delay : truth.statementWindow, outcome, () => deciding(floor, appeal))
}

function deciding(floor: Floor, appeal: Working): void {
  let open = true
  let withdraw = () => {}
  const close = (then: () => void) => () => {
    open = false
    then()
  }
  const measure = appeal.values['measure'] ?? ''
  const outcome = appeal.die.pick(truth.reviewShares[measure] ?? {})
  const minutes = truth.reviewMinutes[measure] ?? truth.reviewMinutes['usual'] ?? 0
  withdraw = people(
    floor,
    appeal,
    'Independent review',
    'appeal-reviewers',
    appeal.die.lognormal(minutes * minute, truth.spread),
    outcome,
    () => {
      if (outcome === 'OVERTURN') close(() => reinstate(floor, appeal))()
      else if (outcome === 'UPHOLD') close(() => notice(floor, appeal))()
      else if (outcome === 'WITHDRAWN') open = false
      else agenda()
    },
  )
  floor.at(floor.now() + truth.deadline, () => {
    if (!open) return
    open = false
    withdraw()
    decide(floor, appeal, 'Chair decides', truth.chairMinutes, appeal.die.pick(truth.chairShares), () => {})
  })

  function agenda(): void {
    const at = nextWeekly(truth.panelTimes, floor.now(), (time) => offsetOf('Europe/Dublin', time))
    withdraw = () => {}
    floor.at(at, () => {
      if (!open) return
      appeal.rows.push({ activity: 'Panel agenda', start: at, end: at, resource: '', outcome: 'CALLED' })
      withdraw = decide(floor, appeal, 'Panel', truth.panelMinutes, appeal.die.pick(truth.panelShares), () => (open = false))
    })
  }
}

function decide(floor: Floor, appeal: Working, activity: string, minutes: number, outcome: string, then: () => void): () => void {
  return people(floor, appeal, activity, 'panel', appeal.die.lognormal(minutes * minute, truth.spread), outcome, () => {
    then()
    if (outcome === 'OVERTURN') reinstate(floor, appeal)
    else notice(floor, appeal)
  })
}

function reinstate(floor: Floor, appeal: Working): void {
  const outcome = appeal.die.pick(truth.reinstateShares)
  automatic(floor, appeal, 'Reinstatement', appeal.die.lognormal(truth.reinstateSeconds, truth.automaticSpread), outcome, () => {
    if (outcome === 'RESTORED') return notice(floor, appeal)
    people(
      floor,
      appeal,
      'Restore by hand',
      'restoration',
      appeal.die.lognormal(truth.restoreMinutes * minute, truth.spread),
      'RESTORED',
      () => notice(floor, appeal),
    )
  })
}

function notice(floor: Floor, appeal: Working): void {
  automatic(floor, appeal, 'Send decision', appeal.die.lognormal(truth.noticeSeconds, truth.automaticSpread), 'SENT', () => {})
}
