import { importConfig } from '../../src/machine/import-config.ts'
import { isObject } from '../../src/machine/reading.ts'
import { parseJson } from '../../src/workflow/canonical.ts'

/** A plain XState 5 config as it stands, without what makes it run. */
export function importMachine(text: string, newUid: () => string): ReturnType<typeof importConfig> {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  return isObject(parsed.value) ? importConfig(parsed.value, newUid) : { ok: false, message: 'A machine config is a JSON object.' }
}
