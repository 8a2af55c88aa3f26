import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { saved, watch } from './page.ts'
import { copySample, fileText } from './workspace.ts'

/* Everything a day's work needs, without a mouse. */

const key = (page: Page, name: string) => page.keyboard.press(name)

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await key(page, 'Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('The tab key does not reach it.')
}

/** Finds a state in the palette by a few letters and goes there: the next key is for its row in the outline. */
async function jump(page: Page, letters: string): Promise<void> {
  await key(page, 'ControlOrMeta+k')
  await expect(page.getByPlaceholder('Find a command or a state')).toBeFocused()
  await page.keyboard.type(letters)
  await expect(page.getByRole('option', { selected: true })).toContainText(new RegExp(letters, 'i'))
  await key(page, 'Enter')
  await expect(page.getByRole('treeitem', { name: new RegExp(`^${letters}`) })).toBeFocused()
}

type State = { meta?: { title?: string }; always?: { target: string }[]; states?: Record<string, State> }
type File = { machine: { states: Record<string, State> } }

/** A state with all that it holds: what is added by key lies in whatever group is in the middle of the view. */
const within = (states: Record<string, State> = {}): State[] => Object.values(states).flatMap((state) => [state, ...within(state.states)])

test('open, add, name, connect, rename, delete, undo, redo, run, and go about, by keys alone', async ({ page, request }) => {
  const check = watch(page)
  await copySample(request, 'abuse-reports', 'keys', (text) => text.replace('"title": "User reports of abuse"', '"title": "By keys alone"'))
  const state = (title: string) => page.getByRole('treeitem', { name: new RegExp(`^${title},`) })
  const file = async () => JSON.parse(await fileText(request, 'keys/workflow.json')) as File
  const titles = async () => within((await file()).machine.states).map(({ meta }) => meta?.title)

  await page.goto('/')
  const link = page.getByRole('link', { name: /By keys alone/ })
  await expect(link).toBeVisible()
  await tabTo(page, link)
  await key(page, 'Enter')
  await expect(page.locator('.react-flow').getByText('Automatic triage')).toBeVisible()

  await test.step('letters typed before the palette stands there are its first letters', async () => {
    let come = () => {}
    const asked = new Promise<void>((resolve) => (come = resolve))
    await page.route(/\/palette-[\w-]+\.js$/, async (route) => {
      await asked
      await route.continue()
    })
    await key(page, 'ControlOrMeta+k')
    await page.keyboard.type('escal')
    come()
    const field = page.getByPlaceholder('Find a command or a state')
    await expect(field).toBeFocused()
    await page.keyboard.type('ation')
    await expect(field).toHaveValue('escalation')
    await key(page, 'Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('add a state and name it', async () => {
    await key(page, 'a')
    await page.keyboard.type('decision')
    await key(page, 'Enter')
    const name = page.locator('.react-flow').getByRole('textbox', { name: 'Title' })
    await expect(name).toBeFocused()
    await page.keyboard.type('Urgent first?')
    await key(page, 'Enter')
    await expect(page.getByRole('treeitem', { name: /^Urgent first\?/ })).toBeVisible()
  })

  await test.step('connect it', async () => {
    await key(page, 'c')
    await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeVisible()
    await page.keyboard.type('Specialist')
    await expect(page.getByRole('option', { selected: true })).toContainText('Specialist')
    await key(page, 'Enter')
    await expect(page.getByRole('dialog', { name: 'Connect to' })).toBeHidden()
  })

  await test.step('rename it', async () => {
    await jump(page, 'Urgent first')
    await key(page, 'F2')
    await expect(page.locator(':focus')).toHaveRole('textbox')
    await page.keyboard.type('Urgent at all?')
    await key(page, 'Enter')
    await expect(page.getByRole('treeitem', { name: /^Urgent at all\?/ })).toBeVisible()
  })

  await test.step('delete, undo, redo, undo', async () => {
    await jump(page, 'Spam lane')
    await key(page, 'Delete')
    await expect(state('Spam lane')).toBeHidden()
    await key(page, 'ControlOrMeta+z')
    await expect(state('Spam lane')).toBeVisible()
    await key(page, 'ControlOrMeta+Shift+z')
    await expect(state('Spam lane')).toBeHidden()
    await saved(page)
    await expect.poll(titles).not.toContain('Spam lane')
    await key(page, 'ControlOrMeta+z')
    await expect(state('Spam lane')).toBeVisible()
  })

  await test.step('what was done is in the file', async () => {
    await expect.poll(titles).toContain('Spam lane')
    await saved(page)
    const added = within((await file()).machine.states).find(({ meta }) => meta?.title === 'Urgent at all?')
    expect(added?.always?.map(({ target }) => target.split('.').at(-1))).toEqual(['specialist'])
  })

  await test.step('go through the places by their numbers', async () => {
    for (const [index, place] of ['Design', 'History', 'Simulate', 'Improve', 'Review', 'Runbook'].entries()) {
      await key(page, String(index + 1))
      await expect(page.getByRole('link', { name: place, exact: true })).toHaveAttribute('aria-current', 'page')
    }
  })

  await test.step('run, from wherever one is', async () => {
    await key(page, 'ControlOrMeta+Enter')
    await expect(page.getByRole('link', { name: 'Simulate', exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('row', { name: /Arabic review/ }).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Run 1', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('the palette leads to a state, wherever one is', async () => {
    await jump(page, 'Escalation round')
    await expect(state('Escalation round')).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('the outline is a tree for arrow keys', async () => {
    await key(page, 'ArrowDown')
    await expect(state('Specialist review')).toBeFocused()
    await expect(state('Specialist review')).toHaveAttribute('aria-selected', 'true')
  })
  check()
})
