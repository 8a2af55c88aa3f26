import type { ExperimentOptions } from './experiment.ts'
import { inOrder } from './experiment.ts'
import type { Lane } from './lane.ts'
import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'

/** Replications from which a warm-up is found, where it must be found by running. */
const pilotReplications = 4

/**
 * The one warm-up of designs that are compared. Where the period is led in (compile/lead-in.ts) every design has its own, known before the run; the longest
 * counts for all, so that no pair measures other cases. Else it is found on replications of the first design: the longest of the cuts, never a mean of
 * them, so that it lies at the end of a part (a whole week where the program is weekly).
 */
export async function withCommonWarmup<Programs extends readonly Program[]>(
  programs: Programs,
  lanes: readonly Lane[],
  options: Pick<ExperimentOptions, 'seed' | 'signal'> = {},
): Promise<{ [Index in keyof Programs]: Program }> {
  const fixed = Math.max(0, ...programs.map(({ warmup }) => (warmup === 'auto' ? 0 : warmup)))
  const [first] = programs
  const searches = programs.some(({ warmup }) => warmup === 'auto')
  if (!searches || !first) return programs.map((program) => ({ ...program, warmup: fixed })) as { [Index in keyof Programs]: Program }
  const found: Observations[] = []
  await inOrder(
    { ...first, seed: options.seed ?? first.seed },
    lanes,
    pilotReplications,
    found,
    options.signal,
    (many) => many.length >= pilotReplications,
  )
  const warmup = Math.max(fixed, ...found.map((one) => one.warmup))
  return programs.map((program) => ({ ...program, warmup })) as { [Index in keyof Programs]: Program }
}
