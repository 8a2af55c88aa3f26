import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ChangeMark, StateMark } from '../../src/studio/canvas/layer.ts'
import { sketchDraft } from '../../src/workflow/drawing/sketch.ts'
import { openDraft, Sheet } from './sheet.tsx'

const kinds = sketchDraft(
  {
    review: {
      kind: 'review',
      title: 'Tier 1 review',
      outcomes: ['VIOLATION', 'NO_VIOLATION', 'UNSURE'],
      more: { description: 'First look at a report by a generalist.' },
    },
    long: { kind: 'review', title: 'Spanish and Portuguese review of reports with attachments', outcomes: ['REMOVE', 'KEEP'] },
    automatic: { kind: 'automatic', title: 'Automatic triage', outcomes: ['CLEAR', 'REVIEW'] },
    wait: { kind: 'wait', title: 'Answer of the user', outcomes: ['ANSWERED'] },
    batch: { kind: 'batch', title: 'Escalation round', outcomes: ['READY'] },
    rest: { kind: 'rest', title: 'On hold' },
    decision: { kind: 'rest', title: 'Which language?' },
    removed: { kind: 'final', title: 'Removed', more: { disposition: { restrictive: true } } },
    kept: { kind: 'final', title: 'No violation' },
    group: { kind: 'compound', title: 'Second review' },
    inner: { kind: 'review', in: 'group', title: 'Independent reviewer', outcomes: ['AGREE'] },
    back: { kind: 'history', in: 'group', title: 'As it was left' },
    both: { kind: 'parallel', title: 'Legal and safety work' },
    legal: { kind: 'compound', in: 'both', title: 'Legal' },
    assess: { kind: 'review', in: 'legal', title: 'Legal assessment', outcomes: ['DONE'] },
    safety: { kind: 'compound', in: 'both', title: 'Safety' },
    contact: { kind: 'wait', in: 'safety', title: 'Welfare contact', outcomes: ['DONE'] },
  },
  [
    { from: 'decision', to: 'long', when: 'always', if: 'language == "arabic"' },
    { from: 'decision', to: 'review', when: 'always' },
    { from: 'rest', to: 'rest', when: 'after 86400' },
  ],
  {
    review: { x: 300, y: 0 },
    long: { x: 300, y: 120 },
    automatic: { x: 0, y: 240 },
    wait: { x: 300, y: 240 },
    batch: { x: 600, y: 240 },
    rest: { x: 620, y: 20 },
    decision: { x: 0, y: 80 },
    removed: { x: 620, y: 140 },
    kept: { x: 860, y: 140 },
    group: { x: 0, y: 380 },
    inner: { x: 44, y: 48 },
    back: { x: 60, y: 150 },
    both: { x: 340, y: 380, width: 560, height: 360 },
    legal: { x: 30, y: 44, width: 500, height: 140 },
    assess: { x: 44, y: 40 },
    safety: { x: 30, y: 206, width: 500, height: 140 },
    contact: { x: 44, y: 40 },
  },
)

const states = (mark: (uid: string, index: number) => StateMark) =>
  new Map(
    Object.keys(kinds.states)
      .filter((uid) => uid !== 'root')
      .map((uid, index) => [uid, mark(uid, index)]),
  )
const changes: readonly ChangeMark[] = ['added', 'removed', 'changed', 'moved']

const meta: Meta = { title: 'Canvas/States', beforeEach: () => openDraft(kinds) }
export default meta

export const Kinds: StoryObj = { render: () => <Sheet editable /> }

export const Heat: StoryObj = {
  render: () => (
    <Sheet
      layer={{
        title: 'Wait',
        states: states((_, index) => ({ line: `wait ${(index * 0.7).toFixed(1)} h · ${index * 3} in queue`, heat: index / 16 })),
        transitions: new Map(),
      }}
    />
  ),
}

export const Differences: StoryObj = {
  render: () => (
    <Sheet
      layer={{
        title: 'What changed',
        states: states((_, index) => ({ change: changes[index % 4] ?? 'added' })),
        transitions: new Map(Object.keys(kinds.transitions).map((uid, index) => [uid, { change: changes[index % 4] ?? 'added' }])),
      }}
    />
  ),
}

export const Active: StoryObj = {
  render: () => (
    <Sheet
      layer={{
        title: 'Walk',
        states: new Map(['both', 'legal', 'assess', 'safety', 'contact'].map((uid) => [uid, { active: true }])),
        transitions: new Map(),
      }}
    />
  ),
}

export const Selected: StoryObj = { beforeEach: () => openDraft(kinds, { selection: ['group'] }), render: () => <Sheet editable /> }

export const WithProblems: StoryObj = {
  beforeEach: () =>
    openDraft(kinds, {
      problems: [
        {
          rule: 'dead-end',
          severity: 'error',
          place: { kind: 'state', id: 'wait' },
          where: 'Answer of the user',
          message: 'No transition leaves here.',
          why: 'A case that comes here stays for ever.',
        },
        {
          rule: 'missing-handle-time',
          severity: 'warning',
          place: { kind: 'state', id: 'review' },
          where: 'Tier 1 review',
          message: 'No handle time is known.',
          why: 'It cannot be simulated.',
        },
      ],
    }),
  render: () => <Sheet editable />,
}
