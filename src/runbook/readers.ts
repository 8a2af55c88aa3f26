import { canonicalJson } from '../workflow/canonical.ts'
import { Day, Line } from '../workflow/handbook/text.ts'
import { describeIssues } from '../workflow/issues.ts'
import { Version } from '../workflow/name.ts'
import { z } from '../workflow/zod.ts'
import { type EditionId, editionIds } from './edition.ts'

/** What somebody confirmed to have read and understood: a version, by the beginning of its hash of the meaning, so that no other text can pass for it. */
const Confirmation = z.strictObject({
  version: Version,
  hash: z.string().regex(/^[0-9a-f]{8,64}$/, 'write the hash of the meaning, its first 8 digits at least'),
  on: Day,
})

const Reader = z.strictObject({
  /** A person or a team. */
  name: Line,
  role: Line.optional(),
  edition: z.enum(editionIds).optional(),
  confirmed: z.array(Confirmation).max(1000).optional(),
})
export type Reader = z.infer<typeof Reader>

/** `readers.json` beside the workflow: who gets the runbook, in which edition, and what they confirmed. It is no part of any version. */
const ReadersFile = z.strictObject({
  gemba: z.literal('readers'),
  format: z.literal(1),
  readers: z.array(Reader).max(5000),
})

/** Reads `readers.json`; the message says what is wrong and where. */
export function readReaders(
  text: string,
): { readonly ok: true; readonly readers: readonly Reader[] } | { readonly ok: false; readonly message: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, message: 'readers.json is not JSON.' }
  }
  const read = ReadersFile.safeParse(value)
  return read.success
    ? { ok: true, readers: read.data.readers }
    : { ok: false, message: `readers.json cannot be read: ${describeIssues(read.error)}.` }
}

/** The day on which a reader confirmed just this version; null: not yet, or another text under its number. */
export function confirmedOn({ confirmed = [] }: Reader, version: string, meaning: string): string | null {
  return confirmed.find((one) => one.version === version && meaning.startsWith(one.hash))?.on ?? null
}

/** The text of `readers.json`. */
export function writeReaders(readers: readonly Reader[]): string {
  const rows = readers.map(({ name, role, edition, confirmed }) => ({
    name,
    ...(role === undefined ? {} : { role }),
    ...(edition === undefined ? {} : { edition }),
    ...(confirmed === undefined ? {} : { confirmed: confirmed.map(({ version, hash, on }) => ({ version, hash, on })) }),
  }))
  return canonicalJson({ gemba: 'readers', format: 1, readers: rows })
}

/** The reader with this version confirmed on this day (null: taken back). Another text under the same number that they confirmed is left as it is. */
export function confirm(reader: Reader, version: string, meaning: string, on: string | null): Reader {
  const { confirmed = [], ...rest } = reader
  const others = confirmed.filter((one) => !(one.version === version && meaning.startsWith(one.hash)))
  const next = on === null ? others : [...others, { version, hash: meaning, on }]
  return next.length === 0 ? rest : { ...rest, confirmed: next }
}

/** A reader of these texts, blanks around them left out; null: no name, or a text that no file can hold. */
export function readerNamed(name: string, role: string, edition: EditionId): Reader | null {
  const read = Reader.safeParse({ name: name.trim(), ...(role.trim() === '' ? {} : { role: role.trim() }), edition })
  return read.success ? read.data : null
}
