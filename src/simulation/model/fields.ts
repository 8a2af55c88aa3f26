import { z } from '../../workflow/zod.ts'

/** Wall-clock date and time without offset, in the scenario's zone: `2025-01-06T00:00:00`. */
export const LocalTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'write a local time like 2025-01-06T00:00:00')
export const LocalDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a date like 2025-01-06')
export const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time of day like 08:30')

/** A condition on the case: a CEL expression over the attributes. */
export const When = z.string().min(1)
