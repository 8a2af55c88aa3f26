import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Impact } from '../../revisions/change.ts'
import type { Comparison } from '../../simulation/report/comparison.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { finish, report } from '../session/activity.ts'
import { openProposal } from '../../proposals/proposal.ts'
import { keepEffect } from '../session/proposals.ts'
import { pastOf } from '../session/past.ts'
import { say, session } from '../session/session.ts'
import { draftId, type Review, type Scenarios, type Version } from './review-store.ts'

/** The measured effect of one version against another, bound to what was run. */
export type Effect = {
  readonly base: Workflow
  readonly head: Workflow
  readonly scenarios: Scenarios
  readonly comparison: Comparison
  readonly impact: Impact
}

export type EffectsState = {
  readonly effects: readonly Effect[]
  readonly running: { readonly done: number; readonly planned: number } | null
  /** Why the last run was refused: which side does not fit the scenario, and how. */
  readonly refused: { readonly name: string; readonly problems: readonly Problem[] } | null
  readonly failure: string | null
}

const keep = 6
const activity = 'review'
const store = createStore<EffectsState>(() => ({ effects: [], running: null, refused: null, failure: null }))
let controller: AbortController | null = null

/** All that is known of effects, in a component. */
export function useEffects(): EffectsState {
  return useStore(store)
}

/** The effect measured for just these two versions, as they are now. */
export function effectOf({ effects }: EffectsState, { base, head }: Review): Effect | null {
  return effects.find((effect) => sameDraft(effect.base, base.draft) && sameDraft(effect.head, head.draft)) ?? null
}

/** Whether two drafts say the same of what is run: a draft is put together anew, its tables are not. */
function sameDraft(one: Workflow, other: Workflow): boolean {
  return (['header', 'attributes', 'pools', 'states', 'transitions'] as const).every((table) => one[table] === other[table])
}

/** Runs both versions on the same cases with the same luck. A run under way is cancelled first. */
export async function measureEffect({ base, head }: Review, scenarios: Scenarios): Promise<void> {
  cancelEffect()
  const own = new AbortController()
  controller = own
  store.setState({ running: { done: 0, planned: scenarios.head.run.replications }, refused: null, failure: null })
  try {
    const { measure } = await import('./measure.ts')
    const { slug } = session.getState()
    const result = await measure({
      base: { workflow: base.draft, scenario: scenarios.base, name: nameOf(base), ...(await pastOf(slug, scenarios.base)) },
      head: { workflow: head.draft, scenario: scenarios.head, name: nameOf(head), ...(await pastOf(slug, scenarios.head)) },
      signal: own.signal,
      onProgress: (done, planned) => {
        if (!own.signal.aborted) tell(done, planned)
      },
    })
    if (own.signal.aborted) return
    if (!result.ok) return store.setState({ refused: result })
    const { comparison, impact } = result
    store.setState(({ effects }) => ({
      effects: [{ base: base.draft, head: head.draft, scenarios, comparison, impact }, ...effects].slice(0, keep),
    }))
    // The draft's own effect goes with its proposal.
    if (head.id === draftId && openProposal(session.getState().tables.proposals))
      keepEffect({ at: new Date().toISOString(), scenario: scenarios.head.title, impact })
    say(impact.text[0] ?? 'Measured.', 'good')
  } catch (error) {
    if (!own.signal.aborted) store.setState({ failure: error instanceof Error ? error.message : String(error) })
  } finally {
    if (controller === own) stop()
  }
}

/** Stops the run under way; nothing of it is kept. */
export function cancelEffect(): void {
  controller?.abort()
  stop()
}

function nameOf({ revision, title }: Version): string {
  return revision ? `version ${title}` : 'the draft'
}

function stop(): void {
  controller = null
  store.setState({ running: null })
  finish(activity)
}

function tell(done: number, planned: number): void {
  store.setState({ running: { done, planned } })
  report({ id: activity, title: 'Comparing two versions', done, total: planned, unit: 'paired replications', cancel: cancelEffect })
}
