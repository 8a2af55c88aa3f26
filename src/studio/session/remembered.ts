/**
 * Where each field of the studio lives, in one table. `file`: in the workspace; `local`: in this browser, over visits; `none`: gone with the tab.
 * A field of the session that is missing here does not compile (session.ts checks it).
 */
export const home = {
  slug: 'none',
  tables: 'file',
  scenarioId: 'local',
  revisions: 'file',
  selection: 'none',
  saveState: 'none',
  kept: 'none',
  question: 'none',
  undo: 'none',
  redo: 'none',
  view: 'none',
  place: 'local',
  problems: 'none',
  theme: 'local',
  revealed: 'none',
  message: 'none',
  recent: 'local',
  readProblems: 'local',
  author: 'local',
} as const satisfies Record<string, 'file' | 'local' | 'none'>

/** The fields that this browser keeps. */
type LocalField = { [Field in keyof typeof home]: (typeof home)[Field] extends 'local' ? Field : never }[keyof typeof home]

function keyOf(field: LocalField, of: string): string {
  return of === '' ? `gemba.${field}` : `gemba.${field}.${of}`
}

/** Reads what the browser keeps of a field (of one workflow, if `of` names it); null if nothing or nothing readable. */
export function recall(field: LocalField, of = ''): unknown {
  try {
    const text = localStorage.getItem(keyOf(field, of))
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}

/** Keeps a field in the browser; null forgets it. A browser that keeps nothing (private window, full) is no fault of the user's work: false. */
export function remember(field: LocalField, value: unknown, of = ''): boolean {
  try {
    if (value === null) localStorage.removeItem(keyOf(field, of))
    else localStorage.setItem(keyOf(field, of), JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
