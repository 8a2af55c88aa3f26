import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { KeyFigures } from '../src/studio/simulate/key-figures.tsx'
import { Stage } from '../src/studio/simulate/stage.tsx'
import { session } from '../src/studio/session/session.ts'
import { twoPoolsQuality } from '../tests/samples/two-pools-quality.ts'
import { twoPoolsReport } from '../tests/samples/two-pools.ts'
import { finishedRun, openTwoPools } from './lean.ts'

const meta: Meta = {
  title: 'Simulate/Quality',
  render: () => (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 312px', height: 860, background: 'var(--color-surface)' }}>
      <main style={{ minHeight: 0, minWidth: 0 }}>
        <h1 className="spoken">Simulate</h1>
        <Stage />
      </main>
      <aside aria-label="Figures" style={{ minHeight: 0, borderLeft: '1px solid var(--color-line)' }}>
        <KeyFigures />
      </aside>
    </div>
  ),
}
export default meta

const judged = { ...finishedRun(), report: { ...twoPoolsReport, quality: twoPoolsQuality } }

export const DecisionsAndHarm: StoryObj = {
  beforeEach: () => openTwoPools({ runs: { phase: 'done', runs: [judged] } }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('tab', { name: 'Quality' }))
    const segments = within(await canvas.findByRole('table', { name: 'Segments' }))
    await expect(segments.getByRole('row', { name: /Arabic.*3,420 ± 171/ })).toBeVisible()
    await userEvent.click(within(canvas.getByRole('table', { name: 'Decisions' })).getByRole('cell', { name: 'Arabic tier 1' }))
    await expect([...session.getState().selection]).toEqual(['arabic'])
    await expect(canvas.getByText('Views prevented')).toBeVisible()
  },
}

export const NotAsked: StoryObj = {
  beforeEach: () => openTwoPools({ runs: { phase: 'done', runs: [finishedRun()] } }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('tab', { name: 'Service' })).toBeVisible()
    await expect(canvas.queryByRole('tab', { name: 'Quality' })).toBeNull()
  },
}
