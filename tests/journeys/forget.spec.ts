import { chromium, expect } from '@playwright/test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { staticAddress } from '../../scripts/ports.mjs'
import { test } from './journey.ts'
import { leave } from './page.ts'

/*
 * What a forgotten history leaves behind in the profile of the browser: nothing. The page alone keeps its work in that profile, so that what it should not keep would be there.
 * Looked through are the bytes of every file, as UTF-8 and UTF-16, and of those that are gzip or Brotli as a whole also what is packed in them. LevelDB packs its tables block by
 * block with Snappy, which writes letters that it has not seen just before as they are: so the words hold pairs of letters that nothing else holds, and one that is kept on
 * purpose has to be found.
 */

const name = 'Qzvxjk Wqpfgz'
const sentence = 'jxqwvk'
const kept = 'zkqjvw'
const two = (value: number) => String(value).padStart(2, '0')
const rows = Array.from({ length: 240 }, (_, i) => {
  const at = (minute: number) => `2026-03-${two(1 + Math.floor(i / 8))}T${two(8 + (i % 8))}:${two(minute)}:00`
  const done = i % 60 === 9 ? 'soon' : at(5 + (i % 9))
  return `c${i},First review,${at(0)},${done},${i % 3 ? name : 'Bo Ek'},spam,asked ${name} what ${sentence} wrote in ${i}`
})

test('a forgotten history leaves no word in the profile of the browser', async ({ launchOptions }) => {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-forget-'))
  const [profile, file] = [join(folder, 'profile'), join(folder, 'tickets.csv')]
  writeFileSync(file, ['case_id,activity,start,end,resource,category,note', ...rows].join('\n'))
  const open = () => chromium.launchPersistentContext(profile, { ...launchOptions, viewport: { width: 1440, height: 900 } })
  const context = await open()
  const page = context.pages()[0]!
  await page.goto(`${staticAddress}/#/abuse-reports/history`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: /^Read all rows/ }).click()
  await expect(page.getByText('236 cases, 236 rows')).toBeVisible()
  await page.getByRole('button', { name: 'Show people’s names' }).click()
  await page.getByRole('button', { name: 'Look at the rows' }).click()
  await expect(page.getByRole('dialog')).toContainText(name)
  await leave(page)
  await page.getByRole('button', { name: 'Use for the scenario' }).click()
  await expect(page.getByText(/A scenario is fitted to the history/)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('before-forgetting.png') })
  await page.getByRole('button', { name: 'Forget this history' }).click()
  await expect(page.getByRole('heading', { name: 'Bring history' })).toBeVisible()

  // A word that is to be kept: the search finds what is there.
  await page.goto(`${staticAddress}/#/abuse-reports/simulate`)
  await page.evaluate(async (word) => {
    await new Promise<void>((resolve, reject) => {
      const asked = indexedDB.open('control', 1)
      asked.addEventListener('upgradeneeded', () => asked.result.createObjectStore('words'))
      asked.addEventListener('error', () => reject(asked.error))
      asked.addEventListener('success', () => {
        const change = asked.result.transaction('words', 'readwrite')
        change.objectStore('words').put(`${'about the reports of abuse '.repeat(40)}${word}`, 'word')
        change.addEventListener('complete', () => resolve())
      })
    })
  }, kept)
  await context.close()
  // A second start has the browser's databases put their logs into tables.
  const again = await open()
  await again.pages()[0]!.goto(`${staticAddress}/#/abuse-reports/history`)
  await expect(again.pages()[0]!.getByRole('heading', { name: 'Bring history' })).toBeVisible()
  await again.close()

  expect(filesWith(profile, kept), 'the search finds a word that is kept').not.toEqual([])
  for (const word of [...name.split(' '), sentence]) expect(filesWith(profile, word), word).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

function filesWith(folder: string, word: string): string[] {
  const looked = [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    Buffer.from(word.toLowerCase()),
    Buffer.from(word.toLowerCase(), 'utf16le'),
  ]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: own }) => join(parentPath, own))
    .filter((path) => {
      const bytes = readFileSync(path)
      return [bytes, ...unpacked(bytes)].some((text) => looked.some((one) => text.includes(one)))
    })
}

function unpacked(bytes: Buffer): Buffer[] {
  return [gunzipSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return [unpack(bytes)]
    } catch {
      return []
    }
  })
}
