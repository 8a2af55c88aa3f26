import type { Profile } from '../simulation/model/demand.ts'
import type { Origin, Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { HistoryError } from './fault.ts'
import { noUsableRow } from './no-rows.ts'
import { activityStates } from './activity-states.ts'
import { fitClosedHours } from './closed-hours.ts'
import { enabledRows } from './enablement.ts'
import { censoringOf, fullUntil, indexCases, lastInstant } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { caseAttributes } from './case-attributes.ts'
import { arrivalSeries } from './demand.ts'
import type { Evidence } from './evidence.ts'
import { askedSince, fitDelays, outsideOf } from './delay-fit.ts'
import { fitDemand } from './demand-fit.ts'
import type { History } from './history.ts'
import { fitMixByWeek } from './mix-by-week.ts'
import { fitMix } from './mix-fit.ts'
import { breaksOff } from './log-end.ts'
import { observedTimes } from './observed-times.ts'
import type { ObservedTimes } from './observed-times.ts'
import { observeWork } from './observed-work.ts'
import { isBesideOthers, openWaits, waitingFor } from './open-waits.ts'
import { rareDelays } from './passed-over.ts'
import { queuedBySteps, withoutRows } from './patience-fit.ts'
import { fitPerformance } from './performance-fit.ts'
import { fitPools } from './pool-fit.ts'
import { asAttended, leftOpen } from './left-open.ts'
import { fitRests } from './rest-fit.ts'
import { fitShared, sharedTimes } from './shared-time.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import { fewestSources, SeenVisits, sourcesOf } from './case-scripts.ts'
import type { CaseScript, Sourcing } from './case-scripts.ts'
import { mostCases, pastText } from './past-fit.ts'
import type { Roster } from './roster/roster.ts'
import { sha256 } from '../workflow/hash.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { formatAmount } from '../words/number.ts'
import { zoneOf } from '../simulation/model/zone.ts'

type CalibrateOptions = {
  readonly workflow: Workflow
  readonly history: History
  /** id of the scenario to make: lower-case letters, digits, hyphens. */
  readonly scenarioId: string
  /** Date or wall-clock time in the history's zone; what happens from then on is not looked at. Default: all. */
  readonly until?: string
  /** What the history does not tell is kept from here. */
  readonly base?: Scenario
  /**
   * What a file of past cases that can be written beside the scenario is to be called, NAME.past.jsonl, from its SHA-256. Absent: there can be none.
   */
  readonly pastFile?: (hash: string) => string
  /** Cases come by a rate, where they could by days of the past drawn anew as well. */
  readonly byRate?: boolean
  /** Which past cases lend their luck to those of a run; absent: what befalls a case is drawn. Needs a file of past cases. */
  readonly luck?: Sourcing
  readonly index?: CaseIndex
  /** Who is on shift when, where a roster came beside the history: pools that it tells of have its shifts. */
  readonly roster?: Roster
}

export type Calibration = {
  readonly scenario: Scenario
  /** What was done and what to know, in sentences. */ readonly notes: readonly string[]
  /** Titles of the steps before which the waits grow: their trend is carried on for a while, and what comes after that is not told. */
  readonly growing: readonly string[]
  /** The history's own times, to be put beside those of a run (observed-times.ts). */
  readonly observed: ObservedTimes
  /** The arrivals as a rate, also where days of the past are drawn: for whoever wants a growth of its own. */
  readonly rate: Profile
  /** The file of past cases that the scenario names, to be written beside it; null: it names none. */
  readonly past: { readonly file: string; readonly text: string } | null
  /** What each case that is learnt from did, visit by visit. */
  readonly scripts: readonly CaseScript[]
}

/**
 * Makes a scenario from a history: demand, mix, handle times, outcome shares, pools and shifts, each with its origin (fitted, typed or guessed).
 * Cases that arrive so late that only quick ones can be complete are left out of times and shares (accuracy: right-censoring), not out of the demand.
 * Throws a RangeError when the history has no arrival before `until`, or `until` is not a date.
 */
export function calibrate({
  workflow,
  history,
  scenarioId,
  until: untilText,
  base,
  pastFile,
  byRate = false,
  luck,
  index: asRead = indexCases(history),
  roster,
}: CalibrateOptions): Calibration {
  const states = activityStates(history.activity.values, workflow, history.mapping)
  const index = history.form === 'events' ? { ...asRead, enabled: enabledRows(history, asRead, workflow, states) } : asRead
  const notes: string[] = []
  const origins: Record<string, Origin> = {}
  const until = Math.min(untilText === undefined ? Infinity : instantOf(untilText, history.timezone), lastInstant(history) + 1)
  const series = arrivalSeries(history, index, until)
  if (!series && history.rows === 0) throw noUsableRow(history)
  if (!series) throw new HistoryError(`The history has no arrival before ${untilText ?? 'its end'}.`)
  const { cut, leftOut } = censoringOf(index, until)
  if (leftOut > 0)
    notes.push(
      `${formatAmount(leftOut, 'case')} that arrived near the end ${leftOut === 1 ? 'was' : 'were'} left out of times and shares: of these only quick ones can be complete.`,
    )
  const chosen = (c: number) => index.arrived[c]! <= cut
  const everyone = (c: number) => index.arrived[c]! < until
  const open = history.form === 'events' ? openWaits({ workflow, history, index, states, until }) : []
  const waiting = waitingFor(open)
  const shared = sharedTimes(history, index, until)
  const rowWork = leftOpen(history, index, until, shared)
  const attended = asAttended(history, rowWork)
  const visits = new SeenVisits()
  const worked = new Float64Array(history.rows).fill(NaN)
  const evidence: Evidence = {
    workflow,
    history,
    index,
    base,
    until,
    full: fullUntil(index, until),
    series,
    timezone: history.timezone,
    attributes: caseAttributes(history, index, workflow),
    work: observeWork({ history, index, workflow, chosen, until, waiting, rowWork }),
    open,
    chosen,
    roster: roster ?? null,
    seen: (step, what, row, seconds, was) => {
      visits.take(step, what, row, seconds, was)
      if (what === 'time') worked[row] = was ?? seconds
    },
    note: (sentence) => notes.push(sentence),
    origin: (path, origin) => {
      origins[path] = origin
    },
  }
  tellUnmatched(evidence)
  const { start, demand, days, rate } = fitDemand(evidence, pastFile !== undefined && !byRate)
  const asking = queuedBySteps(evidence)
  const { outside, hiding, passedOver, queues } = outsideOf({ ...evidence, history: attended }, asking)
  const noQueue = new Set(passedOver.flatMap(({ waits }) => waits.map(({ row }) => row)))
  const queued = withoutRows(asking, noQueue)
  // What the outside world takes is no queue, so that it says nothing of who was not there.
  const { pools, onDuty, guessed } = fitPools(
    { ...evidence, history: attended, index: { ...index, enabled: askedSince(index.enabled, outside) } },
    hiding,
    queued,
    noQueue,
  )
  // Error rates and views are not in a history: what the base says of them is kept, and where it came from.
  for (const [path, origin] of Object.entries(base?.origins ?? {})) if (path.startsWith('quality.')) origins[path] = origin
  const fitted = fitDelays(evidence, outside, pools, guessed)
  const delays = new Map([...fitted.delays, ...rareDelays(evidence, passedOver), ...fitClosedHours(evidence, queues, pools)])
  const apart = shared ? fitShared(evidence, shared, pools, delays) : { delays, guesses: new Map<string, Origin>() }
  const performance = fitPerformance(evidence, onDuty, apart.delays, queued, fitRests(evidence, rowWork, shared))
  for (const [path, guess] of apart.guesses) evidence.origin(path, guess)
  // Of a log that breaks off late cases tell what they did until then, which the fits could not take for the whole of it. Which of them are not over is not known where several things may be waited for at once.
  const isBeside = states.some((state) => state !== null && isBesideOthers(workflow, state.uid))
  const lendsLate = history.form === 'events' && lastInstant(history) <= until + 1 && !isBeside && breaksOff(history, index)
  const told: Evidence = lendsLate
    ? {
        ...evidence,
        chosen: everyone,
        work: observeWork({ history, index, workflow, chosen: everyone, until, waiting, rowWork }),
        note: () => {},
        origin: () => {},
        seen: (...seen) => visits.take(...seen),
      }
    : evidence
  if (lendsLate) fitPerformance(told, onDuty, apart.delays, queued, fitRests(told, rowWork, shared))
  const scripts = visits.scripts(told, chosen, waiting)
  const lending = luck && pastFile ? lentBy(evidence, scripts, luck) : []
  const text = pastText(evidence, { workflow: workflow.header.workflow.id, timezone: history.timezone, performance }, days, lending)
  const file = text !== null && pastFile ? { text, hash: sha256(text) } : null
  const past = file && pastFile ? { file: pastFile(file.hash), text: file.text } : null
  const { luck: _, ...run } = base?.run ?? { days: 28, warmup: 'auto', replications: 10, seed: 1 }
  const scenario: Scenario = {
    gemba: 'scenario',
    format: 1,
    id: scenarioId,
    title: `From history, ${start.slice(0, 10)} to ${localText(zoneOf(history.timezone).toLocal(until - 1)).slice(0, 10)}`,
    ...(base?.description === undefined ? {} : { description: base.description }),
    workflow: workflow.header.workflow.id,
    timezone: history.timezone,
    start,
    demand,
    ...mixOf(evidence),
    ...(base?.backlog === undefined ? {} : { backlog: base.backlog }),
    pools,
    performance,
    ...(base?.quality === undefined ? {} : { quality: base.quality }),
    segments: base?.segments ?? [{ title: 'All cases' }],
    ...(past && file ? { past: { file: past.file, hash: file.hash } } : {}),
    run: lending.length > 0 ? { ...run, luck: 'history' } : run,
    origins,
  }
  return {
    scenario,
    notes,
    growing: fitted.growing,
    observed: observedTimes({ history, workflow, until, index, waiting, rowWork, shared, worked }),
    rate,
    past,
    scripts,
  }
}

/** The cases that lend their luck; none, and why, where that cannot be. */
function lentBy({ history, note, origin }: Evidence, scripts: readonly CaseScript[], luck: Sourcing): readonly CaseScript[] {
  const sources = sourcesOf(scripts, luck)
  const why =
    history.form !== 'events' || sources.length === 0
      ? 'the history does not tell what befell its cases'
      : sources.length > mostCases
        ? `it has more than ${mostCases.toLocaleString('en')} cases`
        : null
  if (why !== null) {
    note(`What befalls a case is drawn from the tables and not taken from a past case: ${why}.`)
    return []
  }
  const cases = `${sources.length.toLocaleString('en')} past cases`
  const which =
    sources.length === scripts.length
      ? `all ${cases}`
      : sources.length > fewestSources
        ? `the ${cases} of the last ${luck.weeks} weeks`
        : `the last ${cases}`
  const told = `${which}, with waits ${luck.waits}`
  const open = sources.filter(({ goesOn }) => goesOn).length
  const goOn =
    open === 0
      ? ''
      : ` ${open.toLocaleString('en')} of them ${open === 1 ? 'was' : 'were'} not over when the log ended: what came then is that of an earlier case which was as old and as long without work at the same place.`
  origin('run.luck', { source: 'fitted', n: sources.length, note: `Luck is lent by ${told}.${goOn}` })
  origin('past', { source: 'fitted', n: sources.length })
  note(
    `Each case of a run takes its luck from one of ${told}.${goOn} Luck is its ways, its outside waits and its work; queues and people are computed anew. Where times, delays or outcomes of a step are changed, past cases keep their rank in them.`,
  )
  return sources
}

/** A date or a time of the wall clock as an instant. Throws a HistoryError where it is neither. */
export function instantOf(text: string, timezone: string): number {
  const local = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(text)
    ? Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`) / 1000
    : NaN
  if (Number.isNaN(local)) throw new HistoryError(`“${text}” is not a date. Write one like 2025-01-31 or 2025-01-31T08:00:00.`)
  return zoneOf(timezone).toEpoch(local)
}

function mixOf({ workflow, attributes, history, index, until, base, note, origin }: Evidence): Pick<Scenario, 'mix' | 'mixByWeek'> {
  if (attributes.length === 0) {
    note(
      Object.keys(workflow.attributes).length === 0
        ? 'The workflow has no case attributes, so that all cases are of one kind.'
        : 'No case attribute of the workflow is a column of the history, so the mix is not fitted. A mapping file says which column holds which.',
    )
    origin(
      'mix',
      base
        ? { source: 'typed', note: 'Kept: the history has no case attributes.' }
        : { source: 'guessed', note: 'One kind of case: the history has no case attributes.' },
    )
    return { mix: base?.mix ?? [{ weight: 1, values: {} }], ...(base?.mixByWeek === undefined ? {} : { mixByWeek: base.mixByWeek }) }
  }
  const volume = history.form === 'volume'
  const cases = Array.from({ length: volume ? history.rows : index.cases }, (_, c) => c).filter(
    (c) => (volume ? history.start[c]! : index.arrived[c]!) < until,
  )
  const { mix, dropped, kinds } = fitMix(attributes, cases, volume ? history.count : null)
  const zone = zoneOf(history.timezone)
  const hours = Float64Array.from(cases, (c) => Math.floor(zone.toLocal(volume ? history.start[c]! : index.arrived[c]!) / 3600))
  const mixByWeek = fitMixByWeek(kinds, hours, volume ? cases.map((c) => history.count[c]!) : null, mix.length)
  const people = pseudonymsOf(history)
  for (const { attribute, header, refused } of attributes) {
    const values = [...refused].sort((a, b) => b[1] - a[1])
    const shown = values.slice(0, 5).map(([value, n]) => `${people.show(header, value) || 'empty'}: ${n}`)
    if (values.length > 0)
      note(`“${header}” has values that ${attribute.title} does not know (${shown.join(', ')}); those cases get its default.`)
  }
  if (dropped > 0) note(`The rarest kinds of case (${(dropped * 100).toFixed(1)} % of the cases) are left out of the mix.`)
  if (mixByWeek !== null) {
    note('The mix changes with the time of the week: it is fitted in blocks of four hours, on weekdays and weekends.')
    origin('mixByWeek', { source: 'fitted', n: cases.length })
  }
  origin('mix', { source: 'fitted', n: cases.length, note: `By ${attributes.map(({ attribute }) => attribute.title).join(', ')}.` })
  return { mix, ...(mixByWeek === null ? {} : { mixByWeek }) }
}

function tellUnmatched({ work, history, note }: Evidence): void {
  if (history.form !== 'events') return
  const unmatched = [...work.unmatched].sort((a, b) => b[1] - a[1])
  if (unmatched.length > 0)
    note(
      `Not a step of this workflow, so left out: ${unmatched
        .slice(0, 8)
        .map(([name, rows]) => `“${name}” (${rows.toLocaleString('en')} rows)`)
        .join(', ')}${unmatched.length > 8 ? ` and ${unmatched.length - 8} more` : ''}. Map them if they are.`,
    )
}
