import { z } from '../../workflow/zod.ts'
import { canonicalJson, parseJson } from '../../workflow/canonical.ts'
import { sha256 } from '../../workflow/hash.ts'
import type { Json } from '../../workflow/json.ts'
import { Scenario } from './scenario.ts'

/** Reads a scenario file; says what is wrong and where when it is not one. */
export function readScenario(
  text: string,
): { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) return { ok: false, message: parsed.message }
  const format = formatOf(parsed.value)
  if (format !== null && format > 1)
    return { ok: false, message: `This scenario has format ${format}; this version of Gemba reads format 1. Open it with a newer Gemba.` }
  const result = Scenario.safeParse(parsed.value)
  if (result.success) return { ok: true, scenario: result.data }
  return { ok: false, message: `This is not a scenario that Gemba can read.\n${z.prettifyError(result.error)}` }
}

/** The scenario's canonical text, properties in the order of the schema: the same scenario gives the same bytes. Throws when it is not a valid scenario. */
export function writeScenario(scenario: Scenario): string {
  return canonicalJson(Scenario.parse(scenario) as unknown as Json)
}

/** SHA-256 of the scenario's canonical text, in hexadecimal. */
export function scenarioHash(scenario: Scenario): string {
  return sha256(writeScenario(scenario))
}

/** SHA-256 of the scenario without its check and the day from which it is in force: what a check speaks of. */
export function uncheckedHash(scenario: Scenario): string {
  const { check: _, inForceFrom: __, ...rest } = scenario
  return scenarioHash(rest)
}

function formatOf(value: Json): number | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const format = Object.hasOwn(value, 'format') ? (value as { format?: Json }).format : null
  return typeof format === 'number' ? format : null
}
