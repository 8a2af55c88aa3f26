import { createElement } from 'react'
import { expect, test } from 'vitest'
import { sketchDraft } from '../src/workflow/drawing/sketch.ts'

/* What React does for an edit and for a drag, counted in React's own tree as its developer tools do: only what is touched may be drawn anew. */

type Fiber = {
  readonly flags: number
  readonly type: unknown
  readonly memoizedProps: { readonly id?: unknown; readonly data?: unknown } | null
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly alternate: Fiber | null
}
type Hook = { onCommitFiberRoot: (id: number, root: { readonly current: Fiber }, ...rest: unknown[]) => void; [key: string]: unknown }
const place = globalThis as unknown as { __REACT_DEVTOOLS_GLOBAL_HOOK__?: Hook }
const nothing = () => undefined

/** Ids of the states and transitions a part of which was drawn, and how often anything else was. */
let drawn = new Map<string, number>()

function count(now: Fiber, owner: string): void {
  const { id, data } = now.memoizedProps ?? {}
  const own = typeof id === 'string' && typeof data === 'object' ? id : owner
  if (typeof now.type === 'function' && (now.flags & 1) !== 0) drawn.set(own, (drawn.get(own) ?? 0) + 1)
  // What has the same children as before was not looked at.
  if (now.alternate && now.child === now.alternate.child) return
  for (let child = now.child; child; child = child.sibling) count(child, own)
}

const hook = (place.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= {
  supportsFiber: true,
  inject: () => 1,
  onCommitFiberUnmount: nothing,
  onPostCommitFiberRoot: nothing,
  onCommitFiberRoot: nothing,
})
const told = hook.onCommitFiberRoot
hook.onCommitFiberRoot = (id, root, ...rest) => {
  told.call(hook, id, root, ...rest)
  count(root.current, '')
}
// React asks for the hook when it is loaded.
const { createRoot } = await import('react-dom/client')
const { Canvas } = await import('../src/studio/canvas/canvas.tsx')
const { run, select, session } = await import('../src/studio/session/session.ts')
const { rename } = await import('../src/workflow/edit/rename.ts')

const across = 6
const names = Array.from({ length: 48 }, (_, at) => `s${at}`)
const draft = sketchDraft(
  Object.fromEntries(names.map((name) => [name, { kind: 'automatic' as const }])),
  names.slice(1).map((name, at) => ({ from: `s${at}`, to: name, when: 'DONE' })),
  Object.fromEntries(names.map((name, at) => [name, { x: (at % across) * 320, y: Math.floor(at / across) * 160 }])),
)
const pause = () => new Promise((resolve) => setTimeout(resolve, 250))
const sum = () => [...drawn.values()].reduce((all, times) => all + times, 0)
/** Waits until nothing is drawn any more, however busy the machine. */
async function settled(): Promise<void> {
  for (let before = -1; before !== sum();) {
    before = sum()
    await pause()
    await pause()
  }
}
const nameOf = (target: Node) => (target as Element).closest('[data-id]')?.getAttribute('data-id') ?? target.nodeName
const ids = () => [...drawn.keys()].filter((id) => id !== '').toSorted()

test('an edit draws what it touches, and a step of a drag the ways of the card it moves', async () => {
  session.setState({ slug: 'sketch', tables: { ...draft, scenarios: {}, proposals: {} }, selection: new Set(), problems: [], undo: [] })
  const stage = document.body.appendChild(document.createElement('div'))
  Object.assign(stage.style, { position: 'fixed', top: '0', left: '0', width: '1200px', height: '900px' })
  const root = createRoot(stage)
  root.render(createElement(Canvas, { editable: true }))
  await expect.poll(() => document.querySelectorAll('.react-flow__node').length).toBe(names.length)
  await expect.poll(() => document.querySelectorAll('.react-flow__edge path').length).toBe(3 * (names.length - 1))
  await settled()
  // Whatever has a transform is a part of the picture that the browser puts together anew at each step; so is each picture of lines.
  const sheet = document.querySelector('.react-flow__viewport')!
  expect(
    [...sheet.querySelectorAll('*')].filter(
      (element) => !(element instanceof SVGElement) && getComputedStyle(element).transform !== 'none',
    ),
  ).toEqual([])
  expect(new Set([...sheet.querySelectorAll('.react-flow__edge path')].map((path) => path.closest('svg'))).size).toBe(1)

  drawn = new Map()
  run(rename(session.getState().tables, 's20', { title: 'Second look' }))
  await expect.poll(() => document.body.textContent).toContain('Second look')
  await settled()
  expect(ids()).toEqual(['s20'])

  // What is selected dims the rest, once; then the drag begins.
  select(['s20'])
  await settled()
  const card = document.querySelector('[data-id="s20"]')!
  const { x, y, width, height } = card.getBoundingClientRect()
  const send = (type: string, dx: number, to: EventTarget) =>
    to.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        cancelable: true,
        view: window,
        button: 0,
        buttons: 1,
        clientX: x + width / 2 + dx,
        clientY: y + height / 2,
      }),
    )
  send('mousedown', 0, card.querySelector('[role="group"]')!)
  // With the first two steps it begins: the ways that it touches are raised over the others.
  send('mousemove', 6, window)
  send('mousemove', 7, window)
  await settled()
  drawn = new Map()
  const touched = new Set<string>()
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) touched.add((target as Element).closest('[data-edge]') ? 'pill' : nameOf(target))
  })
  watch.observe(sheet, { subtree: true, childList: true, attributes: true, characterData: true })
  for (let step = 1; step <= 10; step++) {
    send('mousemove', 7 + step, window)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  await settled()
  const shown = document.querySelector('[data-id="s20"]')!.getBoundingClientRect().x
  expect(shown - x, 'it goes with the mouse').toBeGreaterThan(8)
  expect(ids()).toEqual(['s19-s20-19', 's20-s21-20'])
  expect([...touched].toSorted(), 'what a step changes on the page').toEqual(['pill', 's19-s20-19', 's20', 's20-s21-20'])
  watch.disconnect()
  // What is not of a state or a transition: React Flow's own wrappers of the card and of its two ways.
  expect((drawn.get('') ?? 0) / 10).toBeLessThanOrEqual(6)
  expect(session.getState().undo).toHaveLength(1)

  send('mouseup', 16, window)
  await settled()
  expect(session.getState().undo.map(({ label }) => label)).toEqual([expect.stringMatching(/^Rename/), expect.stringMatching(/^Move/)])
  const { x: placed = 0 } = session.getState().tables.layout['s20'] ?? {}
  expect(placed).toBeGreaterThan(draft.layout['s20']!.x + 8)
  root.unmount()
  stage.remove()
})
