import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { goTo, watch } from './page.ts'

/* The same journey on a real log: every call of a bank's call centre in January and February 1999, imported by hand mapping. */

const log = fileURLToPath(new URL('../../../shared/data/logs/callcentre_1999_jan_feb.csv.gz', import.meta.url))
const model = (name: string) => fileURLToPath(new URL(`../callcentre/${name}`, import.meta.url))

/** Headers that nothing recognises, so that every column has to be named by hand. */
const foreign = 'a,b,c,d,e,f,g,h,i'

async function choose(page: Page, label: string, option: string): Promise<void> {
  const list = page.getByRole('combobox', { name: label, exact: true })
  // A list ignores a click in the first moment after it opened, which no hand is quick enough for.
  await expect(async () => {
    if ((await list.getAttribute('aria-expanded')) !== 'true') await list.click({ timeout: 2000 })
    await page.getByRole('option', { name: option, exact: true }).click({ timeout: 2000, delay: 50 })
    await expect(list).toHaveText(option, { timeout: 1000 })
  }).toPass({ timeout: 20_000 })
}

test('a real call-centre log: mapped by hand, calibrated, simulated, its queue verdict read from the screen', async ({
  page,
  request,
  baseURL,
}) => {
  test.skip(!existsSync(log), 'The call-centre log is not on this machine (../shared/data/logs).')
  test.setTimeout(240_000)
  const check = watch(page)
  const csv = join(mkdtempSync(join(tmpdir(), 'gemba-callcentre-')), 'calls.csv')
  writeFileSync(csv, gunzipSync(readFileSync(log)).toString().replace(/^.*/, foreign))

  await page.goto('/')
  await page.locator('input[type=file]').setInputFiles(model('workflow.json'))
  await expect(page.getByRole('treeitem', { name: /^VRU/ })).toBeVisible()

  // What a log of calls cannot tell, patience above all, is typed: a scenario beside the workflow, as a colleague would put it there.
  const put = await request.put(`${baseURL}/api/file/call-centre/scenarios/typed.json`, {
    data: readFileSync(model('scenario.json')),
    headers: { 'if-none-match': '*', origin: String(baseURL) },
  })
  expect(put.status()).toBe(200)
  await page.reload()

  await goTo(page, 'History')
  await page.locator('input[type=file]').setInputFiles(csv)
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible()
  for (const [label, header] of [
    ['Case id', 'a'],
    ['Activity', 'b'],
    ['Start', 'c'],
    ['End', 'd'],
    ['Person', 'e'],
    ['Category', 'f'],
  ] as const)
    await choose(page, label, header)
  await choose(page, 'Zone of times without offset', 'Asia/Jerusalem')
  await page.getByRole('button', { name: 'Read all rows' }).click()
  await expect(page.getByText(/64,423 cases/).first()).toBeVisible({ timeout: 60_000 })
  await page.getByLabel('Use cases until (a date; empty for all)').fill('1999-02-01')
  await page.getByRole('button', { name: 'Use for the scenario' }).click()
  await expect(page.getByText(/fitted/).first()).toBeVisible({ timeout: 90_000 })

  await goTo(page, 'Simulate')
  await expect(page.getByRole('heading', { name: 'Agents fitted' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: /^Run/ }).first().click()
  await page.getByRole('tab', { name: 'People' }).click()
  await expect(page.getByRole('row', { name: /Agents/ }).first()).toBeVisible({ timeout: 90_000 })
  await page.getByRole('tab', { name: 'Steps' }).click()
  const pickUp = page.getByRole('row', { name: /Pick up/ }).first()
  console.log(
    `On the screen: ${(await pickUp.getByRole('cell').allTextContents()).join(' | ')} (January's real mean wait is 38 s, February's 44 s)`,
  )
  const wait = /([\d.]+) s/.exec((await pickUp.getByRole('cell').allTextContents()).join(' '))?.[1]
  expect(Number(wait)).toBeGreaterThan(20)
  expect(Number(wait)).toBeLessThan(60)

  await goTo(page, 'Improve')
  await page.getByRole('button', { name: /Try every remedy/ }).click()
  // Calls wait 38 s on average before talking for minutes: that a pool waits is no cause yet, unless it is named as one.
  const verdict = page.getByRole('heading', { name: /^(Agents? .* lead time|Nothing here needs fixing)|no one cause/ }).first()
  await expect(verdict).toBeVisible({ timeout: 200_000 })
  console.log(`The verdict: ${await verdict.textContent()}`)
  check()
})
