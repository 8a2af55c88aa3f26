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
import { ticksBetween } from '../kit/chart/ticks.ts'
import { Legend } from '../simulate/pictures.tsx'
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

/** What may be wrong, in families: one colour each, in the order in which they are stacked. */
const families = [
  { id: 'people', title: 'People', colour: 'var(--color-kind-review)' },
  { id: 'hours', title: 'Hours', colour: 'var(--color-kind-wait)' },
  { id: 'rules', title: 'Rules', colour: 'var(--color-kind-decision)' },
  { id: 'work', title: 'Work', colour: 'var(--color-kind-automatic)' },
  { id: 'outside', title: 'Outside', colour: 'var(--color-past)' },
] as const
type Family = (typeof families)[number]['id']

const familyOf: Readonly<Record<CauseKind, Family>> = {
  'too-few-people': 'people',
  skill: 'people',
  'ramp-up': 'people',
  'shift-gap': 'hours',
  'wrong-hours': 'hours',
  peak: 'hours',
  batching: 'rules',
  'limited-slots': 'rules',
  'starving-order': 'rules',
  'late-overflow': 'rules',
  'pool-order': 'rules',
  'short-timer': 'rules',
  rework: 'work',
  'needless-check': 'work',
  variance: 'work',
  external: 'outside',
}

/** A pool or step with all that costs time there. */
type Where = { readonly id: string; readonly title: string; readonly share: number; readonly causes: readonly Cause[] }

/** One row for each pool or step, the most first; the causes of one in the order of the families. */
function placesOf(causes: readonly Cause[]): Where[] {
  const places = new Map<string, Cause[]>()
  for (const cause of causes) {
    const id = `${cause.place.kind} ${cause.place.id}`
    places.set(id, [...(places.get(id) ?? []), cause])
  }
  const order = (cause: Cause) => families.findIndex(({ id }) => id === familyOf[cause.kind])
  return [...places]
    .map(([id, own]) => ({
      id,
      title: own[0]?.where ?? '',
      share: own.reduce((sum, { share }) => sum + share, 0),
      causes: own.toSorted((a, b) => order(a) - order(b)),
    }))
    .toSorted((a, b) => b.share - a.share)
}

/** Where the lead time goes: a row for each pool or step on one axis, its causes stacked, the most first. */
function CausesList({ causes: found }: { readonly causes: readonly Cause[] }) {
  const places = placesOf(found)
  const marks = ticksBetween(0, Math.max(0.01, ...places.map(({ share }) => share)), 3)
  const most = marks.at(-1) ?? 1
  const used = new Set(found.map(({ kind }) => familyOf[kind]))
  return (
    <div className={styles.evidence}>
      <h2 className={styles.heading}>Where the lead time goes, and why</h2>
      {found.length === 0 ? (
        <p className={styles.quiet}>No place takes half a per cent of the lead time or more.</p>
      ) : (
        <>
          <Legend causes={families.filter(({ id }) => used.has(id))} />
          <p className={styles.axis} aria-hidden="true">
            {marks.map((mark) => (
              <span key={mark} style={{ left: `${(mark / most) * 100}%` }}>
                {formatShare(mark)}
              </span>
            ))}
          </p>
        </>
      )}
      <ol className={styles.list}>
        {places.map((place) => (
          <Row key={place.id} place={place} most={most} />
        ))}
      </ol>
    </div>
  )
}

function Row({ place: { title, share, causes }, most }: { readonly place: Where; readonly most: number }) {
  return (
    <li className={styles.item}>
      <details>
        <summary className={styles.summary} title={causes.map(({ sentence }) => sentence).join('. ')}>
          <span className={styles.where}>
            <ChevronRight aria-hidden="true" />
            {title}
          </span>
          <span className={styles.share}>{formatShare(share)}</span>
          <span className={styles.kind}>{causes.map(({ kind }) => kindWords[kind]).join(', ')}</span>
          <span className={styles.track} aria-hidden="true">
            {causes.map((cause) => (
              <span key={cause.kind} style={{ width: `${(cause.share / most) * 100}%`, background: colourOf(cause) }} />
            ))}
          </span>
        </summary>
        {causes.map((cause) => (
          <Why key={cause.kind} cause={cause} isOnly={causes.length === 1} />
        ))}
      </details>
    </li>
  )
}

function colourOf({ kind }: Cause): string {
  return families.find(({ id }) => id === familyOf[kind])?.colour ?? ''
}

/** One cause with its evidence. */
function Why({ cause, isOnly }: { readonly cause: Cause; readonly isOnly: boolean }) {
  const states = useSession(({ tables }) => tables.states)
  return (
    <>
      <p className={styles.sentence}>
        {keepUnits(cause.sentence)}
        {isOnly ? '.' : ` (${formatShare(cause.share)}).`}
      </p>
      <ul className={styles.reasons}>
        {cause.evidence.map((reason) => (
          <li key={reason}>{keepUnits(reason)}</li>
        ))}
      </ul>
      <Button variant="quiet" onClick={() => select(statesOf(cause, states))}>
        Show on the drawing
      </Button>
    </>
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
