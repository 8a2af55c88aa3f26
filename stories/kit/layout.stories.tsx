import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { Panel } from '../../src/studio/kit/panel.tsx'
import { Split } from '../../src/studio/kit/split.tsx'
import { Tabs } from '../../src/studio/kit/tabs.tsx'
import { TextField } from '../../src/studio/kit/text-field.tsx'
import { Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Layout', beforeEach: () => localStorage.clear() }
export default meta

export const Panels: StoryObj = {
  render: () => (
    <Sheet width={320}>
      <div>
        <h2 className="spoken">Inspector</h2>
        <Panel id="story-step" title="Step">
          <TextField label="Title" value="Tier 1 review" />
        </Panel>
        <Panel id="story-outcomes" title="Outcomes" count={4} initiallyOpen={false}>
          <p>Remove, limit, no violation, escalate</p>
        </Panel>
      </div>
    </Sheet>
  ),
  play: async ({ canvasElement }) => {
    const outcomes = within(canvasElement).getByRole('button', { name: /Outcomes/ })
    await userEvent.click(outcomes)
    await expect(outcomes).toHaveAttribute('aria-expanded', 'true')
  },
}

export const Regions: StoryObj = {
  render: () => (
    <main style={{ height: 320 }}>
      <h1 className="spoken">Regions</h1>
      <Split
        id="story"
        label="Outline"
        sized="first"
        initial={200}
        min={120}
        max={320}
        first={<div style={{ padding: 12 }}>Outline</div>}
        second={<div style={{ padding: 12 }}>The work</div>}
      />
    </main>
  ),
  play: async ({ canvasElement }) => {
    const edge = within(canvasElement).getByRole('separator')
    edge.focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect(edge).toHaveAttribute('aria-valuenow', '216')
    await userEvent.keyboard('{End}{ArrowRight}')
    await expect(edge).toHaveAttribute('aria-valuenow', '320')
    await userEvent.keyboard('{Enter}')
    await expect(edge).toHaveAttribute('aria-valuenow', '200')
  },
}

function Drawer() {
  const [tab, setTab] = useState<'problems' | 'runs'>('problems')
  return (
    <main style={{ height: 200 }}>
      <h1 className="spoken">Drawer</h1>
      <Tabs
        label="Drawer"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'problems', title: 'Problems', count: 3, panel: <p style={{ padding: 12 }}>Three problems</p> },
          { id: 'runs', title: 'Runs', panel: <p style={{ padding: 12 }}>No runs</p> },
        ]}
      />
    </main>
  )
}

export const Tabbed: StoryObj = { render: () => <Drawer /> }
