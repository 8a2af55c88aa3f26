import { formatMeasured } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import { titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { sayRhythm } from '../bottlenecks.ts'
import type { CauseFinder, Claim } from './cause.ts'
import type { Evidence, StepFacts } from './evidence.ts'

/** Visits per case below which a wait is on a branch of its own. */
const few = 0.1

/** A step waits for the outside world, or is held up by it before its own work, or a case rests until a clock lets it go on. */
export const external: CauseFinder = {
  least: 0.25,
  find: (evidence) => [
    ...evidence.steps
      .filter(({ by }) => by.external > 0)
      .map((step) => ({
        ...claimOf(step, step.by.external, (share) => `${step.title} waits for the outside world: ${share} of the lead time`, evidence),
        aside: step.step.kind === 'wait' && step.visits < few,
      })),
    ...rests(evidence),
  ],
}

/** Cases wait for a batch that moves on too rarely or is too large. */
export const batching: CauseFinder = {
  least: 0.25,
  find: (evidence) =>
    evidence.steps.flatMap((step) =>
      step.step.kind === 'batch'
        ? [
            claimOf(
              step,
              step.by.batching,
              (share) => `${step.title} holds cases back until a batch moves on: ${share} of the lead time`,
              evidence,
              [`It moves on ${sayRhythm(step.step)}`],
            ),
          ]
        : [],
    ),
}

/** An automatic step works on too few cases at once. */
export const limitedSlots: CauseFinder = {
  least: 0.15,
  find: (evidence) =>
    evidence.steps
      .filter(({ step }) => step.kind === 'automatic')
      .map((step) => {
        const slots = evidence.scenario.performance[step.uid]?.slots
        return claimOf(
          step,
          step.by.contention + step.by.priority,
          (share) => `${step.title} works on too few cases at once: ${share} of the lead time`,
          evidence,
          slots === undefined
            ? []
            : [
                `It works on ${formatNumber(slots)} at once and is asked for ${formatNumber((step.visits * evidence.casesPerHour * step.handle) / 3600)} on average`,
              ],
        )
      }),
}

function claimOf(
  step: StepFacts,
  seconds: number,
  sentence: (share: string) => string,
  { total }: Evidence,
  more: readonly string[] = [],
): Claim {
  return {
    place: { kind: 'state', id: step.uid },
    where: step.title,
    seconds,
    sentence: sentence(formatShare(seconds / total)),
    evidence: [`${formatNumber(step.visits)} visits per case, ${formatMeasured(step.wait / step.visits)} of waiting each`, ...more],
  }
}

/** States without work that a clock ends: so many cases stay so long. */
function rests({ workflow, report, total }: Evidence): Claim[] {
  return Object.values(workflow.states).flatMap((state) => {
    if (state.step !== null || state.type !== 'atomic') return []
    const ends = transitionsFrom(workflow, state.uid).map(({ uid, trigger }) => ({
      delay: trigger.kind === 'after' && typeof trigger.delay === 'number' ? trigger.delay / 1000 : 0,
      perCase: report.transitions[uid]?.perCase ?? 0,
    }))
    const seconds = ends.reduce((sum, { delay, perCase }) => sum + delay * perCase, 0)
    const aside = ends.reduce((sum, { perCase }) => sum + perCase, 0) < few
    const where = titleOf(state)
    const sentence = `${where} keeps cases until a clock lets them go on: ${formatShare(seconds / total)} of the lead time`
    return [{ place: { kind: 'state', id: state.uid }, where, seconds, sentence, evidence: [], aside }]
  })
}
