import type { Change } from '../../revisions/change.ts'
import { changeGlyphs, groupChanges } from '../../revisions/diff-text.ts'
import { Chip } from '../kit/chip.tsx'
import { classes } from '../kit/class-names.ts'
import { keepUnits } from '../../words/interval.ts'
import { Panel } from '../kit/panel.tsx'
import { reveal, useSession } from '../session/session.ts'
import { ChangeDetail } from './change-detail.tsx'
import styles from './changes.module.css'
import { chooseChange, useChosenChange, useReview } from './review-store.ts'

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
  return groups.map(({ channel, title, changes }) => (
    <Panel key={channel} id={`review.${channel}`} title={title} count={changes.length} initiallyOpen={channel !== 'layout'} flush>
      <ul className={styles.list}>
        {changes.map((change) => (
          <ChangeRow key={change.id} change={change} open={change.id === chosen} />
        ))}
      </ul>
    </Panel>
  ))
}

function ChangeRow({ change, open }: { readonly change: Change; readonly open: boolean }) {
  const selected = useSession((state) => state.selection.has(change.place.id))
  const { kind, text, breaking, place, cause } = change
  const choose = () => {
    chooseChange(open ? null : change.id)
    if (place.kind === 'state' || place.kind === 'transition') reveal({ kind: place.kind, id: place.id }, true)
  }
  return (
    <li className={classes(styles.item, cause !== undefined && styles.following)}>
      <button type="button" className={classes(styles.row, selected && styles.selected)} aria-expanded={open} onClick={choose}>
        <span className={classes(styles.glyph, styles[kind === 'renamed' ? 'changed' : kind])} aria-hidden="true">
          {changeGlyphs[kind]}
        </span>
        <span className="spoken">{kind}:</span>
        <span className={styles.words}>
          {keepUnits(text)}
          {breaking && cause === undefined && (
            <>
              {' '}
              <Chip tone="warning">breaking</Chip>
            </>
          )}
        </span>
      </button>
      {open && <ChangeDetail change={change} />}
    </li>
  )
}
