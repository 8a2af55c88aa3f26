import { z } from '../zod.ts'

/** A text of one line: a name, a limit, a rule. */
export const Line = z
  .string()
  .max(400)
  .regex(/^[^\r\n]*\S[^\r\n]*$/, 'write one line of text, of at most 400 letters')

/** Lines of a list, in the order in which they are read. */
export const Lines = z.array(Line).min(1).max(60)

/** Markdown of one paragraph or several. */
export const Prose = z.string().max(20_000).regex(/\S/, 'write a text, or leave it out')

/** A day of the calendar: `2026-12-01`. */
export const Day = z.iso.date()

/** A list in which no two items have the same name; `nameOf` says what that is. */
export function named<T extends z.ZodType>(item: T, nameOf: (item: z.output<T>) => string, most = 200): z.ZodArray<T> {
  return z
    .array(item)
    .min(1)
    .max(most)
    .refine((items) => new Set(items.map(nameOf)).size === items.length, 'two have the same name; rename or remove one of them')
}
