import type { Attribute } from '../workflow/attribute.ts'
import type { Pool } from '../workflow/pool.ts'
import type { Header } from '../workflow/workflow.ts'
import type { Change, ChangePlace } from './change.ts'
import { attributeName, poolName } from './names.ts'
import { handbookWords } from './handbook-words.ts'
import { textRecordChanges } from './text-record-changes.ts'
import { movedItems } from './order.ts'
import { asJson, own } from '../workflow/same.ts'
import { goes, quote, sayJson, sayValue } from './say.ts'
import { rewritten } from './say-words.ts'
import { sayList } from '../words/list.ts'
import type { FieldRule, FieldRules, Sides } from './sides.ts'
import { fieldChanges, makeChange } from './sides.ts'

const headerRules: FieldRules<Header, Exclude<keyof Header, 'version' | 'root' | 'handbook'>> = {
  id: {
    channel: 'policy',
    kind: 'renamed',
    breaking: () => true,
    text: (_, before, after) => `The workflow's id goes from ${quote(before.id)} to ${quote(after.id)}`,
  },
  title: {
    channel: 'policy',
    kind: 'renamed',
    text: (_, before, after) => `The workflow ${quote(before.title)} is now called ${quote(after.title)}`,
  },
  description: {
    channel: 'policy',
    text: (_, before, after) => rewritten(`The workflow's description is`, before.description, after.description),
  },
  owner: {
    channel: 'policy',
    text: (_, before, after) => goes('The owner', before.owner && quote(before.owner), after.owner && quote(after.owner)),
  },
  rulesOff: {
    channel: 'policy',
    text: (_, before, after) => goes('Rules switched off', sayRules(before.rulesOff), sayRules(after.rulesOff)),
  },
  extra: {
    channel: 'behaviour',
    text: (_, before, after) => `Imported facts of the machine go from ${sayJson(asJson(before.extra))} to ${sayJson(asJson(after.extra))}`,
  },
}

function sayRules(off: Header['rulesOff']): string | undefined {
  const rules = Object.entries(off ?? {})
  return rules.length === 0 ? undefined : sayList(rules.map(([rule, reason]) => `${rule} (${reason})`))
}

type AttributeField = Attribute extends infer One ? (One extends unknown ? keyof One : never) : never
type AnyAttribute = Pick<Attribute, 'name' | 'title' | 'description' | 'type' | 'default'> & {
  readonly values?: string[]
  readonly unit?: string
}

const attributeRules: FieldRules<AnyAttribute, Exclude<AttributeField, 'name' | 'order'>> = {
  type: {
    channel: 'behaviour',
    breaking: () => true,
    text: (_, before, after) => `${after.title || after.name} goes from ${before.type} to ${after.type}`,
  },
  title: {
    channel: 'policy',
    kind: 'renamed',
    text: (_, before, after) =>
      `The case attribute ${quote(before.title || before.name)} is now called ${quote(after.title || after.name)}`,
  },
  description: {
    channel: 'policy',
    text: (_, before, after) => rewritten(`The description of ${after.title || after.name} is`, before.description, after.description),
  },
  default: {
    channel: 'behaviour',
    text: (_, before, after) => goes(`The default of ${after.title || after.name}`, sayValue(before.default), sayValue(after.default)),
  },
  values: {
    channel: 'behaviour',
    breaking: (before, after) => (before.values ?? []).some((value) => !(after.values ?? []).includes(value)),
    text: valuesText,
  },
  unit: { channel: 'policy', text: (_, before, after) => goes(`The unit of ${after.title || after.name}`, before.unit, after.unit) },
}

function valuesText(_: Sides, before: AnyAttribute, after: AnyAttribute): string {
  const [was, is] = [before.values ?? [], after.values ?? []]
  const [gone, fresh] = [was.filter((value) => !is.includes(value)), is.filter((value) => !was.includes(value))]
  const parts = [
    fresh.length > 0
      ? `can now be ${sayList(
          fresh.map((value) => quote(value)),
          'or',
        )}`
      : '',
    gone.length > 0
      ? `can no longer be ${sayList(
          gone.map((value) => quote(value)),
          'or',
        )}`
      : '',
  ]
  return `${after.title || after.name} ${sayList(parts.filter((part) => part !== '')) || 'lists its values in another order'}`
}

const poolRules: FieldRules<Pool, Exclude<keyof Pool, 'id' | 'order'>> = {
  title: {
    channel: 'operations',
    kind: 'renamed',
    text: (_, before, after) => `The pool ${quote(before.title)} is now called ${quote(after.title)}`,
  },
  description: {
    channel: 'policy',
    text: (_, before, after) => rewritten(`The description of the pool ${after.title} is`, before.description, after.description),
  },
  skills: {
    channel: 'operations',
    text: (_, before, after) =>
      goes(
        `What ${after.title} needs to know`,
        before.skills && (sayList(before.skills) || 'nothing'),
        after.skills && (sayList(after.skills) || 'nothing'),
      ),
  },
  vendor: { channel: 'operations', text: (_, before, after) => goes(`The vendor of ${after.title}`, before.vendor, after.vendor) },
}

/** The differences of what stands above the machine. The version a draft was made from is no difference: it is the diff's own `version.from`. */
export function headerChanges(sides: Sides): Change[] {
  const [before, after] = [sides.base.header.workflow, sides.head.header.workflow]
  const place = { kind: 'workflow', id: 'workflow' } as const
  return [
    ...fieldChanges(sides, headerRules, before, after, place, 'Workflow'),
    ...textRecordChanges(handbookWords, before.handbook, after.handbook, { place, where: 'Handbook', field: 'handbook' }),
  ]
}

/** The differences of the case attributes. */
export function attributeChanges(sides: Sides): Change[] {
  return tableChanges(sides, {
    kind: 'attribute',
    channel: 'behaviour',
    tableOf: (workflow) => workflow.attributes,
    nameOf: attributeName,
    word: 'case attribute',
    rules: attributeRules as unknown as Record<string, FieldRule<object>>,
  })
}

/** The differences of the pools. */
export function poolChanges(sides: Sides): Change[] {
  return tableChanges(sides, {
    kind: 'pool',
    channel: 'operations',
    tableOf: (workflow) => workflow.pools,
    nameOf: poolName,
    word: 'pool',
    rules: poolRules as unknown as Record<string, FieldRule<object>>,
  })
}

type Table = {
  readonly kind: ChangePlace['kind']
  readonly channel: 'behaviour' | 'operations'
  readonly tableOf: (workflow: Sides['base']) => Readonly<Record<string, { readonly order: number }>>
  readonly nameOf: (workflow: Sides['base'], id: string) => string
  readonly word: string
  readonly rules: Readonly<Record<string, FieldRule<object>>>
}

function tableChanges(sides: Sides, table: Table): Change[] {
  const [before, after] = [table.tableOf(sides.base), table.tableOf(sides.head)]
  const whole = (kind: 'added' | 'removed', id: string) =>
    makeChange({
      place: { kind: table.kind, id },
      where: table.nameOf(kind === 'added' ? sides.head : sides.base, id),
      field: '',
      channel: table.channel,
      kind,
      breaking: kind === 'removed',
      before: asJson(kind === 'removed' ? before[id] : null),
      after: asJson(kind === 'added' ? after[id] : null),
      text:
        kind === 'added'
          ? `New ${table.word}: ${table.nameOf(sides.head, id)}`
          : `The ${table.word} ${table.nameOf(sides.base, id)} is removed`,
    })
  const inOrder = (records: typeof before, other: typeof before) =>
    Object.keys(records)
      .filter((id) => Object.hasOwn(other, id))
      .sort((a, b) => (records[a]?.order ?? 0) - (records[b]?.order ?? 0) || (a < b ? -1 : 1))
  const [was, is] = [inOrder(before, after), inOrder(after, before)]
  return [
    ...Object.keys(before)
      .filter((id) => !Object.hasOwn(after, id))
      .map((id) => whole('removed', id)),
    ...Object.keys(after)
      .filter((id) => !Object.hasOwn(before, id))
      .map((id) => whole('added', id)),
    ...is.flatMap((id) =>
      fieldChanges(sides, table.rules, own(before, id) ?? {}, own(after, id) ?? {}, { kind: table.kind, id }, table.nameOf(sides.head, id)),
    ),
    ...movedItems(was, is).map((id) =>
      makeChange({
        place: { kind: table.kind, id },
        where: table.nameOf(sides.head, id),
        field: 'order',
        channel: 'policy',
        kind: 'moved',
        breaking: false,
        before: was.indexOf(id) + 1,
        after: is.indexOf(id) + 1,
        text: `The ${table.word} ${table.nameOf(sides.head, id)} is now listed as number ${is.indexOf(id) + 1} (before: ${was.indexOf(id) + 1})`,
      }),
    ),
  ]
}
