import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './journey.ts'
import { saved, watch } from './page.ts'
import { fileText, putFile } from './workspace.ts'

/* A workflow of twenty states drawn from nothing without a mouse, and without dragging: the same document as the one that somebody drew with both. */

type Json = { [key: string]: unknown }
const wanted = JSON.parse(readFileSync(new URL('../drawings/twenty-states.json', import.meta.url), 'utf8')) as Json

/** The document without identities, and without what a decision says of itself, which files of before do not have. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told)
  if (value === null || typeof value !== 'object') return value
  const { meta, ...rest } = value as Json
  const { uid: _uid, kind: _kind, ...words } = (meta ?? {}) as Json
  const entries = [...Object.entries(rest), ...(Object.keys(words).length > 0 ? [['meta', words] as const] : [])]
  return Object.fromEntries(entries.map(([key, part]) => [key, told(part)]))
}

/** The same workflow with nothing drawn: its words, attributes and pools, and the one state that each begins with. */
const blank = {
  ...wanted,
  machine: {
    id: wanted['id'],
    context: (wanted['machine'] as Json)['context'],
    initial: 'start',
    meta: { uid: 'root' },
    states: { start: { meta: { uid: 'start', title: 'Start' } } },
  },
}

/** Letters typed where the focus is: the first ones key by key, so that one that did something else would be seen, the rest in one go. */
async function typed(page: Page, text: string) {
  await page.keyboard.type(text.slice(0, 3))
  await page.keyboard.insertText(text.slice(3))
}

/** Hands that only press keys; those that are no typed text are counted. */
class Hands {
  pressed = 0
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async press(...keys: readonly string[]) {
    for (const key of keys) {
      this.pressed++
      await this.page.keyboard.press(key)
    }
  }

  type(text: string) {
    return typed(this.page, text)
  }

  /** A line of the outline has the focus: what was begun is done. */
  async isAt(row: string | RegExp) {
    const found = typeof row === 'string' ? new RegExp(`^${row.replace(/[?]/g, '\\?')}, `) : row
    await expect(this.page.getByRole('treeitem', { name: found }).and(this.page.locator(':focus'))).toBeVisible()
  }

  async goTo(title: string, typed = title) {
    await this.press('ControlOrMeta+k')
    // Nobody waits for the palette: what is typed meanwhile is for it.
    await this.page.keyboard.type(typed)
    await expect(this.page.getByRole('option', { selected: true })).toContainText(title)
    await expect(this.page.getByPlaceholder('Find a command or a state')).toBeFocused()
    await this.press('Enter')
    await this.isAt(title)
  }

  /** What comes next after the row; `by` are the keys from the first kind to the one that is meant. */
  async add(title: string, by: readonly string[], then: string | RegExp = title) {
    await this.press('a')
    await this.type(title)
    await this.press(...by, 'Enter')
    await this.isAt(then)
  }

  async connect(to: string, then: RegExp, typed = to) {
    await this.press('c')
    await this.type(typed)
    await expect(this.page.getByRole('option', { selected: true })).toContainText(to)
    await this.press('Enter')
    await this.isAt(then)
  }

  async name(title: string, kind: string) {
    await this.press('k')
    await this.type(kind)
    await this.press('Enter')
    await this.isAt('Start')
    await this.press('F2')
    await expect(this.page.locator(':focus')).toHaveRole('textbox')
    await this.type(title)
    await this.press('Enter')
    await this.isAt(title)
  }

  /** The guard field, which opens when a further way out of a decision is drawn. */
  async guard(expression: string, then: RegExp) {
    await expect(this.page.getByRole('textbox', { name: 'Only if' })).toBeFocused()
    await this.page.keyboard.type(expression)
    await this.press('Enter')
    await this.isAt(then)
  }

  /** Chooses what moves the transition that the outline is at, in the inspector, and comes back. */
  async movedBy(choice: string) {
    await this.press('Enter')
    await expect(this.page.getByRole('textbox', { name: 'Only if' })).toBeFocused()
    for (
      let steps = 0;
      steps < 6 && !(await this.page.getByRole('combobox', { name: 'Moved by' }).evaluate((field) => field === document.activeElement));
      steps++
    )
      await this.press('Shift+Tab')
    await this.choose(choice)
    await this.press('Shift+F6', 'Shift+F6')
  }

  /** Opens the list that has the focus and goes down to the choice: the next key only when the last one is seen to have been taken. */
  async choose(choice: string) {
    await this.press('Enter')
    const list = this.page.getByRole('listbox')
    const at = list.locator('[data-highlighted]')
    await expect(at).toBeVisible()
    for (let steps = 0; steps < 6 && !(await at.textContent())?.includes(choice); steps++) {
      const before = (await at.textContent()) ?? ''
      await this.press('ArrowDown')
      await expect(at).not.toHaveText(before)
    }
    await this.press('Enter')
    await expect(list).toBeHidden()
    // What was opened gives the focus back, from which the next key goes on.
    await expect(this.page.locator(':focus')).toHaveRole('combobox')
  }
}

const up = (times: number) => Array.from({ length: times }, () => 'ArrowUp')
const down = (times: number) => Array.from({ length: times }, () => 'ArrowDown')
// From the first of the kinds, reviewing, around to the others.
const [review, decision, wait, group, parallel, end] = [[], [], down(3), up(3), up(2), up(4)] as const

test('twenty states by keys alone', async ({ page, request }) => {
  const check = watch(page)
  await putFile(request, 'twenty/workflow.json', JSON.stringify(blank))
  await page.addInitScript(() => {
    for (const kind of ['pointerdown', 'mousedown', 'dragstart', 'wheel'])
      addEventListener(kind, () => console.error(`a mouse was used: ${kind}`), true)
  })
  const hands = new Hands(page)
  await page.goto('/#/twenty/design')
  await expect(page.getByRole('treeitem')).toHaveCount(1)
  await expect(page.locator('[data-region="work"]:focus-within')).toBeVisible()

  await hands.press('Shift+F6')
  await hands.isAt('Start')
  await hands.name('Automatic triage', 'automatic')
  await hands.add('Severity?', decision)
  await hands.add('First review', review)
  await hands.press('ArrowUp')
  await expect(page.getByRole('treeitem', { name: /^from Severity/ })).toBeHidden()
  await hands.isAt('Severity?')
  await hands.press('a')
  await hands.type('No violation')
  await hands.press(...end, 'Enter')
  await hands.guard('severity == "low"', /^from Severity\? to No violation if severity is low/)
  await hands.press('a')
  await hands.type('Investigation')
  await hands.press(...group, 'Enter')
  await hands.guard('severity == "high"', /^from Severity\? to Investigation/)
  await hands.press('Alt+ArrowUp')

  await hands.goTo('Start')
  await hands.name('Collect evidence', 'automatic')
  await hands.add('Advertiser answer', wait)
  await hands.goTo('Investigation')
  await hands.add('Second review', review)
  await hands.goTo('First review')
  await hands.add('Enforcement', parallel)
  await hands.goTo('First review')
  await hands.connect('No violation', /^from First review to No violation on No/)

  await hands.goTo('Advertiser answer')
  await hands.connect('Second review', /^from Advertiser answer to Second review on Done/)
  await hands.connect('Second review', /^from Advertiser answer to Second review on Second review/)
  await hands.movedBy('A timer')
  await hands.isAt(/^from Advertiser answer to Second review after 1 d/)

  for (const [track, title, work] of [
    ['Track A', 'Ads', 'Take ads down'],
    ['Track B', 'Advertiser', 'Notify advertiser'],
  ] as const) {
    await hands.goTo(track)
    await hands.press('F2')
    await hands.type(title)
    await hands.press('Enter')
    await hands.isAt(title)
    await hands.press('ArrowDown')
    await hands.isAt('Start')
    await hands.name(work, 'automatic')
    await hands.connect('Done', new RegExp(`^from ${work} to Done on Done`), `${title} Done`)
  }

  await hands.goTo('Second review')
  await hands.add('Drawn for QA?', decision)
  await hands.add('Quality check', review)
  await hands.connect('Second review', /^from Quality check to Second review on Yes/)
  await hands.movedBy('At once')
  await hands.isAt(/^from Quality check to Second review/)
  await hands.goTo('Enforcement')
  await hands.add('Appeal window', wait)
  await hands.add('Ads removed', end)
  await hands.goTo('Appeal window')
  await hands.connect('Second review', /^from Appeal window to Second review on Second review/)
  await hands.goTo('Second review')
  await hands.add('Account suspended', end)

  await hands.goTo('Second review')
  await hands.press('F6', 'F6')
  const isFocused = (name: string) => page.locator(':focus').and(page.getByLabel(name)).count()
  for (let steps = 0; steps < 30 && (await isFocused('Take pool-1 away')) === 0; steps++) await hands.press('Tab')
  await hands.press('Enter')
  await expect(page.getByLabel('Take pool-1 away')).toBeHidden()
  for (let steps = 0; steps < 30 && (await isFocused('Who does it')) === 0; steps++) await hands.press('Tab')
  await hands.choose('Senior reviewers')
  await saved(page)
  await expect.poll(async () => told(JSON.parse(await fileText(request, 'twenty/workflow.json')))).toEqual(told(wanted))

  // What is deleted leaves its place to its neighbour, and an undo comes back to it.
  await hands.press('Shift+F6', 'Shift+F6')
  await hands.isAt('Second review')
  const drawn = hands.pressed
  await hands.press('Delete')
  await expect(page.getByRole('treeitem', { name: /^Second review, / })).toBeHidden()
  await expect(page.locator(':focus')).toHaveRole('treeitem')
  await hands.press('ControlOrMeta+z')
  await hands.isAt('Second review')
  // In the inspector the same key deletes nothing.
  await hands.press('F6', 'F6')
  await expect(page.locator('[data-region="right"] :focus')).toBeVisible()
  for (let steps = 0; steps < 20 && !(await page.locator(':focus').getAttribute('role'))?.includes('checkbox'); steps++)
    await hands.press('Tab')
  await hands.press('Backspace', 'Delete')
  await expect(page.getByRole('treeitem', { name: /^Second review, / })).toBeVisible()
  expect(drawn / 20, 'keys a state').toBeLessThanOrEqual(12)
  check()
})

/** A hand that clicks on what is drawn and in the menus. It drags nothing and presses no key but letters. */
class Clicks {
  done = 0
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async click(at: Locator) {
    this.done++
    await at.click()
  }

  type(text: string) {
    return typed(this.page, text)
  }

  /** The state in the drawing; `at` says which, of several with the title. */
  card(title: string) {
    return this.page.locator('.react-flow__node').filter({ has: this.page.getByRole('group', { name: `${title}, `, exact: false }) })
  }

  /** A line of the outline, which brings what it stands for into view. */
  row(title: string) {
    return this.page.getByRole('treeitem', { name: new RegExp(`^${title.replace(/[?]/g, '\\?')}, `) })
  }

  /** What comes next after a state: the plus at its side, a title, and a click on what it is or on the state that it is already. */
  async next(from: string, title: string, kind: string | null, typed = title) {
    await this.click(this.row(from))
    await expect(this.card(from)).toHaveClass(/selected/)
    await this.click(this.card(from).getByTitle('Drag to connect, click to add what comes next'))
    await this.type(typed)
    const options = this.page.getByRole('dialog', { name: 'Add a state' }).getByRole('option')
    await this.click(
      kind === null ? options.filter({ hasText: title }).last() : options.filter({ hasText: new RegExp(`^${kind}`) }).first(),
    )
    if (kind !== null) await expect(this.row(title)).toBeVisible()
  }

  async guard(expression: string) {
    await expect(this.page.getByRole('textbox', { name: 'Only if' })).toBeFocused()
    await this.page.keyboard.type(expression)
  }

  async movedBy(choice: string) {
    await this.click(this.page.getByRole('combobox', { name: 'Moved by' }))
    await this.click(this.page.getByRole('option', { name: choice }))
  }

  /** The first line of the outline with the title, and the card of what it stands for. */
  async both(title: string) {
    const row = this.row(title).first()
    const uid = await row.getAttribute('data-uid')
    return { row, card: this.page.locator(`.react-flow__node[data-id="${uid}"]`) }
  }

  /** Gives what is called `from` another title; the letters are taken when a click goes elsewhere. */
  async retitle(from: string, title: string) {
    const { row, card } = await this.both(from)
    await this.click(row)
    this.done += 2
    await card.getByText(from, { exact: true }).first().dblclick()
    await expect(this.page.getByRole('textbox', { name: 'Title' }).and(this.page.locator(':focus'))).toBeVisible()
    await this.type(title)
    await this.click(this.page.getByRole('complementary', { name: 'Outline' }).getByText('States', { exact: true }))
    await expect(this.row(title)).toBeVisible()
  }

  /** Makes the first Start that there is an automatic step, and gives it a title. */
  async begin(title: string) {
    const { row, card } = await this.both('Start')
    await this.click(row)
    this.done++
    await card.click({ button: 'right' })
    await this.click(this.page.getByRole('menuitem', { name: 'Make it' }))
    await this.click(this.page.getByRole('option', { name: /^Automatic step/ }))
    await this.retitle('Start', title)
  }
}

test('twenty states by clicks alone', async ({ page, request }) => {
  const check = watch(page)
  await putFile(request, 'twenty-clicks/workflow.json', JSON.stringify(blank))
  await page.addInitScript(() => {
    addEventListener('keydown', ({ key }) => key.length > 1 && key !== 'Shift' && console.error(`a key was pressed: ${key}`), true)
    addEventListener('dragstart', () => console.error('something was dragged'), true)
    addEventListener('wheel', () => console.error('the wheel was turned'), true)
    addEventListener('pointermove', ({ buttons }) => buttons !== 0 && console.error('the mouse was moved with its button down'), true)
  })
  const hand = new Clicks(page)
  await page.goto('/#/twenty-clicks/design')
  await expect(page.getByRole('treeitem')).toHaveCount(1)

  await hand.begin('Automatic triage')
  await hand.next('Automatic triage', 'Severity?', 'Decision')
  await hand.next('Severity?', 'First review', 'Review')
  await hand.next('Severity?', 'No violation', 'End')
  await hand.guard('severity == "low"')
  await hand.next('Severity?', 'Investigation', 'Group')
  await hand.guard('severity == "high"')
  await hand.click(page.getByRole('list', { name: 'Order in which they are asked' }).getByRole('button', { name: 'Ask earlier' }).first())

  await hand.begin('Collect evidence')
  await hand.next('Collect evidence', 'Advertiser answer', 'Wait')
  await hand.next('Investigation', 'Second review', 'Review')
  await hand.next('First review', 'Enforcement', 'Parallel group')
  await hand.next('First review', 'No violation', null)
  await hand.next('Advertiser answer', 'Second review', null)
  await hand.next('Advertiser answer', 'Second review', null)
  await hand.movedBy('A timer')

  for (const [track, title, work] of [
    ['Track A', 'Ads', 'Take ads down'],
    ['Track B', 'Advertiser', 'Notify advertiser'],
  ] as const) {
    await hand.retitle(track, title)
    await hand.begin(work)
    await hand.next(work, 'Done', null, `${title} Done`)
  }

  await hand.next('Second review', 'Drawn for QA?', 'Decision')
  await hand.next('Drawn for QA?', 'Quality check', 'Review')
  await hand.next('Quality check', 'Second review', null)
  await hand.movedBy('At once')
  await hand.next('Enforcement', 'Appeal window', 'Wait')
  await hand.next('Appeal window', 'Ads removed', 'End')
  await hand.next('Appeal window', 'Second review', null)
  await hand.next('Second review', 'Account suspended', 'End')
  await hand.click(hand.row('Second review'))
  await hand.click(page.getByRole('button', { name: 'Take pool-1 away' }))
  await hand.click(page.getByRole('combobox', { name: 'Who does it' }))
  await hand.click(page.getByRole('option', { name: 'Senior reviewers' }))

  await saved(page)
  await expect.poll(async () => told(JSON.parse(await fileText(request, 'twenty-clicks/workflow.json')))).toEqual(told(wanted))
  expect(hand.done / 20, 'clicks a state').toBeLessThanOrEqual(12)
  check()
})
