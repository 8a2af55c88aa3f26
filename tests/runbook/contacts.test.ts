import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadDraft } from '../../src/cli/documents.ts'
import { writeRunbook } from '../../src/cli/runbook.ts'
import { changeContact, readContacts, writeContacts } from '../../src/runbook/contacts.ts'
import { openFolder } from '../../src/workspace/folder.node.ts'
import { openProject } from '../../src/workspace/project.ts'
import { publishProject } from '../../src/workspace/publish.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-contacts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const contacts = (reach: string) =>
  `{ "gemba": "contacts", "format": 1, "contacts": [{ "role": "Duty lead", "reach": "${reach}", "when": "24 h UTC" }] }`

test('a version names the contacts of its day in every form; a new number changes its quick card, and no hash', async () => {
  const home = join(folder, 'urgent')
  cpSync('workflows/urgent-harm', home, { recursive: true })
  const draft = join(home, 'workflow.json')
  writeFileSync(draft, readFileSync(draft, 'utf8').replace('"title": "', '"title": "New '))
  writeFileSync(join(home, 'contacts.json'), contacts('+353 1 111'))
  const files = openFolder(folder)
  const opened = await openProject(files, 'urgent')
  if (!opened.ok) throw new Error(opened.message)
  const publishing = { version: '9.0.0', message: 'x', author: 'y', published: '2026-11-28T10:00:00Z' }
  const published = await publishProject(files, opened.project, publishing)
  if (!published.ok) throw new Error(published.message)
  const revision = readFileSync(join(home, 'revisions/9.0.0.json'), 'utf8')

  writeFileSync(join(home, 'contacts.json'), contacts('+353 1 222'))
  const path = join(home, 'revisions/9.0.0.json')
  const write = async (edition?: string) =>
    String(await writeRunbook(path, await loadDraft(path), 'md', edition === undefined ? {} : { edition }, new AbortController().signal))
  expect(await write()).toBe(readFileSync(join(home, 'runbooks/9.0.0.md'), 'utf8'))
  expect(await write()).toContain('+353 1 111')
  expect(await write('quick')).toContain('+353 1 222')
  expect(readFileSync(path, 'utf8')).toBe(revision)
})

test('contacts come back from their file, and a field takes what may stand in it', () => {
  const contact = { role: 'Duty lead', name: 'Ōe "K" <b>', reach: '#on-call', when: '24 h', fallback: 'Site' }
  const read = readContacts(writeContacts([contact, { role: 'b', reach: 'c' }]))
  expect(read).toEqual({ ok: true, contacts: [contact, { role: 'b', reach: 'c' }] })
  expect(changeContact(contact, 'name', ' ')).toEqual({ role: 'Duty lead', reach: '#on-call', when: '24 h', fallback: 'Site' })
  expect(changeContact(contact, 'reach', ' ')).toEqual({ refused: 'A contact needs this.' })
  expect(changeContact(contact, 'role', 'x'.repeat(201))).toEqual({ refused: 'At most 200 characters are kept.' })
})
