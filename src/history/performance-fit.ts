import type { Performance, Scenario } from '../simulation/model/scenario.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Evidence } from './evidence.ts'
import { beginOf } from './cases.ts'
import { beyondTimer, limitedBy, ownTimer, withTakenAway } from './cut-times.ts'
import type { Delay } from './delay-fit.ts'
import { fitPatience } from './patience-fit.ts'
import type { QueuedBySteps } from './patience-fit.ts'
import { mean } from './quantile.ts'
import { stepName } from './observed-work.ts'
import { asNow, recentLengths, tellChange } from './recent-lengths.ts'
import { recentOutcomes } from './recent-shares.ts'
import type { Sample, SeenOutcome, StepWork } from './observed-work.ts'
import type { OnDuty } from './pool-fit.ts'
import { nightRow } from './shift-fit.ts'
import { fitShares, fitTimes, normalShares } from './segment-fit.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatMeasured } from '../words/duration.ts'
import { formatAmount } from '../words/number.ts'

/** With fewer observations than this a value typed in the base is worth more than the fit. */
const fewest = 20

/** Times and outcome shares of every step. */
export function fitPerformance(
  evidence: Evidence,
  onDuty: OnDuty,
  delays: ReadonlyMap<string, Delay>,
  queued: QueuedBySteps,
  rests: ReadonlyMap<string, NonNullable<Performance['rest']>>,
): Scenario['performance'] {
  const steps = Object.values(evidence.workflow.states).filter((state) => state.step !== null)
  return Object.fromEntries(
    steps.map((state) => [state.uid, performanceOf(evidence, state, onDuty, delays.get(state.uid), queued, rests.get(state.uid))]),
  )
}

function performanceOf(
  evidence: Evidence,
  state: State,
  onDuty: OnDuty,
  delay: Delay | undefined,
  queued: QueuedBySteps,
  rest: Performance['rest'],
): Performance {
  const { base, work } = evidence
  const kept = base && Object.hasOwn(base.performance, state.uid) ? base.performance[state.uid] : undefined
  const seen = work.steps.get(state.uid)
  const patience = fitPatience(evidence, state, queued.get(state.uid), kept?.patience)
  return {
    time:
      state.step?.kind === 'batch'
        ? []
        : delay && seen?.inferred
          ? noWork(evidence, state, seen)
          : timeOf(evidence, state, seen, kept, onDuty),
    ...(kept?.rest ? { rest: kept.rest } : rest ? { rest } : {}),
    outcomes: outcomesOf(evidence, state, seen, kept),
    ...(kept?.delay ? { delay: kept.delay, ...(kept.clock ? { clock: kept.clock } : {}) } : (delay ?? {})),
    ...(patience ? { patience } : {}),
    ...(kept?.slots === undefined ? {} : { slots: kept.slots }),
    ...(kept?.failures === undefined ? {} : { failures: kept.failures }),
  }
}

/** Of ends alone the time from the step before is the outside world's (delay-fit.ts): how much of it is work is not known. */
function noWork({ origin }: Evidence, state: State, seen: StepWork): Performance['time'] {
  origin(`performance.${state.uid}.time`, {
    source: 'guessed',
    n: seen.times.length,
    note: 'The log has ends only: all of the time is taken for the outside world’s, none for work.',
  })
  return [{ distribution: { kind: 'constant', value: 0 } }]
}

function timeOf(
  evidence: Evidence,
  state: State,
  seen: StepWork | undefined,
  kept: Performance | undefined,
  onDuty: OnDuty,
): Performance['time'] {
  const { workflow, history, work, attributes, timezone, seen: tell, note, origin } = evidence
  const path = `performance.${state.uid}.time`
  const timer = ownTimer(workflow, state.uid)
  const whole = seen ? withinDuty(seen, onDuty, history.end, timezone, note) : []
  const limited = state.step?.kind === 'review' && seen && !seen.inferred ? limitedBy(evidence, state, whole) : null
  const all = limited ? withTakenAway(limited) : timer === null ? whole : beyondTimer(whole, timer)
  const what = { review: 'Handle time', automatic: 'Latency', wait: 'Delay', batch: 'Time' }[state.step!.kind]
  // A wait may be so long that the history's end hides the long ones of late: that is no change.
  const { times, now } =
    limited || seen?.inferred || state.step?.kind === 'wait'
      ? { times: all, now: null }
      : recentTimes(evidence, all, `The ${state.step?.kind === 'review' ? 'handle times' : 'latencies'} of “${titleOf(state)}”`)
  for (const { row, seconds } of whole) tell(state.uid, 'time', row, now === null ? seconds : now(seconds), seconds)
  const fit = times.length >= (kept ? fewest : 1) ? fitTimes(times, attributes) : null
  if (!fit) return keepOrGuess(state, kept, times.length, path, origin, work.passed.has(state.uid))
  const n = Math.min(fit.n, whole.length)
  if (n < fit.n)
    note(
      `Work at “${titleOf(state)}” that a timer takes out of people's hands leaves no row: as many as ${(fit.n - n).toLocaleString('en')} longer pieces are missing among ${n.toLocaleString('en')} rows, and are put back.`,
    )
  note(
    `${what} of “${titleOf(state)}”: mean ${formatMeasured(mean(times.map(({ seconds }) => seconds)))} from ${formatAmount(n, 'row')}${fit.by === null ? '' : `, apart by ${fit.by}`}.`,
  )
  if (seen?.inferred) {
    note(
      `“${titleOf(state)}” has no start times: its handle time is at most the time since the same person's row before, and is an estimate.`,
    )
    origin(path, {
      source: 'guessed',
      n,
      fit: rounded(fit.fit),
      note: 'The log has ends only: time since the same person’s row before.',
    })
  } else {
    const told = [...(fit.by === null ? [] : [`By ${fit.by}.`]), ...(now === null ? [] : ['They have changed: those of late.'])]
    origin(path, { source: 'fitted', n, fit: rounded(fit.fit), ...(told.length === 0 ? {} : { note: told.join(' ') }) })
  }
  return fit.entries
}

/** The times to learn from: all, or those of late where they have changed; and how long one of all of them would be now, null where they have not. */
function recentTimes(
  { history, until, full, note }: Evidence,
  all: readonly Sample[],
  what: string,
): { readonly times: readonly Sample[]; readonly now: ((seconds: number) => number) | null } {
  const dated = all.map((sample) => {
    const since = beginOf(history, sample.row)
    return { ...sample, since, weight: 1, ended: true, most: until - since }
  })
  const recent = recentLengths(dated, full)
  tellChange(what, all.length, recent, note)
  const now = asNow(dated, recent)
  return { times: now === null ? all : recent.lengths, now }
}

function keepOrGuess(
  state: State,
  kept: Performance | undefined,
  n: number,
  path: string,
  origin: Evidence['origin'],
  passed: boolean,
): Performance['time'] {
  if (kept && kept.time.length > 0) {
    origin(path, { source: 'typed', n, note: n > 0 ? `Kept: only ${n} rows in the history.` : 'Kept: not in the history.' })
    return kept.time
  }
  // What leaves no row of its own lies in the wait for the next step; to give it time as well would count it twice.
  if (passed && state.step?.kind !== 'wait') {
    origin(path, { source: 'guessed', note: 'Cases pass it without a row: no time of its own.' })
    return [{ distribution: { kind: 'constant', value: 0 } }]
  }
  const seconds = { review: 300, automatic: 1, wait: 86_400, batch: 0 }[state.step!.kind]
  origin(path, { source: 'guessed', note: 'Not in the history; a common value that says nothing about your work.' })
  return [{ distribution: { kind: 'constant', value: seconds } }]
}

/** Long work counted only while the pool is on duty, so that a night between start and end is not taken for handling. */
function withinDuty(seen: StepWork, onDuty: OnDuty, ends: Float64Array, timezone: string, note: Evidence['note']): Sample[] {
  const step = seen.step.step
  const duty = step?.kind === 'review' && step.pools[0] !== undefined ? onDuty(step.pools[0]) : null
  if (!duty) return seen.times
  const zone = zoneOf(timezone)
  let shortened = 0
  const times = seen.times.map((sample) => {
    if (sample.seconds <= nightRow) return sample
    const end = zone.toLocal(ends[sample.row]!)
    let seconds = 0
    for (let at = end - Math.min(sample.seconds, 60 * 86_400); at < end;) {
      const next = Math.min(end, (Math.floor(at / 3600) + 1) * 3600)
      if (duty[hourOfWeek(at)]) seconds += next - at
      at = next
    }
    if (seconds < sample.seconds) shortened++
    return { ...sample, seconds }
  })
  if (shortened > 0)
    note(
      `${formatAmount(shortened, 'row')} of ${stepName(seen)} ${shortened === 1 ? 'runs' : 'run'} over hours when nobody is on duty; only the hours on duty count as handling.`,
    )
  return times
}

function outcomesOf(
  { attributes, full, note, origin }: Evidence,
  state: State,
  seen: StepWork | undefined,
  kept: Performance | undefined,
): Performance['outcomes'] {
  const events = state.step!.outcomes.map(({ event }) => event)
  if (events.length === 0) return []
  const path = `performance.${state.uid}.outcomes`
  const all = seen ? withAmbiguous(seen, events) : []
  const samples = recentOutcomes(all, events, full)
  if (samples.length < all.length)
    note(
      `The outcomes of “${titleOf(state)}” have changed: their shares are those of the last ${samples.length.toLocaleString('en')} of ${all.length.toLocaleString('en')}.`,
    )
  const unclear = [...(seen?.ambiguous.values() ?? [])].reduce((sum, n) => sum + n, 0)
  if (samples.length < (kept ? fewest : 1)) {
    if (kept && kept.outcomes.length > 0) {
      origin(path, {
        source: 'typed',
        n: samples.length,
        note: samples.length > 0 ? `Kept: only ${samples.length} in the history.` : 'Kept: not in the history.',
      })
      return kept.outcomes
    }
    origin(
      path,
      events.length === 1
        ? { source: 'fitted', n: samples.length, note: 'There is only one outcome.' }
        : { source: 'guessed', note: 'Not in the history: all outcomes alike.' },
    )
    return [
      {
        shares: normalShares(
          events,
          events.map(() => 1),
        ),
      },
    ]
  }
  const fit = fitShares(samples, events, attributes)!
  const doubtful = unclear > samples.length / 5
  const why = [
    fit.by === null ? '' : `By ${fit.by}.`,
    doubtful ? `${unclear.toLocaleString('en')} of ${samples.length.toLocaleString('en')} fit several outcomes and were shared out.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
  origin(path, { source: doubtful ? 'guessed' : 'fitted', n: fit.n, ...(why === '' ? {} : { note: why }) })
  if (unclear > 0)
    note(
      `After “${titleOf(state)}” ${unclear.toLocaleString('en')} cases go on in a way that fits several outcomes (${[...seen!.ambiguous.keys()].join('; ').replaceAll('|', ' or ')}). Map the outcome column to tell them apart.`,
    )
  if (seen!.unexplained > samples.length / 20)
    note(
      `After “${titleOf(state)}” ${seen!.unexplained.toLocaleString('en')} cases go on in a way that no outcome of the workflow leads to. Does the drawing miss a transition?`,
    )
  return fit.entries
}

/** What fits several outcomes is shared out among them, as often as each was seen where it was clear. */
function withAmbiguous(seen: StepWork, events: readonly string[]): SeenOutcome[] {
  const samples = [...seen.outcomes]
  for (const [key, n] of seen.ambiguous) {
    const choices = key.split('|').filter((event) => events.includes(event))
    const clear = choices.map((event) => seen.outcomes.filter((sample) => sample.event === event).length)
    const shares = normalShares(choices, clear.some((count) => count > 0) ? clear : choices.map(() => 1))
    for (const event of choices) for (let i = 0; i < Math.round(n * shares[event]!); i++) samples.push({ case: -1, event })
  }
  return samples
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
