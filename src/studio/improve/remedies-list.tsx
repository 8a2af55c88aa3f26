import type { RemedyResult } from '../../lean/findings.ts'
import type { Verdict } from '../../lean/verdict.ts'
import { durationTicks } from '../kit/chart/ticks.ts'
import { WhiskerList } from '../kit/chart/whisker-list.tsx'
import { Empty } from '../kit/empty.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatMeasured } from '../../words/duration.ts'
import { formatAmount } from '../../words/number.ts'
import { select } from '../session/session.ts'
import { chooseRemedy, useSearch } from './search.ts'
import styles from './improve.module.css'
import { useVerdict } from './use-verdict.ts'

const colours: Readonly<Record<RemedyResult['standing'], string>> = {
  better: 'var(--color-good)',
  worse: 'var(--color-error)',
  unclear: 'var(--color-past)',
}
/** Effects further down are noise; the rest is in the table. */
const most = 14

/** The remedies by what they are worth, each with its interval; choosing one shows it on the right and on the drawing. */
export function RemediesList() {
  const { verdict, searching } = useVerdict()
  if (!verdict) {
    return (
      <Empty title={searching ? 'Trying every remedy' : 'Nothing has been tried yet'}>
        One more person in each pool, 10 % less handle time at each step, batches more often, half as much sent back: each on the same
        cases, so that what differs is the remedy.
      </Empty>
    )
  }
  return <Remedies verdict={verdict} />
}

/** The list of one verdict. */
export function Remedies({ verdict }: { readonly verdict: Verdict }) {
  const chosen = useSearch((state) => state.chosen) ?? verdict.results[0]?.remedy.id ?? null
  const shown = verdict.results.slice(0, most)
  const proven = verdict.results.filter(({ standing }) => standing === 'better').length
  const choose = (id: string) => {
    chooseRemedy(id)
    const place = verdict.results.find(({ remedy }) => remedy.id === id)?.remedy.place
    select(place?.kind === 'state' ? [place.id] : [])
  }
  return (
    <div className={styles.pictures}>
      <Figure
        answer={
          proven === 0
            ? 'No remedy shortens the lead time by more than chance'
            : `${proven} of ${formatAmount(verdict.results.length, 'remedy', 'remedies')} ${proven === 1 ? 'shortens' : 'shorten'} the lead time by more than chance`
        }
        note="Mean lead time saved per case. Green: proven; grey: within chance; the lines are intervals that hold together with 95 %."
        fileName="remedies"
        table={{
          columns: ['Remedy', 'Mean lead time saved, s', 'Half-width, s', 'Share of the lead time', 'Pairs', 'Verdict', 'May be the best'],
          rows: verdict.results.map(({ remedy, gain, share, standing, maybeBest }) => [
            remedy.label,
            Math.round(gain.value),
            gain.halfWidth === null ? null : Math.round(gain.halfWidth),
            Number(share.toFixed(4)),
            gain.n,
            standing,
            maybeBest ? 'yes' : 'no',
          ]),
        }}
      >
        <WhiskerList
          label="Remedies"
          rows={shown.map(({ remedy, gain, standing }) => ({
            id: remedy.id,
            title: remedy.short,
            value: gain.value,
            low: gain.halfWidth === null ? null : gain.value - gain.halfWidth,
            high: gain.halfWidth === null ? null : gain.value + gain.halfWidth,
            colour: colours[standing],
          }))}
          format={formatMeasured}
          ticks={durationTicks}
          selected={chosen}
          onSelect={choose}
        />
        {verdict.results.length > most && <p className={styles.quiet}>{verdict.results.length - most} more in the table.</p>}
      </Figure>
    </div>
  )
}
