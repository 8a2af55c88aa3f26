/** Texts and their codes, in order of first appearance. Code −1 stands for an empty cell. */
export type Dictionary = { readonly values: string[]; readonly codes: Map<string, number> }

/** A column of texts as codes into its dictionary. */
export type TextColumn = { readonly codes: Int32Array; readonly values: readonly string[] }

export function newDictionary(): Dictionary {
  return { values: [], codes: new Map() }
}

/** The code of a text, which is added when it is new. */
export function encode(dictionary: Dictionary, text: string): number {
  if (text === '') return -1
  const known = dictionary.codes.get(text)
  if (known !== undefined) return known
  // A cell is a slice of its chunk and would keep all of it in memory: a copy keeps only itself.
  const own = text.length > 12 ? ` ${text}`.slice(1) : text
  dictionary.codes.set(own, dictionary.values.length)
  return dictionary.values.push(own) - 1
}

/** The text of a row, or the empty string. */
export function textAt(column: TextColumn | null | undefined, row: number): string {
  return column?.values[column.codes[row]!] ?? ''
}
