import { backtest as backtestHistory } from '../../backtest/backtest.ts'
import type { Backtested } from '../../backtest/backtest.ts'
import type { EventLog } from '../../backtest/event-log.ts'
import { sayCases } from '../../history/case-scripts.ts'
import type { Sourcing } from '../../history/case-scripts.ts'
import { foretoldOf, sizeOf, verdictOf } from '../../backtest/verdict.ts'
import type { Measures } from '../../backtest/score.ts'
import type { Judged, Verdict } from '../../backtest/verdict.ts'
import { mean } from '../../history/quantile.ts'
import { estimate } from '../../simulation/report/estimate.ts'
import { localText } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import { formatAmount, formatSigned } from '../../words/number.ts'
import { csvLine } from '../../workflow/csv.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { type Command, refuse } from '../command.ts'
import type { Check, Foretold } from '../../simulation/model/check.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { uncheckedHash, writeScenario } from '../../simulation/model/scenario-file.ts'
import { loadDraft, loadScenario } from '../documents.ts'
import { loadHistory } from '../history.ts'
import { parse, wholeNumber } from '../input.ts'
import { print, printJson, progress, say, writeOut } from '../output.ts'
import { table } from '../table.ts'

const usage =
  'backtest [WORKFLOW] --history FILE [--map FILE] [--large] [--train 0.8 | --until DATE] [--replications N] [--seed N] [--log OUT.csv] [--keep SCENARIO.json] [--json]   or: backtest HISTORY …'

/** Foretells the end of a history from its beginning. */
export const backtest: Command = {
  usage,
  summary:
    'Learns from the first part of a history, foretells the rest, and says what the model may be used for. Exit 1 if it may not be used for something.',
  flags: [
    ['WORKFLOW', 'the drawing to test; without it one is drawn from the first part'],
    ['--train 0.8', 'share of the cases, by arrival, to learn from; --until DATE instead: all that came before'],
    ['--replications N', 'runs in each of the two ways, on the model’s own arrivals and on the true ones; 10 unless told'],
    ['--log OUT.csv', 'the first run on the true arrivals, in the form of a history'],
    [
      '--keep SCENARIO',
      'writes what is said into this scenario, which gemba calibrate has made of the same history: it stands beside its figures',
    ],
    ['--map FILE', 'what the columns are, their zone and time format, where they are not recognised'],
    ['--large', 'reads a packed history however far it unpacks'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      history: { type: 'string' },
      map: { type: 'string' },
      large: { type: 'boolean' },
      train: { type: 'string' },
      until: { type: 'string' },
      replications: { type: 'string' },
      seed: { type: 'string' },
      log: { type: 'string' },
      keep: { type: 'string' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 0, most: 1 })
    const [named] = positionals
    const path = values.history ?? named
    if (path === undefined) return refuse(`The history is missing.\nUsage: gemba ${usage}`)
    if (values.history === undefined && /\.json$/i.test(path))
      return refuse(`${path} looks like a workflow; say --history FILE beside it.\nUsage: gemba ${usage}`)
    if (values.json === true && values.log === '-') return refuse('--json and --log - would mix in one output. Give the log a file.')
    if (values.train !== undefined && values.until !== undefined) return refuse('Give --train or --until, not both.')
    const workflow = values.history === undefined || named === undefined ? null : await workflowAt(named)
    const history = await loadHistory(path, values, signal)
    const fitted = values.keep === undefined ? null : await loadFitted(values.keep)
    const found = await backtestHistory({
      history,
      workflow,
      ...(values.train === undefined ? {} : { train: shareOf(values.train) }),
      ...(values.until === undefined ? {} : { until: values.until }),
      replications: wholeNumber(values.replications, 'replications', 1) ?? 10,
      seed: wholeNumber(values.seed, 'seed', 0) ?? 1,
      // What is kept in a scenario speaks of its own luck.
      ...(fitted ? { luck: fitted.run.luck ?? 'drawn' } : {}),
      breathe: () => breathe(signal),
      onProgress: progress,
    }).finally(() => progress(null))
    const verdict = verdictOf(found)
    if (values.keep !== undefined && fitted) {
      await keepIn(values.keep, fitted, foretoldOf(found, verdict, today()))
      say(`What it may be used for is kept in ${values.keep}.`)
    }
    if (values.log !== undefined) await writeOut(values.log, asCsv(found.first))
    if (values.json) await printJson(asJson(found, verdict))
    else {
      for (const note of found.notes) say(note)
      await print(inWords(found, verdict))
    }
    return verdict.colour === 'red' ? 1 : 0
  },
}

/** A scenario that is as it was when it was checked against history; what a back-test says would be of another one else. */
async function loadFitted(path: string): Promise<Scenario & { readonly check: Check }> {
  const scenario = await loadScenario(path)
  const { check } = scenario
  if (!check) return refuse(`${path} was not made of a history. Fit it first: gemba calibrate WORKFLOW --history FILE -o ${path}`)
  if (check.of !== uncheckedHash(scenario))
    return refuse(`${path} was changed since it was fitted, so that a back-test of the fit says nothing of it.`)
  return { ...scenario, check }
}

async function keepIn(path: string, scenario: Scenario & { readonly check: Check }, foretold: Foretold): Promise<void> {
  await writeOut(path, writeScenario({ ...scenario, check: { ...scenario.check, foretold } }))
}

const today = () => new Date().toISOString().slice(0, 10)

async function workflowAt(path: string): Promise<Workflow> {
  const { layout: _, ...workflow } = await loadDraft(path)
  return workflow
}

function shareOf(text: string): number {
  const share = Number(text)
  return share > 0 && share < 1 ? share : refuse(`--train takes a share between 0 and 1, not “${text}”.`)
}

async function breathe(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise((resolve) => setImmediate(resolve))
}

function splitOf({ split, binMinutes, scenario }: Backtested) {
  const clock = (epoch: number) => localText(zoneOf(scenario.timezone).toLocal(epoch))
  const { trainCases, testCases, leftOut } = split
  return {
    border: clock(split.border),
    lastArrival: clock(split.lastArrival),
    train: trainCases,
    test: testCases,
    leftOut,
    binMinutes,
  }
}

function asCsv(log: EventLog): string {
  const clock = (time: number) => new Date(time).toISOString().slice(0, 23)
  const lines = log.rows.map(({ case: id, activity, start, end, resource, category, timed }) =>
    csvLine([id, activity, timed ? clock(start) : '', clock(end), resource, category]),
  )
  return [csvLine(['case_id', 'activity', 'start', 'end', 'resource', 'category']), ...lines, ''].join('\n')
}

const finite = (value: number) => (Number.isFinite(value) ? value : null)

function asJson(found: Backtested, { colour, answers, text }: Verdict) {
  const judged = answers.flatMap(({ measured }) => measured)
  const byName = <T>(of: (one: Judged) => T) => Object.fromEntries(judged.map((one) => [one.measure.name, of(one)]))
  const numOf = (values: readonly number[]) => {
    const { value, low, high } = estimate(values)
    return { value: value === null ? null : finite(value), low, high }
  }
  return {
    split: splitOf(found),
    metrics: byName(({ freeRuns, replay, noise }) => ({ model: numOf(freeRuns), replay: finite(replay), noise: finite(noise) })),
    given: byName(({ givenRuns }) => ({ model: numOf(givenRuns) })),
    scripted: byName((one) => finite(givenMean(one, found.scripted))),
    tables: byName((one) => finite(givenMean(one, found.tables))),
    luck: {
      choice: found.luck.chosen ? 'history' : 'drawn',
      scripted: sourcingOf(found.luck.best),
      because: found.luck.because,
      tried: found.luck.tried.map(({ sourcing, cases, off }) => ({
        luck: sourcing ? 'history' : 'drawn',
        ...(sourcing ? sourcingOf(sourcing) : {}),
        cases,
        off: finite(off),
      })),
    },
    days: byName(({ days }) => finite(days)),
    bars: byName(({ bar }) => bar),
    questions: answers.map(({ title, colour: own, measured, because }) => ({
      title,
      colour: own,
      measures: measured.map(({ measure }) => measure.name),
      because,
    })),
    swaps: found.swaps.map(({ part, measures }) => ({ part, measures: byName(({ measure }) => finite(measures[measure.key] ?? NaN)) })),
    drift: byName(({ measure }) => finite(found.drift[measure.key] ?? NaN)),
    verdict: colour,
    text,
  }
}

/** What runs on the true arrivals come to; nothing for what is judged on the model's own. */
function givenMean({ measure }: Judged, runs: readonly Measures[]): number {
  return measure.free ? NaN : mean(runs.map((run) => run[measure.key] ?? NaN))
}

const sourcingOf = ({ weeks, waits }: Sourcing) => ({ weeks: finite(weeks), waits })

const marks = { green: '', amber: ' ~', red: ' !' }

function luckOf({ luck: { chosen, because } }: Backtested): string {
  return chosen ? `The model has past luck: ${because}.` : `The model has the fitted tables: ${because}.`
}

function inWords(found: Backtested, { answers, text }: Verdict): string {
  const { border, train, test, leftOut, binMinutes } = splitOf(found)
  const write = ({ measure }: Judged, value: number) =>
    !Number.isFinite(value) ? '–' : measure.unit === 'error' ? formatSigned(value, (size) => sizeOf(measure, size)) : sizeOf(measure, value)
  const rows = answers.flatMap(({ title, measured }) => [
    [`${title}:`],
    ...measured.map((one) => [
      `  ${one.measure.title}${one.measure.free ? ' (free)' : ''}${marks[one.colour]}`,
      write(one, one.value),
      write(one, givenMean(one, found.luck.chosen ? found.tables : found.scripted)),
      sizeOf(one.measure, one.bar),
      write(one, one.replay),
      write(one, one.days),
      write(one, one.noise),
    ]),
  ])
  return [
    text,
    '',
    `Learnt from ${formatAmount(train, 'case')} that came before ${border.replace('T', ' ')}, and foretold ${formatAmount(test, 'case')}${leftOut > 0 ? `; ${formatAmount(leftOut, 'case')} at the end left out, of which only quick ones can be complete` : ''}.${found.breaksOff ? ' The history breaks off at its end, and so does all that is laid beside it.' : ''}${found.isDrawn ? ' The workflow was drawn from the first part.' : ''}`,
    '',
    table(
      [
        'how far off',
        'model',
        found.luck.chosen ? 'with tables' : 'with past luck',
        'bar',
        'copy of history',
        'days drawn anew',
        'chance alone',
      ],
      rows,
    ),
    '',
    `0 is the same. Given the true arrivals, but for what is marked “free”; mean of ${formatAmount(found.given.length, 'run')}. With past luck each case takes the ways, the outside waits and the work of a past case, and only queues and people are the model’s: ${sayCases(found.luck.best)}. ${luckOf(found)} Distances in time are in ${binMinutes === 1 ? 'bins of a minute' : 'bins of an hour'}. “~” is beyond its bar, “!” by more than the bar again.`,
  ].join('\n')
}
