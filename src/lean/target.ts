import type { Interval } from '../words/interval.ts'

/** A service target counts as met from this share of its cases on. */
export const goalInTime = 0.95

/** Whether the share that is in time is clearly below the goal: its whole interval is. */
export function missesGoal({ value, high }: Interval): boolean {
  return (high ?? value) < goalInTime
}
