import { useMemo } from 'react'
import type { Report } from '../../simulation/report/report.ts'
import { formatCount, formatShare, noNumber } from '../../words/number.ts'
import { Table, type Column } from '../kit/table.tsx'

type Pool = Report['pools'][string]
type Row = NonNullable<Pool['members']>[number] & { readonly id: string; readonly pool: string; readonly exposure: Pool['exposure'] }

const columns: readonly Column<Row>[] = [
  { id: 'title', title: 'People', cell: ({ title }) => title, sortBy: ({ title }) => title, width: '22%' },
  { id: 'pool', title: 'Pool', cell: ({ pool }) => pool, sortBy: ({ pool }) => pool },
  {
    id: 'from',
    title: 'From',
    hint: 'Vendor and site',
    cell: ({ vendor, site }) => [vendor, site].filter(Boolean).join(', ') || noNumber,
    sortBy: ({ vendor, site }) => `${vendor ?? ''} ${site ?? ''}`,
  },
  { id: 'people', title: 'Number', numeric: true, cell: ({ people }) => formatCount(people), sortBy: ({ people }) => people },
  {
    id: 'utilization',
    title: 'At work',
    hint: 'Handling time over time on shift, absences apart',
    numeric: true,
    cell: ({ utilization }) => formatShare(utilization),
    sortBy: ({ utilization }) => utilization,
  },
  {
    id: 'cases',
    title: 'Visits',
    hint: 'Visits finished',
    numeric: true,
    cell: ({ cases }) => formatCount(cases),
    sortBy: ({ cases }) => cases,
  },
  {
    id: 'exposure',
    title: 'Exposure',
    hint: 'Hours with sensitive material, all of them together',
    numeric: true,
    cell: ({ exposureMinutes }) => (exposureMinutes > 0 ? `${formatCount(exposureMinutes / 60)} h` : noNumber),
    sortBy: ({ exposureMinutes }) => exposureMinutes,
  },
  {
    id: 'most',
    title: 'Most in a shift',
    hint: 'Most time with sensitive material of any one person of the pool in one shift',
    numeric: true,
    cell: ({ exposure }) => (exposure && exposure.mostPerShiftMinutes > 0 ? `${formatCount(exposure.mostPerShiftMinutes)} min` : noNumber),
    sortBy: ({ exposure }) => exposure?.mostPerShiftMinutes ?? 0,
  },
  {
    id: 'cost',
    title: 'Cost',
    numeric: true,
    cell: ({ cost }) => (cost === null ? noNumber : formatCount(cost)),
    sortBy: ({ cost }) => cost,
  },
]

/** People one by one, by group; nothing where all are alike. */
export function MembersTable({ report }: { readonly report: Report }) {
  const rows = useMemo(
    () =>
      Object.entries(report.pools).flatMap(([id, { title, members = [], exposure }]) =>
        members.map((member, i): Row => ({ ...member, id: `${id} ${i}`, pool: title, exposure })),
      ),
    [report],
  )
  return rows.length === 0 ? null : <Table caption="People one by one" columns={columns} rows={rows} rowId={({ id }) => id} empty="" />
}
