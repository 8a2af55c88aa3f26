import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLayout, readWorkflow } from '../src/machine/workflow-file.ts'
import { fontsAt, zoomStep } from '../src/studio/canvas/detail.ts'
import { createProjector } from '../src/studio/canvas/project.ts'
import { layoutDraft } from '../src/workers/layout.node.ts'
import { fitOf } from '../src/workers/layout-shape.ts'
import type { Draft } from '../src/workflow/draft.ts'
import { overlaps, type Rect } from '../src/workflow/drawing/box.ts'
import { segmentsOf } from '../src/workflow/drawing/path.ts'
import { wordsOf } from '../src/workflow/drawing/words.ts'
import './generate/seed.ts'
import { arbitraryWorkflow } from './generate/workflow.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const drawn = (workflow: string, layout?: string): Draft => {
  const read = readWorkflow(text(workflow))
  const places = layout === undefined ? null : readLayout(text(layout))
  if (!read.ok || (places && !places.ok)) throw new Error(`${workflow} cannot be read`)
  return { ...read.workflow, layout: places?.ok ? places.layout : {} }
}
const laidOut = async (draft: Draft): Promise<Draft> => ({ ...draft, layout: await layoutDraft({ ...draft, layout: {} }) })

/** What is wrong with a drawing at a zoom: measured on the boxes as drawn, without asking those who placed them. */
function faultsAt(draft: Draft, zoom: number): string[] {
  const font = fontsAt(zoomStep(zoom)).label
  const { edges, routes } = createProjector()({ draft, layer: null, selection: new Set(), problems: new Map(), editable: true, font })
  const cards = [...routes.boxes.values()].filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
  const pills = edges.flatMap(({ id, data }) => (data?.label ? [{ id, ...data.label }] : []))
  const said = edges.filter(({ data }) => {
    const words = data && wordsOf(data.transition, draft)
    return words && (words.trigger !== '' || words.guard !== '')
  })
  const inPills = pills.reduce((sum, { full }) => sum + full.split('\n').length, 0)
  const inside = ({ x, y, width, height }: Rect): Rect => ({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 })
  return [
    ...(font * zoom >= 10 ? [] : [`letters of ${font * zoom} px`]),
    ...(inPills === said.length ? [] : [`${said.length} ways with words, ${inPills} in pills`]),
    ...pills.flatMap((a) => pills.filter((b) => a.id < b.id && overlaps(a, b)).map((b) => `${a.id} on ${b.id}`)),
    ...pills.flatMap((pill) => cards.filter((card) => overlaps(pill, card)).map(({ uid }) => `${pill.id} on card ${uid}`)),
    ...edges.flatMap(({ id, data }) =>
      segmentsOf(data?.route.points ?? []).flatMap(({ horizontal, at, low, high }) => {
        const line = horizontal ? { x: low, y: at, width: high - low, height: 0.01 } : { x: at, y: low, width: 0.01, height: high - low }
        return cards.filter((card) => overlaps(inside(card), line)).map(({ uid }) => `${id} through ${uid}`)
      }),
    ),
  ]
}

const zooms = [1, 0.6, 0.42, 0.3, 0.25]

test.each([
  ['abuse-reports', 0.42],
  ['appeals', 0.42],
  ['urgent-harm', 0.38],
])('%s opens at %d or more in a window of 1440 × 900 with both panels, and can be read at every zoom', (slug, least) => {
  const draft = drawn(`../workflows/${slug}/workflow.json`, `../workflows/${slug}/layout.json`)
  expect(fitOf(draft)).toBeGreaterThanOrEqual(least)
  for (const zoom of zooms) expect(faultsAt(draft, zoom), `at ${zoom}`).toEqual([])
})

test('twenty states as a newcomer drew them are laid out for 42 % or more, and can be read at every zoom', async () => {
  const draft = await laidOut(drawn('drawings/twenty-states.json'))
  expect(fitOf(draft)).toBeGreaterThanOrEqual(0.42)
  for (const zoom of zooms) expect(faultsAt(draft, zoom), `at ${zoom}`).toEqual([])
})

test('generated charts, laid out, can be read at every zoom', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow(), async (workflow) => {
      const draft = await laidOut({ ...workflow, layout: {} })
      const faults = zooms.flatMap((zoom) => faultsAt(draft, zoom).map((fault) => `at ${zoom}: ${fault}`))
      expect(faults).toEqual([])
    }),
    { numRuns: Number(process.env['DRAWINGS'] ?? 3) },
  )
})
