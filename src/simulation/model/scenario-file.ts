import { z } from '../../workflow/zod.ts'
import { canonicalJson, parseJson } from '../../workflow/canonical.ts'
import { sha256 } from '../../workflow/hash.ts'
import type { Json } from '../../workflow/json.ts'
import { isLuck, isOff, offBy } from './check.ts'
import type { CheckRow } from './check.ts'
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

/** What may be believed of a scenario's times, in a sentence for beside every headline. */
export function trustOf(scenario: Scenario): { readonly state: 'unchecked' | 'changed' | 'good' | 'off'; readonly sentence: string } {
  const { check } = scenario
  if (!check) return { state: 'unchecked', sentence: 'Not checked against history.' }
  if (check.of !== uncheckedHash(scenario)) return { state: 'changed', sentence: 'Changed since it was checked against history.' }
  const off = check.rows.filter(isOff)
  const full =
    check.saturated.length > 0
      ? ` ${check.saturated.join(', ')} ${check.saturated.length === 1 ? 'is' : 'are'} at work all the time: what is asked may be more than can be done.`
      : ''
  if (off.length === 0)
    return {
      state: 'good',
      sentence: `Checked against its history: all ${check.rows.length} times come back within 15 %${check.rows.some(isLuck) ? ' or what luck alone does' : ''}.${full}`,
    }
  const [worst] = off.toSorted((a, b) => Math.abs(offBy(b)) - Math.abs(offBy(a)))
  return {
    state: 'off',
    sentence: `Against its history ${off.length} of ${check.rows.length} times are off by more than 15 % and more than luck does${worst ? `, most of all ${describe(worst)}` : ''}.${full}`,
  }
}

/** `the wait at Overdue desk (+130 %)`. */
function describe(row: CheckRow): string {
  const by = offBy(row)
  const what = row.measure === 'leadTime' ? 'the lead time' : `the ${row.measure === 'wait' ? 'wait' : 'work'} at ${row.title}`
  return `${what} (${Number.isFinite(by) ? `${by > 0 ? '+' : '−'}${Math.round(Math.abs(by) * 100)} %` : 'nothing comes there'})`
}

function formatOf(value: Json): number | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const format = Object.hasOwn(value, 'format') ? (value as { format?: Json }).format : null
  return typeof format === 'number' ? format : null
}
