import { useMemo, useState } from 'react'
import { contentHash, standing } from '../../proposals/edits.ts'
import type { Comment, Decision, OpenProposal } from '../../proposals/proposal.ts'
import { stateName, transitionPlace } from '../../revisions/names.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { Panel } from '../kit/panel.tsx'
import { TextArea, TextField } from '../kit/text-field.tsx'
import { lastAuthor } from '../session/publish.ts'
import { comment, decide, describeProposal, newProposal, useOpenProposal } from '../session/proposals.ts'
import { reveal, say, useSession } from '../session/session.ts'
import styles from './proposal-panel.module.css'
import { useChosenChange, useReview } from './review-store.ts'

/** What the open proposal says of itself, what was remarked on it, and what was decided. */
export function ProposalPanel() {
  const open = useOpenProposal()
  if (!open)
    return (
      <div className={styles.panel}>
        <p>The draft belongs to no proposal. A proposal holds its changes of workflow and people together, with remarks and approval.</p>
        <Button variant="primary" onClick={() => newProposal('New proposal')}>
          New proposal from here
        </Button>
      </div>
    )
  return (
    <>
      <div className={styles.panel}>
        <TextField
          label="Title"
          value={open.title}
          onCommit={(title) => title.trim() !== '' && describeProposal({ title: title.trim() })}
        />
        <TextArea label="Why" value={open.reason} rows={2} onCommit={(reason) => describeProposal({ reason: reason.trim() })} />
      </div>
      <Decisions proposal={open} />
      <Comments proposal={open} />
    </>
  )
}

function Decisions({ proposal }: { readonly proposal: OpenProposal }) {
  const tables = useSession((state) => state.tables)
  const [by, setBy] = useState(lastAuthor)
  const [note, setNote] = useState('')
  const hash = useMemo(() => contentHash(proposal, tables), [proposal, tables])
  const holds = standing(proposal, hash)
  const give = (verdict: Decision['verdict']) => {
    if (by.trim() === '') return say('Say who decides.', 'warning')
    if (decide({ by: by.trim(), at: now(), verdict, note: note.trim() })) setNote('')
  }
  return (
    <Panel id="review.decisions" title="Decision" count={holds.length}>
      <ul className={styles.list} aria-label="Decisions">
        {proposal.decisions.map((decision) => (
          <li key={`${decision.at} ${decision.by}`}>
            <DecisionLine decision={decision} holds={holds.includes(decision)} isPresent={decision.hash === hash} />
          </li>
        ))}
      </ul>
      <TextField label="Decided by" value={by} onChange={setBy} placeholder="Name or team" />
      <TextArea label="Note" value={note} onChange={setNote} rows={2} />
      <div className={styles.buttons}>
        <Button variant="primary" onClick={() => give('approved')}>
          Approve
        </Button>
        <Button onClick={() => give('declined')}>Decline</Button>
      </div>
      <p className={styles.how}>
        Bound to this content ({hash.slice(0, 8)}): any later change of behaviour, people or times makes it void. The name is recorded, not
        authenticated.
      </p>
    </Panel>
  )
}

function DecisionLine({
  decision,
  holds,
  isPresent,
}: {
  readonly decision: Decision
  readonly holds: boolean
  readonly isPresent: boolean
}) {
  const { by, at, verdict, note, hash } = decision
  return (
    <>
      <Chip tone={!holds ? 'plain' : verdict === 'approved' ? 'good' : 'warning'}>{verdict}</Chip> {by}, {at.slice(0, 10)}
      {!isPresent && <span className={styles.void}> void: changed since ({hash.slice(0, 8)})</span>}
      {isPresent && !holds && <span className={styles.void}> replaced by a later decision</span>}
      {note !== '' && <p className={styles.note}>{note}</p>}
    </>
  )
}

function Comments({ proposal }: { readonly proposal: OpenProposal }) {
  const tables = useSession((state) => state.tables)
  const chosen = useChosenChange()
  const review = useReview()
  const [by, setBy] = useState(lastAuthor)
  const [text, setText] = useState('')
  const place = review?.diff.changes.find(({ id }) => id === chosen)?.place ?? null
  const add = () => {
    if (text.trim() === '' || by.trim() === '') return say('A remark needs words and a name.', 'warning')
    if (comment({ by: by.trim(), at: now(), text: text.trim(), place })) setText('')
  }
  return (
    <Panel id="review.comments" title="Remarks" count={proposal.comments.length}>
      <ul className={styles.list} aria-label="Remarks">
        {proposal.comments.map((one) => (
          <li key={`${one.at} ${one.by} ${one.text}`}>
            <strong>{one.by}</strong>, {one.at.slice(0, 10)}
            <OnPlace comment={one} workflow={tables} />
            <p className={styles.note}>{one.text}</p>
          </li>
        ))}
      </ul>
      <TextArea label={place ? `Remark on ${placeName(tables, place)}` : 'Remark on the whole'} value={text} onChange={setText} rows={2} />
      <TextField label="By" value={by} onChange={setBy} placeholder="Name or team" />
      <div className={styles.buttons}>
        <Button onClick={add}>Add the remark</Button>
      </div>
      <p className={styles.how}>
        Choose a change first to remark on just that place; the remark stays with it when it is renamed or moved.
      </p>
    </Panel>
  )
}

function OnPlace({ comment: { place }, workflow }: { readonly comment: Comment; readonly workflow: Workflow }) {
  if (place === null) return null
  const { kind, id } = place
  const isThere =
    (kind === 'state' && Object.hasOwn(workflow.states, id)) || (kind === 'transition' && Object.hasOwn(workflow.transitions, id))
  if (kind !== 'state' && kind !== 'transition') return <> on {placeName(workflow, place)}</>
  return isThere ? (
    <>
      {' '}
      on{' '}
      <button type="button" className={styles.link} onClick={() => reveal({ kind, id }, true)}>
        {placeName(workflow, place)}
      </button>
    </>
  ) : (
    <> on something that is not there any more</>
  )
}

function placeName(workflow: Workflow, { kind, id }: NonNullable<Comment['place']>): string {
  if (kind === 'state') return stateName(workflow, id)
  const transition = kind === 'transition' ? workflow.transitions[id] : undefined
  if (transition) return transitionPlace(workflow, transition)
  return kind === 'scenario' ? 'the scenario' : id
}

const now = () => new Date().toISOString()
