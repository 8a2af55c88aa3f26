import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { session } from '../../src/studio/session/session.ts'
import { abuseSketch } from '../../src/workflow/drawing/abuse-sketch.ts'
import { layoutDraft } from '../../src/workers/layout.browser.ts'
import { openDraft, Sheet } from './sheet.tsx'

const sketch = abuseSketch()
const shares = new Map(
  Object.keys(sketch.transitions).map((uid, index) => [uid, { label: `${3 + ((index * 7) % 60)} %`, flow: ((index * 7) % 60) / 60 }]),
)

let layout: ReturnType<typeof layoutDraft> | null = null

const meta: Meta = {
  title: 'Canvas/Drawing',
  beforeEach: async () => openDraft({ ...sketch, layout: await (layout ??= layoutDraft(sketch)) }),
}
export default meta

export const Whole: StoryObj = { render: () => <Sheet editable /> }

export const Flow: StoryObj = {
  render: () => (
    <Sheet layer={{ title: 'Flow', states: new Map([['tier1', { line: 'wait 4.2 h · 31 in queue', heat: 0.9 }]]), transitions: shares }} />
  ),
}

export const TransitionSelected: StoryObj = {
  beforeEach: () => session.setState({ selection: new Set(['tier1-specialist-8']) }),
  render: () => <Sheet editable />,
}

/** A state is added and connected by the keyboard alone, and taken back. */
export const AddedByKeyboard: StoryObj = {
  render: () => <Sheet editable />,
  play: async ({ canvasElement }) => {
    const page = within(canvasElement.ownerDocument.body)
    await waitFor(() => expect(canvasElement.querySelector('[data-id="triage"]')).not.toBeNull())
    session.setState({ selection: new Set(['triage']) })
    await userEvent.click(page.getByRole('button', { name: 'Add: Wait' }))
    await waitFor(() => expect(Object.values(session.getState().tables.states).some(({ title }) => title === 'New wait')).toBe(true))
    const field = await page.findByRole('textbox', { name: 'Title' })
    await userEvent.clear(field)
    await userEvent.type(field, 'Until read{Enter}')
    const added = Object.values(session.getState().tables.states).find(({ title }) => title === 'Until read')
    await expect(added?.key).toBe('untilRead')
    await expect(
      Object.values(session.getState().tables.transitions).some(({ source, targets }) => source === 'triage' && targets[0] === added?.uid),
    ).toBe(true)
    await expect(session.getState().undo.map(({ label }) => label)).toEqual(['Add New wait', 'Rename New wait to Until read'])
  },
}
