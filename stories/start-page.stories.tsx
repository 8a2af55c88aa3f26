import type { Meta, StoryObj } from '@storybook/react-vite'
import { StartView } from '../src/studio/start/start-view.tsx'
import { demoEntry } from './demo.ts'

const now = new Date(2026, 10, 22, 14, 30).getTime()

const meta: Meta<typeof StartView> = {
  title: 'Start page',
  component: StartView,
  args: { entries: [], recent: [], now, fault: null, onNew: () => {}, onFile: () => {} },
  decorators: [
    (Story) => (
      <div style={{ height: '100vh' }}>
        <Story />
      </div>
    ),
  ],
}
export default meta
type Story = StoryObj<typeof StartView>

export const WithWork: Story = {
  args: {
    entries: [
      demoEntry,
      { ...demoEntry, slug: 'second', title: 'Appeals', version: null },
      {
        ...demoEntry,
        slug: 'broken',
        title: 'legacy-line',
        draft: null,
        message: 'legacy-line/workflow.json: this file was written by a newer Gemba (format 7). Open it with that one.',
      },
    ],
    recent: [
      { slug: 'second', at: now - 3_600_000 },
      { slug: 'demo', at: now - 30 * 3_600_000 },
    ],
  },
}
export const Reading: Story = { args: { entries: null } }
export const Nothing: Story = {}
export const Failed: Story = {
  args: { entries: [demoEntry], fault: 'machine.json: “initial” of “review” names a state that is not there.' },
}
