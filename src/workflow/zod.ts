import { z } from 'zod'

// Zod writes its fast parsers with `new Function` and first tries whether it may. The policy of our pages forbids it, and reports every try.
z.config({ jitless: true })

/** Zod as every schema of the house is written with it: it never makes code. */
export { z }
