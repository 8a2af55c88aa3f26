import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { type EditionId, editionIds, editions } from '../../runbook/edition.ts'
import { confirm, confirmedOn, type Reader, readerNamed } from '../../runbook/readers.ts'
import { AddButton } from '../fields/add-button.tsx'
import shared from '../fields/fields.module.css'
import { Button } from '../kit/button.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { TextField } from '../kit/text-field.tsx'
import { useSession } from '../session/session.ts'
import { readersBeside } from './readers-store.ts'
import { useVersionId } from './runbook-store.ts'
import styles from './side.module.css'

/** Who gets the runbook, and who has read and understood the version that is read: a file of its own beside the workflow. */
export function ReadersPanel() {
  const { records: readers, unreadable, past } = readersBeside.use((state) => state)
  const version = useVersionId()
  const revision = useSession((state) => state.revisions.find((one) => one.version === version)) ?? null
  const [isAdding, setAdding] = useState(false)
  const dayOf = (reader: Reader) => (revision ? confirmedOn(reader, revision.version, revision.hashes.meaning) : null)
  const take = (index: number, reader: Reader, isConfirmed: boolean) => {
    if (!revision) return
    const on = isConfirmed ? today() : null
    readersBeside.put(readers.with(index, confirm(reader, revision.version, revision.hashes.meaning, on)))
  }
  return (
    <Panel
      id="runbook.readers"
      title="Read and understood"
      count={readers.length}
      initiallyOpen={false}
      aside={
        past.length > 0 && (
          <Button variant="quiet" icon={<Undo2 aria-hidden="true" />} onClick={readersBeside.undo}>
            Undo
          </Button>
        )
      }
    >
      {unreadable !== null ? (
        <Notice tone="error" title="The readers cannot be read">
          {unreadable} The file is left as it is; put it right and open this place again.
        </Notice>
      ) : (
        <div className={styles.list}>
          <p className={shared.quiet}>
            {revision === null
              ? 'Choose a published version: a draft is confirmed by nobody.'
              : readers.length === 0
                ? 'Who gets this runbook? Name them, and keep here who has read and understood it.'
                : `${readers.filter((reader) => dayOf(reader) !== null).length} of ${readers.length} have read and understood ${version}. A tick holds for just this text, by its hash.`}
          </p>
          <ul className={styles.rows} aria-label="Readers">
            {readers.map((reader, index) => (
              <li key={index} className={styles.reader}>
                <Checkbox
                  label={reader.name}
                  checked={dayOf(reader) !== null}
                  disabled={revision === null}
                  onChange={(isConfirmed) => take(index, reader, isConfirmed)}
                  hint={factsOf(reader, dayOf(reader))}
                />
                <IconButton
                  label={`Remove ${reader.name}`}
                  icon={<Trash2 />}
                  onClick={() => readersBeside.put(readers.toSpliced(index, 1))}
                />
              </li>
            ))}
          </ul>
          {isAdding ? (
            <NewReader
              onAdd={(reader) => {
                readersBeside.put([...readers, reader])
                setAdding(false)
              }}
              onCancel={() => setAdding(false)}
            />
          ) : (
            <AddButton onClick={() => setAdding(true)}>Add a reader</AddButton>
          )}
          <p className={shared.quiet}>The published document keeps what was known on its day; the status sheet says what is known now.</p>
        </div>
      )}
    </Panel>
  )
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function factsOf({ role, edition }: Reader, day: string | null): string {
  const facts = [role, edition && editions[edition].title, day === null ? 'not yet' : `confirmed on ${day}`]
  return facts.filter((fact) => fact !== undefined).join(', ')
}

function NewReader({ onAdd, onCancel }: { readonly onAdd: (reader: Reader) => void; readonly onCancel: () => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState('')
  const [edition, setEdition] = useState<EditionId>('reviewer')
  const reader = readerNamed(name, role, edition)
  return (
    <form
      className={styles.item}
      onSubmit={(event) => {
        event.preventDefault()
        if (reader) onAdd(reader)
      }}
    >
      <TextField label="Name" hint="A person or a team" value={name} onChange={setName} selectOnMount />
      <TextField label="Role" value={role} onChange={setRole} />
      <Select
        label="Edition"
        value={edition}
        options={editionIds.map((id) => ({ value: id, label: editions[id].title }))}
        onChange={setEdition}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={reader === null}>
          Add
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
