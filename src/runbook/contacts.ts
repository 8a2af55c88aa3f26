import { canonicalJson } from '../workflow/canonical.ts'
import { z } from '../workflow/zod.ts'

const Line = z.string().trim().min(1).max(200)

const Contact = z.strictObject({
  /** What they are called for: `Duty lead`. */
  role: Line,
  name: Line.optional(),
  /** Telephone number, channel or address. */
  reach: Line,
  /** Whom to call when nobody answers. */
  fallback: Line.optional(),
  /** Hours, with their time zone. */
  when: Line.optional(),
})
export type Contact = z.infer<typeof Contact>

/** `contacts.json` beside the workflow: whom to call, in the order in which they are called. It is no part of any version: what it says when a version is published is stamped into its runbook. */
const ContactsFile = z.strictObject({ gemba: z.literal('contacts'), format: z.literal(1), contacts: z.array(Contact).max(100) })

/** Reads `contacts.json`; the message says what is wrong and where. */
export function readContacts(
  text: string,
): { readonly ok: true; readonly contacts: readonly Contact[] } | { readonly ok: false; readonly message: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, message: 'contacts.json is not JSON.' }
  }
  const read = ContactsFile.safeParse(value)
  if (read.success) return { ok: true, contacts: read.data.contacts }
  const [issue] = read.error.issues
  return { ok: false, message: `contacts.json, ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'is not as it should be'}` }
}

/** The text of `contacts.json`. */
export function writeContacts(contacts: readonly Contact[]): string {
  const rows = contacts.map(({ role, name, reach, when, fallback }) => ({
    role,
    ...(name === undefined ? {} : { name }),
    reach,
    ...(when === undefined ? {} : { when }),
    ...(fallback === undefined ? {} : { fallback }),
  }))
  return canonicalJson({ gemba: 'contacts', format: 1, contacts: rows })
}

/** The contact with this text in the field, empty: without it; or why it cannot be. */
export function changeContact(contact: Contact, field: keyof Contact, text: string): Contact | { readonly refused: string } {
  const { [field]: _, ...rest } = contact
  const read = Contact.safeParse(text.trim() === '' ? rest : { ...rest, [field]: text })
  if (read.success) return read.data
  return { refused: text.trim() === '' ? 'A contact needs this.' : 'At most 200 characters are kept.' }
}
