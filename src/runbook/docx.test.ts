import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { publishedRunbooks, wordsOfMarkdown, split } from '../../tests/runbook/words.ts'
import { writeDocx } from './docx.ts'
import { writeMarkdown } from './markdown.ts'

const [[, runbook]] = publishedRunbooks.filter(([name]) => name === 'abuse-reports 1.1.0') as [(typeof publishedRunbooks)[number]]

test('a Word file says the same words, with headings, contents, furniture and alternative texts', async () => {
  const files = unzipSync(await writeDocx(runbook))
  const document = strFromU8(files['word/document.xml']!)
  expect(wordsOfWord(document)).toEqual(wordsOfMarkdown(writeMarkdown(runbook)))
  expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(writeMarkdown(runbook).match(/^## /gm)?.length ?? 0)
  expect(document).toContain('TOC \\h \\o &quot;1-2&quot;')
  expect(document.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThan(10)
  const alts = [...document.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, alt]) => alt)
  expect(alts).toContain('Where you are: Spam lane. Cases come from Automatic triage and go to Spam closed.')
  expect(alts.every((alt) => alt !== '')).toBe(true)
  const furniture = Object.entries(files).filter(([path]) => /^word\/(header|footer)\d\.xml$/.test(path))
  expect(furniture).toHaveLength(6)
  const said = furniture.map(([path, bytes]) => [path.replace(/\d/, ''), textOf(strFromU8(bytes))])
  expect(said.filter(([path]) => path === 'word/header.xml').map(([, text]) => text)).toEqual(
    Array(3).fill('User reports of abuse · 1.1.0 · Published, in force'),
  )
  for (const [, text] of said.filter(([path]) => path === 'word/footer.xml'))
    expect(text).toMatch(/^Published 2025-09-22 08:00 UTC · [0-9a-f]{12} · Printed copies are uncontrolled · Page PAGE of NUMPAGES$/)
})

test('one version gives the same bytes, whatever was written before', async () => {
  const first = await writeDocx(runbook)
  await writeDocx(publishedRunbooks[0]![1])
  expect(Buffer.from(await writeDocx(runbook)).equals(Buffer.from(first))).toBe(true)
})

function textOf(xml: string): string {
  return xml.replace(/<[^>]*>/g, '').replace(/&amp;/g, '&')
}

function wordsOfWord(xml: string): string[] {
  const body = xml
    .replace(/<w:sdt>[\s\S]*?<\/w:sdt>/g, '')
    // What it is stands above the title.
    .replace(/<w:p>[\s\S]*?<\/w:p>/, '')
    .replace(/<\/w:p>|<w:br\/>/g, '\n')
  return split(
    body
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&'),
  )
}
