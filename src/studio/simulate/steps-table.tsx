import { useMemo } from 'react'
import type { Report } from '../../simulation/report/report.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatMeasuredInterval, formatInterval, formatShareInterval } from '../../words/interval.ts'
import { formatCount, formatNumber, noNumber } from '../../words/number.ts'
import { Table, type Column } from '../kit/table.tsx'
import { select, useSession } from '../session/session.ts'
import { MembersTable } from './members-table.tsx'

type StepReport = Report['steps'][string]
type PoolReport = Report['pools'][string] & { readonly id: string }

const stepColumns: readonly Column<StepReport>[] = [
  { id: 'title', title: 'Step', cell: ({ title }) => title, sortBy: ({ title }) => title, width: '24%' },
  {
    id: 'visits',
    title: 'Visits',
    hint: 'Times cases came here, over all replications',
    numeric: true,
    cell: ({ visits }) => formatCount(visits),
    sortBy: ({ visits }) => visits,
  },
  {
    id: 'waits',
    title: 'Must wait',
    hint: 'Share of the waits that are not over at once',
    numeric: true,
    cell: ({ waits }) => formatShareInterval(waits),
    sortBy: ({ waits }) => waits.value,
  },
  {
    id: 'wait',
    title: 'Mean wait',
    numeric: true,
    cell: ({ wait }) => formatMeasuredInterval(wait.mean),
    sortBy: ({ wait }) => wait.mean.value,
  },
  {
    id: 'outside',
    title: 'Of it outside',
    hint: 'Part of the mean wait that the outside world takes: a wait step, or the delay before a case asks for anybody',
    numeric: true,
    cell: ({ waitBy }) => (waitBy.external === 0 ? noNumber : formatMeasured(waitBy.external)),
    sortBy: ({ waitBy }) => waitBy.external,
  },
  {
    id: 'p90',
    title: 'Nine of ten wait',
    hint: '90th percentile of the wait',
    numeric: true,
    cell: ({ wait }) => formatMeasuredInterval(wait.p90),
    sortBy: ({ wait }) => wait.p90.value,
  },
  {
    id: 'handle',
    title: 'Mean handle time',
    numeric: true,
    cell: ({ handle }) => formatMeasuredInterval(handle.mean),
    sortBy: ({ handle }) => handle.mean.value,
  },
  {
    id: 'queue',
    title: 'Waiting',
    hint: 'Cases that wait here, on average, once they have asked',
    numeric: true,
    cell: ({ queueLength }) => formatInterval(queueLength),
    sortBy: ({ queueLength }) => queueLength.value,
  },
  {
    id: 'rework',
    title: 'Again',
    hint: 'Share of visits that are not the case’s first',
    numeric: true,
    cell: ({ reworkShare }) => formatShareInterval(reworkShare),
    sortBy: ({ reworkShare }) => reworkShare.value,
  },
  {
    id: 'in-time',
    title: 'In time',
    hint: 'Share of visits that are over within the step’s target, from entering to leaving; those that the case left on the way are not',
    numeric: true,
    cell: ({ inTime }) => formatShareInterval(inTime),
    sortBy: ({ inTime }) => inTime.value,
  },
]

const poolColumns: readonly Column<PoolReport>[] = [
  { id: 'title', title: 'People', cell: ({ title }) => title, sortBy: ({ title }) => title, width: '24%' },
  {
    id: 'people',
    title: 'On shift',
    hint: 'Mean people on shift',
    numeric: true,
    cell: ({ people }) => formatNumber(people, 1),
    sortBy: ({ people }) => people,
  },
  {
    id: 'peak',
    title: 'At most',
    hint: 'Most people on shift at once',
    numeric: true,
    cell: ({ peak }) => formatCount(peak),
    sortBy: ({ peak }) => peak,
  },
  {
    id: 'utilization',
    title: 'At work',
    hint: 'Handling time over time on shift',
    numeric: true,
    cell: ({ utilization }) => formatShareInterval(utilization),
    sortBy: ({ utilization }) => utilization.value,
  },
  {
    id: 'wait',
    title: 'Mean wait for them',
    numeric: true,
    cell: ({ wait }) => formatMeasuredInterval(wait),
    sortBy: ({ wait }) => wait.value,
  },
  {
    id: 'queue',
    title: 'Waiting',
    hint: 'Cases in the queue, on average',
    numeric: true,
    cell: ({ queueLength }) => formatInterval(queueLength),
    sortBy: ({ queueLength }) => queueLength.value,
  },
  {
    id: 'exposure',
    title: 'Exposure',
    hint: 'Hours with sensitive material, whole pool',
    numeric: true,
    cell: ({ exposureMinutes }) => (exposureMinutes > 0 ? `${formatCount(exposureMinutes / 60)} h` : noNumber),
    sortBy: ({ exposureMinutes }) => exposureMinutes,
  },
  {
    id: 'cost',
    title: 'Cost',
    hint: 'Hours on shift and visits at the scenario’s cost, over the counted time of one replication',
    numeric: true,
    cell: ({ cost }) => (cost === null ? noNumber : formatCount(cost)),
    sortBy: ({ cost }) => cost,
  },
]

/** The steps of a report; choosing one selects it on the canvas. */
export function StepsTable({ report }: { readonly report: Report }) {
  const selection = useSession((state) => state.selection)
  const rows = useMemo(() => Object.values(report.steps), [report])
  return (
    <Table
      caption="Steps"
      columns={stepColumns}
      rows={rows}
      rowId={({ uid }) => uid}
      selected={selection}
      onSelect={({ uid }) => select([uid])}
      empty="No case came to a step."
    />
  )
}

/** The pools of a report. */
export function PoolsTable({ report }: { readonly report: Report }) {
  const rows = useMemo(() => Object.entries(report.pools).map(([id, pool]) => ({ ...pool, id })), [report])
  return (
    <>
      <Table caption="People" columns={poolColumns} rows={rows} rowId={({ id }) => id} empty="No pool took part." />
      <MembersTable report={report} />
    </>
  )
}
