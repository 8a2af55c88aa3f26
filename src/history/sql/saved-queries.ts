import { canonicalJson, parseJson } from '../../workflow/canonical.ts'
import { describeIssues } from '../../workflow/issues.ts'
import { z } from '../../workflow/zod.ts'

const SavedQuery = z.strictObject({
  name: z.string().trim().min(1).max(100),
  sql: z.string().min(1).max(20_000),
})
export type SavedQuery = z.infer<typeof SavedQuery>

/** `queries.json` beside the workflow: queries that somebody keeps, each name once. It is no part of any version. */
const QueriesFile = z.strictObject({ gemba: z.literal('queries'), format: z.literal(1), queries: z.array(SavedQuery).max(500) })

/** Reads `queries.json`; the message says what is wrong and where. */
export function readQueries(
  text: string,
): { readonly ok: true; readonly queries: readonly SavedQuery[] } | { readonly ok: false; readonly message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const read = QueriesFile.safeParse(parsed.value)
  return read.success
    ? { ok: true, queries: read.data.queries }
    : { ok: false, message: `queries.json cannot be read: ${describeIssues(read.error)}.` }
}

/** The text of `queries.json`. */
export function writeQueries(queries: readonly SavedQuery[]): string {
  return canonicalJson({ gemba: 'queries', format: 1, queries: queries.map(({ name, sql }) => ({ name, sql })) })
}

/** With this query under its name, in the place of one that has it. */
export function keepQuery(queries: readonly SavedQuery[], query: SavedQuery): SavedQuery[] {
  const at = queries.findIndex(({ name }) => name === query.name)
  return at < 0 ? [...queries, query] : queries.with(at, query)
}
