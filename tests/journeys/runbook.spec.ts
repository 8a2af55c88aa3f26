import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { test } from './journey.ts'
import { open, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* What people work by: its editions and forms, and what is kept beside it. */

test('contacts are typed, each edition is taken away in its forms, and what another form cannot say is told', async ({ page, request }) => {
  const check = watch(page)
  await copySample(request, 'abuse-reports', 'papers')
  await open(page, 'papers', 'runbook')
  const inside = page.frameLocator('iframe')

  await test.step('a contact, by keys alone', async () => {
    await page.getByRole('button', { name: 'Add a contact' }).press('Enter')
    await page.keyboard.type('Duty lead')
    await page.keyboard.press('Tab')
    await page.keyboard.type('+353 1 4960000')
    await page.keyboard.press('Enter')
    await page.getByLabel('When').fill('24 h, UTC')
    await page.getByLabel('When').press('Enter')
    await expect
      .poll(async () => JSON.parse(await fileText(request, 'papers/contacts.json')) as unknown)
      .toEqual({ gemba: 'contacts', format: 1, contacts: [{ role: 'Duty lead', reach: '+353 1 4960000', when: '24 h, UTC' }] })
    await page.getByRole('button', { name: 'Remove Duty lead' }).click()
    await expect.poll(() => fileText(request, 'papers/contacts.json')).toContain('"contacts": []')
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect.poll(() => fileText(request, 'papers/contacts.json')).toContain('Duty lead')
  })

  await test.step('the quick card begins with it, and says what it leaves out', async () => {
    await choose(page, 'Quick card')
    await expect(page.getByText(/Leaves out instructions, policy, timers/)).toBeVisible()
    await expect(inside.getByText('Duty lead: +353 1 4960000 (24 h, UTC)')).toBeVisible()
    const word = await taken(page, 'Word')
    expect(word.name).toBe('papers-1.1.0.quick.docx')
    expect(strFromU8(unzipSync(word.bytes)['word/document.xml']!)).toContain('+353 1 4960000')
  })

  await test.step('a vendor’s edition has its own steps only', async () => {
    await page.getByRole('combobox', { name: 'Edition' }).click()
    await page.getByRole('option', { name: /^For / }).first().click()
    await expect(inside.getByRole('heading', { name: 'What this edition leaves out' })).toBeVisible()
    const { bytes } = await taken(page, 'Markdown')
    expect(strFromU8(bytes)).toContain('Your steps')
    expect(strFromU8(bytes)).not.toContain('Automatic triage')
  })

  await test.step('the training check is a page', async () => {
    await choose(page, 'Training check')
    await expect(page.getByRole('button', { name: 'Word', exact: true })).toBeDisabled()
    const html = strFromU8((await taken(page, 'HTML')).bytes)
    const { document, version, meaning, digest } = Object.fromEntries(
      [...html.matchAll(/data-(document|version|meaning|digest)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>
    const answers = [...html.matchAll(/data-right="(\d+)"/g)].map(([, right]) => Number(right))
    const result = (name: string, wrong: boolean) => ({
      name: `${name}.json`,
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          gemba: 'training-result',
          format: 1,
          document,
          version,
          meaning,
          questions: digest,
          name,
          at: '2026-11-20T10:00:00.000Z',
          right: wrong ? 0 : answers.length,
          of: answers.length,
          passed: !wrong,
          answers: wrong ? answers.map((right) => right + 1) : answers,
        }),
      ),
    })
    await page.getByRole('button', { name: /^Training/ }).click()
    await page.locator('input[type=file]').setInputFiles([result('Ada', false), result('Bo', true)])
    await expect(page.getByText('2 people: 1 passed for 1.1.0, 0 to retake, 1 not passed.')).toBeVisible()
    await page.locator('input[type=file]').setInputFiles({
      name: 'ratings.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('case,rater,decision\n1,a,x\n1,b,x\n2,a,y\n2,b,x\n3,a,y\n3,b,y\n4,a,x\n4,b,x\n'),
    })
    await expect(page.getByText(/Cohen’s κ is 0\.50 .*2 people, 4 cases/)).toBeVisible()
  })

  await test.step('the machine for other tools, with what it cannot say', async () => {
    await page.getByRole('button', { name: 'Other tools' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Mermaid drawing' }).click()])
    const text = readFileSync(await download.path(), 'utf8')
    const told = await page.getByRole('note').filter({ hasText: 'Not in papers-1.1.0.mmd' }).getByRole('listitem').allTextContents()
    expect(told.length).toBeGreaterThan(0)
    // The same sentences stand at the head of the file.
    for (const sentence of told)
      expect(text.replaceAll('%%', '').replace(/\s+/g, ' ')).toContain(sentence.replace(/[{}%]/g, '').slice(0, 40))
  })
  check()
})

async function choose(page: Page, edition: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Edition' }).click()
  await page.getByRole('option', { name: edition }).click()
}

async function taken(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) }
}
