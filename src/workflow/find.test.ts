import { expect, test } from 'vitest'
import { sketchDraft } from './drawing/sketch.ts'
import { findStates } from './find.ts'
import type { Problem } from './problem.ts'

const draft = sketchDraft(
  {
    triage: { kind: 'automatic' },
    check: { kind: 'rest', title: 'Severe?' },
    tier1: { kind: 'review', title: 'First review', more: { step: { kind: 'review', outcomes: [], pools: ['tier-1'], target: 'PT4H' } } },
    panel: {
      kind: 'review',
      title: 'Panel review',
      more: { step: { kind: 'review', outcomes: [], pools: ['expert-panel'], target: 'P1D' } },
    },
    removed: { kind: 'final' },
  },
  [
    { from: 'triage', to: 'check', when: 'DONE' },
    { from: 'check', to: 'panel', when: 'always', if: 'reports > 3' },
    { from: 'check', to: 'tier1', when: 'always' },
  ],
  { removed: { x: 0, y: 0, pinned: true } },
)
const problem = (place: Problem['place'], severity: Problem['severity']): Problem => ({
  rule: 'r',
  severity,
  place,
  where: '',
  message: '',
  why: '',
})
const problems = [
  problem({ kind: 'state', id: 'tier1' }, 'error'),
  problem({ kind: 'transition', id: Object.keys(draft.transitions).find((uid) => uid.startsWith('triage'))! }, 'warning'),
  problem({ kind: 'pool', id: 'tier1' }, 'error'),
]

test.each([
  ['pool:panel', ['panel']],
  ['pool:TIER', ['tier1']],
  ['kind:final', ['removed']],
  ['kind:end', ['removed']],
  ['kind:decision', ['check']],
  ['guard:reports', ['check']],
  ['sla:<=4h', ['tier1']],
  ['sla:<4h', []],
  ['sla:4h', ['tier1']],
  ['sla:>4h', ['panel']],
  ['sla:soon', []],
  ['is:problem', ['triage', 'tier1']],
  ['is:error', ['tier1']],
  ['is:warning', ['triage']],
  ['is:pinned', ['removed']],
  ['is:green', []],
  ['kind:review first', ['tier1']],
  ['review is:problem sla:<1d', ['tier1']],
  ['review', null],
  ['https://example.org', null],
  ['', null],
])('%s finds %j', (typed, found) => {
  expect(findStates(typed, draft, problems)).toEqual(found)
})
