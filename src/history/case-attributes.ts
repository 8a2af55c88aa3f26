import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { plainName } from './activity-states.ts'
import type { CaseIndex } from './cases.ts'
import type { TextColumn } from './dictionary.ts'
import type { History } from './history.ts'

/** One workflow attribute as the history has it: `values[codes[case]]`, −1 where the history says nothing. Of a volume, by row. */
export type CaseAttribute = {
  readonly attribute: Attribute
  readonly header: string
  readonly values: readonly AttributeValue[]
  readonly codes: Int32Array
  /** Texts that the attribute does not allow, with the cases that have them. */
  readonly refused: ReadonlyMap<string, number>
}

/** The workflow's attributes that the history has, by the mapping or by name. The value is that of the case's first row that has one. */
export function caseAttributes(history: History, index: CaseIndex, workflow: Workflow): CaseAttribute[] {
  return Object.values(workflow.attributes)
    .sort((a, b) => a.order - b.order)
    .flatMap((attribute) => {
      const source = sourceOf(history, attribute)
      return source ? [convert(attribute, source.header, source.column, firstCodes(history, index, source.column))] : []
    })
}

/** The attributes of one case (of a volume: one row), without those that the history does not tell. */
export function valuesOf(attributes: readonly CaseAttribute[], c: number): Record<string, AttributeValue> {
  const values: Record<string, AttributeValue> = {}
  for (const { attribute, values: known, codes } of attributes) {
    const value = known[codes[c]!]
    if (value !== undefined) values[attribute.name] = value
  }
  return values
}

function sourceOf(history: History, attribute: Attribute): { header: string; column: TextColumn } | null {
  const given = Object.entries(history.mapping.attributes ?? {}).find(([name]) => name === attribute.name)?.[1]
  const columns = new Map(history.attributes)
  for (const [role, column] of [
    ['category', history.category],
    ['outcome', history.outcome],
    ['resource', history.resource],
  ] as const) {
    const header = history.mapping.columns[role]
    if (header !== undefined && !columns.has(header)) columns.set(header, column)
  }
  const wanted = [plainName(attribute.name), plainName(attribute.title)]
  const header =
    given ??
    [...columns.keys()].find((name) => wanted.includes(plainName(name))) ??
    (wanted.includes('category') ? history.mapping.columns.category : undefined)
  const column = header === undefined ? undefined : columns.get(header)
  return header !== undefined && column ? { header, column } : null
}

function firstCodes(history: History, index: CaseIndex, column: TextColumn): Int32Array {
  if (history.form === 'volume') return column.codes
  return Int32Array.from({ length: index.cases }, (_, c) => {
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const code = column.codes[index.rows[at]!]!
      if (code >= 0) return code
    }
    return -1
  })
}

function convert(attribute: Attribute, header: string, column: TextColumn, raw: Int32Array): CaseAttribute {
  const values: AttributeValue[] = []
  const known = new Map<AttributeValue, number>()
  const codeOf = column.values.map((text) => {
    const value = readValue(attribute, text)
    if (value === null) return -1
    if (!known.has(value)) known.set(value, values.push(value) - 1)
    return known.get(value)!
  })
  const refused = new Map<string, number>()
  const codes = raw.map((code) => {
    const own = codeOf[code] ?? -1
    if (own < 0 && code >= 0) refused.set(column.values[code]!, (refused.get(column.values[code]!) ?? 0) + 1)
    return own
  })
  return { attribute, header, values, codes, refused }
}

function readValue(attribute: Attribute, text: string): AttributeValue | null {
  if (attribute.type === 'enum')
    return (
      attribute.values.find((value) => value === text) ?? attribute.values.find((value) => plainName(value) === plainName(text)) ?? null
    )
  if (attribute.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : null
  const word = text.toLowerCase()
  return ['true', 'yes', '1', 'y', 't'].includes(word) ? true : ['false', 'no', '0', 'n', 'f'].includes(word) ? false : null
}
