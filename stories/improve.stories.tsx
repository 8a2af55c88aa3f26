import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { Evidence } from '../src/studio/improve/evidence.tsx'
import { RemedyInspector } from '../src/studio/improve/remedy-inspector.tsx'
import { Stage } from '../src/studio/improve/stage.tsx'
import { twoPoolsVerdict } from '../tests/samples/two-pools-verdict.ts'
import { finishedRun, keyNow, openTwoPools } from './lean.ts'

const meta: Meta = {
  title: 'Improve',
  render: () => (
    <div style={{ display: 'grid', gridTemplateColumns: '232px 1fr 312px', height: 860, background: 'var(--color-surface)' }}>
      <aside aria-label="Evidence" style={{ minHeight: 0, borderRight: '1px solid var(--color-line)' }}>
        <Evidence />
      </aside>
      <main style={{ minHeight: 0, minWidth: 0 }}>
        <h1 className="spoken">Improve</h1>
        <Stage />
      </main>
      <aside aria-label="Remedy" style={{ minHeight: 0, borderLeft: '1px solid var(--color-line)' }}>
        <RemedyInspector />
      </aside>
    </div>
  ),
}
export default meta

const runs = () => ({ phase: 'done' as const, runs: [finishedRun()] })
const found = () => ({ phase: 'done' as const, slug: 'two-pools', key: keyNow(), done: 96, budget: 400, verdict: twoPoolsVerdict })

export const NothingRunYet: StoryObj = { beforeEach: () => openTwoPools() }

export const EvidenceOnly: StoryObj = { beforeEach: () => openTwoPools({ runs: runs() }) }

export const Searching: StoryObj = {
  beforeEach: () =>
    openTwoPools({ runs: runs(), search: { ...found(), phase: 'searching', done: 120, verdict: { ...twoPoolsVerdict, final: false } } }),
}

export const Found: StoryObj = {
  beforeEach: () => openTwoPools({ runs: runs(), search: found() }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('heading', { name: /^Arabic tier 1 has too few people/ })).toBeVisible()
    await userEvent.click(await canvas.findByRole('option', { name: /^Escalation hold: every two hours/ }))
    await expect(canvas.getByRole('button', { name: 'Try it in the draft' })).toBeEnabled()
    await userEvent.click(canvas.getByRole('tab', { name: 'Value stream' }))
    await expect(await canvas.findByText(/is work that adds value/)).toBeVisible()
    await userEvent.click(canvas.getByRole('tab', { name: 'Remedies' }))
  },
}

export const Stale: StoryObj = { beforeEach: () => openTwoPools({ runs: runs(), search: { ...found(), key: 'of another workflow' } }) }

export const Failed: StoryObj = {
  beforeEach: () =>
    openTwoPools({
      runs: runs(),
      search: { phase: 'failed', slug: 'two-pools', failure: 'The simulation worker died twice on the same replication.' },
    }),
}
