import { FlaskConical, History, Undo2 } from 'lucide-react'
import type { HeatLegend } from '../canvas/layer.ts'
import { Legend } from '../canvas/legend.tsx'
import { Button } from '../kit/button.tsx'
import { formatMeasuredInterval, keepUnits } from '../../words/interval.ts'
import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { undo, useSession } from '../session/session.ts'
import { useRuns } from '../session/runs/runs.ts'
import { Trust } from '../simulate/trust.tsx'
import { cancelSearch, startSearch, useSearch } from './search.ts'
import { useVerdict } from './use-verdict.ts'
import styles from './verdict-bar.module.css'

/** Replications that a search may spend: enough for some twenty remedies with eight pairs each and as many again for the best. */
export const usualBudget = 400

/** The verdict in one sentence, how far the search is, and what was tried last. */
export function VerdictBar({ legend }: { /** Of the heat below. */ readonly legend: HeatLegend | null }) {
  const { verdict, stale, searching } = useVerdict()
  const slug = useSession((state) => state.slug)
  const done = useSearch((state) => state.done)
  const budget = useSearch((state) => state.budget)
  const failure = useSearch((state) => (state.slug === slug && state.phase === 'failed' ? state.failure : null))
  // What is wrong is the headline; what helps, what it takes and what is left stand below.
  const [headline = '', ...rest] = verdict?.sentence.split('. ') ?? []
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <h2 className={styles.sentence}>
          {verdict
            ? `${keepUnits(headline)}.`
            : searching
              ? 'Trying every remedy on the same cases…'
              : 'Which one change would shorten the lead time most?'}
        </h2>
        {!searching && (
          <Button
            variant={verdict && !stale ? 'plain' : 'primary'}
            icon={<FlaskConical aria-hidden="true" />}
            onClick={() => void startSearch(usualBudget)}
          >
            {verdict ? 'Try all again' : 'Try every remedy'}
          </Button>
        )}
      </div>
      {rest.length > 0 && <p className={styles.remedy}>{keepUnits(rest.join('. '))}.</p>}
      <div className={styles.foot}>
        <Trust />
        {legend && <Legend legend={legend} />}
      </div>
      {searching && (
        <Progress
          title={verdict ? 'The best ones once more' : 'Each remedy in turn'}
          done={done}
          total={budget}
          unit="replications at most"
          onCancel={cancelSearch}
        />
      )}
      {!searching && stale && (
        <p className={styles.stale}>
          <History aria-hidden="true" />
          Stale: the workflow or the scenario has changed since this verdict.
        </p>
      )}
      {failure !== null && (
        <Notice tone="error" title="The search stopped">
          {failure}
        </Notice>
      )}
      {verdict &&
        !searching &&
        verdict.notes
          .filter((note) => note !== verdict.untried)
          .map((note) => (
            <Notice key={note} tone="warning">
              {keepUnits(note)}.
            </Notice>
          ))}
      <Tried />
    </div>
  )
}

function Tried() {
  const tried = useSearch((state) => state.tried)
  const slug = useSession((state) => state.slug)
  const isLast = useSession((state) => state.undo.at(-1)?.label === tried?.label)
  const runs = useRuns((state) => state.runs)
  const phase = useRuns((state) => state.phase)
  if (!tried || !isLast) return null
  const before = runs.find(({ id }) => id === tried.runBefore)
  const [newest] = runs.filter((run) => run.slug === slug)
  const after = newest && newest.id !== before?.id && phase === 'done' ? newest : null
  const words =
    after && before
      ? `Mean lead time was ${formatMeasuredInterval(before.report.leadTime.mean)}, now it is ${formatMeasuredInterval(after.report.leadTime.mean)}.`
      : after
        ? `Mean lead time is now ${formatMeasuredInterval(after.report.leadTime.mean)}.`
        : 'Running it now.'
  return (
    <Notice
      tone={after ? 'good' : 'info'}
      title={`In the draft: ${tried.label}`}
      action={
        <Button icon={<Undo2 aria-hidden="true" />} onClick={() => undo()}>
          Take back
        </Button>
      }
    >
      {words}
    </Notice>
  )
}
