import { day } from './clock.ts'
import type { Dice } from './dice.ts'
import type { Floor } from './floor.ts'
import type { CaseLog } from './log.ts'

/** A case on the floor: its log, and its own die. */
export type Working = CaseLog & { readonly die: Dice }

/** Work of the system, or waiting for the outside world: whole seconds, at least one. Then the row is written. The function returned stops it. */
export function automatic(floor: Floor, item: Working, activity: string, seconds: number, outcome: string, then: () => void): () => void {
  const start = floor.now()
  const end = start + Math.max(1, Math.round(seconds))
  let going = true
  floor.at(end, () => {
    if (!going) return
    item.rows.push({ activity, start, end, resource: '', outcome })
    then()
  })
  return () => {
    going = false
  }
}

/** Work of a person: whole seconds, from 20 to half a day. Then the row is written. The function returned withdraws the case. */
export function people(
  floor: Floor,
  item: Working,
  activity: string,
  pool: string,
  seconds: number,
  outcome: string,
  then: () => void,
  priority = 0,
): () => void {
  return floor.ask(pool, {
    seconds: Math.min(Math.max(20, Math.round(seconds)), day / 2),
    priority,
    done: ({ start, end, resource }) => {
      item.rows.push({ activity, start, end, resource, outcome })
      then()
    },
  })
}
