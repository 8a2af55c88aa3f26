import type { AttributeValue } from '../../workflow/attribute.ts'

/** One case of a history, for replay: seconds since the run's start, and its attributes. */
export type Arrival = { readonly time: number; readonly values: Readonly<Record<string, AttributeValue>> }
