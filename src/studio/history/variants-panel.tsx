import type { Profile } from '../../history/profile.ts'
import type { VariantProfile } from '../../history/variants.ts'
import { formatDuration } from '../../words/duration.ts'
import { formatAmount, formatCount, formatShare } from '../../words/number.ts'
import { Panel } from '../kit/panel.tsx'
import { Table, type Column } from '../kit/table.tsx'

const wayOf = ({ steps }: VariantProfile) => steps.join(' → ')
const columns: readonly Column<VariantProfile>[] = [
  { id: 'way', title: 'Activities, in the order in which they began', cell: wayOf, sortBy: wayOf },
  { id: 'steps', title: 'Steps', numeric: true, cell: ({ steps }) => formatCount(steps.length), sortBy: ({ steps }) => steps.length },
  { id: 'cases', title: 'Cases', numeric: true, cell: ({ cases }) => formatCount(cases), sortBy: ({ cases }) => cases },
  { id: 'share', title: 'Share', numeric: true, cell: ({ share }) => formatShare(share), sortBy: ({ share }) => share },
  {
    id: 'lead',
    title: 'Median lead time',
    numeric: true,
    cell: ({ leadTime }) => (leadTime === null ? '–' : formatDuration(leadTime)),
    sortBy: ({ leadTime }) => leadTime,
  },
]

/** The ways that cases went, the commonest first. */
export function VariantsPanel({ profile }: { readonly profile: Profile }) {
  const { ways, covered, commonest } = profile.variants
  if (ways === 0) return null
  return (
    <Panel id="history-variants" title="Ways that cases went" initiallyOpen={false}>
      <p>
        {formatAmount(profile.cases, 'case')} went {formatAmount(ways, 'way')}
        {ways > commonest.length ? `; the ${formatCount(commonest.length)} commonest are those of ${formatShare(covered)}` : ''}. Cases that
        were still open when the history ends have gone only a part of theirs.
      </p>
      <Table
        caption="Ways that cases went, the commonest first"
        columns={columns}
        rows={commonest}
        rowId={wayOf}
        initialSort={{ column: 'cases', descending: true }}
      />
    </Panel>
  )
}
