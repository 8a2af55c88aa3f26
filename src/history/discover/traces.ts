import { plainName } from '../activity-states.ts'
import type { CaseIndex } from '../cases.ts'
import { HistoryError } from '../fault.ts'
import type { History } from '../history.ts'

/** One way that cases took: the activities in order of begin, how many cases took it, and the first of them. */
export type Variant = { readonly steps: readonly number[]; readonly cases: number; readonly examples: readonly number[] }

/** The cases of a log as sequences of numbered activities. */
export type Traces = {
  /** By activity: its name in the commonest spelling. Names that differ only in case, accents and punctuation are one activity. */
  readonly names: readonly string[]
  /** By activity: its rows. */
  readonly rows: readonly number[]
  /** By code of the log's activity column: the activity, or -1 for a row that only marks a start or an end. */
  readonly activityOf: Int32Array
  /** The commonest first. */
  readonly variants: readonly Variant[]
  /** Activities that only mark the start or the end of every case; they are no step. */
  readonly markers: { readonly start: string | null; readonly end: string | null }
}

/** A drawing of more states than this helps nobody; the column is then hardly one of activities. */
const mostActivities = 400
/** Cases named as an example of a variant or an edge. */
export const exampleCount = 5

/** Brings the cases of an event log into sequences. Throws a HistoryError where there is nothing to draw. */
export function tracesOf(history: History, index: CaseIndex): Traces {
  if (history.form !== 'events')
    throw new HistoryError(
      'A workflow is drawn from an event log: one row for each piece of work, with its case, its activity and a time. This history has one row per case or per interval.',
    )
  const groups = groupNames(history)
  const markers = findMarkers(history, index)
  const names: string[] = []
  const rows: number[] = []
  const number = new Map<string, number>()
  const activityOf = new Int32Array(history.activity.values.length).fill(-1)
  for (const [name, { title, codes, count }] of groups) {
    if (codes.every((code) => code === markers.start || code === markers.end)) continue
    number.set(name, names.push(title) - 1)
    rows.push(count)
    for (const code of codes) activityOf[code] = names.length - 1
  }
  if (names.length === 0) throw new HistoryError('The history has no activity to draw.')
  if (names.length > mostActivities)
    throw new HistoryError(
      `The history names ${names.length.toLocaleString('en')} different activities; a drawing takes at most ${mostActivities}. Is “${history.mapping.columns.activity ?? 'activity'}” the right column? Say in a mapping file which one holds the activity.`,
    )
  const title = (code: number | null) => (code === null ? null : (history.activity.values[code] ?? null))
  return {
    names,
    rows,
    activityOf,
    variants: variantsOf(history, index, activityOf),
    markers: { start: title(markers.start), end: title(markers.end) },
  }
}

function groupNames(history: History): Map<string, { title: string; codes: number[]; count: number; most: number }> {
  const counts = new Float64Array(history.activity.values.length)
  for (let row = 0; row < history.rows; row++) if (history.activity.codes[row]! >= 0) counts[history.activity.codes[row]!]!++
  const groups = new Map<string, { title: string; codes: number[]; count: number; most: number }>()
  for (const [code, text] of history.activity.values.entries()) {
    if (counts[code] === 0) continue
    const group = groups.get(plainName(text)) ?? { title: text, codes: [], count: 0, most: 0 }
    groups.set(plainName(text), group)
    group.codes.push(code)
    group.count += counts[code]!
    if (counts[code]! > group.most) [group.title, group.most] = [text, counts[code]!]
  }
  return groups
}

/**
 * Activities that stand once in every case, always first or always last, take no time and are done by nobody, or by somebody called as they are:
 * `Start` and `End` of some exports. Ends alone cannot show that a row takes no time, so the name of the person has to.
 */
function findMarkers(history: History, index: CaseIndex): { start: number | null; end: number | null } {
  const people = history.resource.codes.some((code) => code >= 0)
  const first = history.activity.codes[index.rows[0] ?? -1] ?? -1
  const last = history.activity.codes[index.rows[(index.from[1] ?? 0) - 1] ?? -1] ?? -1
  let [start, end] = [first >= 0, last >= 0 && last !== first]
  for (let c = 0; c < index.cases && (start || end); c++) {
    const [from, after] = [index.from[c]!, index.from[c + 1]!]
    for (let at = from; at < after; at++) {
      const row = index.rows[at]!
      const code = history.activity.codes[row]!
      if (start && (code === first) !== (at === from)) start = false
      if (end && (code === last) !== (at === after - 1)) end = false
      if (start && at === from && !marks(history, row, people)) start = false
      if (end && at === after - 1 && !marks(history, row, people)) end = false
    }
  }
  return { start: start ? first : null, end: end ? last : null }
}

function marks(history: History, row: number, people: boolean): boolean {
  const person = history.resource.values[history.resource.codes[row]!]
  const own = person !== undefined && plainName(person) === plainName(history.activity.values[history.activity.codes[row]!]!)
  return own || (person === undefined && people && history.start[row] === history.end[row])
}

function variantsOf(history: History, index: CaseIndex, activityOf: Int32Array): Variant[] {
  const found = new Map<string, { steps: number[]; cases: number; examples: number[] }>()
  for (let c = 0; c < index.cases; c++) {
    const steps: number[] = []
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const activity = activityOf[history.activity.codes[index.rows[at]!]!] ?? -1
      if (activity >= 0) steps.push(activity)
    }
    if (steps.length === 0) continue
    const key = steps.join(' ')
    const variant = found.get(key)
    if (!variant) found.set(key, { steps, cases: 1, examples: [c] })
    else {
      variant.cases++
      if (variant.examples.length < exampleCount) variant.examples.push(c)
    }
  }
  return [...found.values()].sort((a, b) => b.cases - a.cases)
}
