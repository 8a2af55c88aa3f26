import { type Contact, readContacts, writeContacts } from '../../runbook/contacts.ts'
import { fileBeside } from '../session/beside-file.ts'

/** The contacts of the open workflow. */
export const contactsBeside = fileBeside<Contact>({
  name: 'contacts.json',
  read: (text) => {
    const read = readContacts(text)
    return read.ok ? { ok: true, records: read.contacts } : read
  },
  write: writeContacts,
})
