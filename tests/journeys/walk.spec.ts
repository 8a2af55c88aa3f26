import { expect } from '@playwright/test'
import { folderAddress } from '../../scripts/ports.mjs'
import { test } from './journey.ts'
import { open, watch } from './page.ts'
import { copySample } from './workspace.ts'

/* One case led through the real XState machine, seen on the drawing and in the inspector. */

test('a case of urgent harm is walked: events, timers, back, and the inspector in a window of its own', async ({ page, request }) => {
  const check = watch(page)
  await copySample(request, 'urgent-harm', 'walked')
  await open(page, 'walked')
  const walk = page.getByRole('region', { name: 'Walk a case' })
  const where = walk.getByText(/^(Now|Ended) in/)
  /** The states that are lit on the drawing, by their uid. */
  const lit = () =>
    page.locator('.react-flow__node:has([data-active])').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id')))
  const uid = async (title: string) => page.getByRole('treeitem', { name: new RegExp(`^${title},`) }).getAttribute('data-uid')
  const lights = async (...titles: string[]) =>
    expect.poll(async () => new Set(await lit())).toEqual(new Set(await Promise.all(titles.map(uid))))

  await test.step('a state that is in sight is selected where it is', async () => {
    const view = () => page.locator('.react-flow__viewport').getAttribute('style')
    const before = await view()
    await page.getByRole('treeitem', { name: /^Backup assessment,/ }).click()
    await expect(page.locator('.react-flow__node', { has: page.getByRole('group', { name: /^Backup assessment/ }) })).toHaveClass(
      /selected/,
    )
    expect(await view()).toBe(before)
  })

  await page.getByRole('button', { name: 'Walk a case' }).click()
  await walk.getByRole('button', { name: 'Start the case' }).click()
  await expect(where).toContainText('Screening')
  await lights('Screening')

  await test.step('an event moves it on', async () => {
    await expect(walk.getByRole('button', { name: 'Not urgent' })).toBeEnabled()
    await walk.getByRole('button', { name: 'Urgent', exact: true }).click()
    await expect(where).toContainText('Assess')
    await lights('Assess')
  })

  await test.step('the clock is moved to a timer, and the page of the backup begins', async () => {
    await expect(walk.getByText(/in 10 min/)).toBeVisible()
    await walk.getByRole('button', { name: 'To the next timer' }).click()
    await expect(where).toContainText('Page the backup')
    await expect(where).toContainText('after 10 min')
    await lights('Page the backup')
  })

  await test.step('back, and another way', async () => {
    await walk.getByRole('button', { name: 'Back', exact: true }).click()
    await expect(where).toContainText('Assess')
    await lights('Assess')
    await walk.getByRole('button', { name: 'Credible', exact: true }).click()
    await expect(where).toContainText('Legal assessment and Contain')
    await lights('Response', 'Legal referral', 'Legal assessment', 'Safety work', 'Contain')
  })

  await test.step('side by side: each part goes its own way', async () => {
    await walk.getByRole('button', { name: 'Content removed' }).click()
    await expect(where).toContainText('Legal assessment and Outreach')
    await walk.getByRole('button', { name: 'Not reached yet' }).click()
    await walk.getByRole('textbox', { name: 'By' }).fill('20 min')
    await walk.getByRole('textbox', { name: 'By' }).press('Enter')
    await expect(where).toContainText('Legal assessment and Outreach')
    await walk.getByRole('textbox', { name: 'By' }).fill('soon')
    await walk.getByRole('textbox', { name: 'By' }).press('Enter')
    await expect(walk.getByText(/Write a duration/)).toBeVisible()
  })

  await test.step('the inspector opens on request, on this origin, and shows the messages', async () => {
    const opened = page.waitForEvent('popup')
    await walk.getByRole('button', { name: 'Inspector' }).click()
    const inspector = await opened
    const checkInspector = watch(inspector)
    expect(new URL(inspector.url()).origin).toBe(folderAddress)
    await expect(inspector.getByRole('list', { name: 'Messages' }).getByRole('button').first()).toBeVisible()
    await walk.getByRole('button', { name: 'Urgent', exact: true }).click()
    await inspector
      .getByRole('button', { name: /URGENT/ })
      .first()
      .click()
    await expect(inspector.getByLabel('The chosen message')).toContainText('"URGENT"')
    checkInspector()
    await inspector.close()
  })

  await test.step('to the end', async () => {
    await walk.getByRole('button', { name: 'Not credible' }).click()
    await expect(where).toContainText('Ended in Handed to user reports')
    await lights('Handed to user reports')
  })
  check()
})
