import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { publishedRunbooks } from '../../tests/runbook/words.ts'
import { composeAudience } from './audience.ts'
import { composeDocument } from './compose-document.ts'
import { writeDocumentDocx } from './docx.ts'
import { writeDocumentHtml } from './html.ts'
import { writeDocumentMarkdown } from './markdown.ts'

const [, runbook] = publishedRunbooks.find(([name]) => name === 'urgent-harm 1.1.0') ?? publishedRunbooks[0]!
const reach = '+353 20 999 9999'
const contacts = [{ role: 'Duty lead: nights', name: 'Mark Planted', reach, fallback: 'Fallback Planted', when: 'Always' }]
const timers = runbook.timers.map((timer) => ({ ...timer, contact: `Duty lead: nights: ${reach}` }))
const planted = { ...runbook, contacts, timers }

test.each(['reviewer', 'lead', 'auditor'] as const)('%s: says what it leaves out, has all else, and nothing leads nowhere', (id) => {
  const whole = composeDocument(planted)
  const edition = composeAudience(planted, id)
  const [about, ...rest] = edition.sections
  const told = JSON.stringify(about)
  const kept = new Set(rest.map((section) => section.title))
  for (const { title } of whole.sections)
    expect([title, kept.has(title), told.includes(title)]).toEqual([title, kept.has(title), !kept.has(title)])
  expect(kept.size).toBeLessThan(whole.sections.length)
  const html = writeDocumentHtml(edition)
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, one]) => one))
  expect([...html.matchAll(/href="#([^"]*)"/g)].map(([, one]) => one).filter((one) => !ids.has(one))).toEqual([])
})

test('an auditor reads nowhere how to reach people, and is not told that nobody has recorded it', async () => {
  const edition = composeAudience(planted, 'auditor')
  const word = unzipSync(await writeDocumentDocx(edition, runbook.control.published))
  const bytes = [writeDocumentHtml(edition), writeDocumentMarkdown(edition), ...Object.values(word).map((file) => strFromU8(file))].join(
    '\n',
  )
  expect(bytes.replace(/[\s\u00a0]+/g, ' ')).not.toMatch(/999 9999|Mark Planted|Fallback Planted/)
  expect(bytes).toContain('Duty lead')
  expect(bytes).not.toContain('whom to call')
  expect(JSON.stringify(composeAudience(planted, 'lead'))).toContain('999 9999')
})
