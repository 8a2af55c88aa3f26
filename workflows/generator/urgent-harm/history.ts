import { minute } from '../clock.ts'
import { drawArrivals } from '../demand.ts'
import { dice } from '../dice.ts'
import { openFloor } from '../floor.ts'
import type { Floor } from '../floor.ts'
import { writeLog } from '../log.ts'
import { automatic, people } from '../work.ts'
import type { Working } from '../work.ts'
import * as truth from './truth.ts'

/** Stops whatever the case is doing on this side. */
type Side = { stop: () => void }

/** Generates half a year of the urgent-harm line as CSV. Same seeds, same text; with another `luck` the same cases arrive and fare otherwise. */
export function urgentHistory(seed: number, luck = seed): string {
  const { from, to } = truth.period
  const floor = openFloor(truth.pools, from, to)
  const cases = drawArrivals(truth.demand, from, to, dice(seed, 'arrivals')).map(({ time, values }, index) => {
    const alarm: Working = { id: `U${index + 1}`, values, rows: [], die: dice(luck, `case ${index}`) }
    floor.at(time, () => screen(floor, alarm))
    return alarm
  })
  floor.runUntil(to)
  return writeLog(cases, ['category', 'region'], { missingStart: 0, duplicated: 0, zoneOf: () => 'UTC' }, dice(seed, 'flaws'))
}

function screen(floor: Floor, alarm: Working): void {
  const outcome = alarm.die.pick(truth.screeningShares)
  automatic(floor, alarm, 'Screening', alarm.die.lognormal(truth.seconds.screening, truth.automaticSpread), outcome, () => {
    if (outcome === 'URGENT') assess(floor, alarm)
  })
}

function assess(floor: Floor, alarm: Working): void {
  let open = true
  const outcome = alarm.die.pick(truth.assessShares[category(alarm)] ?? {})
  const withdraw = byHand(
    floor,
    alarm,
    'Assess',
    'on-call',
    truth.minutes.assess,
    outcome,
    () => {
      open = false
      if (outcome === 'CREDIBLE') respond(floor, alarm)
    },
    1,
  )
  floor.at(floor.now() + truth.assessWithin, () => {
    if (!open) return
    withdraw()
    page(floor, alarm)
  })
}

function page(floor: Floor, alarm: Working): void {
  const outcome = alarm.die.pick(truth.pageShares)
  automatic(floor, alarm, 'Page the backup', alarm.die.lognormal(truth.seconds.page, truth.automaticSpread), outcome, () => {
    if (outcome === 'UNANSWERED') return page(floor, alarm)
    const verdict = alarm.die.pick(truth.assessShares[category(alarm)] ?? {})
    byHand(floor, alarm, 'Backup assessment', 'backup', truth.minutes.backup, verdict, () => {
      if (verdict === 'CREDIBLE') respond(floor, alarm)
    })
  })
}

/** Legal and safety work side by side; joined when both are done, or taken over by the duty manager when time is up. */
function respond(floor: Floor, alarm: Working): void {
  let open = 2
  const sides: Side[] = [{ stop: () => {} }, { stop: () => {} }]
  const [law, safety] = sides as [Side, Side]
  const done = () => {
    open -= 1
    if (open === 0) record(floor, alarm)
  }
  legal(floor, alarm, law, done)
  contain(floor, alarm, safety, done)
  floor.at(floor.now() + truth.responseWithin, () => {
    if (open === 0) return
    open = -1
    for (const side of sides) side.stop()
    byHand(floor, alarm, 'Duty manager takes over', 'duty-manager', truth.minutes.manager, 'CLOSED', () => record(floor, alarm))
  })
}

function legal(floor: Floor, alarm: Working, side: Side, done: () => void): void {
  const outcome = alarm.die.pick(truth.legalShares[category(alarm)] ?? {})
  side.stop = byHand(floor, alarm, 'Legal assessment', 'legal-duty', truth.minutes.legal, outcome, () => {
    if (outcome === 'NO_DUTY') return done()
    side.stop = automatic(
      floor,
      alarm,
      'Transmit referral',
      alarm.die.lognormal(truth.seconds.transmit, truth.automaticSpread),
      'SENT',
      () => acknowledge(floor, alarm, side, done),
    )
  })
}

function acknowledge(floor: Floor, alarm: Working, side: Side, done: () => void): void {
  const delay = alarm.die.lognormal(truth.acknowledgement.median, truth.acknowledgement.sigma)
  const inTime = delay < truth.acknowledgeWithin
  side.stop = automatic(floor, alarm, 'Acknowledgement', inTime ? delay : truth.acknowledgeWithin, inTime ? 'ACKNOWLEDGED' : '', () => {
    if (inTime) return done()
    side.stop = byHand(floor, alarm, 'Call the authority', 'legal-duty', truth.minutes.callBack, 'CONFIRMED', done)
  })
}

function contain(floor: Floor, alarm: Working, side: Side, done: () => void): void {
  side.stop = byHand(floor, alarm, 'Contain', 'on-call', truth.minutes.contain, alarm.die.pick(truth.containShares), () =>
    outreach(floor, alarm, side, done),
  )
}

function outreach(floor: Floor, alarm: Working, side: Side, done: () => void): void {
  const outcome = alarm.die.pick(truth.outreachShares)
  side.stop = byHand(floor, alarm, 'Outreach', 'welfare', truth.minutes.outreach, outcome, () => {
    if (outcome !== 'NOT_REACHED') return done()
    let waiting = true
    side.stop = () => (waiting = false)
    floor.at(floor.now() + truth.tryAgainAfter, () => {
      if (waiting) outreach(floor, alarm, side, done)
    })
  })
}

function record(floor: Floor, alarm: Working): void {
  automatic(floor, alarm, 'Record and close', alarm.die.lognormal(truth.seconds.record, truth.automaticSpread), 'RECORDED', () => {})
}

function byHand(
  floor: Floor,
  alarm: Working,
  activity: string,
  pool: string,
  minutes: number,
  outcome: string,
  then: () => void,
  priority = 0,
): () => void {
  return people(floor, alarm, activity, pool, alarm.die.lognormal(minutes * minute, truth.spread), outcome, then, priority)
}

function category(alarm: Working): string {
  return alarm.values['category'] ?? ''
}
