import type { Measure, Place, Unit } from './comparison.ts'
import type { EndObservations, Observations, Sample } from '../program/observations.ts'
import type { Program } from '../program/program.ts'

/** Reads a measure off one replication. */
export type Reader = (one: Observations) => number
/** A measure of a program: what it is called, and how to read it. */
export type Reading = {
  readonly measure: Measure
  readonly where: Place | null
  readonly title: string
  readonly unit: Unit
  readonly of: Reader
}

/** NaN where nothing was measured. */
function meanOf({ n, mean }: Sample): number {
  return n === 0 ? NaN : mean
}

/** All measures by which designs are compared, in the order in which they are shown. Steps go by uid, pools by id, segments by title. */
export function readingsOf(program: Program): Reading[] {
  const { names, steps, segments } = program
  const whole = (measure: Measure, title: string, unit: Unit, of: Reader): Reading => ({ measure, where: null, title, unit, of })
  const stations = Array.from(steps.state, (state, step): Reading => {
    const { uid, title } = names.states[state]!
    return {
      measure: 'wait',
      where: { kind: 'step', id: uid },
      title: `Mean wait at ${title}`,
      unit: 'seconds',
      of: (one) => meanOf(one.steps[step]!.wait),
    }
  })
  const pools = names.pools.map(({ id, title }, pool): Reading => ({
    measure: 'utilization',
    where: { kind: 'pool', id },
    title: `Time at work of ${title}`,
    unit: 'share',
    of: (one) => one.pools[pool]!.utilization,
  }))
  const targets = names.segments.flatMap((title, segment): Reading[] =>
    Number.isNaN(segments.target[segment]!)
      ? []
      : [
          {
            measure: 'targetMet',
            where: { kind: 'segment', id: title },
            title: `Share in time of ${title}`,
            unit: 'share',
            of: (one) => one.segments[segment]!.met,
          },
        ],
  )
  return [
    whole('leadTimeMean', 'Mean lead time', 'seconds', ({ leadTime }) => meanOf(leadTime)),
    whole('leadTimeP90', 'Lead time that 90 % stay below', 'seconds', ({ leadTime }) => (leadTime.n === 0 ? NaN : leadTime.p90)),
    whole('throughputPerDay', 'Cases completed per day', 'per day', ({ throughputPerDay }) => throughputPerDay),
    whole('wip', 'Cases in work', 'cases', ({ wip }) => wip),
    whole('costPerCase', 'Cost per case', 'cost', ({ costPerCase }) => costPerCase),
    ...qualityReadings(program),
    ...stations,
    ...pools,
    ...targets,
  ]
}

/** Decision quality and harm, where the scenario asks for them. Values that are not numbers: no such case in that replication. */
function qualityReadings({ quality }: Program): Reading[] {
  if (quality === null) return []
  const whole = (measure: Measure, title: string, unit: Unit, of: (ends: EndObservations) => number): Reading => ({
    measure,
    where: null,
    title,
    unit,
    of: (one) => (one.quality ? of(one.quality.all) : NaN),
  })
  return [
    whole(
      'wronglyRemoved',
      'Harmless cases wrongly removed',
      'share',
      (ends) => ends.harmlessRemoved / (ends.harmlessRemoved + ends.harmlessKept),
    ),
    whole(
      'wronglyKept',
      'Violating cases wrongly kept',
      'share',
      (ends) => ends.violatingKept / (ends.violatingKept + ends.violatingRemoved),
    ),
    ...(quality.curveViews.length === 0
      ? []
      : [whole('views', 'Views per violating case until action', 'views', ({ views, seen }) => views / seen)]),
  ]
}

/** Whether two readings are of the same measure at the same place. */
export function isSameReading(a: Pick<Reading, 'measure' | 'where'>, b: Pick<Reading, 'measure' | 'where'>): boolean {
  return a.measure === b.measure && a.where?.kind === b.where?.kind && a.where?.id === b.where?.id
}
