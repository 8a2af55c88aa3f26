import { sketchDraft } from '../src/workflow/drawing/sketch.ts'
import type { ProjectEntry } from '../src/workspace/project.ts'

/** A small workflow that stories stand on; the product has its own samples. */
export const demo = sketchDraft(
  {
    triage: { kind: 'automatic', title: 'Automatic triage', outcomes: ['REVIEW', 'CLEAR'] },
    review: { kind: 'compound', title: 'First review' },
    tier1: { kind: 'review', in: 'review', title: 'Tier 1 review', outcomes: ['REMOVE', 'KEEP', 'ESCALATE'] },
    round: { kind: 'batch', in: 'review', title: 'Escalation round', outcomes: ['READY'] },
    specialist: { kind: 'review', title: 'Specialist review', outcomes: ['REMOVE', 'KEEP'] },
    removed: { kind: 'final', title: 'Removed' },
    kept: { kind: 'final', title: 'No violation' },
  },
  [
    { from: 'triage', to: 'review', when: 'REVIEW' },
    { from: 'triage', to: 'kept', when: 'CLEAR' },
    { from: 'tier1', to: 'removed', when: 'REMOVE' },
    { from: 'tier1', to: 'kept', when: 'KEEP' },
    { from: 'tier1', to: 'round', when: 'ESCALATE' },
    { from: 'round', to: 'specialist', when: 'READY' },
    { from: 'specialist', to: 'removed', when: 'REMOVE' },
    { from: 'specialist', to: 'kept', when: 'KEEP' },
  ],
  {
    triage: { x: 0, y: 160 },
    review: { x: 300, y: 40 },
    tier1: { x: 44, y: 48 },
    round: { x: 44, y: 180 },
    specialist: { x: 700, y: 240 },
    removed: { x: 1020, y: 80 },
    kept: { x: 1020, y: 260 },
  },
)

/** The same as an entry of the start page. */
export const demoEntry: ProjectEntry = {
  slug: 'demo',
  title: 'User reports of abuse',
  description: 'From a user’s report to a decision with its notice: automatic triage, first review, specialists.',
  version: '1.1.0',
  draft: demo,
  message: null,
}
