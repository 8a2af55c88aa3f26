import { useMemo } from 'react'
import { valueStream } from '../../lean/value-stream.ts'
import type { Report } from '../../simulation/report/report.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { BarChart } from '../kit/chart/bar-chart.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatMeasured } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import { select, useSession } from '../session/session.ts'
import { Legend } from '../simulate/pictures.tsx'
import styles from './improve.module.css'

const parts = [
  { id: 'value', title: 'Handling that adds value', colour: 'var(--color-good)' },
  { id: 'other', title: 'Other handling', colour: 'var(--color-kind-wait)' },
  { id: 'waiting', title: 'Waiting', colour: 'var(--color-past)' },
] as const

/** The value stream: along the main path and beside it, how much of a case's time at each step is work and how much is waiting. */
export function StreamPicture({ workflow, report }: { readonly workflow: Workflow; readonly report: Report }) {
  const stream = useMemo(() => valueStream(workflow, report), [workflow, report])
  const selection = useSession((state) => state.selection)
  const efficiency = stream.cycleEfficiency
  const bars = stream.steps.map((step) => ({
    id: step.uid,
    title: `${step.mainPath ? '' : '↳ '}${step.title}`,
    value: step.handling + step.waiting + step.interrupted,
    note: `× ${formatNumber(step.visitsPerCase)}`,
    parts: [
      { ...parts[0], value: step.valueAdding ? step.handling : 0 },
      { ...parts[1], value: (step.valueAdding ? 0 : step.handling) + step.interrupted },
      { ...parts[2], value: step.waiting },
    ],
  }))
  return (
    <div className={styles.pictures}>
      <Figure
        answer={
          efficiency === null
            ? 'No case was completed'
            : `Of a mean lead time of ${formatMeasured(stream.leadTime)}, ${formatMeasured(stream.valueAdding)} is work that adds value: ${formatShare(efficiency)}`
        }
        note="Mean time at each step per visit, in the order of the path that most cases take; ↳ marks steps beside it; × is visits per case."
        fileName="value-stream"
        table={{
          columns: [
            'Step',
            'On the main path',
            'Visits per case',
            'Handling, s',
            'Adds value',
            'Waiting, s',
            'All busy, s',
            'Nobody on shift, s',
            'Overtaken, s',
            'Batch, s',
            'Outside world, s',
          ],
          rows: stream.steps.map(({ title, mainPath, visitsPerCase, handling, valueAdding, waiting, waitBy }) => [
            title,
            mainPath ? 'yes' : 'no',
            Number(visitsPerCase.toFixed(3)),
            Math.round(handling),
            valueAdding ? 'yes' : 'no',
            Math.round(waiting),
            Math.round(waitBy.contention),
            Math.round(waitBy.unavailability),
            Math.round(waitBy.priority),
            Math.round(waitBy.batching),
            Math.round(waitBy.external),
          ]),
        }}
      >
        <Legend causes={parts} />
        <BarChart
          label="Value stream"
          bars={bars}
          format={formatMeasured}
          selected={[...selection][0] ?? null}
          onSelect={(uid) => select([uid])}
        />
      </Figure>
    </div>
  )
}
