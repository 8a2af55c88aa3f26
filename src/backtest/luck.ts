import type { CaseScript } from '../history/case-scripts.ts'
import { keyOf, purposeOf, uniform } from '../simulation/engine/chance.ts'
import type { Hooks } from '../simulation/engine/hooks.ts'
import type { Program } from '../simulation/program/program.ts'

/** Fewer cases of the same kind and block of the week than this are no choice: then of the kind, then of all. */
const fewest = 20

/** Which past case a case takes its luck from: a pure function of seed, replication and the case's number, kind and hour. */
export class Sources {
  readonly #all: readonly CaseScript[]
  readonly #groups = new Map<string, CaseScript[]>()
  readonly #key: readonly [number, number]

  constructor(scripts: readonly CaseScript[], seed: number, replication: number) {
    this.#all = scripts
    this.#key = keyOf(seed, replication, purposeOf('source'))
    for (const script of scripts)
      for (const name of namesOf(script.values, script.local)) {
        const group = this.#groups.get(name)
        if (group) group.push(script)
        else this.#groups.set(name, [script])
      }
  }

  /** `local`: seconds on the wall clock at which the case arrives. */
  of(id: number, values: CaseScript['values'], local: number): CaseScript {
    const group = namesOf(values, local)
      .map((name) => this.#groups.get(name) ?? [])
      .find((scripts) => scripts.length >= fewest)
    const scripts = group ?? this.#all
    return scripts[Math.floor(uniform(this.#key[0], this.#key[1], id, 0) * scripts.length)]!
  }
}

/** Kind and hour of the week, kind and four-hour block, then the kind alone. */
function namesOf(values: CaseScript['values'], local: number): string[] {
  const kind = JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
  const hour = ((Math.floor(local / 3600) % 168) + 168) % 168
  return [`${kind} ${hour}`, `${kind} block ${Math.floor(hour / 4)}`, kind]
}

/** Luck of past cases for the cases of a run: what the source does not tell is as it was drawn. */
export function scriptedLuck(program: Program, sourceOf: (id: number) => CaseScript): NonNullable<Hooks['drawn']> {
  const { steps, names } = program
  const uids = Array.from(steps.state, (state) => names.states[state]!.uid)
  const events = new Map(names.events.map((event, i) => [event, i]))
  const own = uids.map((_, step) => {
    const [from, to] = [steps.outcomesAt[step]!, steps.outcomesAt[step + 1]!]
    return new Set(steps.outcomeEvent.slice(steps.outcomeEventsAt[from]!, steps.outcomeEventsAt[to]!))
  })
  return (what, id, step, visit, value) => {
    const seen = sourceOf(id).visits.get(uids[step]!)?.[visit]
    if (!seen) return value
    if (what === 'time') return seen.time ?? Math.max(value, seen.atLeast ?? 0)
    if (what === 'delay') return seen.delay ?? value
    if (what === 'rest') return seen.rest ?? value
    const event = seen.event === undefined ? undefined : events.get(seen.event)
    return event !== undefined && own[step]!.has(event) ? event : value
  }
}
