import { lazy, Suspense, useState } from 'react'
import { Panel } from '../kit/panel.tsx'
import { Progress } from '../kit/progress.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { BacktestPanel } from './backtest-panel.tsx'

const Overlay = lazy(async () => ({ default: (await import('./overlay.tsx')).Overlay }))
const SecondFile = lazy(async () => ({ default: (await import('./second-file.tsx')).SecondFile }))

/** What the scenario is worth beside the history: what it may be used for, both laid one over the other, and what a newer file says of it. */
export function TrialsPanel() {
  const [tab, setTab] = useState<'use' | 'over' | 'second'>('use')
  return (
    <Panel id="history-trials" title="The scenario beside the history">
      <Suspense fallback={<Progress title="Opening" done={0} total={null} unit="" />}>
        <Tabs
          label="The scenario beside the history"
          value={tab}
          onChange={setTab}
          tabs={[
            { id: 'use', title: 'What it may be used for', panel: <BacktestPanel /> },
            { id: 'over', title: 'Model over history', panel: <Overlay /> },
            { id: 'second', title: 'A second file', panel: <SecondFile /> },
          ]}
        />
      </Suspense>
    </Panel>
  )
}
