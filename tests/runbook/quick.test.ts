import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findBrowser } from '../../scripts/browser.mjs'
import { printPdf } from '../../src/cli/pdf.ts'
import { writeDocumentHtml } from '../../src/runbook/html.ts'
import { composeQuickCard } from '../../src/runbook/quick-card.ts'
import { publishedRunbooks } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-quick-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.runIf(existsSync('/usr/bin/pdfinfo'))('a quick card is one page of A5, with words as long as they may be', async () => {
  process.env.CHROMIUM_PATH ??= (await findBrowser()) ?? ''
  const long = 'Wenn niemand antwortet, dann die Leitung des Bereitschaftsdienstes anrufen und im Kanal schreiben '.repeat(2).slice(0, 199)
  const runbook = publishedRunbooks.find(([name]) => name === 'abuse-reports 1.1.0')![1]
  const longer = (text: string) => `${text} ${long}`
  const full = {
    ...runbook,
    title: longer(runbook.title).slice(0, 80),
    contacts: [1, 2, 3].map(() => ({ role: long, name: long, reach: long, fallback: long, when: long })),
    steps: runbook.steps.map((step) => ({
      ...step,
      title: longer(step.title),
      outcomes: step.outcomes.map((one) => ({ ...one, title: longer(one.title) })),
    })),
    decisions: runbook.decisions.map((one) => ({ ...one, title: longer(one.title) })),
  }
  const file = join(folder, 'card.pdf')
  writeFileSync(file, await printPdf(writeDocumentHtml(composeQuickCard(full)), '2025-09-22T08:00:00Z', new AbortController().signal))
  const facts = execFileSync('pdfinfo', [file]).toString()
  expect(facts).toMatch(/^Pages: +1$/m)
  expect(facts).toMatch(/^Page size: +4(?:19|20)[.\d]* x 59[45]/m)
})
