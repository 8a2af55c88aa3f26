import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { Inspector } from '../../src/studio/design/inspector.tsx'
import { session, undo } from '../../src/studio/session/session.ts'
import { fullGuide, fullHandbook, withRecords } from '../../tests/runbook/full-handbook.ts'
import { abuseSketch } from '../../src/workflow/drawing/abuse-sketch.ts'
import { openDraft } from './sheet.tsx'

const sketch = abuseSketch()
const shown = () => (
  <main style={{ width: 320, minHeight: '100vh', background: 'var(--color-surface)' }}>
    <h1 className="spoken">Inspector</h1>
    <Inspector />
  </main>
)

const meta: Meta = { title: 'Canvas/Inspector', render: shown }
export default meta

export const OfTheWorkflow: StoryObj = { beforeEach: () => openDraft(sketch) }
export const OfAReview: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['tier1'] }) }
export const OfABatch: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['notice'] }) }
export const OfAnEnd: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['removed'] }) }
export const OfSeveral: StoryObj = { beforeEach: () => openDraft(sketch, { selection: ['removed', 'kept', 'tier1'] }) }

/** A timer is typed as people say it; what is no duration stays in the field and says why. */
export const OfATimer: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['tier1-specialist-8'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const field = page.getByLabelText('So long after entering')
    await userEvent.clear(field)
    await userEvent.type(field, '36{Enter}')
    await expect(page.getByText(/36 what\?/)).toBeVisible()
    await expect(field).toHaveValue('36')
    await userEvent.clear(field)
    await userEvent.type(field, '36h{Enter}')
    await expect(session.getState().tables.transitions['tier1-specialist-8']?.trigger).toEqual({ kind: 'after', delay: 129_600_000 })
    await expect(session.getState().undo.length).toBe(1)
  },
}

/** A guard is checked while it is typed, with the place of the fault. */
export const OfAGuard: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['route-arabic-3'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const field = page.getByLabelText('Only if')
    await userEvent.clear(field)
    await userEvent.type(field, 'repo')
    await userEvent.keyboard('{Tab}')
    await expect(field).toHaveValue('reports')
    await userEvent.type(field, ' > 3')
    await expect(page.getByText('Fits the case’s attributes')).toBeVisible()
    await userEvent.keyboard('{Enter}')
    await expect(session.getState().tables.transitions['route-arabic-3']?.guard).toEqual({ expression: 'reports > 3' })
  },
}

/** A limit on waiting is an event and a time; without a time the scenario's patience is drawn. */
export const OfALimitOnWaiting: StoryObj = {
  beforeEach: () => openDraft(sketch, { selection: ['tier1'] }),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const limit = () => {
      const step = session.getState().tables.states['tier1']?.step
      return step?.kind === 'review' ? step.waitLimit : null
    }
    await userEvent.type(page.getByLabelText('Event when it has waited too long'), 'OVERDUE{Enter}')
    await expect(limit()).toEqual({ event: 'OVERDUE' })
    await userEvent.type(await page.findByLabelText('Limit on waiting'), '4 h{Enter}')
    await expect(limit()).toEqual({ event: 'OVERDUE', after: 'PT4H' })
  },
}

/** Each field of every record of the handbook and of a guide has its control: what stands in a record that has all of them is found, word by word. */
export const OfEveryRecord: StoryObj = {
  beforeEach: () => openDraft(withRecords(sketch, 'tier1')),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const shownNow = () =>
      [...canvasElement.querySelectorAll('input, textarea, p, button')]
        .map((one) => ('value' in one && one.value !== '' ? one.value : one.textContent))
        .join('\n')
    const openAll = async () => {
      // Items within items come into sight with what they stand in.
      for (const one of canvasElement.querySelectorAll('ol button[aria-expanded="false"]')) await userEvent.click(one)
    }
    await userEvent.click(page.getByRole('button', { name: /^Handbook/ }))
    const found: string[] = []
    for (const record of canvasElement.querySelectorAll('button[aria-expanded="false"]')) {
      if (record.closest('ol') !== null || !/written|\d$/.test(record.textContent)) continue
      await userEvent.click(record)
      await openAll()
      found.push(shownNow())
      for (let depth = 0; depth < 2; depth++) {
        for (const one of canvasElement.querySelectorAll('ol ol button[aria-expanded="false"]')) await userEvent.click(one)
        found.push(shownNow())
      }
    }
    await expect(missing(fullHandbook, found.join('\n'))).toEqual([])
    session.setState({ selection: new Set(['tier1']) })
    await userEvent.click(await page.findByRole('button', { name: /^Guide/ }))
    await expect(missing(fullGuide, shownNow())).toEqual([])
  },
}

/** A record is made with what it cannot be without, told where it cannot be, and taken back as one edit. */
export const OfANewDefinition: StoryObj = {
  beforeEach: () => openDraft(sketch),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const terms = () => session.getState().tables.header.workflow.handbook?.definitions?.map(({ term }) => term)
    const add = async (term: string) => {
      await userEvent.click(page.getByRole('button', { name: 'Add a definition' }))
      await expect(page.getByRole('button', { name: 'Add' })).toBeDisabled()
      await userEvent.keyboard(`${term}{Tab}What it means here{Tab}{Enter}`)
    }
    await userEvent.click(page.getByRole('button', { name: /^Definitions/ }))
    await add('Threat')
    await expect(terms()).toEqual(['Threat'])
    await expect(session.getState().undo.length).toBe(1)
    await add('Threat')
    await expect(page.getByRole('alert')).toHaveTextContent('same name')
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }))
    await userEvent.click(page.getByRole('button', { name: 'Threat' }))
    await userEvent.clear(page.getByLabelText('Meaning'))
    await userEvent.tab()
    await expect(page.getByText(/This must be said/)).toBeVisible()
    undo()
    await expect(terms()).toBeUndefined()
  },
}

/** The texts of a record that the page does not show. Numbers, days and answers of one word are read in its own forms. */
function missing(record: object, page: string): string[] {
  return (
    JSON.stringify(record)
      .match(/mark-[\w-]+|\d{4}-\d\d-\d\d|7\.75|0\.615/g)
      ?.filter((mark) => !page.includes(mark)) ?? ['no mark']
  )
}
