import { sentence } from '../revisions/say.ts'
import { line } from './document.ts'
import type { Inline } from './rich-text.ts'
import type { Reference, Way } from './runbook.ts'

/** A name that leads to where it is explained. */
export function referenceInline({ text, anchor }: Reference): Inline {
  return anchor === null ? { type: 'text', text } : { type: 'reference', anchor, text }
}

/** Names as people list them: `a, b and c`. */
export function referencesInline(all: readonly Reference[]): Inline[] {
  return all.flatMap((one, index) => {
    const before = index === 0 ? '' : index === all.length - 1 ? ' and ' : ', '
    return [...line(before), referenceInline(one)]
  })
}

/** Where a case goes, under which condition, and what happens on the way. */
export function wayInline({ condition, targets, actions }: Way): Inline[] {
  const goes = targets.length === 0 ? 'the case stays' : 'to '
  const lead = condition === '' ? sentence(goes) : `${condition}: ${goes}`
  return [...line(lead), ...referencesInline(targets), ...line(actions === '' ? '' : ` (${actions})`)]
}
