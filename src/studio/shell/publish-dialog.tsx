import { useMemo, useState } from 'react'
import { groupChanges } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { type Bump, nextVersion, suggestBump } from '../../revisions/version.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { formatAmount } from '../../words/number.ts'
import { Notice } from '../kit/notice.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { TextArea, TextField } from '../kit/text-field.tsx'
import { lastAuthor, publish } from '../session/publish.ts'
import { session, setPlace, useSession } from '../session/session.ts'
import { ChangeList } from './change-list.tsx'
import { showOverlay } from './overlay.ts'
import styles from './publish-dialog.module.css'
import { openDrawer } from './regions.ts'

const bumpReasons: Record<Bump, string> = {
  major: 'Some changes break with the version before: cases in hand, reports or integrations may not fit.',
  minor: 'Behaviour or operations change, and what was there still fits.',
  patch: 'Only words, policy references or the layout change.',
}

/** Freezes the draft as a revision: what changed, which number it gets and why, and what to say about it. */
export function PublishDialog() {
  const tables = useSession((state) => state.tables)
  const base = useSession((state) => state.revisions[0])
  const errors = useSession((state) => state.problems.filter(({ severity }) => severity === 'error').length)
  const changes = useMemo(
    () => (base ? diffWorkflows(base.workflow, tables, { layouts: { base: base.layout, head: tables.layout } }).changes : []),
    [base, tables],
  )
  const suggested = base ? suggestBump(changes) : 'major'
  const [chosen, setChosen] = useState<Bump | null>(null)
  const [message, setMessage] = useState('')
  const [author, setAuthor] = useState(lastAuthor)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const bump = chosen ?? suggested ?? 'patch'
  const version = base ? nextVersion(base.version, bump) : '1.0.0'
  const missing = message.trim() === '' ? 'Say in a sentence what this version is for.' : author.trim() === '' ? 'Say who publishes.' : null
  const close = () => showOverlay(null)

  const confirm = async () => {
    setBusy(true)
    const reason = await publish({ version, author: author.trim(), message: message.trim() }).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    )
    setBusy(false)
    setFault(reason)
    if (reason !== null) return
    close()
    setPlace('runbook')
  }
  if (base && suggested === null) {
    return (
      <Dialog
        open
        onClose={close}
        title={`Nothing to publish since ${base.version}`}
        description="The draft says the same as the latest revision. Change something first; the Review place compares any two versions."
        footer={<Button onClick={close}>Close</Button>}
      />
    )
  }
  return (
    <Dialog
      open
      onClose={close}
      size="large"
      title={`Publish ${version} of ${tables.header.workflow.title}`}
      description="A revision never changes again. Its runbook is written beside it."
      footer={
        <>
          <span className={styles.missing}>{errors > 0 ? '' : missing}</span>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={missing !== null || errors > 0 || busy} onClick={() => void confirm()}>
            {busy ? 'Publishing' : `Publish ${version}`}
          </Button>
        </>
      }
    >
      {errors > 0 && (
        <Notice
          tone="error"
          title={`${formatAmount(errors, 'error')} to mend first`}
          action={<Button onClick={() => (close(), openDrawer('problems'))}>Show problems</Button>}
        >
          A revision with errors could not be run or followed.
        </Notice>
      )}
      {fault !== null && <Notice tone="error" title={fault} />}
      {base && (
        <div className={styles.bump}>
          <Segmented
            label="Kind of version"
            value={bump}
            onChange={setChosen}
            options={(['patch', 'minor', 'major'] as const).map((value) => ({
              value,
              label: `${value} ${nextVersion(base.version, value)}${value === suggested ? ' (suggested)' : ''}`,
            }))}
          />
          <p className={styles.reason}>{bumpReasons[bump]}</p>
        </div>
      )}
      <div className={styles.fields}>
        <TextArea
          label="What this version is for"
          value={message}
          onChange={setMessage}
          rows={2}
          placeholder="One or two sentences for the change log and the runbook"
          selectOnMount
        />
        <TextField label="Published by" value={author} onChange={setAuthor} placeholder="Name or team" />
      </div>
      {base ? (
        <ChangeList groups={groupChanges(changes)} caption={`What changed since ${base.version}`} />
      ) : (
        <p className={styles.reason}>This is the first revision of this workflow, with {formatAmount(stateCount(), 'state')}.</p>
      )}
    </Dialog>
  )
}

function stateCount(): number {
  return Object.keys(session.getState().tables.states).length - 1
}
