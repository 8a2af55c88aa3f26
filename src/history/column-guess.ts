import type { KnownColumn } from './mapping.ts'

/** One guess: which header is which column, how sure (0 to 1), and why. */
export type Guess = { readonly column: KnownColumn; readonly header: string; readonly confidence: number; readonly why: string }

/** A column as its name and the sample show it. `formats`: ways of writing times that read it. */
export type Column = {
  readonly name: string
  readonly plain: string
  readonly texts: readonly string[]
  readonly formats: readonly string[]
  readonly numeric: boolean
  readonly distinct: number
}

/** Known columns that hold times. */
export const timeColumns: ReadonlySet<KnownColumn> = new Set(['start', 'end', 'arrived', 'closed', 'from', 'to', 'hour'])
