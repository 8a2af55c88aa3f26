import type { Workflow } from '../../workflow/workflow.ts'
import { delaysAreGuessed } from './runnable/delays.ts'
import { casesMayLeave, restsAreEnds } from './runnable/ends.ts'
import { guardsAreDrawn } from './runnable/guards.ts'
import { invokesBecomeSteps } from './runnable/invokes.ts'
import type { Offer } from './runnable/offer.ts'
import { startsAreSaid } from './runnable/starts.ts'
import { waitsBecomeSteps } from './runnable/waits.ts'

/** The offers by name, in the order in which they are carried out: each builds on those before it. */
export const offers = {
  starts: startsAreSaid,
  invokes: invokesBecomeSteps,
  rests: restsAreEnds,
  waits: waitsBecomeSteps,
  leaving: casesMayLeave,
  guards: guardsAreDrawn,
  delays: delaysAreGuessed,
} as const satisfies Record<string, Offer>

export type OfferName = keyof typeof offers

/** What an offer did, or would do: a sentence for each place. */
export type Accepted = { readonly name: OfferName; readonly title: string; readonly told: readonly string[]; readonly taken: boolean }

/** A foreign machine made to run, offer by offer; `declined` are left out. Offers that find nothing to do are not listed. */
export function makeRunnable(
  workflow: Workflow,
  declined: ReadonlySet<OfferName> = new Set(),
): { readonly workflow: Workflow; readonly accepted: readonly Accepted[] } {
  let next = workflow
  const accepted: Accepted[] = []
  for (const [name, offer] of Object.entries(offers) as [OfferName, Offer][]) {
    const { workflow: after, told } = offer.apply(next)
    const taken = !declined.has(name)
    if (told.length > 0) accepted.push({ name, title: offer.title, told, taken })
    if (taken) next = after
  }
  return { workflow: next, accepted }
}
