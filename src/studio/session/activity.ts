import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Long work that is under way: the status line shows it wherever the user is. */
export type Activity = {
  readonly id: string
  /** What is being done: `Simulating Base week`. */
  readonly title: string
  readonly done: number
  /** Null: not known. */
  readonly total: number | null
  /** What is counted: `replications`. */
  readonly unit: string
  readonly cancel?: () => void
}

/** What runs now, oldest first; and why the results on the screen are no longer those of the draft, or null. */
const activities = createStore<{ readonly running: readonly Activity[]; readonly stale: string | null }>(() => ({
  running: [],
  stale: null,
}))

/** What runs now, in a component. */
export function useActivities(): readonly Activity[] {
  return useStore(activities, (state) => state.running)
}

/** Says that work is under way, or how far it is: call it again with the same id. */
export function report(activity: Activity): void {
  activities.setState(({ running }) => ({
    running: running.some(({ id }) => id === activity.id)
      ? running.map((other) => (other.id === activity.id ? activity : other))
      : [...running, activity],
  }))
}

/** Says that the work has ended, well or not. */
export function finish(id: string): void {
  activities.setState(({ running }) => ({ running: running.filter((activity) => activity.id !== id) }))
}

/** Says that results shown are stale, and why: `Results are of the workflow before 3 edits.` Null: they are not, or there are none. */
export function markStale(stale: string | null): void {
  if (activities.getState().stale !== stale) activities.setState({ stale })
}

/** Why the results shown are stale, in a component. */
export function useStale(): string | null {
  return useStore(activities, (state) => state.stale)
}
