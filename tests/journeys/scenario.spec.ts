import { expect, type Page } from '@playwright/test'
import { Scenario } from '../../src/simulation/model/scenario.ts'
import { test } from './journey.ts'
import { goTo, open, saved, watch } from './page.ts'
import { copySample, fileText, removeFile } from './workspace.ts'

/* Everything that a scenario holds is edited on screen: kinds of case, special days, open cases, patience, decision quality. */

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the scenario' }).getByRole('button', { name, exact: true }).click()

test('mix, special days, the week by drag, open cases, patience and quality are edited, undone, and kept in the file', async ({
  page,
  request,
}) => {
  const check = watch(page)
  const slug = 'scenario-forms'
  const path = `${slug}/scenarios/october.json`
  await copySample(
    request,
    'abuse-reports',
    slug,
    (text) => text,
    (text) => JSON.stringify({ ...JSON.parse(text), quality: undefined }, null, 2),
  )
  const file = async () => Scenario.parse(JSON.parse(await fileText(request, path)))
  const before = await file()
  await open(page, slug, 'simulate')

  await page.getByRole('button', { name: /^Kinds of case/ }).click()
  await expect(page.getByRole('heading', { name: 'Kinds of case' })).toBeFocused()
  await page.getByRole('button', { name: 'Add kind of case' }).click()
  await page.getByRole('textbox', { name: 'Weight' }).fill('7')
  await page.getByRole('textbox', { name: 'Weight' }).press('Enter')

  await part(page, 'Demand')
  await page.getByRole('button', { name: 'Add special days' }).click()
  await page.getByRole('textbox', { name: 'Dates' }).fill('2025-12-25, 2025-12-31/2026-01-01')
  await page.getByRole('textbox', { name: 'Dates' }).press('Enter')
  await page.getByRole('textbox', { name: 'Dates' }).fill('at Christmas')
  await page.getByRole('textbox', { name: 'Dates' }).press('Enter')
  await expect(page.getByText(/write dates like 2025-12-25/)).toBeVisible()
  const week = page.getByRole('slider', { name: 'Shape of the week, All' })
  const box = (await week.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(box.x + box.width * 0.02, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.1, box.y + 10, { steps: 6 })
  await page.mouse.up()

  await part(page, 'Open at the start')
  await page.getByRole('button', { name: 'Add open cases' }).click()
  await page.getByRole('textbox', { name: 'Cases', exact: true }).fill('250')
  await page.getByRole('textbox', { name: 'Cases', exact: true }).press('Enter')

  await part(page, 'Decisions and harm')
  await page.getByRole('button', { name: 'Add: Decision quality and harm' }).click()
  await page.getByRole('button', { name: 'Add deciding step' }).click()

  await part(page, 'People')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('navigation', { name: 'Parts of the scenario' })).toBeHidden()
  await saved(page)

  const after = await file()
  expect(after.mix).toHaveLength(before.mix.length + 1)
  expect(after.mix.at(-1)?.weight).toBe(7)
  expect(after.mixByWeek?.every(({ weights }) => weights.length === after.mix.length) ?? true).toBe(true)
  expect(after.demand.calendar?.at(-1)?.dates).toEqual(['2025-12-25', '2025-12-31/2026-01-01'])
  const hours = after.demand.kind === 'profile' ? after.demand.hourOfWeek : []
  expect(hours.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 4)
  expect(hours[0]).toBeGreaterThan(1.2)
  expect(after.backlog?.at(-1)?.cases).toBe(250)
  expect(after.quality?.decisions).toHaveLength(1)
  expect(after.origins['mix']).toEqual({ source: 'typed' })

  // One undo for each thing done, back to the file as it was.
  for (let i = 0; i < 12; i++) await page.keyboard.press('Control+z')
  await saved(page)
  await expect.poll(async () => JSON.stringify(await file())).toBe(JSON.stringify(before))
  check()
})

test('without a scenario four answers begin one, whose kinds of case take every guarded way', async ({ page, request }) => {
  const check = watch(page)
  const slug = 'scenario-guesses'
  await copySample(request, 'abuse-reports', slug)
  await removeFile(request, `${slug}/scenarios/october.json`)
  await open(page, slug, 'simulate')
  await page.getByRole('textbox', { name: 'How many cases an hour?' }).fill('3')
  await page.getByRole('textbox', { name: 'How long does a review usually take?' }).fill('8 min')
  await page.getByRole('button', { name: 'Begin with guesses' }).click()
  await expect(page.getByRole('button', { name: /^Kinds of case/ })).toBeVisible()
  await saved(page)
  const scenario = Scenario.parse(JSON.parse(await fileText(request, `${slug}/scenarios/first-guess.json`)))
  expect(scenario.demand).toMatchObject({ casesPerHour: 3 })
  expect(scenario.mix.length).toBeGreaterThan(1)
  // From the outline as well.
  await goTo(page, 'Design')
  await page.getByRole('button', { name: /^Edit the scenario/ }).click()
  await page.getByRole('menuitem', { name: 'People' }).click()
  await expect(page.getByRole('heading', { name: 'People', exact: true, level: 2 })).toBeFocused()
  check()
})
