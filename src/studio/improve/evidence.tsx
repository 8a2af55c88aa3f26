import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import { findBottlenecks, type Bottleneck } from '../../lean/bottlenecks.ts'
import { Empty } from '../kit/empty.tsx'
import { Button } from '../kit/button.tsx'
import { keepUnits } from '../../words/interval.ts'
import { formatShare } from '../../words/number.ts'
import { select } from '../session/session.ts'
import { startRun } from '../session/runs/runs.ts'
import { useShown, type Shown } from '../session/runs/use-shown.ts'
import styles from './evidence.module.css'

const kindWords: Readonly<Record<Bottleneck['kind'], string>> = {
  'under-staffed': 'too few people',
  unavailability: 'nobody on shift',
  'limited-slots': 'too few slots',
  batching: 'waits for the batch',
  external: 'waits for others',
  rework: 'work done again',
  'over-processing': 'a check that changes little',
}

/** The left of Improve: where cases lose time, worst first, with the evidence of the run. */
export function Evidence() {
  const shown = useShown()
  if (!shown) {
    return (
      <Empty title="No evidence yet" action={<Button onClick={startRun}>Run the scenario</Button>}>
        The places where cases lose time stand here after a run.
      </Empty>
    )
  }
  return <EvidenceList shown={shown} />
}

/** The list for one run. */
export function EvidenceList({ shown }: { readonly shown: Shown }) {
  const found = useMemo(() => findBottlenecks(shown.workflow, shown.scenario, shown.report), [shown])
  const most = Math.max(1e-9, ...found.map(({ score }) => score))
  return (
    <div className={styles.evidence}>
      <h2 className={styles.heading}>Where the lead time goes</h2>
      {found.length === 0 && <p className={styles.quiet}>No place takes half a per cent of the lead time or more.</p>}
      <ol className={styles.list}>
        {found.map((bottleneck) => (
          <Row key={`${bottleneck.kind} ${bottleneck.where}`} bottleneck={bottleneck} most={most} shown={shown} />
        ))}
      </ol>
    </div>
  )
}

function Row({ bottleneck, most, shown }: { readonly bottleneck: Bottleneck; readonly most: number; readonly shown: Shown }) {
  const { where, kind, score, sentence, evidence } = bottleneck
  return (
    <li className={styles.item}>
      <details>
        <summary className={styles.summary} title={sentence}>
          <span className={styles.where}>
            <ChevronRight aria-hidden="true" />
            {where}
          </span>
          <span className={styles.share}>{formatShare(score)}</span>
          <span className={styles.kind}>{kindWords[kind]}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(score / most) * 100}%` }} />
          </span>
        </summary>
        <p className={styles.sentence}>{keepUnits(sentence)}.</p>
        <ul className={styles.reasons}>
          {evidence.map((reason) => (
            <li key={reason}>{keepUnits(reason)}</li>
          ))}
        </ul>
        <Button variant="quiet" onClick={() => select(statesOf(bottleneck, shown))}>
          Show on the drawing
        </Button>
      </details>
    </li>
  )
}

/** The steps that a bottleneck concerns: itself, or those that its pool serves. */
function statesOf({ place }: Bottleneck, { workflow }: Shown): string[] {
  if (place.kind === 'state') return [place.id]
  if (place.kind !== 'pool') return []
  return Object.values(workflow.states)
    .filter(({ step }) => step?.kind === 'review' && step.pools.includes(place.id))
    .map(({ uid }) => uid)
}
