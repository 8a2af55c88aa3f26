import { parseDuration } from '../../workflow/duration.ts'
import type { Distribution } from '../model/distribution.ts'
import { meanOf } from './distribution-facts.ts'
import type { Absence, Duty, ExposureBudget, Member, QueueOrder } from '../model/people.ts'
import type { PoolScenario } from '../model/scenario.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What a scenario says of a pool beside its shifts, the zone and the pay by the hour, one sentence each; nothing where it says no more. */
export function sayPool(pool: PoolScenario): string[] {
  return [
    ...sayOrder(pool.order),
    ...(pool.members ?? []).map((member) => `${member.title}: ${sayMember(member)}.`),
    ...(pool.absences ?? []).map(sayAbsence),
    ...(pool.exposure ? [`At most ${sayBudget(pool.exposure)} for each person.`] : []),
    ...(pool.holidays?.length ? [`Off on ${pool.holidays.join(', ')}.`] : []),
    ...(pool.costPerCase === undefined ? [] : [`${pool.costPerCase} paid for each visit.`]),
    ...(pool.vendor === undefined && pool.site === undefined ? [] : [`${[pool.vendor, pool.site].filter(Boolean).join(', ')}.`]),
  ]
}

/** What is said of a member, without the title: `Mon–Fri 08:00–16:00; takes language == "de"; pace 1.2`. */
export function sayMember(member: Member): string {
  const { count = 1, shifts, takes, skills, speed, startedOn, rampUp, vendor, site, exposure, costPerHour, costPerCase } = member
  const facts = [
    ...(count === 1 ? [] : [`${count} people`]),
    ...shifts.map(sayDuty),
    ...(skills?.length ? [skills.join(', ')] : []),
    ...(takes === undefined ? [] : [`takes ${takes}`]),
    ...(speed === undefined ? [] : [`pace ${speed}`]),
    ...(startedOn === undefined ? [] : [`since ${startedOn}`]),
    ...(rampUp ? [`at full pace after ${rampUp.days} days, ${Math.round(rampUp.from * 100)} % at first`] : []),
    ...(exposure ? [`at most ${sayBudget(exposure)}`] : []),
    ...(costPerHour === undefined ? [] : [`${costPerHour} an hour`]),
    ...(costPerCase === undefined ? [] : [`${costPerCase} a visit`]),
    ...[vendor, site].flatMap((text) => (text === undefined ? [] : [text])),
  ]
  return facts.join('; ')
}

function sayOrder(order: QueueOrder): string[] {
  switch (order.kind) {
    case 'arrival':
      return []
    case 'priority':
      return [`Highest first: ${order.expression}`]
    case 'deadline':
      return ['Earliest deadline first.']
    case 'shortest':
      return ['Shortest expected handle time first.']
    case 'value':
      return [`Most for the time it takes first: ${order.expression}`]
  }
}

function sayAbsence(absence: Absence): string {
  if (absence.kind === 'drawn')
    return `${absence.title}: every ${sayTime(absence.every)} on shift, for ${sayTime(absence.lasts)}, on average.`
  const who = absence.people === undefined ? `${Math.round((absence.share ?? 0) * 100)} % of the people` : `${absence.people} people`
  return `${absence.title}: ${who}, ${sayDuty(absence)}.`
}

function sayBudget({ perShift, perWeek }: ExposureBudget): string {
  const parts = [perShift && `${sayMinutes(parseDuration(perShift))} a shift`, perWeek && `${sayMinutes(parseDuration(perWeek))} a week`]
  return `${parts.filter(Boolean).join(' and ')} of sensitive material`
}

function sayTime(distribution: Distribution): string {
  return sayMinutes(meanOf(distribution))
}

function sayMinutes(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`
}

function sayDuty({ days, from, to }: Pick<Duty, 'days' | 'from' | 'to'>): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  const [first, last] = [sorted[0]!, sorted.at(-1)!]
  const run = sorted.length > 2 && last - first === sorted.length - 1
  const named =
    sorted.length === 7
      ? 'every day'
      : run
        ? `${weekdays[first - 1]}–${weekdays[last - 1]}`
        : sorted.map((day) => weekdays[day - 1]).join(', ')
  return `${named} ${from}–${to}`
}
