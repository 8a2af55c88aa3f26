import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { makeRevision } from '../src/revisions/publish.ts'
import { place } from '../src/studio/review/place.tsx'
import { chooseChange, chooseVersions } from '../src/studio/review/review-store.ts'
import { noTables, session } from '../src/studio/session/session.ts'
import type { Draft } from '../src/workflow/draft.ts'
import { exampleDraft } from '../tests/revisions/example.ts'

const first = makeRevision({
  draft: exampleDraft(),
  base: null,
  version: '1.0.0',
  published: '2026-03-02T09:30:00Z',
  author: 'Policy lead',
  message: 'First version in force',
})
const second = makeRevision({
  draft: changed(),
  base: '1.0.0',
  version: '1.1.0',
  published: '2026-04-13T08:00:00Z',
  author: 'Policy lead',
  message: 'Faster escalation; the quality sample goes',
})

/** The example with a change of every kind. */
function changed(): Draft {
  const draft = exampleDraft()
  const { qa: _qa, ...states } = draft.states
  const { 'q-sampled': _sampled, ...transitions } = draft.transitions
  const { tier1, special } = states
  const { 't-timer': timer, 't-remove': removing, 's-remove-2': second2, 't-high': high } = transitions
  if (!tier1?.step || !special || !timer || !removing || !second2 || !high) return draft
  return {
    ...draft,
    states: {
      ...states,
      tier1: {
        ...tier1,
        step: {
          ...tier1.step,
          target: 'PT2H',
          instructions: '1. Read the report and the whole thread, and the account’s last ten posts.\n2. Decide by the table below.',
        },
      },
      special: { ...special, title: 'Specialist desk' },
      lead: { ...special, uid: 'lead', key: 'lead', title: 'Team lead', parent: 'root', order: 9 },
    },
    transitions: {
      ...transitions,
      't-timer': { ...timer, trigger: { kind: 'after', delay: 7_200_000 } },
      't-remove': { ...removing, targets: ['notice'] },
      's-remove-2': { ...second2, targets: ['notice'] },
      't-high': { ...high, guard: { expression: 'severity == "high"' } },
      'l-keep': { ...removing, uid: 'l-keep', source: 'lead', targets: ['kept'], trigger: { kind: 'event', event: 'KEEP' }, actions: [] },
    },
    layout: { ...draft.layout, lead: { uid: 'lead', x: 1320, y: 440 } },
  }
}

const meta: Meta = {
  title: 'Places/Review',
  beforeEach: () => {
    session.setState({
      slug: 'demo',
      tables: { ...changed(), scenarios: {}, proposals: {} },
      revisions: [second, first],
      selection: new Set(),
      place: 'review',
    })
    chooseVersions('demo', '1.0.0', '1.1.0')
    return () => {
      session.setState({ slug: null, tables: noTables, revisions: [], selection: new Set() })
      chooseChange(null)
    }
  },
  render: () => (
    <div
      style={{ display: 'grid', gridTemplateColumns: '232px minmax(0, 1fr) 312px', height: '100vh', background: 'var(--color-surface)' }}
    >
      <aside aria-label="Versions" style={{ overflow: 'auto' }}>
        <place.Left />
      </aside>
      <main style={{ minWidth: 0 }}>
        <place.Main />
      </main>
      <aside aria-label="Changes" style={{ overflow: 'auto' }}>
        <place.Right />
      </aside>
    </div>
  ),
}
export default meta

export const TwoRevisions: StoryObj = {}

export const AChangeOfWords: StoryObj = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: /instructions of Tier 1 review are rewritten/ }))
    await expect(canvas.getAllByText(/last ten posts/)[0]).toBeVisible()
    await expect(session.getState().selection.has('tier1')).toBe(true)
    await expect(session.getState().place).toBe('review')
  },
}

export const NothingChanged: StoryObj = { play: async () => chooseVersions('demo', '1.0.0', '1.0.0') }

export const OneVersionOnly: StoryObj = { play: async () => session.setState({ revisions: [] }) }

export const EffectWithoutAScenario: StoryObj = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('tab', { name: /Measured effect/ }))
    await expect(canvas.getByText(/a scenario is needed/)).toBeVisible()
  },
}
