import { compile } from '../../src/simulation/compile/compile.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import type { Node } from './build.ts'

/** Shapes of one line of work: the steps beside each other, within groups five deep, or in three regions that run in parallel. */
export const shapes = ['flat', 'nested', 'parallel'] as const
export type Shape = (typeof shapes)[number]

/** Steps that a case of a sized line goes through. */
const visited = 9

/**
 * A line of about so many states through which every case goes in the same way, whatever their number: nine reviews, a timer on each, then the end. The
 * other states are steps of the same kind that are there and not reached.
 */
export function sizedLine(shape: Shape, states: number): Workflow {
  const step = (next: string): Node => ({ step: review(['NEXT', 'BACK']), on: { NEXT: next, BACK: next }, after: { 86_400_000: next } })
  const chain = (prefix: string, length: number, extra: number, end: string): Record<string, Node> =>
    Object.fromEntries(
      Array.from({ length: length + extra }, (_, i) => [`${prefix}${i}`, step(i + 1 < length ? `${prefix}${i + 1}` : end)] as const),
    )
  if (shape === 'flat') return workflow({ states: { ...chain('s', visited, states - visited - 2, 'end'), end: { kind: 'final' } } })
  if (shape === 'nested') {
    const inmost = { states: chain('s', visited, states - visited - 7, 'end') }
    const nested = [1, 2, 3, 4, 5].reduce<Node>((inner, depth) => ({ states: { [`group${depth}`]: inner } }), inmost)
    return workflow({ states: { ...nested.states, end: { kind: 'final' } } })
  }
  const extra = Math.floor((states - 18) / 3)
  const region = (name: string): Node => ({
    states: { ...chain(name, visited / 3, extra, `${name}done`), [`${name}done`]: { kind: 'final' } },
  })
  const regions = { ra: region('a'), rb: region('b'), rc: region('c') }
  return workflow({ states: { work: { kind: 'parallel', done: 'end', states: regions }, end: { kind: 'final' } } })
}

/** The line as a program with enough people that the queue stays short. */
export function sizedProgram(shape: Shape, states: number, cases: number): Program {
  const sized = sizedLine(shape, states)
  const steps: readonly (readonly [string, Step])[] = Object.values(sized.states).flatMap(({ uid, step }) =>
    step ? [[uid, step] as const] : [],
  )
  const compiled = compile({
    workflow: sized,
    scenario: scenario({
      days: 60,
      casesPerHour: 100,
      pools: { people: pool(18) },
      performance: Object.fromEntries(steps.map(([uid]) => [uid, takes(exponential(60), { NEXT: 0.6, BACK: 0.4 })])),
    }),
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  return { ...compiled.program, maxCases: cases }
}
