import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { Inspector } from '../../src/studio/design/inspector.tsx'
import { session } from '../../src/studio/session/session.ts'
import { abuseSketch } from '../../src/workflow/drawing/abuse-sketch.ts'
import { openDraft } from './sheet.tsx'

const sketch = abuseSketch()
const shown = () => (
  <main style={{ width: 320, minHeight: '100vh', background: 'var(--color-surface)' }}>
    <h1 className="spoken">Inspector</h1>
    <Inspector />
  </main>
)

const meta: Meta = { title: 'Canvas/Inspector', render: shown }
export default meta

export const OfTheWorkflow: StoryObj = { beforeEach: () => openDraft(sketch) }
export const OfAReview: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['tier1'] }) }
export const OfABatch: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['notice'] }) }
export const OfAnEnd: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['removed'] }) }
export const OfSeveral: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['removed', 'kept', 'tier1'] }) }

/** A timer is typed as people say it; what is no duration stays in the field and says why. */
export const OfATimer: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['tier1-specialist-8'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const field = page.getByLabelText('So long after entering')
    await userEvent.clear(field)
    await userEvent.type(field, '36{Enter}')
    await expect(page.getByText(/36 what\?/)).toBeVisible()
    await expect(field).toHaveValue('36')
    await userEvent.clear(field)
    await userEvent.type(field, '36h{Enter}')
    await expect(session.getState().tables.transitions['tier1-specialist-8']?.trigger).toEqual({ kind: 'after', delay: 129_600_000 })
    await expect(session.getState().undo.length).toBe(1)
  },
}

/** A guard is checked while it is typed, with the place of the fault. */
export const OfAGuard: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['route-arabic-3'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const field = page.getByLabelText('Only if')
    await userEvent.clear(field)
    await userEvent.type(field, 'repo')
    await userEvent.keyboard('{Tab}')
    await expect(field).toHaveValue('reports')
    await userEvent.type(field, ' > 3')
    await expect(page.getByText('Fits the case’s attributes')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect(session.getState().tables.transitions['route-arabic-3']?.guard).toEqual({ expression: 'reports > 3' })
  },
}

/** A limit on waiting is an event and a time; without a time the scenario's patience is drawn. */
export const OfALimitOnWaiting: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['tier1'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const limit = () => {
      const step = session.getState().tables.states['tier1']?.step
      return step?.kind === 'review' ? step.waitLimit : null
    }
    await userEvent.type(page.getByLabelText('Event when it has waited too long'), 'OVERDUE{Enter}')
    await expect(limit()).toEqual({ event: 'OVERDUE' })
    await userEvent.type(await page.findByLabelText('Limit on waiting'), '4 h{Enter}')
    await expect(limit()).toEqual({ event: 'OVERDUE', after: 'PT4H' })
  },
}
