import type { Advance } from '../simulation/experiment/lane.ts'
import { progress } from './output.ts'

/** Milliseconds between two lines of progress. */
const tellEvery = 200

/** Says on the terminal how far an experiment is: replications, events, and the cases that are open in those under way. */
export class RunTelling {
  private done = 0
  private planned: number
  private told = 0
  private readonly events = new Map<number, number>()
  private readonly open = new Map<number, number>()

  constructor(planned: number) {
    this.planned = planned
  }

  progress(done: number, planned: number): void {
    this.done = done
    this.planned = planned
    this.tell()
  }

  advance({ replication, events, openCases, over }: Advance): void {
    this.events.set(replication, events)
    if (over) this.open.delete(replication)
    else this.open.set(replication, openCases)
    this.tell()
  }

  private tell(): void {
    const now = performance.now()
    if (now - this.told < tellEvery) return
    this.told = now
    const [events, open] = [this.events, this.open].map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0))
    progress(`${this.done} of ${this.planned} replications, ${words(events!)} events, ${words(open!)} cases open`)
  }
}

function words(count: number): string {
  return count.toLocaleString('en-GB')
}
