import type { Json } from '../../workflow/json.ts'

/** A name out of JSON: a text as it is, a number as it is written, anything else as its JSON. */
export function plainText(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}
