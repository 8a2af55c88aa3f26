import type { Shift } from '../simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../simulation/model/scenario.ts'
import type { Change } from './change.ts'
import { poolName, stateName } from './names.ts'
import { asJson, isObject, same } from '../workflow/same.ts'
import { goes, quote, sentence } from './say.ts'
import { keyInWords, sayFact, sayPool } from './scenario-words.ts'
import { makeChange, type Sides } from './sides.ts'
import { shiftsInWords } from './shift-changes.ts'

/** Differences deeper than this are told as one. */
const depthLimit = 6

/** The differences of two scenarios, one change per value, by their path. What a scenario is called is policy, all else operations. */
export function scenarioChanges(sides: Sides, base: Scenario, head: Scenario): Change[] {
  return walk([], base, head).map(({ path, before, after }) => {
    const where = sentence(pathInWords(sides, path, base, head))
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
    return makeChange({
      place: { kind: 'scenario', id: path.join('.') },
      where: `Scenario › ${where}`,
      field: path.join('.'),
      kind,
      breaking: false,
      channel: ['title', 'description', 'id', 'origins'].includes(path[0] ?? '') ? 'policy' : 'operations',
      before: asJson(before),
      after: asJson(after),
      text: textOf(sides, path, where, before, after),
    })
  })
}

type Difference = { readonly path: readonly string[]; readonly before: unknown; readonly after: unknown }

function walk(path: readonly string[], before: unknown, after: unknown): Difference[] {
  if (same(before, after)) return []
  const inside =
    path.length < depthLimit &&
    !isShifts(path) &&
    ((isObject(before) && isObject(after)) ||
      (Array.isArray(before) && Array.isArray(after) && before.length === after.length && !isWeek(before)))
  if (!inside) return [{ path, before, after }]
  const [was, is] = [new Map(Object.entries(before as object)), new Map(Object.entries(after as object))]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => walk([...path, key], was.get(key), is.get(key)))
}

/** The shifts of a pool are told as one. */
function isShifts(path: readonly string[]): boolean {
  return path.length === 3 && path[0] === 'pools' && path[2] === 'shifts'
}

/** A list of numbers is one fact: a profile over the week, the quantiles of a fit, the days of a shift. */
function isWeek(value: readonly unknown[]): boolean {
  return value.every((item) => typeof item === 'number')
}

function pathInWords(sides: Sides, path: readonly string[], base: Scenario, head: Scenario): string {
  const parts = path.map((key, index) => {
    const parent = path[index - 1]
    if (index === 1 && path[0] === 'pools') return poolName(sides.head, key)
    if (index === 1 && path[0] === 'performance') return stateName(sides.head, key)
    const [was, is] = [base.pools[path[1] ?? ''], head.pools[path[1] ?? '']]
    if (parent === 'members') return quote((is?.members?.[Number(key)] ?? was?.members?.[Number(key)])?.title ?? key)
    if (parent === 'absences') return quote((is?.absences?.[Number(key)] ?? was?.absences?.[Number(key)])?.title ?? key)
    if (parent === 'segments') return quote((head.segments[Number(key)] ?? base.segments[Number(key)])?.title ?? key)
    if (/^\d+$/.test(key)) return `number ${Number(key) + 1}`
    return keyInWords(key)
  })
  const named = path[0] === 'pools' || path[0] === 'performance' ? parts.slice(1) : parts
  return named.length === 0 ? parts.join(' › ') : named.join(' › ')
}

function textOf(sides: Sides, path: readonly string[], where: string, before: unknown, after: unknown): string {
  if (isShifts(path)) return shiftsInWords(sentence(poolName(sides.head, path[1] ?? '')), before as Shift[], after as Shift[])
  if (path[0] === 'pools' && path.length === 2)
    return poolInWords(where, before as PoolScenario | undefined, after as PoolScenario | undefined)
  if (Array.isArray(before) && Array.isArray(after)) return `${where} is different`
  return goes(where, before === undefined ? undefined : sayFact(before), after === undefined ? undefined : sayFact(after))
}

/** A pool that has come into the scenario with its people, or gone from it. */
function poolInWords(where: string, before: PoolScenario | undefined, after: PoolScenario | undefined): string {
  if (after) return `${where} is new in the scenario: ${sayPool(after) || 'nobody yet'}`
  return `${where} is no longer in the scenario${before ? ` (was ${sayPool(before) || 'nobody'})` : ''}`
}
