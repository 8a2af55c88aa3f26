import { activityStates } from '../history/activity-states.ts'
import type { CaseScript } from '../history/case-scripts.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import { pastOf } from '../history/past-fit.ts'
import { compile } from '../simulation/compile/compile.ts'
import { startingAt } from '../simulation/compile/starting-at.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import { asReplay } from '../simulation/model/demand.ts'
import type { PastFile } from '../simulation/model/past.ts'
import { withLuckOf } from '../simulation/model/scenario.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Program } from '../simulation/program/program.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { arrivalsBetween, drawnArrivals } from './arrivals.ts'
import type { EventLog } from './event-log.ts'
import { hasStarts, simulatedLog } from './logs.ts'
import type { Taken } from './logs.ts'
import type { Split } from './split.ts'

/** The scenario with these past cases lending their luck, for runs whose cases are given. */
export function lentBy(
  scripts: readonly CaseScript[],
  workflow: Workflow,
  scenario: Scenario,
): { readonly scenario: Scenario; readonly past: PastFile } {
  const past = { ...pastOf(scenario, workflow, scripts), hash: '0'.repeat(64) }
  return { scenario: { ...withLuckOf(scenario, 'history'), past: { file: 'lent.past.jsonl', hash: past.hash } }, past }
}

const day = 86_400
/** After the log's end a run goes on for so many times the p95 of lead time, so that its cases can end as those of the test did. */
const drain = 4

/** Runs of a scenario over the test of a split, on its own arrivals or on the test's. */
export class Runs {
  readonly #workflow: Workflow
  readonly #scenario: Scenario
  readonly #past: PastFile | null
  readonly #history: History
  readonly #split: Split
  readonly #seed: number
  /** Seconds since 1970: midnight on the wall clock, at least p95 of lead time before the test. */
  readonly #start: number
  readonly #days: number
  readonly #titles: ReadonlySet<string>
  readonly #timed: boolean

  constructor(workflow: Workflow, scenario: Scenario, past: PastFile | null, history: History, split: Split, seed: number) {
    this.#workflow = workflow
    this.#scenario = scenario
    this.#past = past
    this.#history = history
    this.#split = split
    this.#seed = seed
    const zone = zoneOf(history.timezone)
    this.#start = zone.toEpoch(Math.floor(zone.toLocal(split.border - split.p95) / day) * day)
    this.#days = Math.ceil((split.lastInstant - this.#start + drain * split.p95) / day) + 1
    const states = activityStates(history.activity.values, workflow, history.mapping)
    this.#titles = new Set(states.flatMap((state) => (state ? [titleOf(state)] : [])))
    this.#timed = hasStarts(history)
  }

  /** The test's own arrivals come after train's last. */
  given(number: number, breathe: () => Promise<void>): Promise<EventLog> {
    return this.#run(arrivalsBetween(this.#history, this.#workflow, this.#start, this.#start, Infinity), number, breathe)
  }

  /** After train's last arrivals those come that the model draws. */
  free(number: number, breathe: () => Promise<void>): Promise<EventLog> {
    const { border } = this.#split
    const before = arrivalsBetween(this.#history, this.#workflow, this.#start, this.#start, border)
    // Drawn from a whole second on; what comes before the border all the same is left out.
    const from = Math.floor(border)
    const program = this.#compiled(startingAt(this.#scenario, from), Math.ceil((this.#split.lastInstant - from) / day) + 1, [])
    const drawn = drawnArrivals(program, number)
      .map(({ time, values }) => ({ time: time + from - this.#start, values }))
      .filter(({ time }) => time >= border - this.#start && time <= this.#split.lastInstant - this.#start)
    return this.#run([...before, ...drawn], number, breathe)
  }

  async #run(arrivals: readonly Arrival[], number: number, breathe: () => Promise<void>): Promise<EventLog> {
    const scenario = startingAt({ ...this.#scenario, demand: asReplay(this.#scenario.demand) }, this.#start)
    const program = this.#compiled(scenario, this.#days, arrivals, this.#seed + number)
    const { border, lastArrival } = this.#split
    const takes = (id: number) => {
      const at = (arrivals[id]?.time ?? -Infinity) + this.#start
      return at >= border && at <= lastArrival
    }
    const taken: Taken = { titles: this.#titles, takes, timed: this.#timed }
    const log = await simulatedLog(program, taken, breathe)
    if (log.rows.length === 0)
      throw new HistoryError(
        'No case of the test came to any work in the run. Do the steps of the workflow have the names of the history’s activities?',
      )
    return log
  }

  #compiled(scenario: Scenario, days: number, arrivals: readonly Arrival[], seed = this.#seed): Program {
    const compiled = compile({
      workflow: this.#workflow,
      scenario,
      arrivals,
      past: this.#past,
      run: { days, seed, replications: 1, warmup: 0 },
    })
    if (compiled.ok) return compiled.program
    throw new HistoryError(
      `The scenario that was learnt cannot be run:\n${compiled.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`,
    )
  }
}
