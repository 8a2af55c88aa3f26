import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readLayout, readWorkflow } from '../src/machine/workflow-file.ts'
import { layoutDraft } from '../src/workers/layout.node.ts'
import { fitOf } from '../src/workers/layout-shape.ts'
import type { Draft } from '../src/workflow/draft.ts'
import { fontsAt, zoomStep } from '../src/studio/canvas/detail.ts'
import { extentAt } from '../src/studio/canvas/extent.ts'
import { createProjector } from '../src/studio/canvas/project.ts'
import { isEnclosed } from '../src/workflow/drawing/box.ts'
import { chartFaults, faultsAt, zooms } from './drawings/faults.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const drawn = (workflow: string, layout?: string): Draft => {
  const read = readWorkflow(text(workflow))
  const places = layout === undefined ? null : readLayout(text(layout))
  if (!read.ok || (places && !places.ok)) throw new Error(`${workflow} cannot be read`)
  return { ...read.workflow, layout: places?.ok ? places.layout : {} }
}
const laidOut = async (draft: Draft): Promise<Draft> => ({ ...draft, layout: await layoutDraft({ ...draft, layout: {} }) })

test.each([
  ['abuse-reports', 0.42],
  ['appeals', 0.42],
  ['urgent-harm', 0.38],
])('%s opens at %d or more in a window of 1440 × 900 with both panels, and can be read at every zoom', (slug, least) => {
  const draft = drawn(`../workflows/${slug}/workflow.json`, `../workflows/${slug}/layout.json`)
  expect(fitOf(draft)).toBeGreaterThanOrEqual(least)
  for (const zoom of zooms) expect(faultsAt(draft, zoom), `at ${zoom}`).toEqual([])
})

test.each(['abuse-reports', 'appeals', 'urgent-harm'])('what %s takes up holds all its words at every zoom', (slug) => {
  const draft = drawn(`../workflows/${slug}/workflow.json`, `../workflows/${slug}/layout.json`)
  for (const zoom of zooms) {
    const input = {
      draft,
      layer: null,
      selection: new Set<string>(),
      problems: new Map(),
      editable: false,
      font: fontsAt(zoomStep(zoom)).label,
    }
    const { edges, routes } = createProjector()(input)
    const all = extentAt(input, routes, zoom)
    const outside = edges.filter(({ data }) => data?.label && all && !isEnclosed(data.label, all))
    expect(
      outside.map(({ id }) => id),
      `at ${zoom}`,
    ).toEqual([])
  }
})

test('twenty states as a newcomer drew them are laid out for 42 % or more, and can be read at every zoom', async () => {
  const draft = await laidOut(drawn('drawings/twenty-states.json'))
  expect(fitOf(draft)).toBeGreaterThanOrEqual(0.42)
  for (const zoom of zooms) expect(faultsAt(draft, zoom), `at ${zoom}`).toEqual([])
})

test('generated charts, laid out, can be read at every zoom, and Tidy makes none worse', async () => {
  // One of the 200 of `npm run soak -- charts`.
  for (const number of [1001]) expect((await chartFaults(number)).faults, `chart ${number}`).toEqual([])
})
