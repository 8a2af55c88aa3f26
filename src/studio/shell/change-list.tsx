import { changeGlyphs, type groupChanges, linesOf } from '../../revisions/diff-text.ts'
import { Chip } from '../kit/chip.tsx'
import { formatCount } from '../../words/number.ts'
import styles from './change-list.module.css'

/** Changes in plain words, by channel: hue, glyph and words. */
export function ChangeList({ groups, caption }: { readonly groups: ReturnType<typeof groupChanges>; readonly caption: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, which keys must be able to do
    <section aria-label={caption} tabIndex={0} className={styles.changes}>
      {groups.map(({ channel, title, changes }) => (
        <div key={channel}>
          <h3 className={styles.heading}>
            {title} <span className={styles.count}>{formatCount(changes.length)}</span>
          </h3>
          <ul>
            {linesOf(changes).map((change) => (
              <li key={change.id} className={styles.change}>
                <span
                  className={styles.glyph}
                  style={{ color: `var(--color-${change.kind === 'renamed' ? 'changed' : change.kind})` }}
                  aria-hidden="true"
                >
                  {changeGlyphs[change.kind]}
                </span>
                <span className={styles.words}>{change.text}</span>
                {change.breaking && <Chip tone="warning">breaking</Chip>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
