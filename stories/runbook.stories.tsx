import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { makeRevision } from '../src/revisions/publish.ts'
import { place } from '../src/studio/runbook/place.tsx'
import { chooseVersion } from '../src/studio/runbook/runbook-store.ts'
import { noTables, session } from '../src/studio/session/session.ts'
import { exampleDraft } from '../tests/revisions/example.ts'

const revision = makeRevision({
  draft: exampleDraft(),
  base: null,
  version: '1.0.0',
  published: '2026-03-02T09:30:00Z',
  author: 'Policy lead',
  message: 'First version in force',
})

const meta: Meta = {
  title: 'Places/Runbook',
  beforeEach: () => {
    const draft = exampleDraft()
    const tables = {
      ...draft,
      header: { workflow: { ...draft.header.workflow, title: 'User reports of <b>abuse</b>' } },
      scenarios: {},
      proposals: {},
    }
    session.setState({ slug: 'demo', tables, revisions: [revision], selection: new Set(), place: 'runbook' })
    return () => session.setState({ slug: null, tables: noTables, revisions: [] })
  },
  render: () => (
    <div style={{ display: 'grid', gridTemplateColumns: '232px minmax(0, 1fr)', height: '100vh', background: 'var(--color-surface)' }}>
      <aside aria-label="Versions" style={{ overflow: 'auto' }}>
        <place.Left />
      </aside>
      <main style={{ minWidth: 0 }}>
        <place.Main />
      </main>
    </div>
  ),
}
export default meta

export const InForce: StoryObj = {
  play: async ({ canvasElement }) => {
    chooseVersion('demo', '1.0.0')
    await expect(await within(canvasElement).findByText(/Published, in force/)).toBeVisible()
  },
}

export const OfTheDraft: StoryObj = {
  play: async ({ canvasElement }) => {
    chooseVersion('demo', 'draft')
    const canvas = within(canvasElement)
    await expect(await canvas.findByText(/Draft: not in force\. 1 change since 1\.0\.0/)).toBeVisible()
    const preview = await canvas.findByTitle<HTMLIFrameElement>(/runbook of/i)
    await waitFor(() => expect(preview.src).toMatch(/^blob:/))
    await expect(await (await fetch(preview.src)).text()).toContain('User reports of &lt;b&gt;abuse&lt;/b&gt;')
  },
}
