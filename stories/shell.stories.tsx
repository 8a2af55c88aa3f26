import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { finish, markStale, report } from '../src/studio/session/activity.ts'
import { memoryFiles } from '../src/studio/session/memory-files.ts'
import { noTables, say, session } from '../src/studio/session/session.ts'
import { putFiles } from '../src/studio/session/workspace.ts'
import { Outline } from '../src/studio/shell/outline.tsx'
import { Problems } from '../src/studio/shell/problems.tsx'
import { StatusLine } from '../src/studio/shell/status-line.tsx'
import { TopBar } from '../src/studio/shell/top-bar.tsx'
import type { Problem } from '../src/workflow/problem.ts'
import { demo } from './demo.ts'

const problems: readonly Problem[] = [
  {
    rule: 'missing-pool',
    severity: 'error',
    place: { kind: 'state', id: 'specialist' },
    where: 'Specialist review',
    message: 'No pool does this review.',
    why: 'Cases that come here wait for ever.',
    fix: { label: 'Give it to Tier 1', change: {} },
  },
  {
    rule: 'outcome-nobody-takes',
    severity: 'warning',
    place: { kind: 'state', id: 'tier1' },
    where: 'Tier 1 review › Limit',
    message: 'No transition takes the outcome “Limit”.',
    why: 'A case with that outcome stays where it is.',
  },
]

const meta: Meta = {
  title: 'Shell',
  beforeEach: () => {
    putFiles(memoryFiles())
    session.setState({
      slug: 'demo',
      tables: { ...demo, scenarios: {}, proposals: {} },
      problems,
      selection: new Set(['tier1']),
      saveState: 'saved',
      place: 'design',
      message: null,
      undo: [{ label: 'Move Tier 1 review', change: {} }],
      redo: [],
    })
    return () => {
      session.setState({ slug: null, tables: noTables, problems: [], selection: new Set(), message: null, undo: [] })
      finish('simulate')
      markStale(null)
    }
  },
}
export default meta

export const TheOutline: StoryObj = {
  render: () => (
    <main style={{ width: 232, height: 400, background: 'var(--color-surface)' }}>
      <h1 className="spoken">Outline</h1>
      <Outline />
    </main>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    canvas.getByRole('treeitem', { name: /^First review/ }).focus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect(canvas.queryByRole('treeitem', { name: /^Tier 1/ })).toBeNull()
    await userEvent.keyboard('{ArrowRight}')
    // Between the group and what is in it stand its ways out.
    canvas.getByRole('treeitem', { name: /^Tier 1/ }).focus()
    await expect(canvas.getByRole('treeitem', { name: /^Tier 1 review, review, 1 problem/ })).toHaveFocus()
    await userEvent.keyboard('{F2}First look{Enter}')
    await expect(session.getState().tables.states['tier1']?.title).toBe('First look')
  },
}

export const TheProblems: StoryObj = {
  render: () => (
    <main style={{ height: 220, background: 'var(--color-surface)' }}>
      <h1 className="spoken">Problems</h1>
      <Problems />
    </main>
  ),
}

export const TheBar: StoryObj = { render: () => <TopBar /> }

export const StatusWhileRunning: StoryObj = {
  render: () => <StatusLine />,
  play: async () => {
    report({ id: 'simulate', title: 'Simulating October', done: 18, total: 50, unit: 'replications', cancel: () => {} })
    markStale('Results are of the workflow before 3 edits.')
    say('Undone: Rename Tier 1 review')
  },
}

export const StatusInConflict: StoryObj = {
  render: () => <StatusLine />,
  play: async () => session.setState({ saveState: 'conflict' }),
}
