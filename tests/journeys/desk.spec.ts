import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { test } from './journey.ts'
import { goTo, leave, open, watch } from './page.ts'

/* A ticket export as a help desk gives it: title lines, German dates, starts and ends as rows, words for nothing, a totals line, one row in 2062. */

const two = (value: number) => String(value).padStart(2, '0')
const people = ['Marlene Quendel', 'Joost Vink', 'n. a.', 'SYSTEM']
const tickets = Array.from({ length: 120 }, (_, i) => {
  const date = `${two(2 + Math.floor(i / 8))}.03.26`
  const time = (minute: number) => `${date} ${two(9 + (i % 8))}:${two(minute)}`
  const row = (word: string, minute: number) =>
    `T-${1000 + i};${i % 3 ? 'Review' : 'review'};${word};${time(minute)};${people[i % 7 === 0 ? 3 : i % 5 === 0 ? 2 : i % 2]!};${['spam', 'hate'][i % 2]!}`
  return [row('opened', 5), row('closed', 5 + (i % 20))]
}).flat()
const hostile = [
  'Ticket export of the safety desk;;;;;',
  'Exported 02.04.2026;;;;;',
  'Ticket;Task;Event Type;Timestamp;Agent;Category',
  ...tickets,
  'T-9999;Review;opened;01.01.62 09:00;Joost Vink;spam',
  'T-9999;Review;closed;01.01.62 09:05;Joost Vink;spam',
  'T-9998;Review;opened;soon;Marlene Quendel;spam',
  'Total;242;;;;',
]
/* In two files, as such an export comes: the second has no title above its columns. */
const [earlier, later] = [hostile.slice(0, 150), hostile.slice(150)]
const header = hostile[2]!
const file = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) })

test('a hostile ticket export: read, asked about, answered, looked into down to its rows, kept as a mapping file and read by it again', async ({
  page,
}) => {
  const check = watch(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await open(page, 'abuse-reports', 'history')
  const bring = () =>
    page.locator('input[type=file]').setInputFiles([file('tickets-2.csv', [header, ...later]), file('tickets-1.csv', earlier)])
  await bring()
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible()
  await page.getByRole('button', { name: /^Read all rows/ }).click()
  await expect(page.getByText('120 cases, 120 pieces of work')).toBeVisible()
  await expect(page.getByText('2 files were read as one log')).toBeVisible()
  const questions = page.getByRole('region', { name: 'Questions about the reading' })
  await expect(questions).toContainText('far from all others')
  await expect(questions).toContainText('“n. a.” in “Agent”')
  await expect(questions).toContainText('“SYSTEM” in “Agent”: is this somebody who works, or nobody?')
  const aside = page.getByRole('region', { name: 'Rows set aside' })
  await expect(aside).toContainText('“soon”')

  // One answer, by the keyboard: the two ways of writing are one activity.
  const join = questions.locator('div', { hasText: 'is this one activity' }).getByRole('combobox').last()
  await join.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'Join them' }).click()
  await expect(page.getByRole('heading', { name: /about how this was read/ })).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Median handle time by activity' }).getByRole('option')).toHaveCount(1)

  await page.getByRole('button', { name: 'Ways that cases went' }).click()
  const ways = page.getByRole('table', { name: /^Ways that cases went/ })
  await expect(ways.getByRole('row')).toHaveCount(2)
  await expect(ways).toContainText('100 %')
  await ways.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('ways-light.png') })

  // From the bar to its rows, by the keyboard, and out as CSV without a name in it.
  await page.getByRole('listbox', { name: 'Median handle time by activity' }).getByRole('option').focus()
  await page.keyboard.press('Enter')
  const rows = page.getByRole('dialog')
  await expect(rows.getByRole('heading', { name: '120 rows' })).toBeVisible()
  await expect(rows).toContainText('whose handle time is known, longest first')
  await rows.getByRole('button', { name: 'Next' }).click()
  await expect(rows).toContainText('51 to 100 of 120')
  await page.screenshot({ path: test.info().outputPath('rows-light.png') })
  const [csv] = await Promise.all([page.waitForEvent('download'), rows.getByRole('button', { name: 'Save rows (CSV)' }).click()])
  const text = await readFile(await csv.path(), 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(121)
  expect(text).not.toMatch(/Quendel|Vink/)
  await leave(page)
  const [set] = await Promise.all([page.waitForEvent('download'), aside.getByRole('button', { name: /Save the list/ }).click()])
  const setAside = await readFile(await set.path(), 'utf8')
  expect(setAside).toContain('“soon”')
  expect(setAside).not.toMatch(/Quendel|Vink/)
  await page.screenshot({ path: test.info().outputPath('desk-light.png') })

  // A roster beside it: how its dates are written is asked, and the fitted scenario has its shifts.
  const roster = 'Team;Datum;Von;Bis;Anzahl\nEnglish reviewers;02/03/2026;09:00;17:30;6\nEnglish reviewers;03/03/2026;09:00;17:30;6\n'
  await page.getByLabel('Roster file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(roster) })
  await expect(page.getByRole('region', { name: 'Roster', exact: true })).toContainText(
    '2 shifts from 2 rows (2 used, 0 off, 0 set aside), numbers',
  )
  await expect(page.getByRole('region', { name: 'Questions about the roster' })).toContainText('Which is the day in “02/03/2026”?')
  await page.getByRole('button', { name: 'Use for the scenario' }).click()
  await expect(
    page.getByRole('cell', { name: /From the roster: .* person-hours a week, from the dates of the roster/ }).first(),
  ).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('roster-light.png') })

  // How it was read is kept, and given with the file the next time.
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save how it was read' }).click()])
  const mapping = await readFile(await saved.path(), 'utf8')
  expect(JSON.parse(mapping)).toMatchObject({
    timeFormat: 'dd.MM.yy HH:mm',
    stages: { opened: 'start', closed: 'end' },
    sameAs: { review: 'Review' },
  })
  await page.getByRole('button', { name: 'Bring another file' }).click()
  await bring()
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible()
  await page.locator('input[type=file]').setInputFiles({ name: 'mapping.json', mimeType: 'application/json', buffer: Buffer.from(mapping) })
  await expect(page.getByRole('listbox', { name: 'Median handle time by activity' }).getByRole('option')).toHaveCount(1)
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('button', { name: 'Look at the rows' }).click()
  await expect(page.getByRole('dialog')).toContainText('1 to 50 of 120')
  await page.screenshot({ path: test.info().outputPath('rows-dark.png') })
  await leave(page)
  await page.screenshot({ path: test.info().outputPath('desk-dark.png') })
  await goTo(page, 'Design')
  check()
})
