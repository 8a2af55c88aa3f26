import type { RemedyResult } from '../../lean/findings.ts'
import type { Verdict } from '../../lean/verdict.ts'
import { durationTicks } from '../kit/chart/ticks.ts'
import { WhiskerList } from '../kit/chart/whisker-list.tsx'
import { useState } from 'react'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatMeasured, timeUnit } from '../../words/duration.ts'
import { formatAmount, formatNumber, formatSigned } from '../../words/number.ts'
import { select } from '../session/session.ts'
import { chooseRemedy, useSearch } from './search.ts'
import styles from './improve.module.css'
import { useVerdict } from './use-verdict.ts'

const colours: Readonly<Record<RemedyResult['standing'], string>> = {
  better: 'var(--color-good)',
  worse: 'var(--color-error)',
  unclear: 'var(--color-past)',
}
/** So many are shown at first. */
const first = 5

/** The remedies by what they are worth, each with its interval; choosing one shows it on the right and on the drawing. */
export function RemediesList() {
  const { verdict, searching } = useVerdict()
  if (!verdict) {
    return (
      <Empty title={searching ? 'Trying every remedy' : 'Nothing has been tried yet'}>
        More people or other hours, training, batches more often, other timers and orders, less sent back: each on the same cases, so that
        what differs is the remedy.
      </Empty>
    )
  }
  return <Remedies verdict={verdict} />
}

/** The list of one verdict. */
export function Remedies({ verdict }: { readonly verdict: Verdict }) {
  const chosen = useSearch((state) => state.chosen) ?? verdict.results[0]?.remedy.id ?? null
  const [all, setAll] = useState(false)
  const shown = all ? verdict.results : verdict.results.slice(0, first)
  const unit = timeUnit(Math.max(0, ...shown.map(({ gain }) => Math.abs(gain.value) + (gain.halfWidth ?? 0))))
  const harms = shown.some(({ gain }) => gain.value < 0)
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
          columns: [
            'Remedy',
            'Mean lead time saved, s',
            'Half-width, s',
            'Share of the lead time',
            'Hours a week',
            'Cost a week',
            'Pairs',
            'Verdict',
            'May be the best',
          ],
          rows: verdict.results.map(({ remedy, gain, share, standing, maybeBest, effort }) => [
            remedy.label,
            Math.round(gain.value),
            gain.halfWidth === null ? null : Math.round(gain.halfWidth),
            Number(share.toFixed(4)),
            effort.hoursPerWeek,
            effort.costPerWeek,
            gain.n,
            standing,
            maybeBest ? 'yes' : 'no',
          ]),
        }}
      >
        <WhiskerList
          label="Remedies"
          rows={shown.map(({ remedy, gain, standing, effort }) => ({
            id: remedy.id,
            title: remedy.short,
            value: gain.value,
            low: gain.halfWidth === null ? null : gain.value - gain.halfWidth,
            high: gain.halfWidth === null ? null : gain.value + gain.halfWidth,
            colour: colours[standing],
            aside: sayWeek(effort),
          }))}
          asideTitle="Takes a week"
          fromZero={!harms}
          // One unit in the whole picture, that of the longest bar.
          format={(seconds) => formatMeasured(seconds, unit)}
          ticks={durationTicks}
          selected={chosen}
          onSelect={choose}
        />
        {verdict.results.length > first && (
          <Button variant="quiet" onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${verdict.results.length - first} more`}
          </Button>
        )}
      </Figure>
    </div>
  )
}

/** What a remedy takes every week, in a few characters: `+40 h, 1,120`. */
function sayWeek({ hoursPerWeek, costPerWeek, once }: RemedyResult['effort']): string {
  if (hoursPerWeek === 0) return once === null ? 'a rule' : 'no hours'
  const hours = `${formatSigned(hoursPerWeek)} h`
  return costPerWeek === null ? hours : `${hours}, ${formatNumber(Math.round(costPerWeek))}`
}
