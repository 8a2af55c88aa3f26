import type { Band, Fan, Forecast } from '../../forecast/forecast.ts'
import { forecast as foretell } from '../../forecast/forecast.ts'
import { caseTable, finite, sayBand, sayClears } from '../../forecast/say-forecast.ts'
import { HistoryError } from '../../history/fault.ts'
import { instantOf, type OpenCases, readOpenCases } from '../../history/open-cases.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { localText } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { csvOf } from '../../workflow/csv.ts'
import { formatAmount, formatNumber, formatShare } from '../../words/number.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadPast, loadScenario } from '../documents.ts'
import { parse, readText, wholeNumber } from '../input.ts'
import { print, printJson, progress, say, writeOut } from '../output.ts'
import { table } from '../table.ts'

const usage =
  'forecast WORKFLOW --scenario FILE --open FILE [--from TIME] [--hours 72] [--replications 200] [--seed N] [--cases OUT.csv] [--json]'
/** Longer than this is no matter of today's cases. */
const mostHours = 24 * 28
/** Cases that are listed in words; the rest is in `--cases` and `--json`. */
const listed = 20

/** The next hours from the cases that are open now. */
export const forecast: Command = {
  usage,
  summary:
    'Foretells the next hours from the cases that are open now: how many wait where, when each queue clears, and which cases will miss their target.',
  flags: [
    [
      '--open FILE',
      'the open cases (CSV): case_id, state, since, arrived, and the workflow’s attributes; times on the scenario’s clock unless they name an offset',
    ],
    ['--from TIME', 'now, such as 2026-10-05T08:00; unless told, the latest time in the file of open cases'],
    ['--hours 72', 'how far'],
    ['--replications 200', 'futures; four of five of them lie between the two numbers that are printed'],
    ['--cases OUT.csv', 'writes every open case with the chance that it misses its target'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      scenario: { type: 'string' },
      open: { type: 'string' },
      from: { type: 'string' },
      hours: { type: 'string' },
      replications: { type: 'string' },
      seed: { type: 'string' },
      cases: { type: 'string' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    const path = values.scenario ?? refuse(`The scenario is missing.\nUsage: gemba ${usage}`)
    const openPath = values.open ?? refuse(`Say which cases are open with --open.\nUsage: gemba ${usage}`)
    if (values.json === true && values.cases === '-') return refuse('--json and --cases - would mix in one output. Give the cases a file.')
    const hours = wholeNumber(values.hours, 'hours', 1) ?? 72
    if (hours > mostHours) return refuse(`--hours takes at most ${mostHours}; for a longer time use “gemba simulate”.`)
    const { layout: _, ...workflow } = await loadDraft(positionals[0] ?? '')
    const scenario = await loadScenario(path)
    const past = await loadPast(path, scenario)
    const open = readOpen(await readText(openPath), openPath, workflow, scenario)
    const from = startOf(values.from, open, scenario)
    const found = await foretell({
      workflow,
      scenario,
      ...(past === undefined ? {} : { past }),
      open: open.cases,
      from,
      hours,
      replications: wholeNumber(values.replications, 'replications', 1) ?? 200,
      seed: wholeNumber(values.seed, 'seed', 0) ?? 1,
      breathe: () => breathe(signal),
      onProgress: (done, planned) => progress(`${done} of ${planned} futures`),
    }).finally(() => progress(null))
    if (!found.ok) return refuse(`This cannot be run:\n${found.problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`)
    const local = (instant: number) => localText(zoneOf(scenario.timezone).toLocal(instant)).slice(0, 16)
    const trust = trustOf(scenario).text
    if (values.cases !== undefined) await writeOut(values.cases, csvOf(caseTable(found.forecast.cases, local)))
    if (values.json) await printJson({ ...asJson(found.forecast, open.notes, local), trust })
    else {
      for (const note of open.notes) say(`note: ${note}`)
      await print(`${inWords(found.forecast, scenario, local)}\n\n${trust}`)
    }
    return 0
  },
}

function readOpen(text: string, path: string, workflow: Workflow, scenario: Scenario): OpenCases {
  try {
    return readOpenCases(text, workflow, scenario.timezone)
  } catch (error) {
    if (error instanceof HistoryError) return refuse(`${path}: ${error.message}`)
    throw error
  }
}

function startOf(text: string | undefined, { cases }: OpenCases, scenario: Scenario): number {
  const latest = cases.reduce((last, { since }) => Math.max(last, since), -Infinity)
  if (text === undefined) {
    if (latest === -Infinity) return refuse('No case is open, so say with --from when the forecast begins.')
    return Math.ceil(latest)
  }
  try {
    const from = Math.floor(instantOf(text, zoneOf(scenario.timezone)))
    const later = cases.filter(({ since }) => since > from).length
    if (later > 0) say(`note: ${formatAmount(later, 'open case is', 'open cases are')} from after ${text} and counted as just come.`)
    return from
  } catch (error) {
    if (error instanceof HistoryError) return refuse(`--from: ${error.message}`)
    throw error
  }
}

async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}

type Local = (instant: number) => string

function inWords(found: Forecast, scenario: Scenario, local: Local): string {
  const { hours, replications, cases, all, places } = found
  const marks = [...new Set([0, 8, 24, 48, 72, hours].filter((mark) => mark <= hours))].sort((one, other) => one - other)
  const rows = [all, ...places].map((fan) => [
    fan.title,
    ...marks.map((mark) => (mark === 0 ? formatNumber(fan.byHour[0]!.middle) : sayBand(fan.byHour[mark]!))),
    fan === all ? '' : sayClears((fan as Forecast['places'][number]).clears, hours),
  ])
  const due = cases.filter((one) => one.due !== null)
  const missed = due.filter(({ due: promise }) => promise!.at <= found.from)
  const likely = due.filter(({ due: promise }) => promise!.at > found.from && (promise!.breach ?? 0) >= 0.5)
  const worst = likely.toSorted((one, other) => one.due!.at - other.due!.at).slice(0, listed)
  return [
    `${hours} hours from ${local(found.from)} (${scenario.timezone}), from ${formatAmount(cases.length, 'open case')}, in ${formatAmount(replications, 'future')}. “12 (8–17)”: the middle one, and between which four of five lie.`,
    '',
    table(['Open, waiting or in work', ...marks.map((mark) => (mark === 0 ? 'now' : `+${mark} h`)), 'today’s are gone after'], rows),
    '',
    `${formatAmount(missed.length, 'open case has', 'open cases have')} missed the target already; ${likely.length} more ${likely.length === 1 ? 'is' : 'are'} likelier than not to miss it${likely.length > 0 ? ', the first to fall due on top' : ''}.`,
    ...(worst.length > 0
      ? [
          '',
          table(
            ['Case', 'State', 'Target', 'Due', 'Chance to miss it'],
            worst.map(({ open, state, due: promise }) => [
              open.id,
              state,
              promise!.what,
              local(promise!.at),
              formatShare(promise!.breach!),
            ]),
          ),
        ]
      : []),
    ...(likely.length > listed ? [`… and ${likely.length - listed} more: --cases OUT.csv has all.`] : []),
  ].join('\n')
}

function asJson({ from, hours, replications, all, places, pools, cases }: Forecast, notes: readonly string[], local: Local) {
  const band = ({ low, middle, high }: Band) => ({ low: finite(low), middle: finite(middle), high: finite(high) })
  const byHour = (fan: Fan) => fan.byHour.map(band)
  return {
    from: local(from),
    hours,
    replications,
    open: cases.length,
    all: byHour(all),
    places: places.map((fan) => ({ uid: fan.id, title: fan.title, byHour: byHour(fan), clearsHours: fan.clears && band(fan.clears) })),
    pools: pools.map((fan) => ({ id: fan.id, title: fan.title, byHour: byHour(fan) })),
    cases: cases.map(({ open, state, due, done }) => ({
      case: open.id,
      state,
      arrived: local(open.arrived),
      since: local(open.since),
      target: due && { what: due.what, due: local(due.at), chanceToMiss: due.breach },
      doneHours: band(done),
    })),
    notes,
  }
}
