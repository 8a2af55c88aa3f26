import type { AttributeValue } from '../../workflow/attribute.ts'
import type { Hooks } from '../engine/hooks.ts'
import { stateKind } from '../program/program.ts'
import type { Program } from '../program/program.ts'

/** XState's state value: a key, or an object of region → value. */
export type StateValue = string | { readonly [key: string]: StateValue }

/** A line of `--trace` (cli.md): what the XState actor receives, and its state value after it. Cases count from 1. */
export type TraceLine = {
  readonly case: number
  /** Seconds since the start. */
  readonly time: number
  readonly event: string
  readonly state: StateValue
  /** On the first line of a case: the context that its actor starts with, before any entry action. */
  readonly context?: Readonly<Record<string, AttributeValue>>
}

/** A row of `--log` (cli.md): a visit of a step, from its first begin to the last end of work. Times are seconds since the start; `start` is null when no work began. */
export type LogRow = {
  readonly case_id: number
  readonly activity: string
  readonly enabled: number
  readonly start: number | null
  readonly end: number
  /** Person of a pool: `tier1-3`; empty where nobody works. */
  readonly resource: string
  readonly category: string
}

/** Hooks for `replicate` that write a trace line by line. */
export function traceHooks(program: Program, write: (line: TraceLine) => void): Hooks {
  let context: Record<string, AttributeValue> = {}
  return {
    arrived(values) {
      context = contextOf(program, values)
    },
    received(time, id, event, active) {
      const line = {
        case: id + 1,
        time,
        event: event >= 0 ? program.names.events[event]! : event === -1 ? 'xstate.init' : 'gemba.open',
        state: stateValueOf(program, active),
      }
      write(event < 0 ? { ...line, context } : line)
    },
  }
}

/** Hooks for `replicate` that write an event log row by row, in the order in which the visits end; those that never end have none, and silent steps leave none. */
export function logHooks(program: Program, write: (row: LogRow) => void): Hooks {
  const people = program.names.pools.map(() => ({ known: 0, free: [] as number[] }))
  const serving = new Map<number, string>()
  const numbers = new Map<number, number>()
  const handedBack = new Map<number, { readonly start: number; readonly end: number }>()
  const category = categoryOf(program)
  return {
    taken(ticket, pool, person) {
      if (person >= 0) {
        serving.set(ticket, `${program.names.pools[pool]!.id}-${person + 1}`)
        return
      }
      const number = people[pool]!.free.pop() ?? ++people[pool]!.known
      numbers.set(ticket, number)
      serving.set(ticket, `${program.names.pools[pool]!.id}-${number}`)
    },
    worked(ticket, id, step, pool, entered, started, ended, values, over) {
      const before = handedBack.get(ticket)
      if (over) {
        const idle = Number.isNaN(started)
        const { title, silent } = program.names.states[program.steps.state[step]!]!
        if (silent) return
        write({
          case_id: id + 1,
          activity: title,
          enabled: entered,
          start: before?.start ?? (idle ? null : started),
          end: before && idle ? before.end : ended,
          resource: serving.get(ticket) ?? '',
          category: category(values),
        })
        handedBack.delete(ticket)
        serving.delete(ticket)
      } else handedBack.set(ticket, { start: before?.start ?? started, end: ended })
      const number = numbers.get(ticket)
      if (number === undefined) return
      people[pool]!.free.push(number)
      numbers.delete(ticket)
    },
  }
}

/** XState's value of a configuration. `active` as XState holds it, ancestors included. */
function stateValueOf(program: Program, active: ArrayLike<number>): StateValue {
  const { chart, names } = program
  const all = Array.from(active)
  const valueOf = (state: number): StateValue => {
    const children = all.filter((child) => child !== 0 && chart.parent[child] === state)
    const kind = chart.kind[state]
    const only = children[0]
    if (
      kind === stateKind.compound &&
      only !== undefined &&
      chart.kind[only] !== stateKind.compound &&
      chart.kind[only] !== stateKind.parallel
    )
      return names.states[only]!.key
    return Object.fromEntries(children.map((child) => [names.states[child]!.key, valueOf(child)]))
  }
  return valueOf(0)
}

/** The attributes by name, as XState's context holds them. */
export function contextOf(program: Program, values: Float64Array): Record<string, AttributeValue> {
  const { attributes, texts } = program.names
  return Object.fromEntries(
    attributes.map(({ name, type }, i) => [name, type === 'enum' ? texts[values[i]!]! : type === 'boolean' ? values[i] !== 0 : values[i]!]),
  )
}

/** The attribute called `category`, else the first enumeration, else nothing. */
function categoryOf(program: Program): (values: Float64Array) => string {
  const { attributes, texts } = program.names
  const named = attributes.findIndex(({ name, type }) => name === 'category' && type === 'enum')
  const index = named >= 0 ? named : attributes.findIndex(({ type }) => type === 'enum')
  return (values) => (index < 0 ? '' : texts[values[index]!]!)
}
