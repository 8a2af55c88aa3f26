import type { Performance, Scenario } from '../simulation/model/scenario.ts'

/** The parts of a model that can be made the test's own, in the order in which that is done. */
export const parts = ['routing', 'delays', 'handling', 'people'] as const
export type Part = (typeof parts)[number]

export const partTitles: Readonly<Record<Part, string>> = {
  routing: 'which way cases go',
  delays: 'what the outside world takes',
  handling: 'how long work takes',
  people: 'who is there when',
}

/** A scenario with one part of it as in another one of the same workflow, which was fitted to the test itself; where that saw too little of a step, the step stays as it is. */
export function withPart(scenario: Scenario, own: Scenario, part: Part): Scenario {
  if (part === 'people') return { ...scenario, pools: own.pools }
  const performance = Object.fromEntries(
    Object.entries(scenario.performance).map(([uid, step]) => {
      const other = Object.hasOwn(own.performance, uid) ? own.performance[uid] : undefined
      return [uid, other ? swapped(step, other, part, (name) => (own.origins[`performance.${uid}.${name}`]?.n ?? 0) > 0) : step]
    }),
  )
  return { ...scenario, performance }
}

function swapped(step: Performance, other: Performance, part: Exclude<Part, 'people'>, isSeen: (name: string) => boolean): Performance {
  if (part === 'routing') return isSeen('outcomes') ? { ...step, outcomes: other.outcomes } : step
  if (part === 'handling') return isSeen('time') ? { ...step, time: other.time } : step
  if (other.delay === undefined) return step
  const { delay: _, clock: __, ...rest } = step
  return {
    ...rest,
    delay: other.delay,
    ...(other.clock === undefined ? {} : { clock: other.clock }),
  }
}
