import { parseJson } from '../workflow/canonical.ts'
import { describeIssues } from '../workflow/issues.ts'
import { z } from '../workflow/zod.ts'

/** The columns of a history that Gemba knows (cli.md, "Forms"). */
export const KnownColumn = z.enum([
  'case_id',
  'activity',
  'start',
  'end',
  'resource',
  'category',
  'arrived',
  'closed',
  'outcome',
  'from',
  'to',
  'hour',
  'count',
  'handle_seconds',
  'lifecycle',
])
export type KnownColumn = z.infer<typeof KnownColumn>

/** `mapping.json`: which column of a file is what. */
export const Mapping = z.strictObject({
  /** Which of the three forms the file has; default: recognised. */
  form: z.enum(['events', 'cases', 'volume']).optional(),
  /** Known column → the file's header. */
  columns: z.partialRecord(KnownColumn, z.string()),
  /** Workflow attribute → the file's header. */
  attributes: z.record(z.string(), z.string()).optional(),
  /** Value of the activity column → uid or key path of the step it is; unlisted ones are matched by title and key. */
  activities: z.record(z.string(), z.string()).optional(),
  /** Activity value (or activity › outcome column value) → outcome event. */
  outcomes: z.record(z.string(), z.string()).optional(),
  /** Zone of times without offset; default UTC. */
  timezone: z.string().optional(),
  /** `iso` (default), `epoch-s`, `epoch-ms`, `epoch-us`, `epoch-ns`, `excel`, or a pattern of the tokens yyyy yy MMMM MMM MM dd HH hh mm ss a with literal separators. */
  timeFormat: z.string().optional(),
  /** Known column → its own time format, where one differs from `timeFormat`. */
  formats: z.partialRecord(KnownColumn, z.string()).optional(),
  /** Known column that holds times of day → the column in which their date stands. */
  dates: z.partialRecord(KnownColumn, z.string()).optional(),
  /** What the numbers of `handle_seconds` count; default: seconds. Durations like `00:03:20` need no unit. */
  handleUnit: z.enum(['milliseconds', 'seconds', 'minutes', 'hours']).optional(),
  /** Text of the `lifecycle` column → what it says of the work; default: told by the usual words. */
  stages: z.record(z.string(), z.enum(['ready', 'start', 'pause', 'resume', 'end', 'told'])).optional(),
  /** Whether names of activities that end or begin in a word of start or end (`Review started`) are paired; default: yes, where both are there. */
  stagesInNames: z.boolean().optional(),
  /** Activity → the one it is to be read as, where one has several ways of writing. */
  sameAs: z.record(z.string(), z.string()).optional(),
  /** Known column → the mark before the fraction of its numbers; default: told by the numbers themselves. */
  decimals: z.partialRecord(KnownColumn, z.enum(['point', 'comma'])).optional(),
  /** Texts that stand for an empty cell, in any case; default: the usual ones (NULL, N/A, -, …). */
  nothing: z.array(z.string()).optional(),
  /** Whether a row that stands word for word further up counts again; default: no. */
  keepRepeats: z.boolean().optional(),
  /** Whether times far from all others are used; default: their rows are set aside. */
  keepFar: z.boolean().optional(),
  /** Categories whose counts are the sums of others at the same time: their rows are set aside; default: told by the counts. */
  totals: z.array(z.string()).optional(),
  /** Of counts without an end: how many hours from its time a row counts, or that it is a month; default: told by how far the times lie apart. */
  interval: z.union([z.literal('month'), z.number().positive()]).optional(),
  /** Known columns whose empty cells stand for what is above them, as merged cells of a spreadsheet do. */
  fillDown: z.array(KnownColumn).optional(),
  /** Columns of a case table that tell when a step was done: each becomes a row of that step. */
  steps: z.array(z.string()).optional(),
  /** Activities that mark where a case begins or ends and are no work. */
  notWork: z.array(z.string()).optional(),
  /** How people are read: by pseudonyms and together (default), with figures for each of them under pseudonyms, or by their names. */
  people: z.enum(['pseudonyms', 'figures', 'names']).optional(),
  /** Of a roster that is brought beside the history. */
  roster: z
    .strictObject({
      /** What stands in which of its columns; default: recognised. `hours`: from and to in one. */
      columns: z.partialRecord(z.enum(['person', 'people', 'team', 'day', 'date', 'from', 'to', 'hours']), z.string()).optional(),
      /** How its dates are written, as `timeFormat`. */
      dateFormat: z.string().optional(),
      /** What it calls a team → id of the pool; default: by the pool's title or id. */
      teams: z.record(z.string(), z.string()).optional(),
      /** id of the pool of people whose team it does not say; default: the only one, or that in which they worked. */
      pool: z.string().optional(),
    })
    .optional(),
  /** The separator of a CSV file; default: the one by which most rows fit. */
  separator: z.string().length(1).optional(),
  /** The line on which the names of the columns stand, from 1; default: the first that fits the rows. */
  headerLine: z.number().int().min(1).optional(),
  /** The sheet of a workbook; default: the first whose columns are understood. */
  sheet: z.string().optional(),
})
export type Mapping = z.infer<typeof Mapping>

/** Reads a mapping file. */
export function readMapping(
  text: string,
): { readonly ok: true; readonly mapping: Mapping } | { readonly ok: false; readonly message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const read = Mapping.safeParse(parsed.value)
  return read.success ? { ok: true, mapping: read.data } : { ok: false, message: `${describeIssues(read.error)}.` }
}

/** The mapping with an answer laid over it, entry by entry. */
export function withAnswer(mapping: Mapping, answer: MappingPatch): Mapping {
  const over = <T extends object>(below: T | undefined, above: T | undefined) => (above ? { ...below, ...above } : below)
  const [columns, attributes, formats, decimals, dates] = [
    over(mapping.columns, answer.columns) ?? {},
    over(mapping.attributes, answer.attributes),
    over(mapping.formats, answer.formats),
    over(mapping.decimals, answer.decimals),
    over(mapping.dates, answer.dates),
  ]
  return {
    ...mapping,
    ...answer,
    columns,
    ...(attributes ? { attributes } : {}),
    ...(formats ? { formats } : {}),
    ...(decimals ? { decimals } : {}),
    ...(dates ? { dates } : {}),
    ...(answer.roster
      ? { roster: { ...mapping.roster, ...answer.roster, columns: { ...mapping.roster?.columns, ...answer.roster.columns } } }
      : {}),
  }
}

/** What an answer says of a mapping. */
export type MappingPatch = Partial<Mapping>
