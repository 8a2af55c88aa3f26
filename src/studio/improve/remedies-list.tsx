import { gainFor, type Goal, goals, goalTitles, worstOff } from '../../lean/goal.ts'
import type { RemedyResult } from '../../lean/findings.ts'
import type { Verdict } from '../../lean/verdict.ts'
import { durationTicks } from '../kit/chart/ticks.ts'
import { WhiskerList, type WhiskerRow } from '../kit/chart/whisker-list.tsx'
import { useState } from 'react'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatMeasured, timeUnit } from '../../words/duration.ts'
import { formatAmount, formatNumber, formatShare, formatSigned } from '../../words/number.ts'
import { sentence } from '../../revisions/say.ts'
import { type Estimate, isSignificant } from '../../simulation/report/estimate.ts'
import { formatMeasuredInterval, intervalOf, keepUnits, valueAlone } from '../../words/interval.ts'
import { Select } from '../kit/select.tsx'
import { select } from '../session/session.ts'
import { chooseGoal, chooseRemedy, useSearch } from './search.ts'
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
  const goal = useSearch((state) => state.goal)
  const isTime = goal !== 'targets' && goal !== 'harm'
  const gains = new Map(verdict.results.map((result) => [result, gainFor(result, goal, verdict.served)]))
  const gainOf = (result: RemedyResult) => gains.get(result) ?? result.gain
  const unit = timeUnit(Math.max(0, ...shown.map(({ gain }) => Math.abs(gain.value) + (gain.halfWidth ?? 0))))
  const harms = shown.some((result) => gainOf(result).value < 0)
  const proven = verdict.results.filter((result) => isSignificant(gainOf(result)) && gainOf(result).value > 0).length
  const worst = worstOff(verdict.served)
  const choose = (id: string) => {
    chooseRemedy(id)
    const place = verdict.results.find(({ remedy }) => remedy.id === id)?.remedy.place
    select(place?.kind === 'state' ? [place.id] : [])
  }
  return (
    <div className={styles.pictures}>
      <div className={styles.goal}>
        <Select
          label="Ranked by"
          value={goal}
          options={goals.map((value) => ({ value, label: sentence(goalTitles[value]), disabled: !isPossible(value, verdict) }))}
          onChange={chooseGoal}
        />
      </div>
      <Figure
        answer={`${proven === 0 ? 'No remedy' : `${proven} of ${formatAmount(verdict.results.length, 'remedy', 'remedies')}`} ${proven > 1 ? 'bring' : 'brings'} ${isTime ? 'a shorter lead time' : 'more cases in time'} by more than chance`}
        note={`${isTime ? 'Mean lead time saved per case' : `Percentage points more in time of ${goal === 'harm' && worst ? `${worst.segment}, which is in time least (${formatShare(worst.met)})` : 'all cases that have a target'}`}. Green: proven; grey: within chance; the lines are intervals that hold together with 95 %.`}
        fileName="remedies"
        table={{
          columns: [
            'Remedy',
            'Mean lead time saved, s',
            'Half-width, s',
            'Share of the lead time',
            'Hours a week',
            'Cost a week',
            'Saved per hour of work, s',
            'Saved per unit of cost, s',
            'More in time, share',
            'Pairs',
            'Verdict',
            'May be the best',
          ],
          rows: verdict.results.map((result) => {
            const { remedy, gain, share, standing, maybeBest, effort } = result
            const more = gainFor(result, 'targets', verdict.served).value
            return [
              remedy.label,
              Math.round(gain.value),
              gain.halfWidth === null ? null : Math.round(gain.halfWidth),
              Number(share.toFixed(4)),
              effort.hoursPerWeek,
              effort.costPerWeek,
              effort.hoursPerWeek > 0 ? Number((gain.value / effort.hoursPerWeek).toFixed(1)) : null,
              effort.costPerWeek !== null && effort.costPerWeek > 0 ? Number((gain.value / effort.costPerWeek).toFixed(2)) : null,
              Number.isFinite(more) ? Number(more.toFixed(4)) : null,
              gain.n,
              standing,
              maybeBest ? 'yes' : 'no',
            ]
          }),
        }}
      >
        <WhiskerList
          label="Remedies"
          rows={shown.map((result) => rowOf(result, gainOf(result), isTime))}
          asideTitle="Takes a week"
          fromZero={!harms}
          // One unit in the whole picture, that of the longest bar.
          format={(value) => (isTime ? formatMeasured(value, unit) : formatNumber(value, 1))}
          {...(isTime && { ticks: durationTicks })}
          selected={chosen}
          onSelect={choose}
        />
        {verdict.results.length > first && (
          <Button variant="quiet" onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${verdict.results.length - first} more`}
          </Button>
        )}
        {verdict.untried !== null && <p className={styles.untried}>{keepUnits(verdict.untried)}.</p>}
      </Figure>
    </div>
  )
}

/** A remedy as a row of the picture; its colour is that of what it does for the goal. */
function rowOf({ remedy, effort }: RemedyResult, { value, halfWidth, ...rest }: Estimate, isTime: boolean): WhiskerRow {
  const scale = isTime ? 1 : 100
  const standing = !isSignificant({ value, halfWidth, ...rest }) ? 'unclear' : value > 0 ? 'better' : 'worse'
  const half = halfWidth === null ? null : halfWidth * scale
  return {
    id: remedy.id,
    title: remedy.short,
    value: value * scale,
    low: half === null ? null : value * scale - half,
    high: half === null ? null : value * scale + half,
    // In the unit and rounding of the sentence about it.
    ...(isTime && { said: valueAlone(formatMeasuredInterval(intervalOf(value, halfWidth))) }),
    colour: colours[standing],
    aside: sayWeek(effort),
  }
}

/** Whether this verdict can be read for the goal: some have no targets, some no costs. */
function isPossible(goal: Goal, { served, results }: Verdict): boolean {
  if (goal === 'targets' || goal === 'harm') return served.length > 0
  return (goal !== 'cost' && goal !== 'per-cost') || results.some(({ effort }) => effort.costPerWeek !== null && effort.costPerWeek !== 0)
}

/** What a remedy takes every week, in a few characters: `+40 h, 1,120`. */
function sayWeek({ hoursPerWeek, costPerWeek, once }: RemedyResult['effort']): string {
  if (hoursPerWeek === 0) return once === null ? 'a rule' : 'no hours'
  const hours = `${formatSigned(hoursPerWeek)} h`
  return costPerWeek === null ? hours : `${hours}, ${formatNumber(Math.round(costPerWeek))}`
}
