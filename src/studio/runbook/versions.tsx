import { useState } from 'react'
import { governing, sayGoverning } from '../../runbook/governing.ts'
import { TextField } from '../kit/text-field.tsx'
import { classes } from '../kit/class-names.ts'
import { Chip } from '../kit/chip.tsx'
import { useSession } from '../session/session.ts'
import { chooseVersion, draftId, useVersionId } from './runbook-store.ts'
import styles from './versions.module.css'

/** The versions that have a runbook: all of them, and the draft to see what is coming. */
export function Versions() {
  const slug = useSession((state) => state.slug)
  const revisions = useSession((state) => state.revisions)
  const current = useVersionId()
  if (slug === null) return null
  const row = (id: string, title: string, chip: string, facts: string, message: string) => (
    <li key={id}>
      <button
        type="button"
        className={classes(styles.row, id === current && styles.current)}
        aria-current={id === current ? 'true' : undefined}
        onClick={() => chooseVersion(slug, id)}
      >
        <span className={styles.version}>{title}</span>
        {chip !== '' && <Chip tone={id === draftId ? 'warning' : 'good'}>{chip}</Chip>}
        <span className={styles.facts}>{facts}</span>
        <span className={styles.message}>{message}</span>
      </button>
    </li>
  )
  return (
    <>
      <h2 className={styles.heading}>Versions</h2>
      <ol>
        {row(draftId, 'Draft', 'not in force', '', 'How the runbook will read once this is published')}
        {revisions.map(({ version, published, author, message }, index) =>
          row(version, version, index === 0 ? 'in force' : '', `${published.slice(0, 10)}, ${author}`, message),
        )}
      </ol>
      {revisions.length > 0 && <Governing />}
    </>
  )
}

/** Which version a case of a day was decided by. */
function Governing() {
  const revisions = useSession((state) => state.revisions)
  const [when, setWhen] = useState('')
  const found = when.trim() === '' ? null : governing(revisions, when.trim())
  return (
    <div className={styles.governing}>
      <TextField
        label="Which version governed a case of"
        hint="A day, 2025-09-22, or a moment, 2025-09-22T08:00Z"
        value={when}
        onChange={setWhen}
      />
      <output>{when.trim() === '' ? '' : found === null ? 'Not a day or a moment yet.' : sayGoverning(found, when.trim())}</output>
    </div>
  )
}
