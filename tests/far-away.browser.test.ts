import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { Canvas } from '../src/studio/canvas/canvas.tsx'
import { session } from '../src/studio/session/session.ts'
import { sketchDraft } from '../src/workflow/drawing/sketch.ts'

/* What a drawing looks like while it is zoomed, and from far away: as the browser laid it out. */

const titles = { removed: 'Removed and referred', limited: 'Limited or labelled', drawn: 'Drawn for a check?' }
const draft = sketchDraft(
  {
    start: { kind: 'automatic' },
    drawn: { kind: 'rest', title: titles.drawn },
    removed: { kind: 'final', title: titles.removed },
    limited: { kind: 'final', title: titles.limited },
  },
  [
    { from: 'start', to: 'drawn', when: 'DONE' },
    { from: 'drawn', to: 'removed', when: 'always' },
    { from: 'drawn', to: 'limited', when: 'always' },
  ],
  { start: { x: 0, y: 0 }, drawn: { x: 0, y: 200 }, removed: { x: -300, y: 400 }, limited: { x: 1900, y: 1800 } },
)

const zoomNow = () =>
  Number(/scale\(([\d.]+)\)/.exec(document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '')?.[1])

test('titles have their size in the frame in which the zoom changes, and far away two lines of them stand clear of the border', async () => {
  session.setState({ slug: 'sketch', tables: { ...draft, scenarios: {}, proposals: {} }, selection: new Set(), problems: [], undo: [] })
  const stage = document.body.appendChild(document.createElement('div'))
  Object.assign(stage.style, { position: 'fixed', top: '0', left: '0', width: '1200px', height: '900px' })
  const root = createRoot(stage)
  root.render(createElement(Canvas, {}))
  await expect.poll(() => document.querySelectorAll('.react-flow__node').length).toBe(4)
  const sheet = document.querySelector<HTMLElement>('[role="application"]')!
  const low: string[] = []
  const seen = new Set<number>()
  const pane = document.querySelector('.react-flow__pane')!
  for (let step = 0; step < 40 && zoomNow() > 0.31; step++) {
    pane.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: 9, ctrlKey: true, clientX: 300, clientY: 300 }))
    // What the browser would paint next: all that is done before it gets a turn, and nothing that is put off.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    const letters = parseFloat(sheet.style.getPropertyValue('--title')) * zoomNow()
    seen.add(zoomNow())
    if (letters < 10.95) low.push(`${letters.toFixed(1)} px at ${zoomNow()}`)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  expect(seen.size).toBeGreaterThan(3)
  expect(low).toEqual([])

  expect(zoomNow()).toBeGreaterThanOrEqual(0.3)
  expect(sheet.dataset['zoom']).toBe('brief')
  for (const title of Object.values(titles)) {
    const text = sheet.querySelector(`[title="${title}"]`)!
    const [inner, outer] = [text.getBoundingClientRect(), text.closest('[role="group"]')!.getBoundingClientRect()]
    expect(inner.height, `${title}: two lines`).toBeGreaterThan(15)
    expect(inner.top - outer.top, `${title}: above`).toBeGreaterThan(1)
    expect(outer.bottom - inner.bottom, `${title}: below`).toBeGreaterThan(1)
  }
  root.unmount()
  stage.remove()
})
