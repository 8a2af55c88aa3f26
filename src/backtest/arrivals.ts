import { arrivalsOf } from '../history/arrivals.ts'
import type { History } from '../history/history.ts'
import { Arrivals } from '../simulation/engine/arrivals.ts'
import { contextOf } from '../simulation/experiment/trace.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** The cases that a program's demand brings in its replication `number`, in order of time: seconds since its start, and their attributes. */
export function drawnArrivals(program: Program, number: number): Arrival[] {
  const width = program.names.attributes.length
  const arrivals = new Arrivals(program.demand, width, program.seed, number, program.horizon, Infinity)
  const values = new Float64Array(width)
  const found: Arrival[] = []
  for (arrivals.next(); arrivals.time < program.horizon; arrivals.next()) {
    arrivals.fill(values, 0)
    found.push({ time: arrivals.time, values: contextOf(program, values) })
  }
  return found
}

/** The cases of a history that arrive from one instant to before another, in seconds since `start`. */
export function arrivalsBetween(history: History, workflow: Workflow, start: number, from: number, to: number): Arrival[] {
  const text = localText(zoneOf(history.timezone).toLocal(start))
  return arrivalsOf(history, workflow, { start: text }).filter(({ time }) => time >= from - start && time < to - start)
}
