import type { Draft } from '../draft.ts'
import { sketchDraft } from './sketch.ts'

/** A workflow with everything that is hard to draw: branches that meet, ways back, loops, groups, parallel regions, timers out of them. */
export function abuseSketch(): Draft {
  return sketchDraft(
    {
      triage: { kind: 'automatic', title: 'Automatic triage', outcomes: ['CLEAR', 'AUTO_REMOVE', 'NEEDS_REVIEW'] },
      route: { kind: 'rest', title: 'Which queue?' },
      tier1: { kind: 'review', title: 'Tier 1 review', outcomes: ['VIOLATION', 'NO_VIOLATION', 'UNSURE'] },
      arabic: { kind: 'review', title: 'Arabic tier 1 review', outcomes: ['VIOLATION', 'NO_VIOLATION', 'UNSURE'] },
      urgent: { kind: 'parallel', title: 'Urgent work' },
      legal: { kind: 'compound', in: 'urgent', title: 'Legal' },
      assess: { kind: 'review', in: 'legal', title: 'Legal assessment', outcomes: ['REPORT', 'NONE'] },
      filed: { kind: 'final', in: 'legal', title: 'Legal done' },
      safety: { kind: 'compound', in: 'urgent', title: 'Safety' },
      contact: { kind: 'wait', in: 'safety', title: 'Welfare contact', outcomes: ['REACHED'] },
      reached: { kind: 'final', in: 'safety', title: 'Safety done' },
      specialist: { kind: 'review', title: 'Specialist review', outcomes: ['VIOLATION', 'NO_VIOLATION', 'BACK'] },
      notice: { kind: 'batch', title: 'Notice to the user', outcomes: ['SENT'] },
      removed: { kind: 'final', title: 'Removed', more: { disposition: { restrictive: true } } },
      kept: { kind: 'final', title: 'No violation' },
    },
    [
      { from: 'triage', to: 'kept', when: 'CLEAR' },
      { from: 'triage', to: 'notice', when: 'AUTO_REMOVE' },
      { from: 'triage', to: 'route', when: 'NEEDS_REVIEW' },
      { from: 'route', to: 'arabic', when: 'always', if: 'language == "arabic"' },
      { from: 'route', to: 'tier1', when: 'always' },
      { from: 'tier1', to: 'notice', when: 'VIOLATION' },
      { from: 'tier1', to: 'kept', when: 'NO_VIOLATION' },
      { from: 'tier1', to: 'specialist', when: 'UNSURE', more: { flow: 'escalation' } },
      { from: 'tier1', to: 'specialist', when: 'after 86400', more: { flow: 'escalation' } },
      { from: 'arabic', to: 'notice', when: 'VIOLATION' },
      { from: 'arabic', to: 'kept', when: 'NO_VIOLATION' },
      { from: 'arabic', to: 'specialist', when: 'UNSURE', more: { flow: 'escalation' } },
      { from: 'specialist', to: 'urgent', when: 'VIOLATION' },
      { from: 'specialist', to: 'kept', when: 'NO_VIOLATION' },
      { from: 'specialist', to: 'tier1', when: 'BACK' },
      { from: 'specialist', to: 'specialist', when: 'after 172800', more: { reenter: true } },
      { from: 'assess', to: 'filed', when: 'REPORT' },
      { from: 'assess', to: 'filed', when: 'NONE' },
      { from: 'contact', to: 'reached', when: 'REACHED' },
      { from: 'contact', to: 'removed', when: 'after 3600', more: { flow: 'failure' } },
      { from: 'urgent', to: 'notice', when: 'done' },
      { from: 'notice', to: 'removed', when: 'SENT' },
    ],
  )
}
