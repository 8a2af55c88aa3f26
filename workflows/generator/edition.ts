/** A state of a sample's document in time: its published revisions, and the draft after the last one. `version`: the revision it was made from. */
export type Edition = { readonly name: '1.0.0' | '1.1.0' | 'draft'; readonly version: string | null }

/** In order of time. */
export const editions: readonly Edition[] = [
  { name: '1.0.0', version: null },
  { name: '1.1.0', version: '1.0.0' },
  { name: 'draft', version: '1.1.0' },
]
