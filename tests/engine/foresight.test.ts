import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { traceHooks } from '../../src/simulation/experiment/trace.ts'
import type { TraceLine } from '../../src/simulation/experiment/trace.ts'
import { lineScenario, lineWorkflow } from './fixture.ts'

const kinds = ['spam', 'abuse', 'threat'] as const
const turn = 3 * 86_400
/** One case every three minutes; from the turn on other kinds, so many times as dense. */
const history = (later: number): Arrival[] => [
  ...Array.from({ length: turn / 180 }, (_, i) => ({ time: i * 180, values: { kind: kinds[(i * 7) % 3]! } })),
  ...Array.from({ length: 2000 * later }, (_, i) => ({ time: turn + (i * 180) / later, values: { kind: kinds[(i + later) % 3]! } })),
]

const priority = 'kind == "threat" ? 2.0 : kind == "abuse" ? 1.0 : 0.0'
const orders: Scenario['pools'][string]['order'][] = [
  { kind: 'arrival' },
  { kind: 'priority', expression: priority },
  { kind: 'deadline' },
  { kind: 'shortest' },
  { kind: 'value', expression: priority },
]

test.each(orders.map((order) => [order.kind, order] as const))(
  'no policy sees a case before it arrives: with the order by %s, two futures have one past',
  (_, order) => {
    const past = [1, 4].map((later) => {
      const pools = { ...lineScenario.pools, tier1: { ...lineScenario.pools['tier1']!, order } }
      const scenario: Scenario = { ...lineScenario, demand: { kind: 'replay' }, pools }
      const compiled = compile({ workflow: lineWorkflow, scenario, arrivals: history(later), run: { days: 6 } })
      if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
      const lines: TraceLine[] = []
      const observed = replicate(
        compiled.program,
        0,
        traceHooks(compiled.program, (line) => lines.push(line)),
      )
      return { before: lines.filter(({ time }) => time < turn), digest: observed.digest }
    })
    expect(past[0]!.before.length).toBeGreaterThan(3000)
    expect(past[1]!.before).toEqual(past[0]!.before)
    expect(past[1]!.digest).not.toBe(past[0]!.digest)
  },
)
