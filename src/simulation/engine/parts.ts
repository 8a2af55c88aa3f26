import type { Program } from '../program/program.ts'
import { Batches } from './batches.ts'
import { BuiltIns } from './built-ins.ts'
import { Crew } from './crew.ts'
import { Digest } from './digest.ts'
import { Draws } from './draws.ts'
import { EventList } from './event-list.ts'
import { Failures } from './failures.ts'
import { evaluator } from '../program/formula.ts'
import type { Evaluate } from '../program/formula.ts'
import type { Hooks } from './hooks.ts'
import { itemsOf } from './items.ts'
import { Luck } from './luck.ts'
import { Measures } from './measures.ts'
import { Now } from './now.ts'
import { Outside } from './outside.ts'
import { Pools } from './pools.ts'
import { Quality } from './quality.ts'
import { QueueOrder } from './queue-order.ts'
import { CaseStore, TicketStore } from './store.ts'
import { WaitLimits } from './wait-limits.ts'

/** What a run is made of: the cases and their tickets, where they wait, what is planned, what is drawn and what is added up. */
export type Parts = ReturnType<typeof partsOf>

/** The parts of one replication before anything has happened. */
export function partsOf(program: Program, replication: number, hooks: Hooks | undefined) {
  const { steps, pools, segments, names } = program
  const clock = new Now()
  const events = new EventList()
  const items = itemsOf(program)
  const cases = new CaseStore({ values: names.attributes.length + (program.builtIns?.count ?? 0), segments: segments.when.length })
  const poolsOfStep = Array.from(steps.state, (_, step) => steps.poolsAt[step + 1]! - steps.poolsAt[step]!)
  const tickets = new TicketStore(Math.max(1, ...poolsOfStep))
  const formulas = program.formulas.map(evaluator)
  const builtIns = program.builtIns && new BuiltIns(program.builtIns, cases, clock, program.clock)
  const failures = program.failures && new Failures(program, program.failures, replication, formulas, cases)
  const quality = program.quality && new Quality(program, program.quality, replication, formulas, cases)
  const measures = new Measures(program, clock, [...(failures ? [failures.count] : []), ...(quality?.measures.all ?? [])])
  const luck = program.luck && new Luck(program, program.luck, replication)
  const draws = new Draws(program, replication, formulas, cases, builtIns, luck, hooks)
  const outside = new Outside(program)
  const order = new QueueOrder(program, formulas, cases)
  const crewOf = crewMaker(program, replication, formulas, tickets)
  return {
    program,
    hooks,
    clock,
    events,
    items,
    cases,
    tickets,
    formulas,
    failures,
    quality,
    measures,
    luck,
    draws,
    outside,
    builtIns,
    pools: new Pools(pools, steps, order, crewOf, cases, tickets, measures, clock),
    batches: new Batches(steps, tickets, events, items.batch, clock),
    limits: new WaitLimits(steps, events, items, tickets, draws, clock),
    fingerprint: new Digest(clock),
  }
}

function crewMaker({ crews, seed }: Program, replication: number, formulas: readonly Evaluate[], { links }: TicketStore) {
  return (pool: number, overtakes: boolean, changed: () => void): Crew | null => {
    const table = crews[pool]!
    return table === null ? null : new Crew(table, seed, replication, formulas, links, overtakes, changed)
  }
}
