import type { Question } from '../question.ts'

/** A file as text that the reader of histories takes: CSV, whatever it was. */
export type Source = {
  readonly chunks: AsyncIterable<string>
  /** What there is to say of it; known when all chunks have been taken. */
  readonly notes: () => readonly string[]
  readonly questions: () => readonly Question[]
}

/** Decoder of an encoding, as every platform has it; `fatal` ones throw at bytes that are no text. */
export type Decoders = (
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252',
  fatal: boolean,
) => { decode(bytes?: Uint8Array, options?: { stream?: boolean }): string }

/** What a mapping and the caller say of it. `large`: files that unpack far are taken. */
export type SourceOptions = { readonly decoders: Decoders; readonly sheet?: string | undefined; readonly large?: boolean }
