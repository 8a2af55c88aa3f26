import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { KeyFigures } from '../src/studio/simulate/key-figures.tsx'
import { ScenarioPanel } from '../src/studio/simulate/scenario-panel.tsx'
import { Stage } from '../src/studio/simulate/stage.tsx'
import { session } from '../src/studio/session/session.ts'
import { twoPoolsReport } from '../tests/samples/two-pools.ts'
import { finishedRun, openTwoPools } from './lean.ts'

const meta: Meta = {
  title: 'Simulate',
  render: () => (
    <div style={{ display: 'grid', gridTemplateColumns: '232px 1fr 312px', height: 860, background: 'var(--color-surface)' }}>
      <aside aria-label="Scenario" style={{ minHeight: 0, borderRight: '1px solid var(--color-line)' }}>
        <ScenarioPanel />
      </aside>
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

const now = {
  slug: 'two-pools',
  done: 0,
  planned: 8,
  work: { worked: 0, events: 0, openCases: 0, bytes: 0 },
  remaining: null,
  report: null,
  problems: [],
  failure: null,
}

export const NothingRunYet: StoryObj = { beforeEach: () => openTwoPools() }

export const Running: StoryObj = {
  beforeEach: () =>
    openTwoPools({ runs: { phase: 'running', now: { ...now, done: 3, remaining: 12, report: { ...twoPoolsReport, replications: 3 } } } }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/3 of 8 replications, about 12 s left/)).toBeVisible()
  },
}

export const Paused: StoryObj = {
  beforeEach: () => {
    const work = { worked: 3.6, events: 1_234_000, openCases: 812, bytes: 14_000_000 }
    return openTwoPools({
      runs: { phase: 'paused', now: { ...now, done: 3, work, remaining: 12, report: { ...twoPoolsReport, replications: 3 } } },
    })
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Resume' })).toBeVisible()
    await expect(canvas.getByText(/3 of 8 replications/)).toHaveTextContent('1.2 M events, 812 cases open, 13 MB')
  },
}

export const Done: StoryObj = {
  beforeEach: () => openTwoPools({ runs: { phase: 'done', runs: [finishedRun()] } }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('tab', { name: 'Week' }))
    await expect(await canvas.findByText('Arabic tier 1 is short of people from 18:00 to 23:00 every day')).toBeVisible()
    await userEvent.click(canvas.getByRole('tab', { name: 'Steps' }))
    await userEvent.click(await canvas.findByRole('cell', { name: 'Arabic tier 1' }))
    await expect([...session.getState().selection]).toEqual(['arabic'])
    // The sentence at the top has the number of the list below it, and names who is least often in time: the list's first.
    const inShort = canvas.getByRole('region', { name: 'In short' }).textContent ?? ''
    const half = canvas.getByText('Half of the cases within').nextElementSibling?.textContent?.split(' ± ')[0] ?? 'none'
    await expect(inShort.replaceAll('\u00A0', ' ')).toContain(`Half of the cases are done within ${half.replaceAll('\u00A0', ' ')},`)
  },
}

export const Stale: StoryObj = {
  beforeEach: () => openTwoPools({ runs: { phase: 'done', runs: [{ ...finishedRun(), key: 'of another workflow' }] } }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('Stale: changed since this run')).toBeVisible()
  },
}

export const Refused: StoryObj = {
  beforeEach: () =>
    openTwoPools({
      runs: {
        phase: 'failed',
        now: {
          ...now,
          problems: [
            {
              rule: 'nobody-on-shift',
              severity: 'error',
              place: { kind: 'scenario', path: 'pools.arabic.shifts' },
              where: 'Arabic tier 1',
              message: 'Nobody is ever on shift.',
              why: 'Cases that come here wait for ever.',
            },
            {
              rule: 'missing-handle-time',
              severity: 'error',
              place: { kind: 'state', id: 'specialist' },
              where: 'Specialist review',
              message: 'The scenario has no handle time for it.',
              why: 'The run cannot know how long the work takes.',
            },
          ],
        },
      },
    }),
}

export const Stopped: StoryObj = {
  beforeEach: () =>
    openTwoPools({
      runs: { phase: 'failed', now: { ...now, done: 2, failure: 'Case 118 in English tier 1: no transition takes the outcome “Limit”.' } },
    }),
}
