import { ArrowDownUp } from 'lucide-react'
import { classes } from '../kit/class-names.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import type { Revision } from '../../machine/workflow-file.ts'
import { backTo } from '../session/proposals.ts'
import { session, setPlace, useSession } from '../session/session.ts'
import { Button } from '../kit/button.tsx'
import { chooseVersions, draftId, useReview, useVersions, type Version } from './review-store.ts'
import styles from './versions.module.css'

/** Which two versions are compared, and the history to choose them from. */
export function Versions() {
  const versions = useVersions()
  const slug = useSession((state) => state.slug)
  const review = useReview()
  if (!review || slug === null) return <NoVersions />
  const { base, head } = review
  const options = versions.map(({ id, title, revision }) => ({ value: id, label: title, ...(revision && { hint: revision.message }) }))
  return (
    <>
      <div className={styles.pair}>
        <Select label="From" value={base.id} options={options} onChange={(id) => chooseVersions(slug, id, head.id)} />
        <Select label="To" value={head.id} options={options} onChange={(id) => chooseVersions(slug, base.id, id)} />
        <IconButton
          label="Swap the two versions"
          icon={<ArrowDownUp aria-hidden="true" />}
          onClick={() => chooseVersions(slug, head.id, base.id)}
        />
      </div>
      {head.revision && head.revision.version !== versions[1]?.id && (
        <div className={styles.back}>
          <Button onClick={() => back(head.revision)}>Make {head.title} the open proposal</Button>
        </div>
      )}
      <Panel id="review.history" title="History" count={versions.length} flush>
        <ol className={styles.history}>
          {versions.map((version, index) => (
            <li key={version.id}>
              <HistoryRow
                version={version}
                current={version.id === head.id}
                against={versions[index + 1] ?? newestBut(versions, version)}
                slug={slug}
              />
            </li>
          ))}
        </ol>
      </Panel>
    </>
  )
}

/** The first version has none before it: it is compared with the newest, to see what a way back would be. */
function newestBut(versions: readonly Version[], version: Version): Version | null {
  const newest = versions[1]
  return newest && newest.id !== version.id ? newest : null
}

/** The way back: what it changes is shown at once. */
function back(revision: Revision | null): void {
  if (!revision || !backTo(revision)) return
  const { slug, revisions } = session.getState()
  if (slug !== null && revisions[0]) chooseVersions(slug, revisions[0].version, draftId)
}

function HistoryRow({
  version,
  against,
  current,
  slug,
}: {
  readonly version: Version
  readonly against: Version | null
  readonly current: boolean
  readonly slug: string
}) {
  const { revision, title, id } = version
  return (
    <button
      type="button"
      className={classes(styles.row, current && styles.current)}
      aria-current={current ? 'true' : undefined}
      disabled={!against}
      onClick={() => against && chooseVersions(slug, against.id, id)}
    >
      <span className={styles.version}>{title}</span>
      <span className={styles.facts}>{revision ? `${revision.published.slice(0, 10)}, ${revision.author}` : 'Not published'}</span>
      <span className={styles.message}>{revision ? revision.message : id === draftId ? 'What you are working on' : ''}</span>
    </button>
  )
}

function NoVersions() {
  return (
    <div className={styles.none}>
      <p>Only the draft is there. Publish it once; from then on every change can be reviewed here.</p>
      <Button onClick={() => setPlace('design')}>Go to the drawing</Button>
    </div>
  )
}
