import { currentFormat } from './file.ts'
import type { Json, JsonObject } from './json.ts'

/** The kinds of file that carry a format number. */
type FileKind = 'workflow' | 'revision' | 'layout' | 'scenario' | 'proposal'

type Migration = { readonly kind: FileKind; readonly from: number; readonly migrate: (file: JsonObject) => JsonObject }

/** From each old format to the next. Append only; each entry has a frozen sample of its `from` under tests/formats. */
const migrations: readonly Migration[] = []

type Migrated = { readonly ok: true; readonly file: JsonObject } | { readonly ok: false; readonly message: string }

/**
 * A file brought to the current format. Refused, with a sentence, is what is not of this kind, and a file written by a newer Gemba:
 * guessing what a newer format means would lose what it added.
 */
export function migrate(value: Json, kind: FileKind): Migrated {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, message: `A ${kind} file is a JSON object; this is ${describe(value)}.` }
  }
  const file = value as JsonObject
  if (file['gemba'] !== kind) {
    const found = typeof file['gemba'] === 'string' ? `"gemba": "${file['gemba']}"` : 'no "gemba" property'
    return { ok: false, message: `This is not a ${kind} file: it has ${found} instead of "gemba": "${kind}".` }
  }
  const format = file['format']
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return { ok: false, message: `The "format" of a ${kind} file is a whole number from 1 to ${currentFormat}.` }
  }
  if (format > currentFormat) {
    return {
      ok: false,
      message: `This ${kind} file has format ${format}; this version of Gemba reads formats up to ${currentFormat}. Update Gemba to open it.`,
    }
  }
  let migrated = file
  for (let from = format; from < currentFormat; from++) {
    const step = migrations.find((migration) => migration.kind === kind && migration.from === from)
    migrated = { ...(step ? step.migrate(migrated) : migrated), format: from + 1 }
  }
  return { ok: true, file: migrated }
}

function describe(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
