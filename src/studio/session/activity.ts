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

/** What runs now, oldest first. */
export const activities = createStore<{ readonly running: readonly Activity[] }>(() => ({ running: [] }))

/** What runs now, in a component. */
export function useActivities(): readonly Activity[] {
  return useStore(activities, (state) => state.running)
}

/** Says that work is under way, or how far it is: call it again with the same id. */
export function report(activity: Activity): void {
  activities.setState(({ running }) => ({
    running: running.some(({ id }) => id === activity.id) ? running.map((other) => (other.id === activity.id ? activity : other)) : [...running, activity],
  }))
}

/** Says that the work has ended, well or not. */
export function finish(id: string): void {
  activities.setState(({ running }) => ({ running: running.filter((activity) => activity.id !== id) }))
}
