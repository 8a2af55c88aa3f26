import { memo, useEffect, useMemo, useState } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { Empty } from '../kit/empty.tsx'
import { FoldButton, Split, tabsHigh } from '../kit/split.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { offerCommands } from '../session/commands.ts'
import { heatLayer } from '../simulate/heat-layer.ts'
import { WaitsPicture } from '../simulate/pictures.tsx'
import { useShown } from '../session/runs/use-shown.ts'
import styles from './improve.module.css'
import { RemediesList } from './remedies-list.tsx'
import { startSearch } from './search.ts'
import { StreamPicture } from './stream.tsx'
import { usualBudget, VerdictBar } from './verdict-bar.tsx'

// Redrawn only when the heat changes.
const Drawing = memo(Canvas)

/** The middle of Improve: the verdict, the drawing under its share of all waiting, the remedies below. */
export function Stage() {
  const shown = useShown()
  const layer = useMemo(() => (shown ? heatLayer(shown.workflow, shown.report, 'share') : undefined), [shown])
  useEffect(
    () =>
      offerCommands([
        {
          id: 'improve.search',
          title: 'Try every remedy',
          group: 'Work',
          words: 'improve bottleneck lean',
          run: () => void startSearch(usualBudget),
        },
      ]),
    [],
  )
  return (
    <div className={styles.stage}>
      <VerdictBar legend={layer?.legend ?? null} />
      <div className={styles.work}>
        <Split
          id="improve.results"
          label="Remedies"
          direction="column"
          sized="second"
          initial={190}
          former={360}
          min={140}
          max={640}
          folds={tabsHigh}
          first={<Drawing {...(layer && { layer })} />}
          second={<Findings />}
        />
      </div>
    </div>
  )
}

function Findings() {
  const [tab, setTab] = useState<'remedies' | 'stream' | 'waits'>('remedies')
  const shown = useShown()
  const none = <Empty title="Nothing has run yet">Run the scenario first: this is read from its report.</Empty>
  return (
    <section className={styles.results} aria-label="Findings">
      <Tabs
        label="Findings"
        value={tab}
        onChange={setTab}
        aside={<FoldButton />}
        tabs={[
          { id: 'remedies', title: 'Remedies', panel: <RemediesList /> },
          { id: 'stream', title: 'Value stream', panel: shown ? <StreamPicture workflow={shown.workflow} report={shown.report} /> : none },
          {
            id: 'waits',
            title: 'Waits',
            panel: shown ? (
              <div className={styles.pictures}>
                <WaitsPicture report={shown.report} />
              </div>
            ) : (
              none
            ),
          },
        ]}
      />
    </section>
  )
}
