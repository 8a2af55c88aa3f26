import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findBrowser } from '../../scripts/browser.mjs'
import { printPdf } from '../../src/cli/pdf.ts'
import { writeDocx } from '../../src/runbook/docx.ts'
import { writeHtml } from '../../src/runbook/html.ts'
import { writeMarkdown } from '../../src/runbook/markdown.ts'
import { publishedRunbooks, split, wordsOfMarkdown } from './words.ts'

/* Programs that are not ours read the files: pdfinfo and pdftotext (poppler-utils), LibreOffice. Where they are not, a message says so. */

const has = (program: string) => ['/usr/bin', '/usr/local/bin'].some((folder) => existsSync(join(folder, program)))
const [poppler, office] = [has('pdftotext') && has('pdfinfo'), has('soffice') && process.env.GEMBA_OFFICE === '1']
if (!poppler) console.warn('The PDF is not read by another program: install poppler-utils.')
if (!office)
  console.warn('The Word file is not read by another program, which takes long: install libreoffice-writer and say GEMBA_OFFICE=1.')
const folder = mkdtempSync(join(tmpdir(), 'gemba-printed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const runbook = publishedRunbooks.find(([name]) => name === 'appeals 1.1.0')![1]
const wanted = wordsOfMarkdown(writeMarkdown(runbook)).filter((word) => word.length < 40)

test.runIf(poppler)('the PDF is tagged, says the same words, and every page which one it is; the same bytes again', async () => {
  process.env.CHROMIUM_PATH ??= (await findBrowser()) ?? ''
  const print = () => printPdf(writeHtml(runbook), '2025-09-22T08:00:00Z', new AbortController().signal)
  const pdf = await print()
  const file = join(folder, 'runbook.pdf')
  writeFileSync(file, pdf)
  const facts = execFileSync('pdfinfo', ['-isodates', file]).toString()
  expect(facts).toMatch(/^Tagged: +yes$/m)
  expect(facts).toMatch(/^CreationDate: +2025-09-22T08:00:00/m)
  const pages = execFileSync('pdftotext', ['-raw', file, '-']).toString().split('\f').slice(0, -1)
  expect(pages.length).toBeGreaterThan(5)
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(`Appeals · 1.1.0 · ${runbook.control.status}`)
    expect(page).toContain(runbook.control.hashes?.meaning.slice(0, 12))
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
  }
  expect(missing(wanted, split(pages.join('\n').replace(/-\n/g, '-')))).toEqual([])
  expect(Buffer.from(await print()).equals(Buffer.from(pdf))).toBe(true)
})

test.runIf(office)('LibreOffice reads the same words from the Word file', async () => {
  const file = join(folder, 'runbook.docx')
  writeFileSync(file, await writeDocx(runbook))
  execFileSync(
    'soffice',
    [`-env:UserInstallation=file://${folder}/office`, '--headless', '--convert-to', 'txt:Text', '--outdir', folder, file],
    {
      stdio: 'ignore',
    },
  )
  expect(missing(wanted, split(execFileSync('cat', [join(folder, 'runbook.txt')]).toString()))).toEqual([])
})

/** Words that are wanted oftener than they are found. */
function missing(wantedWords: readonly string[], found: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1)
  return wantedWords.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count <= 0
  })
}
