import { expect, test } from 'vitest'
import { compile } from '../simulation/compile/compile.ts'
import { Arrivals } from '../simulation/engine/arrivals.ts'
import { readPast } from '../simulation/model/past.ts'
import { readWorkflow } from '../machine/workflow-file.ts'
import { calibrate } from './calibrate.ts'
import { readHistory } from './read.ts'

const file = {
  gemba: 'workflow',
  format: 1,
  id: 'desk',
  title: 'Desk',
  version: null,
  pools: [{ id: 'team', title: 'Team' }],
  attributes: [{ name: 'kind', title: 'Kind', type: 'enum', values: ['short', 'long'], default: 'short' }],
  machine: {
    id: 'desk',
    initial: 'look',
    states: {
      look: {
        meta: {
          uid: 'look',
          title: 'Look',
          step: { kind: 'review', pools: ['team'], outcomes: [{ event: 'DONE', title: 'Done' }] },
        },
        on: { DONE: [{ target: 'end' }] },
      },
      end: { type: 'final', meta: { uid: 'end', title: 'End' } },
    },
  },
}
const workflow = (() => {
  const read = readWorkflow(JSON.stringify(file))
  if (!read.ok) throw new Error(read.message)
  const { layout: _, ...rest } = { layout: null, ...read.workflow }
  return rest
})()
const origin = Date.UTC(2025, 0, 6) / 1000
const text = (time: number) => new Date((origin + time) * 1000).toISOString().slice(0, 19)

/** From Monday 2025-01-06: on the n-th weekday of the week n + 2 cases, ten minutes apart from 09:00 on, the last of a day long; nobody comes on the days in `silent`. */
async function desk(days: number, silent: readonly number[] = [], kinds = true) {
  const rows = [`case_id,activity,start,end,resource${kinds ? ',kind' : ''}`]
  for (let day = 0; day < days; day++) {
    const n = silent.includes(day) ? 0 : (day % 7) + 6
    for (let i = 0; i < n; i++) {
      const at = day * 86_400 + 9 * 3600 + i * 600
      rows.push(`c${day}-${i},Look,${text(at)},${text(at + 60)},p${i % 2}${kinds ? `,${i === n - 1 ? 'long' : 'short'}` : ''}`)
    }
  }
  return readHistory(
    (async function* () {
      yield rows.join('\n')
    })(),
    null,
  )
}

const pastFile = (hash: string) => `desk-${hash.slice(0, 8)}.past.jsonl`

test('each day of a run has the cases of a day of the history: their number, their times and their kinds', async () => {
  const made = calibrate({ workflow, history: await desk(35, [16]), scenarioId: 'desk', pastFile })
  const { scenario, past } = made
  // The first and the last date may be cut; 22 January (the 16th day after the 6th) is not in the log.
  expect(scenario.demand).toEqual({ kind: 'resample', window: '2025-01-07/2025-02-08', leaveOut: ['2025-01-22'] })
  const read = readPast(past!.text)
  if (!read.ok) throw new Error(read.message)
  const name = `desk-${read.past.hash.slice(0, 8)}.past.jsonl`
  expect([past!.file, scenario.past]).toEqual([name, { file: name, hash: read.past.hash }])
  const run = (demand: object, days = 14) => {
    const compiled = compile({
      workflow,
      scenario: { ...scenario, demand: { ...scenario.demand, ...demand } as typeof scenario.demand },
      past: read.past,
      run: { days, seed: 7, warmup: 0 },
    })
    if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
    const { program } = compiled
    const arrivals = new Arrivals(program.demand, 1, program.seed, 0, program.horizon, Infinity)
    const found = Array.from({ length: days }, () => [] as string[])
    const values = new Float64Array(1)
    for (arrivals.next(); arrivals.time < program.horizon; arrivals.next()) {
      arrivals.fill(values, 0)
      found[Math.floor(arrivals.time / 86_400)]!.push(`${arrivals.time % 86_400} ${values[0]}`)
    }
    return found
  }
  expect(scenario.start.slice(0, 10)).toBe('2025-01-06')
  const wanted = Array.from({ length: 14 }, (_, day) => {
    const n = (day % 7) + 6
    return Array.from({ length: n }, (__, i) => `${32_400 + i * 600} ${i === n - 1 ? 1 : 0}`)
  })
  expect(run({})).toEqual(wanted)
  // Twice as many, and an hour later.
  expect(run({ scale: 2 }).map((day) => day.length)).toEqual(wanted.map((day) => day.length * 2))
  expect(run({ shift: 1 })[1]![0]).toBe('36000 0')
  expect(made.notes.join('\n')).toContain('32 days with 289 cases')
  // The rate stands by for whoever wants a growth of its own.
  expect(made.rate.casesPerHour).toBeCloseTo(63 / 168, 1)
})

test('a rate where days cannot be drawn, and it says why', async () => {
  const whyOf = async (history: Awaited<ReturnType<typeof desk>>) => {
    const { scenario, past, notes } = calibrate({ workflow, history, scenarioId: 'desk', pastFile })
    expect([scenario.demand.kind, past, scenario.past]).toEqual(['profile', null, undefined])
    return notes.find((note) => note.startsWith('Cases come by a rate'))
  }
  expect(await whyOf(await desk(20))).toContain('less than four weeks')
  expect(await whyOf(await desk(35, [], false))).toContain('does not tell Kind')
  // Nobody can keep a file: nothing is said of it.
  const { scenario, notes } = calibrate({ workflow, history: await desk(35), scenarioId: 'desk' })
  expect([scenario.demand.kind, notes.some((note) => note.includes('drawn anew'))]).toEqual(['profile', false])
})
