import { changeGlyphs, type ChangeLine, groupChanges, linesOf, warningsHeading } from '../../revisions/diff-text.ts'
import type { Warning } from '../../revisions/change.ts'
import { Chip } from '../kit/chip.tsx'
import { classes } from '../kit/class-names.ts'
import { keepUnits } from '../../words/interval.ts'
import { Panel } from '../kit/panel.tsx'
import { reveal, select, useSession } from '../session/session.ts'
import { ChangeDetail } from './change-detail.tsx'
import styles from './changes.module.css'
import { chooseChange, type Review, useChosenChange, useReview } from './review-store.ts'
import { useWarnings } from './warnings.ts'

/** Every change in plain words, by channel; layout apart and closed. Choosing one shows it on the drawing. */
export function Changes() {
  const review = useReview()
  const chosen = useChosenChange()
  if (!review) return null
  const groups = groupChanges(review.diff.changes)
  if (groups.length === 0)
    return (
      <p className={styles.none}>
        {review.base.title} and {review.head.title} are the same, in words and in layout.
      </p>
    )
  return (
    <>
      <Warnings review={review} />
      {groups.map(({ channel, title, changes }) => (
        <Panel key={channel} id={`review.${channel}`} title={title} count={changes.length} initiallyOpen={channel !== 'layout'} flush>
          <ul className={styles.list}>
            {linesOf(changes).map((line) => (
              <ChangeRow key={line.id} line={line} open={line.id === chosen} />
            ))}
          </ul>
        </Panel>
      ))}
    </>
  )
}

/** What no single change says, before all of them. Choosing one selects the steps that it is about. */
function Warnings({ review }: { readonly review: Review }) {
  const warnings = useWarnings(review)
  if (!warnings || warnings.length === 0) return null
  const show = ({ places }: Warning) => {
    const states = places.filter((uid) => review.overlay.draft.states[uid])
    const [first] = states
    if (first === undefined) return
    reveal({ kind: 'state', id: first }, true)
    select(states)
  }
  return (
    <Panel id="review.first" title={warningsHeading} count={warnings.length} flush>
      <ul className={styles.list}>
        {warnings.map((warning) => (
          <li key={warning.text} className={styles.item}>
            <button type="button" className={styles.row} onClick={() => show(warning)}>
              <span className={styles.glyph} aria-hidden="true">
                !
              </span>
              <span className={styles.words}>{keepUnits(warning.text)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** One change, or the same one in many places: these are selected together, the first is brought into view. */
function ChangeRow({ line, open }: { readonly line: ChangeLine; readonly open: boolean }) {
  const { id, kind, text, breaking, isCaused, changes } = line
  const [first] = changes
  const selected = useSession((state) => changes.some(({ place }) => state.selection.has(place.id)))
  const choose = () => {
    chooseChange(open ? null : id)
    const place = first?.place
    if (place?.kind !== 'state' && place?.kind !== 'transition') return
    reveal({ kind: place.kind, id: place.id }, true)
    if (changes.length > 1) select(changes.map((change) => change.place.id))
  }
  return (
    <li className={classes(styles.item, isCaused && styles.following)}>
      <button type="button" className={classes(styles.row, selected && styles.selected)} aria-expanded={open} onClick={choose}>
        <span className={classes(styles.glyph, styles[kind === 'renamed' ? 'changed' : kind])} aria-hidden="true">
          {changeGlyphs[kind]}
        </span>
        <span className="spoken">{kind}:</span>
        <span className={styles.words}>
          {keepUnits(text)}
          {breaking && !isCaused && (
            <>
              {' '}
              <Chip tone="warning">breaking</Chip>
            </>
          )}
        </span>
      </button>
      {open && first && <ChangeDetail change={first} />}
    </li>
  )
}
