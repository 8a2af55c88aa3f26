import { useMemo, useState } from 'react'
import { contentHash, standing } from '../../proposals/edits.ts'
import type { OpenProposal } from '../../proposals/proposal.ts'
import { besideVersion, sayDay } from '../../proposals/publish.ts'
import { groupChanges } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { LocalDate } from '../../simulation/model/fields.ts'
import { sayList } from '../../words/list.ts'
import { type Bump, nextVersion, suggestBump } from '../../revisions/version.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { formatAmount } from '../../words/number.ts'
import { Notice } from '../kit/notice.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { TextArea, TextField } from '../kit/text-field.tsx'
import { lastAuthor, publish } from '../session/publish.ts'
import { useOpenProposal } from '../session/proposals.ts'
import { session, type SessionTables, setPlace, useSession } from '../session/session.ts'
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
  const open = useOpenProposal()
  const beside = useMemo(() => (open ? besideVersion(open, tables) : []), [open, tables])
  const isStaffing = open !== null && beside.length > 0
  const [from, setFrom] = useState('')
  const [chosen, setChosen] = useState<Bump | null>(null)
  const [message, setMessage] = useState('')
  const [author, setAuthor] = useState(lastAuthor)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const bump = chosen ?? suggested ?? 'patch'
  // A proposal that changes scenarios only makes no new version.
  const version = suggested === null && isStaffing ? null : base ? nextVersion(base.version, bump) : '1.0.0'
  const missing =
    version !== null && message.trim() === ''
      ? 'Say in a sentence what this version is for.'
      : author.trim() === ''
        ? 'Say who publishes.'
        : isStaffing && !LocalDate.safeParse(from).success
          ? 'Say from which day the people are in force.'
          : null
  const close = () => showOverlay(null)

  const confirm = async () => {
    setBusy(true)
    const reason = await publish({
      version,
      author: author.trim(),
      message: message.trim(),
      ...(isStaffing && { from }),
    }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    setBusy(false)
    setFault(reason)
    if (reason !== null) return
    close()
    setPlace(version === null ? 'simulate' : 'runbook')
  }
  if (base && suggested === null && !isStaffing) {
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
      title={version === null ? `Publish “${open?.title ?? ''}”` : `Publish ${version} of ${tables.header.workflow.title}`}
      description={
        version === null
          ? 'The workflow stays as it is: no new version. The people and times of this proposal become a scenario of their own.'
          : 'A revision never changes again. Its runbook is written beside it.'
      }
      footer={
        <>
          <span className={styles.missing}>{errors > 0 ? '' : missing}</span>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={missing !== null || errors > 0 || busy} onClick={() => void confirm()}>
            {busy ? 'Publishing' : version === null ? 'Publish the scenario' : `Publish ${version}`}
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
      {open && <Approvals proposal={open} tables={tables} />}
      {isStaffing && (
        <section className={styles.beside} aria-label="Not in the version">
          <h3>{version === null ? 'Changes of the scenario' : `Not in version ${version}: changes of the scenario`}</h3>
          <ul>
            {beside.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <TextField label="In force from" type="date" value={from} onChange={setFrom} />
          <p className={styles.reason}>
            They become the scenario {LocalDate.safeParse(from).success ? `“As staffed from ${sayDay(from)}”` : 'in force from that day'};
            the one they were made from stays as it was.
          </p>
        </section>
      )}
      {base && version !== null && (
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
      {version === null ? null : base ? (
        <ChangeList groups={groupChanges(changes)} caption={`What changed since ${base.version}`} />
      ) : (
        <p className={styles.reason}>This is the first revision of this workflow, with {formatAmount(stateCount(), 'state')}.</p>
      )}
    </Dialog>
  )
}

/** What was decided on just this content; names are recorded, not authenticated. */
function Approvals({ proposal, tables }: { readonly proposal: OpenProposal; readonly tables: SessionTables }) {
  const holds = useMemo(() => standing(proposal, contentHash(proposal, tables)), [proposal, tables])
  const said = (verdict: 'approved' | 'declined') => sayList(holds.filter((one) => one.verdict === verdict).map(({ by }) => by))
  const [yes, no] = [said('approved'), said('declined')]
  const isVoid = proposal.decisions.length > 0 && holds.length === 0
  return (
    <Notice
      tone={no !== '' || yes === '' ? 'warning' : 'good'}
      title={
        no !== '' ? `Declined by ${no}` : yes !== '' ? `Approved by ${yes}` : isVoid ? 'No approval holds' : 'Nobody has approved this'
      }
    >
      {isVoid ? 'What was decided was decided on other content. ' : ''}Names are recorded, not authenticated.
    </Notice>
  )
}

function stateCount(): number {
  return Object.keys(session.getState().tables.states).length - 1
}
