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
  /** `iso` (default), `epoch-s`, `epoch-ms`, or a pattern of the tokens yyyy MM dd HH mm ss with literal separators. */
  timeFormat: z.string().optional(),
})
export type Mapping = z.infer<typeof Mapping>
