import type { Attribute } from '../../workflow/attribute.ts'

/** Something that can be put in place of the characters from … to. */
export type Completion = {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly attribute?: Attribute
  readonly hint?: string
}

/** What fits at a place of an expression: names of attributes; after a comparison with one, its values. At most eight. */
export function completionsAt(source: string, at: number, attributes: readonly Attribute[]): Completion[] {
  const before = source.slice(0, at)
  return (valuesAt(before, at, attributes) ?? namesAt(before, at, attributes)).slice(0, 8)
}

function valuesAt(before: string, at: number, attributes: readonly Attribute[]): Completion[] | null {
  const found = /([A-Za-z]\w*)\s*(?:==|!=)\s*(["']?)([\w-]*)$/.exec(before)
  const attribute = found ? attributes.find(({ name }) => name === found[1]) : undefined
  if (!found || attribute?.type !== 'enum') return null
  const [, , quote = '', begun = ''] = found
  const from = at - begun.length - quote.length
  const exact = attribute.values.some((value) => value === begun)
  return exact
    ? []
    : attribute.values
        .filter((value) => value.startsWith(begun))
        .map((value) => ({ text: JSON.stringify(value), from, to: at, hint: attribute.title }))
}

function namesAt(before: string, at: number, attributes: readonly Attribute[]): Completion[] {
  const begun = /[A-Za-z]\w*$/.exec(before)?.[0] ?? ''
  const inText = (before.match(/"/g)?.length ?? 0) % 2 === 1
  const atStart = /(^|[(!&|?:,+\-*/%<>=]\s*)$/.test(before.slice(0, before.length - begun.length))
  if (inText || (begun === '' && !atStart)) return []
  const matching = attributes.filter(
    ({ name, title }) =>
      name.toLowerCase().startsWith(begun.toLowerCase()) || (begun !== '' && title.toLowerCase().includes(begun.toLowerCase())),
  )
  return matching
    .filter(({ name }) => name !== begun)
    .map((attribute) => ({ text: attribute.name, from: at - begun.length, to: at, attribute }))
}
