import { compareEach } from '../simulation/experiment/compare.ts'
import type { Lane } from '../simulation/experiment/lane.ts'
import type { Program } from '../simulation/program/program.ts'
import { provenOf } from '../simulation/report/claims.ts'
import type { Comparison, Contrast } from '../simulation/report/comparison.ts'
import type { Impact } from './change.ts'
import { designsOf, type Side } from './effect.ts'
import { sayDifference } from './impact.ts'
import { count } from './say.ts'
import { singleEdits, type SingleEdit } from './single-edits.ts'

/** More edits than this are not measured one by one: each takes as many runs as the whole. */
export const mostEdits = 12

type EachEdit = NonNullable<Impact['edits']>

/**
 * What each edit of the head does to the mean lead time: the head beside the head without it, on the same cases with the same luck (n + 1 designs for n
 * edits, and the base). Edits that need each other are one. Empty where there is but one edit, whose effect is the whole, or more than `mostEdits`.
 */
export async function measureEdits(
  base: Side,
  head: Side,
  lanes: readonly Lane[],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, planned: number) => void } = {},
): Promise<EachEdit> {
  const edits = singleEdits(base, head)
  const whole = designsOf(base, head)
  if (edits.length < 2 || edits.length > mostEdits || !whole.ok) return []
  const without = edits.map((edit) => programOf(base, edit))
  const programs = without.filter((program) => program !== null)
  const { beside } = await compareEach(whole.base, whole.head, programs, lanes, options)
  const found = without.map((program) => (program === null ? null : leadTimeOf(beside[programs.indexOf(program)])))
  const proven = provenOf(
    found.filter((contrast) => contrast !== null),
    beside[0]?.replications ?? 0,
  )
  return edits.map((edit, i) => {
    const contrast = found[i] ?? null
    return {
      changes: edit.changes.map(({ id }) => id),
      text: sayEdit(edit, contrast, contrast !== null && proven.has(contrast)),
      leadTime: contrast?.difference ?? null,
    }
  })
}

function programOf(base: Side, { without }: SingleEdit): Program | null {
  const designs = without && designsOf(base, without)
  return designs?.ok ? designs.head : null
}

function leadTimeOf(comparison: Comparison | undefined): Contrast | null {
  return (
    comparison?.contrasts.find(({ measure, where, difference }) => measure === 'leadTimeMean' && where === null && difference !== null) ??
    null
  )
}

/** `By itself −2.1 h ± 0.3 of the mean lead time: Arabic reviewers: one person more, …`. */
function sayEdit({ changes: [first, ...others] }: SingleEdit, contrast: Contrast | null, isProven: boolean): string {
  const what = `${first?.text ?? ''}${others.length > 0 ? ` (with ${count(others.length, 'change')} that belong to it)` : ''}`
  if (contrast === null) return `Cannot be taken out by itself: ${what}`
  const { value = 0, low = 0, high = 0 } = contrast.difference ?? {}
  if (value === 0 && (low ?? 0) === 0 && (high ?? 0) === 0) return `Changes nothing of the mean lead time: ${what}`
  return `${isProven ? sayDifference(contrast) : `Nothing measurable (${sayDifference(contrast)})`} of the mean lead time: ${what}`
}
