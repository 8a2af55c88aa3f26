import { z } from './zod.ts'

/**
 * Identity of a state or transition that survives renaming and moving (architecture.md, "Stable identity").
 * Letters, digits and hyphens, 1 to 64 long, starting with a letter.
 */
export const Uid = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'a uid is 1 to 64 letters, digits or hyphens and starts with a letter')
export type Uid = z.infer<typeof Uid>

/** Name of a folder, scenario or pool: lower-case letters, digits, hyphens. */
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use lower-case letters, digits and hyphens, at most 64')
export type Slug = z.infer<typeof Slug>

/** Name of a case attribute, as guards write it: a CEL identifier. */
export const AttributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'an attribute name is letters, digits and underscores and starts with a letter')
export type AttributeName = z.infer<typeof AttributeName>

/** ISO 8601 duration of fixed length (`PT90S`, `P30D`, `P1DT4H`); no months or years, their length varies. */
export const DurationText = z
  .string()
  .regex(/^P(?=.)(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/, 'write a duration like PT90S, PT4H or P30D')
export type DurationText = z.infer<typeof DurationText>

/** Version of a revision: MAJOR.MINOR.PATCH. */
export const Version = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'a version is MAJOR.MINOR.PATCH')
export type Version = z.infer<typeof Version>
