import type { PoolScenario } from '../../src/simulation/model/scenario.ts'
import {
  build,
  dayAndNight,
  dice,
  enough,
  healthyParts,
  loadOf,
  member,
  shift,
  staffed,
  type Model,
  type Parts,
  type Shape,
  type Size,
} from './base.ts'

type Pool = 'english' | 'spanish' | 'specialists'

/** What a plant changes; the answer: kinds that name it and the places (uids of steps, ids of pools) that are right. */
type Planted = { readonly pools?: Record<string, PoolScenario>; readonly places: readonly string[] }
type Plant = { readonly kinds: readonly string[]; readonly plant: (parts: Parts) => Planted }

const between = ({ random }: Parts, low: number, high: number) => low + (high - low) * random()
const oneOf = <T>({ random }: Parts, values: readonly T[]): T => values[Math.floor(random() * values.length)]!

/** The pool works as it is staffed, but each piece of work takes so long that its people are busy this share of their time. */
function busyTo(parts: Parts, pool: Pool | 'check', utilisation: number): PoolScenario {
  const people = staffed(parts, pool)
  const hours = people.shifts.reduce((sum, each) => sum + each.people * 12, 0) / 24
  parts.minutes[pool] *= (utilisation * hours) / loadOf(parts, pool)
  return people
}

/** Kinds of causes, each planted alone. Names are those of the JSON's `cause.kind`. */
export const plants: Readonly<Record<string, Plant>> = {
  'too few people': {
    kinds: ['too-few-people'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish', 'specialists'])
      parts.profile = dayAndNight(1)
      return { pools: { [pool]: busyTo(parts, pool, between(parts, 0.93, 0.97)) }, places: [pool] }
    },
  },
  'gap in the shifts': {
    kinds: ['shift-gap'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish', 'specialists'])
      const { shifts, ...rest } = staffed(parts, pool)
      const hours = shifts.reduce((sum, each) => sum + each.people * 12 * 7, 0)
      const weekend = parts.random() < 0.35
      const gap = weekend
        ? [shift('Weekdays', Math.ceil(hours / 120), '00:00', '24:00', [1, 2, 3, 4, 5])]
        : [shift('Day', Math.ceil(hours / 7 / 16), '06:00', '22:00')]
      return { pools: { [pool]: { ...rest, shifts: gap } }, places: [pool] }
    },
  },
  'people at the wrong hours': {
    kinds: ['wrong-hours'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish', 'specialists'])
      parts.profile = dayAndNight(between(parts, 1.45, 1.6))
      const load = loadOf(parts, pool)
      // So much work that the few people of the day cannot do it.
      const [many, few] = [Math.max(3, enough(load * 1.6)), Math.max(1, Math.floor(load * 1.15))]
      if (few >= load * 1.4) parts.minutes[pool] *= few / (load * 1.15)
      return {
        pools: {
          [pool]: { ...staffed(parts, pool), shifts: [shift('Night', many, '20:00', '08:00'), shift('Day', few, '08:00', '20:00')] },
        },
        places: [pool],
      }
    },
  },
  'missing or single skill': {
    kinds: ['skill'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish'])
      parts.profile = dayAndNight(1)
      const { shifts: _shifts, ...rest } = staffed(parts, pool)
      parts.rare = between(parts, 0.2, 0.3)
      const single = parts.random() < 0.6
      const able = parts.size === 'S' ? 1 : 2
      // One alone knows the rare topic, and hardly keeps up; or several do, but by day only.
      if (single) parts.minutes[pool] *= (between(parts, 0.92, 0.96) * able) / (loadOf(parts, pool) * parts.rare)
      const load = loadOf(parts, pool)
      const general = member('General', enough(load * (1 - parts.rare)), { takes: 'topic == "usual"' })
      const knows = member('Knows the rare topic', single ? able : enough(load * parts.rare * 2.4), {
        takes: 'topic == "rare"',
        ...(single ? {} : { shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' }] }),
      })
      return { pools: { [pool]: { ...rest, shifts: [], members: [general, knows] } }, places: [pool] }
    },
  },
  'ramp-up': {
    kinds: ['ramp-up'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish'])
      parts.profile = dayAndNight(1)
      const load = loadOf(parts, pool)
      const people = enough(load)
      const slow = between(parts, 0.35, 0.45)
      // Enough at full pace, but hardly so in the first weeks.
      parts.minutes[pool] *= (0.62 * people) / load
      const crew = member('Vendor', people, { startedOn: '2025-01-06', rampUp: { days: 90, from: slow }, vendor: 'Vendor' })
      return { pools: { [pool]: { order: { kind: 'arrival' }, costPerHour: 20, shifts: [], members: [crew] } }, places: [pool] }
    },
  },
  'too rare or large batches': {
    kinds: ['batching'],
    plant: (parts) => {
      parts.batch =
        parts.random() < 0.6
          ? { at: ['mon 09:00', 'tue 09:00', 'wed 09:00', 'thu 09:00', 'fri 09:00'] }
          : { size: Math.ceil(parts.casesPerHour * parts.escalated * between(parts, 6, 12)) }
      return { places: ['round'] }
    },
  },
  'limited slots': {
    kinds: ['limited-slots'],
    plant: (parts) => {
      parts.slots = parts.size === 'S' ? 1 : 2
      const rate = parts.casesPerHour * (parts.shape === 'entries' ? 1 - parts.urgent : 1)
      parts.profile = dayAndNight(1)
      parts.triageSeconds = (between(parts, 0.93, 0.97) * parts.slots * 3600) / rate
      return { places: ['triage'] }
    },
  },
  rework: {
    kinds: ['rework'],
    plant: (parts) => {
      const pools = { english: staffed(parts, 'english'), spanish: staffed(parts, 'spanish'), check: staffed(parts, 'check') }
      const [step, field] = oneOf(parts, [
        ['specialists', 'sentBack'],
        ['check', 'changed'],
      ] as const)
      parts.escalated = step === 'specialists' ? 0.45 : parts.escalated
      parts.checked = step === 'check' ? 0.45 : parts.checked
      const given = { ...pools, [step]: staffed(parts, step) }
      parts[field] = between(parts, 0.55, 0.7)
      return { pools: parts.size === 'S' ? given : { ...given, [step]: staffed(parts, step) }, places: [step, 'english', 'spanish'] }
    },
  },
  'needless or too frequent check': {
    kinds: ['needless-check'],
    plant: (parts) => {
      parts.profile = dayAndNight(1)
      parts.checked = between(parts, 0.75, 0.82)
      parts.changed = between(parts, 0.002, 0.015)
      return { pools: { check: busyTo(parts, 'check', between(parts, 0.93, 0.96)) }, places: ['check'] }
    },
  },
  'one very variable step': {
    kinds: ['variance'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish', 'specialists'])
      parts.profile = dayAndNight(1)
      parts.sigma[pool] = between(parts, 1.9, 2.2)
      const pools = { [pool]: busyTo(parts, pool, parts.size === 'S' ? 0.7 : 0.82) }
      return { pools, places: [pool] }
    },
  },
  'an order that starves a segment': {
    kinds: ['starving-order'],
    plant: (parts) => {
      const pool = oneOf<Pool>(parts, ['english', 'spanish'])
      parts.profile = dayAndNight(1)
      parts.urgent = between(parts, 0.7, 0.8)
      parts.order[pool] = { kind: 'priority', expression: 'urgent ? 1.0 : 0.0' }
      const language = pool === 'english' ? 'en' : 'es'
      parts.segments = [
        { title: 'Urgent', when: `urgent && language == "${language}"`, target: 'PT4H' },
        { title: 'Standard', when: `!urgent && language == "${language}"`, target: 'PT4H' },
        { title: 'Other language', when: `language != "${language}"`, target: 'PT4H' },
      ]
      return { pools: { [pool]: busyTo(parts, pool, parts.size === 'S' ? 0.9 : 0.96) }, places: [pool] }
    },
  },
  'a timer too short': {
    kinds: ['short-timer'],
    plant: (parts) => {
      parts.timerMinutes = between(parts, 0.8, 1) * Math.min(parts.minutes.english, parts.minutes.spanish)
      parts.minutes.senior = between(parts, 30, 40)
      // About four in ten handlings take longer than that; the desk is made for two thirds of them.
      const people = Math.max(1, Math.floor((parts.casesPerHour * 0.4 * parts.minutes.senior * 0.65) / 60))
      return {
        pools: { senior: { shifts: [shift('Desk', people, '00:00', '24:00')], order: { kind: 'arrival' }, costPerHour: 40 } },
        places: ['first', 'english', 'spanish'],
      }
    },
  },
  'overflow too late': {
    kinds: ['late-overflow'],
    plant: (parts) => {
      parts.profile = dayAndNight(1)
      parts.overflow = { after: oneOf(parts, ['PT6H', 'PT8H']) }
      parts.pools.english = ['english', 'spanish']
      const english = busyTo(parts, 'english', between(parts, 0.96, 1.02))
      const load = loadOf(parts, 'spanish')
      return {
        pools: {
          english,
          spanish: { ...staffed(parts, 'spanish'), shifts: [shift('Day and night', Math.ceil(load / 0.35), '00:00', '24:00')] },
        },
        places: ['english'],
      }
    },
  },
  'wrong order of pools': {
    kinds: ['pool-order'],
    plant: (parts) => {
      parts.profile = dayAndNight(1)
      parts.pools.english = ['specialists', 'english']
      parts.escalated = between(parts, 0.18, 0.25)
      const special = parts.size === 'S' ? 1 : 2
      parts.minutes.specialists *= (between(parts, 0.55, 0.65) * special) / loadOf(parts, 'specialists')
      return {
        pools: { specialists: { ...staffed(parts, 'specialists'), shifts: [shift('Always', special, '00:00', '24:00')] } },
        places: ['english', 'specialists'],
      }
    },
  },
  'a weekly peak': {
    kinds: ['peak'],
    plant: (parts) => {
      const share = between(parts, 0.28, 0.36)
      parts.planned = dayAndNight(1)
      parts.profile = Array.from({ length: 168 }, (_, hour) => (hour >= 8 && hour < 14 ? (share * 168) / 6 : ((1 - share) * 168) / 162))
      return { places: ['english', 'spanish', 'specialists'] }
    },
  },
  'a daily peak': {
    kinds: ['peak'],
    plant: (parts) => {
      const share = between(parts, 0.6, 0.75)
      parts.planned = dayAndNight(1)
      parts.profile = Array.from({ length: 168 }, (_, hour) =>
        hour % 24 >= 16 && hour % 24 < 19 ? (share * 24) / 3 : ((1 - share) * 24) / 21,
      )
      return { places: ['english', 'spanish', 'specialists'] }
    },
  },
  'held up by the outside world': {
    kinds: ['external'],
    plant: (parts) => {
      parts.heldUp = between(parts, 120, 400)
      parts.target = 'P2D'
      return { places: ['specialists'] }
    },
  },
  'dependency on the outside world': {
    kinds: ['external'],
    plant: (parts) => {
      parts.outside = between(parts, 0.15, 0.3)
      parts.outsideMinutes = between(parts, 300, 900)
      parts.target = 'P2D'
      return { places: ['outside'] }
    },
  },
}

/** A model with its answer; `kind` null: nothing is wrong in it. */
export type KnownModel = Model & { readonly name: string; readonly kinds: readonly string[]; readonly places: readonly string[] }

/** The model of this cause (null: healthy), shape and size; a seed varies all that does not matter. */
export function knownModel(cause: string | null, shape: Shape, size: Size, seed: number): KnownModel {
  const parts = healthyParts(shape, size, dice(seed * 7919 + (cause?.length ?? 0) * 131 + shape.length * 17 + size.charCodeAt(0)))
  const name = `${cause ?? 'healthy'}, ${shape}, ${size}, ${seed}`
  if (cause === null) return { name, kinds: [], places: [], ...build(parts) }
  const plant = plants[cause]!
  const { pools, places } = plant.plant(parts)
  return { name, kinds: plant.kinds, places, ...build(parts, pools) }
}
