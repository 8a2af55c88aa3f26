import { ChevronRight } from 'lucide-react'
import { useMemo } from 'react'
import type { Cause, CauseKind } from '../../lean/causes/cause.ts'
import { findCauses } from '../../lean/causes/causes.ts'
import { Empty } from '../kit/empty.tsx'
import { Button } from '../kit/button.tsx'
import { keepUnits } from '../../words/interval.ts'
import { formatShare } from '../../words/number.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { select, useSession } from '../session/session.ts'
import { startRun } from '../session/runs/runs.ts'
import { useShown, type Shown } from '../session/runs/use-shown.ts'
import styles from './evidence.module.css'
import { useVerdict } from './use-verdict.ts'

const kindWords: Readonly<Record<CauseKind, string>> = {
  'too-few-people': 'too few people',
  'shift-gap': 'a gap in the shifts',
  'wrong-hours': 'people at the wrong hours',
  peak: 'a peak of demand',
  skill: 'a skill is missing',
  'ramp-up': 'people are still learning',
  batching: 'waits for the batch',
  'limited-slots': 'too few slots',
  external: 'waits for others',
  rework: 'work done again',
  'needless-check': 'a check that changes little',
  variance: 'very different times',
  'starving-order': 'an order that starves some',
  'short-timer': 'a timer too short',
  'late-overflow': 'help asked too late',
  'pool-order': 'pools asked in the wrong order',
}

/** The left of Improve: where cases lose time, worst first, with the evidence of the run. */
export function Evidence() {
  const shown = useShown()
  const { verdict } = useVerdict()
  if (verdict) return <CausesList causes={verdict.causes} />
  if (!shown) {
    return (
      <Empty title="No evidence yet" action={<Button onClick={startRun}>Run the scenario</Button>}>
        The places where cases lose time stand here after a run.
      </Empty>
    )
  }
  return <EvidenceOfRun shown={shown} />
}

/** What one run says, before any remedy was tried. */
function EvidenceOfRun({ shown }: { readonly shown: Shown }) {
  const causes = useMemo(() => findCauses(shown.workflow, shown.scenario, shown.report).causes, [shown])
  return <CausesList causes={causes} />
}

/** Causes with their share of the lead time and their evidence, the most first. */
function CausesList({ causes: found }: { readonly causes: readonly Cause[] }) {
  const most = Math.max(1e-9, ...found.map(({ share }) => share))
  return (
    <div className={styles.evidence}>
      <h2 className={styles.heading}>Where the lead time goes, and why</h2>
      {found.length === 0 && <p className={styles.quiet}>No place takes half a per cent of the lead time or more.</p>}
      <ol className={styles.list}>
        {found.map((cause) => (
          <Row key={`${cause.kind} ${cause.where}`} cause={cause} most={most} />
        ))}
      </ol>
    </div>
  )
}

function Row({ cause, most }: { readonly cause: Cause; readonly most: number }) {
  const states = useSession(({ tables }) => tables.states)
  const { where, kind, share, sentence, evidence } = cause
  return (
    <li className={styles.item}>
      <details>
        <summary className={styles.summary} title={sentence}>
          <span className={styles.where}>
            <ChevronRight aria-hidden="true" />
            {where}
          </span>
          <span className={styles.share}>{formatShare(share)}</span>
          <span className={styles.kind}>{kindWords[kind]}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ width: `${(share / most) * 100}%` }} />
          </span>
        </summary>
        <p className={styles.sentence}>{keepUnits(sentence)}.</p>
        <ul className={styles.reasons}>
          {evidence.map((reason) => (
            <li key={reason}>{keepUnits(reason)}</li>
          ))}
        </ul>
        <Button variant="quiet" onClick={() => select(statesOf(cause, states))}>
          Show on the drawing
        </Button>
      </details>
    </li>
  )
}

/** The steps that a cause concerns: itself, or those that its pool serves. */
function statesOf({ place }: Cause, states: Workflow['states']): string[] {
  if (place.kind === 'state') return [place.id]
  if (place.kind !== 'pool') return []
  return Object.values(states)
    .filter(({ step }) => step?.kind === 'review' && step.pools.includes(place.id))
    .map(({ uid }) => uid)
}
