import { useMemo } from 'react'
import type { QualityReport, Report } from '../../simulation/report/report.ts'
import { formatInterval, formatShareInterval } from '../../words/interval.ts'
import { formatCount, noNumber } from '../../words/number.ts'
import { Table, type Column } from '../kit/table.tsx'
import { select, useSession } from '../session/session.ts'
import styles from './quality-tables.module.css'

type DecisionRow = QualityReport['steps'][string] & { readonly uid: string }
type SegmentRow = QualityReport['segments'][string] & { readonly title: string }

const decisionColumns: readonly Column<DecisionRow>[] = [
  { id: 'title', title: 'Decides', cell: ({ title }) => title, sortBy: ({ title }) => title, width: '28%' },
  {
    id: 'decisions',
    title: 'Decisions',
    hint: 'Over all replications',
    numeric: true,
    cell: ({ decisions }) => formatCount(decisions),
    sortBy: ({ decisions }) => decisions,
  },
  {
    id: 'wronglyRemoved',
    title: 'Wrongly removed',
    hint: 'Share of the harmless cases decided as violating',
    numeric: true,
    cell: ({ wronglyRemoved }) => formatShareInterval(wronglyRemoved),
    sortBy: ({ wronglyRemoved }) => wronglyRemoved.value,
  },
  {
    id: 'wronglyKept',
    title: 'Wrongly kept',
    hint: 'Share of the violating cases decided as harmless',
    numeric: true,
    cell: ({ wronglyKept }) => formatShareInterval(wronglyKept),
    sortBy: ({ wronglyKept }) => wronglyKept.value,
  },
  {
    id: 'changed',
    title: 'Changes',
    hint: 'Checks and appeals: share of the earlier decisions that are changed',
    numeric: true,
    cell: ({ check }) => (check ? formatShareInterval(check.changed) : noNumber),
    sortBy: ({ check }) => check?.changed.value ?? null,
  },
  {
    id: 'corrected',
    title: 'Errors set right',
    hint: 'Checks and appeals: share of the wrong decisions before them that are set right',
    numeric: true,
    cell: ({ check }) => (check ? formatShareInterval(check.corrected) : noNumber),
    sortBy: ({ check }) => check?.corrected.value ?? null,
  },
]

const segmentColumns: readonly Column<SegmentRow>[] = [
  { id: 'title', title: 'Segment', cell: ({ title }) => title, sortBy: ({ title }) => title, width: '28%' },
  {
    id: 'cases',
    title: 'Cases',
    hint: 'Completed, and removed or kept in the end, over all replications',
    numeric: true,
    cell: ({ cases }) => formatCount(cases),
    sortBy: ({ cases }) => cases,
  },
  {
    id: 'violating',
    title: 'Violate',
    hint: 'Share of the cases that violate in truth',
    numeric: true,
    cell: ({ violating }) => formatShareInterval(violating),
    sortBy: ({ violating }) => violating.value,
  },
  {
    id: 'wronglyRemoved',
    title: 'Wrongly removed',
    hint: 'Share of the harmless cases that are removed in the end',
    numeric: true,
    cell: ({ wronglyRemoved }) => formatShareInterval(wronglyRemoved),
    sortBy: ({ wronglyRemoved }) => wronglyRemoved.value,
  },
  {
    id: 'wronglyKept',
    title: 'Wrongly kept',
    hint: 'Share of the violating cases that are kept in the end',
    numeric: true,
    cell: ({ wronglyKept }) => formatShareInterval(wronglyKept),
    sortBy: ({ wronglyKept }) => wronglyKept.value,
  },
]

const viewColumns: readonly Column<SegmentRow>[] = [
  {
    id: 'views',
    title: 'Views per case',
    hint: 'Views of a violating case until action',
    numeric: true,
    cell: ({ views }) => (views ? formatInterval(views.perCase) : noNumber),
    sortBy: ({ views }) => views?.perCase.value ?? null,
  },
  {
    id: 'perDay',
    title: 'Views a day',
    hint: 'Of all violating cases of the segment until action',
    numeric: true,
    cell: ({ views }) => (views ? formatInterval(views.perDay) : noNumber),
    sortBy: ({ views }) => views?.perDay.value ?? null,
  },
]

/** Who decides how well, and for whom; choosing a step selects it on the canvas. */
export function QualityTables({ report, quality }: { readonly report: Report; readonly quality: QualityReport }) {
  const selection = useSession((state) => state.selection)
  const steps = useMemo(
    () => Object.entries(quality.steps).map(([path, step]) => ({ ...step, uid: report.steps[path]?.uid ?? path })),
    [report, quality],
  )
  const segments = useMemo(() => Object.entries(quality.segments).map(([title, segment]) => ({ ...segment, title })), [quality])
  return (
    <div className={styles.tables}>
      <Table
        caption="Decisions"
        columns={decisionColumns}
        rows={steps}
        rowId={({ uid }) => uid}
        selected={selection}
        onSelect={({ uid }) => select([uid])}
        empty="No step decides."
      />
      {segments.length > 0 && (
        <Table
          caption="Segments"
          columns={quality.harm ? [...segmentColumns, ...viewColumns] : segmentColumns}
          rows={segments}
          rowId={({ title }) => title}
        />
      )}
    </div>
  )
}
