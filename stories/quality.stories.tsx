import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { KeyFigures } from '../src/studio/simulate/key-figures.tsx'
import { ScenarioPanel } from '../src/studio/simulate/scenario-panel.tsx'
import { Stage } from '../src/studio/simulate/stage.tsx'
import { session } from '../src/studio/session/session.ts'
import { twoPoolsJudged, twoPoolsQuality } from '../tests/samples/two-pools-quality.ts'
import { twoPoolsReport, twoPoolsScenario } from '../tests/samples/two-pools.ts'
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

export const ErrorRates: StoryObj = {
  render: () => (
    <aside aria-label="Scenario" style={{ width: 232, height: 860, background: 'var(--color-surface)' }}>
      <h1 className="spoken">Simulate</h1>
      <ScenarioPanel />
    </aside>
  ),
  beforeEach: () => {
    const close = openTwoPools()
    const { tables } = session.getState()
    const guessed = { 'quality.errors': { source: 'guessed' as const } }
    const judging = { ...twoPoolsScenario, quality: twoPoolsJudged, origins: { ...twoPoolsScenario.origins, ...guessed } }
    session.setState({ tables: { ...tables, scenarios: { base: judging } } })
    return close
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const rate = await canvas.findByRole('textbox', { name: 'Wrongly kept, Arabic tier 1' })
    await expect(rate).toHaveValue('12')
    await userEvent.clear(rate)
    await userEvent.type(rate, '8{Enter}')
    const { errors } = session.getState().tables.scenarios['base']!.quality!
    await expect(errors[0]).toEqual({ step: 'arabic', wronglyRemoved: 0.06, wronglyKept: 0.08 })
    await expect(session.getState().undo.at(-1)?.label).toBe('Error rates')
    await expect(canvas.getByText('250 an hour, halving every 18 h', { exact: false })).toBeVisible()
  },
}
