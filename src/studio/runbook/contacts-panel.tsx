import { ArrowDown, ArrowUp, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { changeContact, type Contact } from '../../runbook/contacts.ts'
import { AddButton } from '../fields/add-button.tsx'
import { CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { Button } from '../kit/button.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { TextField } from '../kit/text-field.tsx'
import { contactsBeside } from './contacts-store.ts'
import styles from './side.module.css'

/** Whom to call, in the order in which they are called: a file of its own beside the workflow. */
export function ContactsPanel() {
  const { records: contacts, unreadable, past } = contactsBeside.use((state) => state)
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const move = (from: number, to: number) => {
    const moved = contacts[from]
    if (!moved) return
    contactsBeside.put(contacts.toSpliced(from, 1).toSpliced(to, 0, moved))
    setOpen(to)
  }
  return (
    <Panel
      id="runbook.contacts"
      title="Contacts and on-call"
      count={contacts.length}
      aside={
        past.length > 0 && (
          <Button variant="quiet" icon={<Undo2 aria-hidden="true" />} onClick={contactsBeside.undo}>
            Undo
          </Button>
        )
      }
    >
      {unreadable !== null ? (
        <Notice tone="error" title="The contacts cannot be read">
          {unreadable} The file is left as it is; put it right and open this place again.
        </Notice>
      ) : (
        <div className={styles.list}>
          {contacts.length === 0 && open !== 'new' && (
            <p className={shared.quiet}>Whom do reviewers call when they are stuck? The quick card begins with the first two.</p>
          )}
          <ol className={styles.rows}>
            {contacts.map((contact, index) => (
              <li key={index}>
                {open === index ? (
                  <ContactForm
                    contact={contact}
                    onChange={(next) => contactsBeside.put(contacts.with(index, next))}
                    onRemove={() => (contactsBeside.put(contacts.toSpliced(index, 1)), setOpen(null))}
                    {...(index > 0 ? { onUp: () => move(index, index - 1) } : {})}
                    {...(index < contacts.length - 1 ? { onDown: () => move(index, index + 1) } : {})}
                  />
                ) : (
                  <button type="button" className={styles.link} onClick={() => setOpen(index)} aria-expanded={false}>
                    <span>{contact.role}</span>
                    <span className={shared.quiet}>{contact.reach}</span>
                  </button>
                )}
              </li>
            ))}
          </ol>
          {open === 'new' ? (
            <NewContact
              onAdd={(contact) => (contactsBeside.put([...contacts, contact]), setOpen(contacts.length))}
              onCancel={() => setOpen(null)}
            />
          ) : (
            <AddButton onClick={() => setOpen('new')}>Add a contact</AddButton>
          )}
          <p className={shared.quiet}>
            A new number voids no approval: this is no part of the workflow. A version keeps what stands here on the day it is published;
            the quick card takes what stands here now.
          </p>
        </div>
      )}
    </Panel>
  )
}

const fields = [
  { field: 'role', label: 'Role', hint: 'What they are called for' },
  { field: 'name', label: 'Name', hint: null },
  { field: 'reach', label: 'Reach', hint: 'Telephone number, channel or address' },
  { field: 'when', label: 'When', hint: 'Hours, with their time zone' },
  { field: 'fallback', label: 'If nobody answers', hint: null },
] as const satisfies readonly { readonly field: keyof Contact; readonly label: string; readonly hint: string | null }[]

function ContactForm({
  contact,
  onChange,
  onRemove,
  onUp,
  onDown,
}: {
  readonly contact: Contact
  readonly onChange: (contact: Contact) => void
  readonly onRemove: () => void
  readonly onUp?: () => void
  readonly onDown?: () => void
}) {
  const put = (field: keyof Contact, text: string) => {
    const next = changeContact(contact, field, text)
    if ('refused' in next) return next.refused
    onChange(next)
    return null
  }
  return (
    <div className={styles.item}>
      {fields.map(({ field, label, hint }) => (
        <CheckedField
          key={field}
          label={label}
          {...(hint === null ? {} : { hint })}
          value={contact[field] ?? ''}
          onCommit={(text) => put(field, text)}
        />
      ))}
      <div className={styles.actions}>
        <IconButton label={`Call ${contact.role} earlier`} icon={<ArrowUp />} disabled={!onUp} onClick={onUp} />
        <IconButton label={`Call ${contact.role} later`} icon={<ArrowDown />} disabled={!onDown} onClick={onDown} />
        <IconButton label={`Remove ${contact.role}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
    </div>
  )
}

/** A contact needs a role and a way to reach it before there is one. */
function NewContact({ onAdd, onCancel }: { readonly onAdd: (contact: Contact) => void; readonly onCancel: () => void }) {
  const [role, setRole] = useState('')
  const [reach, setReach] = useState('')
  const made = changeContact({ role: role.trim(), reach: '-' }, 'reach', reach)
  const whole = role.trim() !== '' && !('refused' in made) ? changeContact(made, 'role', role) : null
  return (
    <form
      className={styles.item}
      onSubmit={(event) => {
        event.preventDefault()
        if (whole && !('refused' in whole)) onAdd(whole)
      }}
    >
      <TextField label="Role" hint="What they are called for" value={role} onChange={setRole} selectOnMount />
      <TextField label="Reach" hint="Telephone number, channel or address" value={reach} onChange={setReach} />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={whole === null || 'refused' in whole}>
          Add
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
