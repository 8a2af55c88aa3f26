import { expect, test } from 'vitest'
import { arrivalsOf } from '../../src/history/arrivals.ts'
import { calibrate } from '../../src/history/calibrate.ts'
import { textAt } from '../../src/history/dictionary.ts'
import { discover } from '../../src/history/discover/discover.ts'
import type { History } from '../../src/history/history.ts'
import { mean, quantile, sorted } from '../../src/history/quantile.ts'
import { readHistory } from '../../src/history/read.ts'
import { subsetOf } from '../../src/history/subset.ts'
import { zoneOf } from '../../src/simulation/model/zone.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import type { Num, Report } from '../../src/simulation/report/report.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { openLanes } from '../../src/workers/lanes.node.ts'
import { callCentreChunks, callCentreMapping, hasCallCentreLog } from './log.node.ts'

/** A call that asked for an agent, as the log has it: seconds in the queue, and whether it was given up. */
type Call = { readonly at: number; readonly queue: number; readonly gaveUp: boolean }

/** Calls with an agent or abandoned, by the log's own `queue_s`: what the waits in the model are compared with. */
function callsOf(history: History): Call[] {
  const queues = history.attributes.get('queue_s')
  return Array.from({ length: history.rows }, (_, row) => row)
    .filter((row) => textAt(history.activity, row) !== 'VRU')
    .map((row) => ({ at: history.start[row]!, queue: Number(textAt(queues, row)), gaveUp: textAt(history.activity, row) === 'Abandon' }))
}

const figures = (calls: readonly Call[]) => {
  const waits = sorted(calls.map(({ queue }) => queue))
  return {
    calls: calls.length,
    mean: mean(waits),
    p90: quantile(waits, 0.9),
    gaveUp: calls.filter(({ gaveUp }) => gaveUp).length / calls.length,
  }
}

test.skipIf(!hasCallCentreLog())(
  'drawn and calibrated on January, the wait of February stands beside the real one',
  async () => {
    const history = await readHistory(callCentreChunks(), callCentreMapping())
    const zone = zoneOf(history.timezone)
    const [february, march] = [zone.toEpoch(Date.UTC(1999, 1, 1) / 1000), zone.toEpoch(Date.UTC(1999, 2, 1) / 1000)]
    const calls = callsOf(history)
    const known = subsetOf(history, (row) => history.end[row]! < february)
    const { workflow } = discover(known, { id: 'phone', title: 'Drawn from January' })
    const { scenario } = calibrate({ workflow, history: known, scenarioId: 'january' })
    const service = Object.values(workflow.states).find(({ title }) => title === 'Agent service')!.uid
    const model: Scenario = {
      ...scenario,
      start: '1999-02-01T00:00:00',
      run: { days: 28, warmup: 0, replications: 5, seed: 1999 },
      // The rows that begin at midnight, hours after their call: the calibration says to look whether they are right, and by `queue_s`, which the waits are held against, they are not.
      performance: { ...scenario.performance, [service]: { ...scenario.performance[service]!, delay: [] } },
    }
    const arrivals = arrivalsOf(history, workflow, { start: model.start, days: 28 })
    const again = await simulate(
      { ...model, start: '1999-01-01T00:00:00', demand: { kind: 'replay' }, run: { ...model.run, days: 31 } },
      arrivalsOf(history, workflow, { start: '1999-01-01T00:00:00', days: 31 }),
    )
    const [replay, profile] = [await simulate({ ...model, demand: { kind: 'replay' } }, arrivals), await simulate(model)]
    const real = figures(calls.filter(({ at }) => at >= february && at < march))
    console.log(
      [
        '| | calls | mean wait (s) | p90 wait (s) | gave up |',
        '|---|--:|--:|--:|--:|',
        rowOf('January, real', figures(calls.filter(({ at }) => at < february))),
        rowOf("January, simulated on January's calls", again),
        rowOf('February, real', real),
        rowOf("February, simulated on February's calls", replay),
        rowOf("February, simulated on January's profile", profile),
      ].join('\n'),
    )
    // Wide on purpose: the page states what comes out; this only notices when it falls apart.
    for (const { calls: count, mean: average, p90 } of [replay, profile]) {
      expect(Math.abs(count / real.calls - 1)).toBeLessThan(0.1)
      expect(Math.abs(average / real.mean - 1)).toBeLessThan(0.5)
      expect(Math.abs(p90 / real.p90 - 1)).toBeLessThan(0.5)
    }

    async function simulate(used: Scenario, cases: readonly Arrival[] = []) {
      const compiled = compile({ workflow, scenario: used, arrivals: cases })
      if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
      const lanes = openLanes(2)
      try {
        return simulated(await runExperiment(compiled.program, lanes))
      } finally {
        for (const lane of lanes) lane.close()
      }
    }

    function simulated({ steps, replications }: Report) {
      const { visits, wait } = steps['agent-service']!
      return {
        calls: visits / replications,
        mean: wait.mean.value,
        p90: wait.p90.value,
        gaveUp: steps['abandon']!.visits / visits,
        interval: wait.mean,
      }
    }
  },
  60_000,
)

function rowOf(
  title: string,
  { calls, mean: average, p90, gaveUp, interval }: { calls: number; mean: number; p90: number; gaveUp: number; interval?: Num },
): string {
  const half = interval && interval.low !== null && interval.high !== null ? ` ± ${((interval.high - interval.low) / 2).toFixed(1)}` : ''
  return `| ${title} | ${Math.round(calls).toLocaleString('en')} | ${average.toFixed(1)}${half} | ${p90.toFixed(0)} | ${(gaveUp * 100).toFixed(1)} % |`
}
