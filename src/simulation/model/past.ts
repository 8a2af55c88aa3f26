import { z } from '../../workflow/zod.ts'
import { parseJson } from '../../workflow/canonical.ts'
import { AttributeValue } from '../../workflow/attribute.ts'
import { Hash } from '../../workflow/file.ts'
import { describeIssues } from '../../workflow/issues.ts'
import { sha256 } from '../../workflow/hash.ts'
import { AttributeName, Slug, Uid } from '../../workflow/name.ts'
import { LocalDate } from './fields.ts'
import { Performance } from './scenario.ts'
import { localSeconds } from './wall-clock.ts'

const count = z.number().int().nonnegative()
const seconds = z.number().nonnegative()

/** Tables of a step in which past luck keeps its rank when they are changed. */
const LuckTables = Performance.pick({ time: true, delay: true, rest: true, outcomes: true })
export type LuckTables = z.infer<typeof LuckTables>

/** First line of a past file (`scenarios/NAME.past.jsonl`): what the cases that follow are of. */
export const PastHeader = z.strictObject({
  gemba: z.literal('past'),
  format: z.literal(1),
  workflow: Slug,
  /** Zone of the wall clock. */
  timezone: z.string(),
  /** First and last date that the file tells of; a date without cases had none. */
  from: LocalDate,
  to: LocalDate,
  /** Names of what `values` of a case holds, in this order. */
  attributes: z.array(AttributeName),
  steps: z.array(Uid),
  events: z.array(z.string()),
  /** How many lines follow. */
  cases: count,
  /** Of the history. */
  history: Hash,
  /** By uid of the step, the tables that were fitted to these cases. */
  tables: z.record(Uid, LuckTables),
})
export type PastHeader = z.infer<typeof PastHeader>

/**
 * One visit of a past case: places in `steps` and `events`, then seconds of its time (as `time` of the scenario's performance), of the delay before, and for which it stayed open after its work; null: not
 * known. Last, where a timer ended the visit: how long it had lasted then.
 */
const PastVisit = z.tuple([count, count.nullable(), seconds.nullable(), seconds.nullable(), seconds.nullable(), seconds.nullable()])
export type PastVisit = z.infer<typeof PastVisit>

/** A case of more visits is none that a person could have handled. */
const mostVisits = 10_000
const PastLine = z.tuple([seconds, z.array(AttributeValue.nullable()), z.boolean(), z.array(PastVisit).max(mostVisits)])

/**
 * One case of the past: when it came (seconds since `from` 00:00 on the wall clock), its attributes in the header's order (null: the attribute's default), whether it lends its luck (it was seen to its end), and
 * its visits, those of a step in order.
 */
export type PastCase = {
  readonly at: number
  readonly values: readonly (AttributeValue | null)[]
  readonly complete: boolean
  readonly visits: readonly PastVisit[]
}

/** Cases as they came, in order of time; without ids and people. */
export type Past = { readonly header: PastHeader; readonly cases: readonly PastCase[] }

/** Whether a name is that of a past file in the scenario's own folder: nothing hidden, and no way into another folder. */
export function isPastName(file: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.past\.jsonl(\.gz)?$/.test(file)
}

/** A past as it was read, with the SHA-256 of its text. */
export type PastFile = Past & { readonly hash: string }

/** Lines between two moments at which a page may do something else. */
const linesAtOnce = 500

type Refused = { readonly ok: false; readonly message: string }
type Read = { readonly ok: true; readonly past: PastFile } | Refused

/** Reads a past file; says what is wrong and in which line when it is not one. */
export function readPast(text: string): Read {
  const steps = pastSteps(text)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value.ok ? { ok: true, past: { ...value.past, hash: sha256(text) } } : value
  }
}

/** The same in steps of some hundred lines, for a page that must not stand still; without the hash. */
export function* pastSteps(text: string): Generator<undefined, { readonly ok: true; readonly past: Past } | Refused> {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const first = valueOf(PastHeader, lines[0] ?? '', 1)
  if (!first.ok) return first
  const header = first.value
  const end = localSeconds(`${header.to}T00:00:00`) - localSeconds(`${header.from}T00:00:00`) + 86_400
  if (!(end > 0)) return refuse(1, `the dates ${header.from} to ${header.to} hold no day`)
  if (lines.length - 1 !== header.cases) return refuse(1, `it names ${header.cases} cases, but ${lines.length - 1} follow`)
  const cases: PastCase[] = []
  let before = 0
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    if (index % linesAtOnce === 0) yield
    const read = valueOf(PastLine, line, index + 1)
    if (!read.ok) return read
    const [at, values, complete, visits] = read.value
    const wrong = faultOf(header, read.value, before, end)
    if (wrong !== null) return refuse(index + 1, wrong)
    before = at
    cases.push({ at, values, complete, visits })
  }
  return { ok: true, past: { header, cases } }
}

/** The file's text; its SHA-256 is the `hash` by which a scenario knows it, packed or not. Throws when a case is not one. */
export function writePast({ header, cases }: Past): string {
  const lines = cases.map(({ at, values, complete, visits }) => JSON.stringify([at, values, complete, visits]))
  return `${[JSON.stringify(PastHeader.parse({ ...header, cases: cases.length })), ...lines].join('\n')}\n`
}

/** What in a case does not go with the header, or null. */
function faultOf(header: PastHeader, [at, values, , visits]: z.infer<typeof PastLine>, before: number, end: number): string | null {
  if (at < before) return 'it came before the case above it; the cases must stand in order of time'
  if (at >= end) return `it came after ${header.to}, the last date of the file`
  if (values.length !== header.attributes.length) return `it has ${values.length} values for ${header.attributes.length} attributes`
  const isUnknown = visits.some(([step, event]) => step >= header.steps.length || (event ?? -1) >= header.events.length)
  return isUnknown ? 'one of its visits is of a step or an outcome that the first line does not name' : null
}

function valueOf<T>(schema: z.ZodType<T>, line: string, number: number): { readonly ok: true; readonly value: T } | Refused {
  const parsed = parseJson(line)
  if (!parsed.ok) return refuse(number, parsed.message)
  const read = schema.safeParse(parsed.value)
  return read.success ? { ok: true, value: read.data } : refuse(number, describeIssues(read.error, 3))
}

function refuse(line: number, reason: string): Refused {
  return {
    ok: false,
    message: `${line === 1 ? 'The first line is not that of a past file' : `Line ${line} is not a past case`}: ${reason}`,
  }
}
