import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { type CaseContext, createCaseMachine } from '../src/machine/implementations.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { beginProposal, setAside } from '../src/proposals/edits.ts'
import { writeProposal } from '../src/proposals/proposal-file.ts'
import { applyChange, changeBetween } from '../src/workflow/change-set.ts'
import { openFolder } from '../src/workspace/folder.node.ts'
import { openProject } from '../src/workspace/project.ts'
import { Report } from '../src/simulation/report/report.ts'
import { run, start } from './cli/gemba.ts'

/* The command line as cli.md promises it. */

const root = fileURLToPath(new URL('..', import.meta.url))
const abuse = join(root, 'workflows/abuse-reports')
const urgent = join(root, 'workflows/urgent-harm')
let work = ''

/** A command without standard input runs in a process that others ran in before; with it, in one of its own. */
const gemba = (args: readonly string[], input?: string) => (input === undefined ? run(work, args) : start(work, args, input))

const json = async (...args: string[]): Promise<unknown> => JSON.parse((await gemba([...args, '--json'])).out)

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'gemba-cli-'))
})

test('validate --rules lists the rules by id; a workflow that switches one off is told so and still passes', async () => {
  const listed = (await json('validate', '--rules')) as { rule: string }[]
  expect(listed.map(({ rule }) => rule)).toContain('unused-attribute')
  expect((await gemba(['validate', '--rules'])).out).toContain('unused-attribute (warning)\n')
  const file = JSON.parse(readFileSync(join(abuse, 'workflow.json'), 'utf8'))
  file.machine.meta.rulesOff = { 'event-unsent': 'The case system sends them.' }
  writeFileSync(join(work, 'off.json'), JSON.stringify(file))
  const { code, out } = await gemba(['validate', 'off.json'])
  expect([code, out]).toEqual([0, expect.stringContaining('(event-unsent)')])
  expect(await json('validate', 'off.json')).toMatchObject([{ rule: 'event-unsent', severity: 'off', fix: null }])
})

test('validate: 0 when all is well, 1 with errors, in words and in JSON', async () => {
  expect((await gemba(['validate', join(abuse, 'workflow.json')])).code).toBe(0)
  const broken = join(work, 'broken.json')
  writeFileSync(broken, readFileSync(join(urgent, 'workflow.json'), 'utf8').replace(/"NOT_URGENT": \[/, '"NEVER": ['))
  const found = await gemba(['validate', broken, '--json'])
  expect(found.code).toBe(1)
  const findings = JSON.parse(found.out) as object[]
  for (const finding of findings) expect(Object.keys(finding).sort()).toEqual(['file', 'fix', 'message', 'rule', 'severity', 'where'])
  expect(findings).toContainEqual(expect.objectContaining({ file: broken, severity: 'error' }))
  expect(await gemba(['validate', join(work, 'nowhere.json')])).toMatchObject({ code: 2, out: '' })
})

test('simulate: the report of the contract, the same for one worker and two', async () => {
  const simulated = (workers: string) =>
    json(
      'simulate',
      join(urgent, 'workflow.json'),
      '--scenario',
      join(urgent, 'scenarios/on-call.json'),
      '--replications',
      '3',
      '--days',
      '14',
      '--seed',
      '7',
      '--workers',
      workers,
    )
  const [one, two] = [Report.parse(await simulated('1')), Report.parse(await simulated('2'))]
  expect(one.digest).toBe(two.digest)
  expect({ ...one, wallSeconds: 0, workers: 0, peakMemoryBytes: 0 }).toEqual({ ...two, wallSeconds: 0, workers: 0, peakMemoryBytes: 0 })
  expect(one).toMatchObject({ seed: 7, replications: 3, checks: { littlesLaw: { ok: true }, conservation: { ok: true } } })
  for (const step of Object.values(one.steps)) {
    const causes = Object.values(step.waitBy).reduce((sum, seconds) => sum + seconds, 0)
    expect(Math.abs(causes - step.wait.mean.value), step.title).toBeLessThanOrEqual(1e-6 * Math.max(1, causes))
  }
  expect(Object.values(one.outcomes).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
})

test('simulate --trace leads a real XState machine through the same states', async () => {
  const trace = join(work, 'trace.jsonl')
  expect(
    (
      await gemba([
        'simulate',
        join(urgent, 'workflow.json'),
        '--scenario',
        join(urgent, 'scenarios/on-call.json'),
        '--replications',
        '1',
        '--days',
        '7',
        '--trace',
        trace,
      ])
    ).code,
  ).toBe(0)
  const read = readWorkflow(readFileSync(join(urgent, 'workflow.json'), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  type Line = { case: number; event: string; state: unknown; context?: CaseContext }
  const lines = readFileSync(trace, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const byCase = new Map<number, Line[]>()
  for (const line of lines) {
    const own = byCase.get(line.case)
    if (own) own.push(line)
    else byCase.set(line.case, [line])
  }
  expect(byCase.size).toBeGreaterThan(50)
  const machines = new Map<string, ReturnType<typeof createCaseMachine>>()
  for (const own of byCase.values()) {
    const context = own[0]?.context ?? {}
    const key = JSON.stringify(context)
    const machine = machines.get(key) ?? createCaseMachine(read.workflow, context)
    machines.set(key, machine)
    // Timers are sent as the trace has them, so the actor's own clock never moves.
    const actor = createActor(machine, { clock: { setTimeout: () => 0, clearTimeout: () => {} } })
    actor.start()
    for (const { event, state } of own) {
      if (event !== 'xstate.init') actor.send({ type: event } as never)
      expect(actor.getSnapshot().value).toEqual(state)
    }
  }
})

test('simulate --log can stand in for a history', async () => {
  const log = join(work, 'log.csv')
  await gemba([
    'simulate',
    join(urgent, 'workflow.json'),
    '--scenario',
    join(urgent, 'scenarios/on-call.json'),
    '--replications',
    '1',
    '--days',
    '7',
    '--log',
    log,
  ])
  expect(readFileSync(log, 'utf8').split('\n')[0]).toBe('case_id,activity,enabled,start,end,resource,category')
  expect(await json('profile', log)).toMatchObject({ form: 'events', reading: { bad: 0 } })
  const scenario = join(work, 'again.json')
  expect((await gemba(['calibrate', join(urgent, 'workflow.json'), '--history', log, '-o', scenario])).code).toBe(0)
  expect((await gemba(['validate', join(urgent, 'workflow.json'), '--scenario', scenario])).code).toBe(0)
})

test('simulate --history runs all of it unless told a part, and says how much it ran', async () => {
  const replay = (...words: string[]) =>
    gemba([
      'simulate',
      join(urgent, 'workflow.json'),
      '--scenario',
      join(urgent, 'scenarios/on-call.json'),
      '--history',
      join(urgent, 'history/2026-04-to-2026-09.csv.gz'),
      '--replications',
      '1',
      '--json',
      ...words,
    ])
  const days = ({ out }: { readonly out: string }) => {
    const { period } = JSON.parse(out) as { period: { from: string; to: string } }
    return (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000
  }
  const whole = await replay('--from', '2026-08-15')
  expect([days(whole), whole.err]).toEqual([
    52,
    expect.stringMatching(/^The whole history is run, 2026-08-15 to 2026-10-05: 906 cases in 52 days/),
  ])
  const part = await replay('--days', '7')
  expect([days(part), part.err]).toEqual([7, expect.stringMatching(/Only a part of the history is run: \d+ of 3,160 cases\./)])
  const few = await replay('--cases', '20')
  expect(few.err).toMatch(/Only a part of the history is run: 20 of 3,160 cases\./)
  const none = await replay('--from', '2030-01-01')
  expect([none.code, none.err]).toEqual([2, expect.stringMatching(/No case of the history arrives from 2030-01-01/)])
})

test('a small log in another dialect, ends only, nobody named: what is said counts in the singular, is of its size, and says what comes next', async () => {
  const lines = ['Vorgangsnummer;Aktivität;Erledigt am;Betrag']
  for (let i = 0; i < 60; i++) {
    const at = (hour: string) => `${String(1 + (i % 28)).padStart(2, '0')}.0${1 + Math.floor(i / 28)}.2025 ${hour}:${10 + (i % 40)}`
    lines.push(`${i};Eingang;${at('08')};${i},50`, `${i};Prüfung;${at(i % 3 === 0 ? '09' : '11')};${i},50`)
  }
  const folder = mkdtempSync(join(work, 'dialect-'))
  const [log, drawn, fitted] = ['log.csv', 'drawn.json', 'fitted.json'].map((name) => join(folder, name)) as [string, string, string]
  writeFileSync(log, Buffer.from(lines.join('\r\n'), 'latin1'))
  const first = await gemba(['discover', log, '-o', drawn])
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('The log names nobody who works')])
  expect((await gemba(['discover', log, '-o', drawn])).err).toContain(`${drawn} was drawn so before; it stays as it is.`)
  const { code, err } = await gemba(['calibrate', drawn, '--history', log, '--luck', 'auto', '-o', fitted])
  expect(code).toBe(0)
  expect(err).toMatch(/Demand: [\d.]+ cases? a day on average/)
  expect(err).toContain('The workflow has no case attributes, so that all cases are of one kind.')
  expect(err).toContain('past luck')
  expect(err).toMatch(/Checked against its history: its one time comes back|Against its history the lead time/)
  expect(err).toContain(`gemba backtest ${drawn} --history ${log} --keep ${fitted}`)
  expect(err).not.toMatch(/\b1 (rows|cases|times|people)\b|[−+]?−0 %/)
  const run = await gemba(['simulate', drawn, '--scenario', fitted, '--history', log, '--replications', '2'])
  expect([run.code, run.out]).toEqual([0, expect.stringContaining('No step has people, so nobody is ever short.')])
  expect(run.out).toMatch(/ cases? arrived in 2 replications together/)
  expect(run.out).not.toMatch(/Bottleneck: ([^:]+): \1/)
  // What cannot be read says which columns there are, and the line that answers.
  writeFileSync(log, 'Nummer;Art\r\n1;a\r\n2;b')
  expect((await gemba(['profile', log])).err).toMatch(
    /The columns are “Nummer”, “Art”\. Say it in a mapping file: \{"columns":\{"\w+":"Nummer"\}\} for “Nummer”\./,
  )
})

test('a history alone: drawn, fitted and foretold; a red ends with 1', async () => {
  // Of 600 cases, for it is the way from one command to the next that is looked at and no figure.
  const [header = '', ...rows] = gunzipSync(readFileSync(join(urgent, 'history/2026-04-to-2026-09.csv.gz')))
    .toString()
    .trimEnd()
    .split('\n')
  const first = new Set(Array.from({ length: 600 }, (_, index) => `U${index + 1}`))
  const history = join(work, 'first.csv')
  writeFileSync(history, [header, ...rows.filter((row) => first.has(row.slice(0, row.indexOf(','))))].join('\n'))
  mkdirSync(join(work, 'drawn'))
  const drawn = join(work, 'drawn/workflow.json')
  expect((await gemba(['discover', history, '-o', drawn])).out).toMatch(
    /steps, .* ways between them.*\nThe drawing can do|The drawing can do/,
  )
  expect((await gemba(['validate', drawn])).out).toMatch(/No problems/)
  expect(
    Object.keys((JSON.parse(readFileSync(join(work, 'drawn/layout.json'), 'utf8')) as { placements: object }).placements).length,
  ).toBeGreaterThan(5)
  const told = await json('discover', history)
  expect(told).toMatchObject({ keep: 0.01, fitness: { cases: expect.any(Number) as number } })
  const log = join(work, 'foretold.csv')
  const { code, out } = await gemba(['backtest', drawn, '--history', history, '--replications', '1', '--log', log, '--json'])
  const found = JSON.parse(out) as { verdict: string; questions: { colour: string }[]; text: string }
  expect(code).toBe(found.questions.some(({ colour }) => colour === 'red') ? 1 : 0)
  expect(found).toMatchObject({
    split: { train: 480, test: 120 },
    metrics: { ngram: {} },
    given: { ngram: {} },
    bars: {},
    days: {},
    drift: {},
  })
  expect(found.text).toMatch(/^(Use it for|Do not use it)/)
  expect(await json('profile', log)).toMatchObject({ form: 'events', cases: 120 })
})

test('what cannot be run is refused with a reason and exit 2', async () => {
  const scenario = JSON.parse(readFileSync(join(urgent, 'scenarios/on-call.json'), 'utf8')) as { pools: object }
  writeFileSync(join(work, 'no-pools.json'), JSON.stringify({ ...scenario, pools: {} }))
  const refused = await gemba(['simulate', join(urgent, 'workflow.json'), '--scenario', join(work, 'no-pools.json')])
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toMatch(/pool/)
  writeFileSync(join(work, 'newer.json'), readFileSync(join(urgent, 'workflow.json'), 'utf8').replace('"format": 1', '"format": 99'))
  expect(await gemba(['validate', join(work, 'newer.json')])).toMatchObject({ code: 1, out: expect.stringMatching(/format 99/) as string })
})

test('diff: words, JSON, and exit code 1 when asked', async () => {
  const [base, head] = [join(abuse, 'revisions/1.0.0.json'), join(abuse, 'revisions/1.1.0.json')]
  const found = (await json('diff', base, head)) as {
    base: string
    head: string
    version: object
    changes: { channel: string; text: string }[]
    impact: null
  }
  expect(found).toMatchObject({
    base: '1.0.0',
    head: '1.1.0',
    version: { from: '1.0.0', suggested: expect.any(String) as string },
    impact: null,
  })
  expect(new Set(found.changes.map(({ channel }) => channel))).toEqual(new Set(['behaviour', 'operations', 'policy', 'layout']))
  expect((await gemba(['diff', base, head, '--exit-code'])).code).toBe(1)
  expect((await gemba(['diff', base, base, '--exit-code'])).code).toBe(0)
})

test('diff --head-scenario: base in its scenario, head in its own; one more person shortens, and a new step is measured', async () => {
  const file = join(urgent, 'workflow.json')
  const scenario = JSON.parse(readFileSync(join(urgent, 'scenarios/on-call.json'), 'utf8')) as {
    pools: Record<string, { shifts: { people: number }[] }>
    performance: Record<string, unknown>
    run: object
  }
  scenario.run = { ...scenario.run, days: 7, replications: 3, warmup: 1 }
  const [now, more, unknown] = ['now.json', 'more.json', 'unknown.json'].map((name) => join(work, name)) as [string, string, string]
  writeFileSync(now, JSON.stringify(scenario))
  const pools = Object.fromEntries(
    Object.entries(scenario.pools).map(([id, pool]) => [
      id,
      { ...pool, shifts: pool.shifts.map((shift) => ({ ...shift, people: shift.people + 3 })) },
    ]),
  )
  writeFileSync(more, JSON.stringify({ ...scenario, pools }))
  type Said = {
    impact: { measures: Record<string, { difference: { value: number } }>; text: string[] }
    changes: { place: { kind: string } }[]
  }
  const both = (await json('diff', file, file, '--scenario', now)) as Said
  expect(both.impact.measures['leadTimeMean']?.difference.value).toBe(0)
  const head = (await json('diff', file, file, '--scenario', now, '--head-scenario', more)) as Said
  expect(head.impact.measures['leadTimeMean']?.difference.value).toBeLessThan(0)
  expect(new Set(head.changes.map(({ place }) => place.kind))).toEqual(new Set(['scenario']))
  const { performance } = scenario
  const [first, ...others] = Object.entries(performance)
  writeFileSync(unknown, JSON.stringify({ ...scenario, performance: Object.fromEntries(others), origins: {} }))
  const borrowed = (await json('diff', file, file, '--scenario', unknown)) as Said
  expect(first).toBeDefined()
  expect(borrowed.impact.text.join(' ')).toContain('Guessed: the scenario says nothing of')
  expect(await gemba(['diff', file, file, '--head-scenario', more])).toMatchObject({ code: 2, out: '' })
})

test('export, import and step go round', async () => {
  const machine = join(work, 'machine.json')
  const again = join(work, 'again/workflow.json')
  await cp(abuse, join(work, 'again'), { recursive: true })
  expect((await gemba(['export', join(abuse, 'workflow.json'), '--to', 'xstate', '-o', machine])).code).toBe(0)
  expect((await gemba(['import', machine, '--from', 'xstate', '-o', again])).code).toBe(0)
  expect((await gemba(['diff', join(abuse, 'workflow.json'), again, '--json'])).out).toContain('"changes"')
  for (const [format, sign] of [
    ['md', '# '],
    ['html', '<!doctype html>'],
    ['svg', '<svg'],
  ] as const) {
    const { code, out } = await gemba(['export', join(abuse, 'workflow.json'), '--to', format, '-o', '-'])
    expect({ format, code, starts: out.toLowerCase().includes(sign) }).toEqual({ format, code: 0, starts: true })
  }
  const steps = await gemba(['step', join(urgent, 'workflow.json'), '--events', '-', '--json'], '{"event": "URGENT"}\n{"wait": "PT10M"}\n')
  expect(
    steps.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { state: unknown }).state),
  ).toHaveLength(3)
  const mixed = [
    { case: 2 ** 30 + 1, time: 0, event: 'gemba.open', context: {} },
    { case: 1, time: 60, event: 'xstate.init' },
    { case: 2, time: 70, event: 'xstate.init' },
    { case: 2, time: 80, event: 'NOT_URGENT' },
    { case: 1, time: 90, event: 'URGENT' },
  ]
  const lines = (given: readonly object[]) => given.map((line) => JSON.stringify(line)).join('\n')
  const walked = await gemba(['step', join(urgent, 'workflow.json'), '--events', '-', '--json'], lines(mixed))
  const urgentOnly = await gemba(
    ['step', join(urgent, 'workflow.json'), '--events', '-', '--json'],
    '{"wait": "PT30S"}\n{"event": "URGENT"}\n',
  )
  const last = (text: string) => JSON.parse(text.trim().split('\n').at(-1)!) as object
  expect(last(walked.out)).toEqual(last(urgentOnly.out))
  const open = await gemba(['step', join(urgent, 'workflow.json'), '--events', '-'], lines(mixed.slice(0, 1)))
  expect(open).toMatchObject({ code: 2, err: expect.stringContaining('open when the run began') as string })
})

test('publish writes the revision and its runbook beside it, and never a version twice', async () => {
  const folder = join(work, 'publish/urgent-harm')
  await cp(urgent, folder, { recursive: true })
  const file = join(folder, 'workflow.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"title": "Assess"', '"title": "Assess at once"'))
  const published = await gemba(['publish', file, '--bump', 'minor', '--message', 'A clearer name'])
  expect({ ...published, err: '' }).toEqual({ code: 0, out: '1.2.0\n', err: '' })
  for (const place of ['revisions/1.2.0.json', 'runbooks/1.2.0.md', 'runbooks/1.2.0.html'])
    expect(existsSync(join(folder, place)), place).toBe(true)
  expect(readFileSync(join(folder, 'runbooks/1.2.0.md'), 'utf8')).toContain('A clearer name')
  expect(await gemba(['publish', file])).toMatchObject({ code: 2, out: '' })
  expect(readdirSync(join(folder, 'revisions')).sort()).toEqual(['1.0.0.json', '1.1.0.json', '1.2.0.json'])
})

test('publish --proposal: its workflow part goes into the version, its people into a scenario from the day, and what is beside the version is said', async () => {
  const folder = join(work, 'proposed/urgent-harm')
  await cp(urgent, folder, { recursive: true })
  const opened = await openProject(openFolder(join(work, 'proposed')), 'urgent-harm')
  if (!opened.ok) throw new Error(opened.message)
  const { tables } = opened.project
  const scenario = tables.scenarios['on-call']!
  const pools = Object.fromEntries(
    Object.entries(scenario.pools).map(([id, pool]) => [id, { ...pool, shifts: pool.shifts.map((s) => ({ ...s, people: s.people + 1 })) }]),
  )
  const hire = {
    label: 'Hire',
    change: changeBetween(tables, { ...tables, scenarios: { ...tables.scenarios, 'on-call': { ...scenario, pools } } }),
  }
  const begun = beginProposal(tables, { title: 'One more on call', reason: 'Nights.', scenario: 'on-call' }, hire)
  if ('refused' in begun) throw new Error(begun.refused)
  const tried = applyChange(tables, begun.change)
  const aside = setAside(tried)
  if ('refused' in aside) throw new Error(aside.refused)
  const kept = applyChange(tried, aside.change)
  mkdirSync(join(folder, 'proposals'))
  writeFileSync(join(folder, 'proposals/one-more-on-call.json'), writeProposal(kept.proposals['one-more-on-call']!, kept))
  const file = join(folder, 'workflow.json')
  const before = readFileSync(join(folder, 'scenarios/on-call.json'), 'utf8')
  expect(await gemba(['publish', file, '--proposal', 'nothing'])).toMatchObject({ code: 2, out: '' })
  expect(await gemba(['publish', file, '--proposal', 'one-more-on-call'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('say from which day') as string,
  })
  expect(await gemba(['publish', file, '--proposal', 'one-more-on-call', '--from', '1 December'])).toMatchObject({ code: 2 })
  const published = await gemba(['publish', file, '--proposal', 'one-more-on-call', '--from', '2026-12-01', '--bump', 'patch'])
  expect(published).toMatchObject({ code: 0, out: '1.1.1\n' })
  expect(published.err).toMatch(
    /not in the version, in force from 2026-12-01: On-call analyst: one person more, .*; \+168 h a week \(168 → 336\)/,
  )
  expect(readFileSync(join(folder, 'scenarios/on-call.json'), 'utf8')).toBe(before)
  expect(readFileSync(join(folder, 'scenarios/on-call-from-2026-12-01.json'), 'utf8')).toContain('"As staffed from 1 December 2026"')
  const proposal = JSON.parse(readFileSync(join(folder, 'proposals/one-more-on-call.json'), 'utf8')) as object
  expect(proposal).toMatchObject({ status: 'published', published: { version: '1.1.1', from: '2026-12-01' } })
  // What was published is what the export of that version gives, byte for byte.
  for (const kind of ['md', 'html']) {
    const { out } = await gemba(['export', join(folder, 'revisions/1.1.1.json'), '--to', kind, '-o', '-'])
    expect(out === readFileSync(join(folder, `runbooks/1.1.1.${kind}`), 'utf8'), kind).toBe(true)
  }
})

test('bad usage ends with 2 and one clear message', async () => {
  expect(await start(work, ['dance'])).toMatchObject({ code: 2, out: '' })
  expect(await gemba(['simulate'])).toMatchObject({ code: 2, err: expect.stringContaining('Usage') as string })
  expect(await gemba(['schema', 'nothing'])).toMatchObject({ code: 2 })
  for (const name of ['workflow', 'scenario', 'report', 'mapping', 'diff'])
    expect(JSON.parse((await gemba(['schema', name])).out)).toHaveProperty('type')
})
