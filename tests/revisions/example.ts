import type { Draft } from '../../src/workflow/draft.ts'
import { newState } from '../../src/workflow/draft.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Transition } from '../../src/workflow/transition.ts'

/** A small enforcement workflow in which every kind of record and trigger occurs: what diff, drawing and runbook are tried on. */
export function exampleDraft(): Draft {
  return {
    header: {
      workflow: {
        id: 'abuse-reports',
        title: 'User reports of abuse',
        description: 'How a report becomes a decision.',
        owner: 'Safety operations',
        version: '1.0.0',
        root: 'root',
      },
    },
    attributes: {
      severity: { name: 'severity', order: 0, title: 'Severity', type: 'enum', values: ['low', 'medium', 'high'], default: 'low' },
      reports: { name: 'reports', order: 1, title: 'Reports', type: 'number', default: 1, unit: 'reports' },
      minor: {
        name: 'minor',
        order: 2,
        title: 'Minor involved',
        type: 'boolean',
        default: false,
        description: 'A person under 18 is concerned.',
      },
    },
    pools: {
      tier1: { id: 'tier1', order: 0, title: 'Tier 1 reviewers', skills: ['English', 'Arabic'], vendor: 'Northwind' },
      specialists: { id: 'specialists', order: 1, title: 'Specialists', description: 'Child safety and violent threats.' },
    },
    states: byUid(states),
    transitions: byUid(transitions),
    layout: {
      triage: { uid: 'triage', x: 40, y: 80 },
      route: { uid: 'route', x: 340, y: 98 },
      review: { uid: 'review', x: 600, y: 40, width: 620, height: 340 },
      tier1: { uid: 'tier1', x: 44, y: 60 },
      special: { uid: 'special', x: 344, y: 200 },
      qa: { uid: 'qa', x: 1320, y: 80 },
      removed: { uid: 'removed', x: 1640, y: 40 },
      kept: { uid: 'kept', x: 1640, y: 200 },
      notice: { uid: 'notice', x: 1320, y: 300 },
    },
  }
}

const states: State[] = [
  newState({ uid: 'root', key: 'abuse-reports', parent: null, order: 0, type: 'compound', initial: 'triage' }),
  newState({
    uid: 'triage',
    key: 'triage',
    parent: 'root',
    order: 0,
    type: 'atomic',
    title: 'Automatic triage',
    step: {
      kind: 'automatic',
      outcomes: [{ event: 'SCORED', title: 'Scored' }],
      instructions: 'The classifier reads the report and sets the severity.',
    },
  }),
  newState({ uid: 'route', key: 'route', parent: 'root', order: 1, type: 'atomic', title: 'How severe?' }),
  newState({
    uid: 'review',
    key: 'review',
    parent: 'root',
    order: 2,
    type: 'compound',
    initial: 'tier1',
    title: 'Human review',
    description: 'At least one person looks at each report.',
  }),
  newState({
    uid: 'tier1',
    key: 'tier1',
    parent: 'review',
    order: 0,
    type: 'atomic',
    title: 'Tier 1 review',
    entry: [{ type: 'count', attribute: 'reports', by: 1 }],
    step: {
      kind: 'review',
      pools: ['tier1'],
      target: 'PT4H',
      sensitive: true,
      endOfShift: 'finish',
      policy: ['Abuse policy 3.2', 'Abuse policy 3.4'],
      instructions:
        '1. Read the report and the *whole* thread.\n2. Decide by the table below.\n\nIn doubt, **escalate**. See [the policy](https://policy.example/abuse).',
      outcomes: [
        { event: 'REMOVE', title: 'Remove', criteria: 'A threat or a slur against a person.' },
        { event: 'KEEP', title: 'Keep', criteria: 'Rude, but about the matter.' },
        { event: 'ESCALATE', title: 'Escalate', criteria: 'A minor is concerned, or a credible threat.' },
      ],
    },
  }),
  newState({
    uid: 'special',
    key: 'special',
    parent: 'review',
    order: 1,
    type: 'atomic',
    title: 'Specialist review',
    step: {
      kind: 'review',
      pools: ['specialists', 'tier1'],
      target: 'PT8H',
      outcomes: [
        { event: 'REMOVE', title: 'Remove' },
        { event: 'KEEP', title: 'Keep' },
      ],
    },
  }),
  newState({
    uid: 'qa',
    key: 'qa',
    parent: 'root',
    order: 3,
    type: 'atomic',
    title: 'Quality sample',
    step: { kind: 'batch', outcomes: [{ event: 'SAMPLED', title: 'Sampled' }], size: 20, age: 'P1D', at: ['mon 09:00'] },
  }),
  newState({
    uid: 'notice',
    key: 'notice',
    parent: 'root',
    order: 4,
    type: 'atomic',
    title: 'Notice',
    step: { kind: 'wait', outcomes: [{ event: 'SENT', title: 'Sent' }] },
  }),
  newState({
    uid: 'removed',
    key: 'removed',
    parent: 'root',
    order: 5,
    type: 'final',
    title: 'Removed',
    disposition: { restrictive: true, notice: 'Removal notice', appeal: 'Appeals line, within 30 days' },
  }),
  newState({ uid: 'kept', key: 'kept', parent: 'root', order: 6, type: 'final', title: 'Kept', disposition: { restrictive: false } }),
]

const transitions: Transition[] = [
  way('t-scored', 'triage', 0, { kind: 'event', event: 'SCORED' }, ['route']),
  way('t-high', 'route', 0, { kind: 'always' }, ['special'], { guard: { expression: 'severity == "high" || minor' } }),
  way('t-else', 'route', 1, { kind: 'always' }, ['review']),
  way('t-remove', 'tier1', 0, { kind: 'event', event: 'REMOVE' }, ['qa'], {
    actions: [{ type: 'set', attribute: 'severity', to: '"high"' }],
  }),
  way('t-keep', 'tier1', 1, { kind: 'event', event: 'KEEP' }, ['kept']),
  way('t-escalate', 'tier1', 2, { kind: 'event', event: 'ESCALATE' }, ['special'], { flow: 'escalation' }),
  way('t-timer', 'tier1', 3, { kind: 'after', delay: 14_400_000 }, ['special'], { flow: 'escalation' }),
  way('s-remove', 'special', 0, { kind: 'event', event: 'REMOVE' }, ['notice'], { guard: { expression: 'reports > 2' } }),
  way('s-remove-2', 'special', 1, { kind: 'event', event: 'REMOVE' }, ['qa']),
  way('s-keep', 'special', 2, { kind: 'event', event: 'KEEP' }, ['kept']),
  way('q-sampled', 'qa', 0, { kind: 'event', event: 'SAMPLED' }, ['notice']),
  way('n-sent', 'notice', 0, { kind: 'event', event: 'SENT' }, ['removed']),
]

function way(
  uid: string,
  source: string,
  order: number,
  trigger: Transition['trigger'],
  targets: string[],
  more: Partial<Transition> = {},
): Transition {
  return { uid, source, order, trigger, targets, guard: null, actions: [], reenter: false, title: '', flow: 'normal', ...more }
}

function byUid<T extends { uid: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.uid, record]))
}
