import fc from 'fast-check'

/**
 * Property tests run on one seed, so that a change is judged on the same examples each time. `FC_SEED=random` looks at new ones,
 * `FC_SEED=N` goes back to those of a report.
 */
const asked = process.env.FC_SEED ?? '20261122'
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) })
