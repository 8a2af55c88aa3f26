import { Download } from 'lucide-react'
import { useState } from 'react'
import type { Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { Button } from '../kit/button.tsx'
import { Menu } from '../kit/menu.tsx'
import { FoldButton } from '../kit/split.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { csvOf } from '../../workflow/csv.ts'
import { download } from '../kit/export-picture.ts'
import { LeadTimePicture, ServicePicture, WaitsPicture, WeekPictures } from './pictures.tsx'
import { QualityTables } from './quality-tables.tsx'
import { decisionsCsv, poolsCsv, reportJson, stepsCsv } from './report-export.ts'
import styles from './results.module.css'
import { TrustBadge } from './trust.tsx'
import { PoolsTable, StepsTable } from './steps-table.tsx'

const tabs = ['steps', 'people', 'waits', 'week', 'lead', 'service', 'quality'] as const
type TabId = (typeof tabs)[number]

/** All that a report says, in tables and pictures. */
export function Results({
  report,
  scenario,
  name,
}: {
  readonly report: Report
  /** That was run; absent: the open one. */
  readonly scenario?: Scenario
  /** For file names. */
  readonly name: string
}) {
  const [chosen, setTab] = useState<TabId>('steps')
  const { quality } = report
  // The next report may have nothing to say of quality.
  const tab = chosen === 'quality' && !quality ? 'steps' : chosen
  return (
    <section className={styles.results} aria-label="Results">
      <Tabs
        label="Results"
        value={tab}
        onChange={setTab}
        aside={
          <span className={styles.aside}>
            <TrustBadge scenario={scenario} />
            <Export report={scenario ? { ...report, trust: trustOf(scenario).text } : report} name={name} />
            <FoldButton />
          </span>
        }
        tabs={[
          { id: 'steps', title: 'Steps', panel: <StepsTable report={report} /> },
          { id: 'people', title: 'People', panel: <PoolsTable report={report} /> },
          {
            id: 'waits',
            title: 'Waits',
            panel: (
              <div className={styles.pictures}>
                <WaitsPicture report={report} />
              </div>
            ),
          },
          {
            id: 'week',
            title: 'Week',
            panel: (
              <div className={styles.pictures}>
                <WeekPictures report={report} />
              </div>
            ),
          },
          {
            id: 'lead',
            title: 'Lead time',
            panel: (
              <div className={styles.pictures}>
                <LeadTimePicture report={report} />
              </div>
            ),
          },
          {
            id: 'service',
            title: 'Service',
            panel: (
              <div className={styles.pictures}>
                <ServicePicture report={report} />
              </div>
            ),
          },
          ...(quality ? [{ id: 'quality' as const, title: 'Quality', panel: <QualityTables report={report} quality={quality} /> }] : []),
        ]}
      />
    </section>
  )
}

function Export({ report, name }: { readonly report: Report; readonly name: string }) {
  return (
    <Menu
      align="end"
      items={[
        { label: 'Report (JSON)', onSelect: () => download(`${name}-report.json`, 'application/json', reportJson(report)) },
        { label: 'Steps (CSV)', onSelect: () => download(`${name}-steps.csv`, 'text/csv', csvOf(stepsCsv(report))) },
        { label: 'People (CSV)', onSelect: () => download(`${name}-people.csv`, 'text/csv', csvOf(poolsCsv(report))) },
        ...(report.quality
          ? [{ label: 'Decisions (CSV)', onSelect: () => download(`${name}-decisions.csv`, 'text/csv', csvOf(decisionsCsv(report))) }]
          : []),
      ]}
    >
      <Button variant="quiet" icon={<Download aria-hidden="true" />}>
        Export
      </Button>
    </Menu>
  )
}
