import { offBy, isOff } from '../../simulation/model/check.ts'
import type { CheckRow } from '../../simulation/model/check.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { Chip } from '../kit/chip.tsx'
import { formatDuration } from '../../words/duration.ts'
import { formatCount, formatShare, formatSigned } from '../../words/number.ts'
import { Table, type Column } from '../kit/table.tsx'
import { useSession } from '../session/session.ts'

const what = { leadTime: '', wait: ', wait', handle: ', work' }
const titleOf = ({ title, measure }: CheckRow) => `${title}${what[measure]}`
const columns: readonly Column<CheckRow>[] = [
  { id: 'what', title: 'Time', cell: titleOf, sortBy: titleOf },
  { id: 'n', title: 'Rows', numeric: true, cell: ({ n }) => formatCount(n), sortBy: ({ n }) => n },
  {
    id: 'there',
    title: 'Mean in the history',
    numeric: true,
    cell: ({ history }) => formatDuration(history.mean),
    sortBy: ({ history }) => history.mean,
  },
  {
    id: 'here',
    title: 'Mean simulated',
    numeric: true,
    cell: ({ simulated }) => (simulated ? formatDuration(simulated.mean) : '–'),
    sortBy: ({ simulated }) => simulated?.mean ?? null,
  },
  { id: 'there90', title: '90 % within, history', numeric: true, cell: ({ history }) => formatDuration(history.p90) },
  { id: 'here90', title: 'Simulated', numeric: true, cell: ({ simulated }) => (simulated ? formatDuration(simulated.p90) : '–') },
  {
    id: 'off',
    title: 'Off by',
    numeric: true,
    cell: (row) => {
      const by = offBy(row)
      const text = Number.isFinite(by) ? formatSigned(by, formatShare) : '–'
      return isOff(row) ? <Chip tone="warning">{text}</Chip> : text
    },
    sortBy: (row) => Math.abs(offBy(row)),
  },
]

/** The open scenario's times beside those of the history that it was fitted to. */
export function CheckTable() {
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  if (!scenario?.check) return null
  return (
    <>
      <p>{trustOf(scenario).sentence}</p>
      <Table
        caption="Simulated over the history's own period, beside the history"
        columns={columns}
        rows={scenario.check.rows}
        rowId={({ measure, step }) => `${measure} ${step ?? ''}`}
      />
    </>
  )
}
