import { enrich, withRounds } from '../generate/enrich.ts'
import { readTape } from '../generate/tape.ts'
import { generateWorkflow } from '../generate/workflow.ts'
import type { Features } from '../generate/workflow.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { anyScenario, traceOf } from './oracle.ts'
import { Replay } from './xstate-replay.ts'

/** Choices from a seed. */
export function dice(seed: number): (n: number) => number {
  let state = seed + 1
  return (n) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) >>> 0
    return (state >>> 4) % n
  }
}

/** The generated machine of a number, for cases of the engine. `long`: its cases go round many times before they end. */
export function machineOf(seed: number, features: Partial<Features> = {}, long = true): Workflow {
  const pick = dice(seed * 7919 + 13)
  const numbers = (count: number) => readTape(Array.from({ length: count }, () => pick(1_000_000)))
  const workflow = generateWorkflow(
    Array.from({ length: 600 }, () => pick(1_000_000)),
    { states: 6 + pick(20), batch: pick(4) === 0, ...features },
  )
  const whole = enrich(workflow, numbers(1500))
  return long ? withRounds(whole, 60, numbers(10)) : whole
}

/** What was compared, and what was not. */
export type Figures = {
  machines: number
  cases: number
  /** Cases of which at least as many events as asked for were compared, and cases that ended before. */
  full: number
  ended: number
  /** Cases still on their way at the end of the run with fewer. */
  slow: number
  /** Cases whose comparison ended where XState itself left the rules, and machines that the engine stopped with a reason. */
  illegal: number
  stopped: number
  /** Cases in which XState entered a state that was active already. */
  renewed: number
  /** Machines whose run went to its end, so that its own checks hold for all of it. */
  runsToTheEnd: number
  /** Cases that were open at the start. */
  open: number
  events: number
  timers: number
  acts: number
}

export function noFigures(): Figures {
  return {
    machines: 0,
    cases: 0,
    full: 0,
    ended: 0,
    slow: 0,
    illegal: 0,
    stopped: 0,
    renewed: 0,
    runsToTheEnd: 0,
    open: 0,
    events: 0,
    timers: 0,
    acts: 0,
  }
}

/** Days until a run is given up; most are stopped long before, when all cases have had their events. */
const days = 240

/**
 * Simulates `cases` cases of a machine and leads XState through the start and the first `events` events of each. Adds to the figures; returns the first
 * difference, or what a run that came to its end must never break (conservation, Little's law, causes of waits), or null.
 */
export function compareMachine(workflow: Workflow, seed: number, cases: number, events: number, figures: Figures): string | null {
  const { cases: traced, program, observed } = traceOf(workflow, anyScenario(workflow, dice(seed), days), { cases, most: events + 1 })
  figures.machines++
  if (observed && observed.failure !== null) figures.stopped++
  else if (observed) {
    figures.runsToTheEnd++
    const { conservation, littlesLaw, causes } = observed.checks
    if (conservation !== 0 || !(littlesLaw < 1e-9) || !(causes < 1e-9)) return `checks: ${JSON.stringify(observed.checks)}`
  }
  const replay = new Replay(workflow)
  for (const [id, { lines, whole }] of traced.entries()) {
    if (lines.length === 0) continue
    const isAll = whole && observed?.failure === null
    const { compared, difference, illegal, renewed, done, acts } = replay.lead(lines, isAll ? program.horizon : Infinity)
    figures.cases++
    if (lines[0]!.event === 'gemba.open') figures.open++
    figures.events += compared
    figures.acts += acts
    if (renewed > 0) figures.renewed++
    for (let i = 0; i < compared; i++) if (lines[i]!.event.startsWith('xstate.after')) figures.timers++
    if (difference !== null) return `case ${id + 1}, ${difference}`
    if (illegal) figures.illegal++
    else if (compared > events) figures.full++
    else if (done) figures.ended++
    else figures.slow++
  }
  return null
}
