import { expect, type Page } from '@playwright/test'
import { folderAddress } from '../../scripts/ports.mjs'

/** Fails the test at its end if the page threw, broke its security policy, or asked another origin for anything. */
export function watch(page: Page): () => void {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (![folderAddress, 'data:', 'blob:'].some((own) => request.url().startsWith(own))) faults.push(`outside request: ${request.url()}`)
  })
  return () => expect(faults).toEqual([])
}

/** Opens a workflow at a place and waits until it is there. */
export async function open(page: Page, slug: string, place = 'design'): Promise<void> {
  await page.goto(`/#/${slug}/${place}`)
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
}

/** Goes to a place by its tab. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByText(place, { exact: true }).click()
}

/** Closes by its key what lies above the page: pressed when that has the focus, since before nothing there hears it, and gone before anything else is done. */
export async function leave(page: Page): Promise<void> {
  await expect(page.locator('[role="dialog"]:focus-within')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** Waits until the status line says that everything is kept. */
export async function saved(page: Page): Promise<void> {
  // Not by its words: the same line also tells of files that were saved as downloads.
  await expect(page.getByRole('contentinfo', { name: 'Status' }).locator('[data-save]')).toHaveAttribute('data-save', 'saved')
}
