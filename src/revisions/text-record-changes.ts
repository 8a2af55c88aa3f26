import { asJson, isObject, own, same } from '../workflow/same.ts'
import type { Change, ChangePlace } from './change.ts'
import { movedItems } from './order.ts'
import { goes, listGoes, quote } from './say.ts'
import { rewritten } from './say-words.ts'
import { makeChange } from './sides.ts'

/** Where the record stands: the place of the change, its name in words, and the field of the document that holds it. */
type At = { readonly place: ChangePlace; readonly where: string; readonly field: string }

type Words = Readonly<Record<string, unknown>>
type Inside = { readonly name: string; readonly fields: Words; readonly by?: readonly string[] }
type Named = Readonly<Record<string, unknown>>

/** The differences of a record of texts that people read: each text by its words, each item of a list by its name. */
export function textRecordChanges(words: Words, before: object | undefined, after: object | undefined, at: At): Change[] {
  return Object.entries(words).flatMap(([field, word]) =>
    fieldChanges(word as string | Inside, own((before ?? {}) as Named, field), own((after ?? {}) as Named, field), {
      ...at,
      field: `${at.field}.${field}`,
    }),
  )
}

function fieldChanges(word: string | Inside, was: unknown, is: unknown, at: At): Change[] {
  if (same(was, is)) return []
  if (typeof word === 'string') return [changeOf(at, was, is, leafText(`${at.where}: ${word}`, was, is))]
  const where = word.name === '' ? at.where : `${at.where} › ${word.name}`
  if (word.by === undefined) return textRecordChanges(word.fields, asObject(was), asObject(is), { ...at, where })
  return itemChanges(word, list(was), list(is), { ...at, where })
}

/** The items of a list, by name: new, removed, changed, moved. */
function itemChanges(word: Inside, before: readonly Named[], after: readonly Named[], at: At): Change[] {
  const nameOf = (item: Named) => (word.by ?? []).map((field) => String(item[field])).join(' · ')
  const [was, is] = [new Map(before.map((item) => [nameOf(item), item])), new Map(after.map((item) => [nameOf(item), item]))]
  const inside = (name: string): At => ({ ...at, where: `${at.where} ${quote(name)}`, field: `${at.field}.${name}` })
  return [
    ...[...was].flatMap(([name, item]) =>
      is.has(name) ? [] : [changeOf(inside(name), item, undefined, `${inside(name).where} is removed`)],
    ),
    ...[...is].flatMap(([name, item]) => {
      const old = was.get(name)
      if (old === undefined)
        return [changeOf(inside(name), undefined, item, `${inside(name).where} is new: ${quote(sayItem(word, item), 200)}`)]
      return textRecordChanges(word.fields, old, item, inside(name))
    }),
    ...movedItems([...was.keys()], [...is.keys()]).map((name) =>
      changeOf(
        { ...inside(name), field: `${inside(name).field}.order` },
        [...was.keys()].indexOf(name) + 1,
        [...is.keys()].indexOf(name) + 1,
        `${inside(name).where} is listed in another place`,
      ),
    ),
  ]
}

/** What a new item says, its name apart. */
function sayItem({ fields, by = [] }: Inside, item: Named): string {
  return Object.keys(fields)
    .filter((field) => !by.includes(field))
    .flatMap((field) => texts(item[field]))
    .join('; ')
}

function texts(value: unknown): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(texts)
  return isObject(value) ? Object.values(value).flatMap(texts) : [say(value)]
}

function leafText(subject: string, was: unknown, is: unknown): string {
  if (Array.isArray(was) && Array.isArray(is)) return listGoes(subject, was.map(quoted), is.map(quoted))
  const [before, after] = [asText(was), asText(is)]
  return typeof (was ?? is) === 'string' && (before ?? '').length + (after ?? '').length > 60
    ? rewritten(subject, before, after)
    : goes(subject, before && quote(before), after && quote(after))
}

function asText(value: unknown): string | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value.map(say).join('; ') : say(value)
}

function say(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function quoted(value: unknown): string {
  return quote(say(value), 200)
}

function changeOf({ place, where, field }: At, was: unknown, is: unknown, text: string): Change {
  const kind = field.endsWith('.order') ? 'moved' : was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
  return makeChange({ place, where, field, channel: 'policy', kind, before: asJson(was), after: asJson(is), text, breaking: false })
}

function list(value: unknown): readonly Named[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function asObject(value: unknown): Named | undefined {
  return isObject(value) ? value : undefined
}
