import { unite, type Rect } from '../workflow/drawing/box.ts'
import { labelSize } from '../workflow/drawing/label-size.ts'
import { placeLabels } from '../workflow/drawing/label.ts'
import { routesOf, type Routes } from '../workflow/drawing/route.ts'
import { wordsOf } from '../workflow/drawing/words.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { escapeXml } from './escape.ts'
import { drawEdge, drawLabel } from './svg-edge.ts'
import { paletteCss } from './svg-palette.ts'
import { drawState, type DrawnChange } from './svg-state.ts'
import { px } from './svg-text.ts'

type SvgOptions = {
  /** Default: the workflow's title and version. */
  readonly title?: string
  /** Said to those who do not see the drawing; default: a count of its parts. */
  readonly description?: string
  /** Marks of difference by uid: hue, line style and glyph. */
  readonly changes?: ReadonlyMap<string, DrawnChange>
  /** Name of this drawing within the document it stands in; letters and hyphens. Default `gemba-map`. */
  readonly scope?: string
  /** Whether the SVG has its XML namespace and opaque ground: true for a file (default), false within HTML. */
  readonly standalone?: boolean
}

const margin = 32
/** Labels are this much wider than the studio's: the reader's machine may not have its font. */
const slack = 1.06

/**
 * The workflow as an SVG drawing, in the language of the canvas. Needs no DOM; the same input gives the same bytes; every text is escaped.
 * Light and dark by the reader's preference. States without a placement stand in rows under the others.
 */
export function drawSvg(workflow: Workflow, layout: Readonly<Record<string, Placement>>, options: SvgOptions = {}): string {
  const { standalone = true, scope = 'gemba-map' } = options
  const draft = { ...workflow, layout }
  const routes = routesOf(draft)
  const words = new Map(Object.values(workflow.transitions).map((transition) => [transition.uid, wordsOf(transition, workflow)]))
  const sizes = new Map(
    [...routes.edges].flatMap(([id, { edge }]) => {
      const said = words.get(edge.transition)
      const size = said && labelSize(said)
      return size ? [[id, [{ ...size, width: Math.ceil(size.width * slack) }]] as const] : []
    }),
  )
  const labels = placeLabels(routes, sizes)
  const { x, y, width, height } = boundsOf(routes, labels)
  const { title = titleOf(workflow), description = describe(workflow) + foldedNote(layout) + simpleNote(routes.simple) } = options
  return (
    [
      `<svg${standalone ? ' xmlns="http://www.w3.org/2000/svg"' : ''} class="${scope}" viewBox="${px(x)} ${px(y)} ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-labelledby="${scope}-title ${scope}-desc">`,
      `<title id="${scope}-title">${escapeXml(title)}</title><desc id="${scope}-desc">${escapeXml(description)}</desc>`,
      `<style>${styleOf(scope)}</style>`,
      `<defs>${['edge', 'escalation', 'failure', 'added', 'removed', 'changed', 'moved'].map((ink) => arrowHead(scope, ink)).join('')}</defs>`,
      standalone ? `<rect class="fill-sheet" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"/>` : '',
      `<g id="${scope}-body" class="${scope}">`,
      ...drawBoxes(workflow, routes, options, 'frames'),
      ...drawEdges(workflow, routes, options, scope),
      ...drawBoxes(workflow, routes, options, 'cards'),
      ...drawInitial(routes, scope),
      ...[...labels].map(([id, place]) => {
        const transition = workflow.transitions[routes.edges.get(id)?.edge.transition ?? '']
        const said = transition && words.get(transition.uid)
        return said ? drawLabel(place, said, transition, options.changes?.get(transition.uid)) : ''
      }),
      '</g>',
      '</svg>',
    ]
      .filter((line) => line !== '')
      .join('\n') + '\n'
  )
}

function foldedNote(layout: Readonly<Record<string, Placement>>): string {
  return Object.values(layout).some(({ folded }) => folded) ? ' Groups that are folded on the canvas are drawn open.' : ''
}

function drawBoxes(workflow: Workflow, routes: Routes, options: SvgOptions, which: 'frames' | 'cards'): string[] {
  return [...routes.boxes.values()]
    .filter(({ kind }) => (kind === 'compound' || kind === 'parallel') === (which === 'frames'))
    .flatMap((box) => {
      const state = workflow.states[box.uid]
      if (!state) return []
      const parent = state.parent === null ? undefined : workflow.states[state.parent]
      return [drawState(workflow, state, box, options.changes?.get(box.uid), parent?.type === 'parallel')]
    })
}

function drawEdges(workflow: Workflow, routes: Routes, options: SvgOptions, scope: string): string[] {
  return [...routes.edges.values()].flatMap((route) => {
    const transition = workflow.transitions[route.edge.transition]
    return transition ? [drawEdge(route, transition, options.changes?.get(transition.uid), scope)] : []
  })
}

/** Said where the drawing asked for more than one may take. */
function simpleNote(edges: number): string {
  if (edges === 0) return ''
  return ` ${edges} of the ways ${edges === 1 ? 'is' : 'are'} drawn straight through what lies between, as there are too many to find each its own.`
}

/** A dot with an arrow at the upper left of each initial state. */
function drawInitial(routes: Routes, scope: string): string[] {
  return [...routes.initial].flatMap((uid) => {
    const box = routes.boxes.get(uid)
    if (!box) return []
    const y = box.y + Math.min(15, box.height / 2)
    return [
      `<circle class="fill-edge" cx="${px(box.x - 24)}" cy="${px(y)}" r="4"/><path class="edge line-edge" marker-end="url(#${scope}-edge)" d="M${px(box.x - 20)} ${px(y)}H${px(box.x - 1)}"/>`,
    ]
  })
}

function boundsOf(routes: Routes, labels: ReadonlyMap<string, Rect>): Rect {
  const points = [...routes.edges.values()].flatMap(({ points: way }) => way.map(({ x, y }) => ({ x, y, width: 0, height: 0 })))
  const starts = [...routes.initial].flatMap((uid) => {
    const box = routes.boxes.get(uid)
    return box ? [{ x: box.x - 28, y: box.y, width: 0, height: 0 }] : []
  })
  const all = unite([...routes.boxes.values(), ...points, ...starts, ...labels.values()]) ?? { x: 0, y: 0, width: 240, height: 80 }
  return {
    x: Math.floor(all.x - margin),
    y: Math.floor(all.y - margin),
    width: Math.ceil(all.width + 2 * margin),
    height: Math.ceil(all.height + 2 * margin),
  }
}

function arrowHead(scope: string, ink: string): string {
  return `<marker id="${scope}-${ink}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="fill-${ink}" d="M1 1 9.5 5 1 9Z"/></marker>`
}

function styleOf(scope: string): string {
  const at = `.${scope}`
  return [
    `${at}{font-family:'Source Sans 3 Variable','Source Sans 3','Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif;max-width:100%;height:auto}`,
    `${at} .title{font-size:13px;font-weight:600}${at} .fact,${at} .trigger{font-size:12px}${at} .guard{font-size:11.5px}`,
    `${at} .glyph{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}`,
    `${at} .card,${at} .frame,${at} .pill{stroke-width:1}${at} .card.inner{fill:none}${at} .band{opacity:.13}${at} .frame.region{stroke-dasharray:6 4}`,
    `${at} .edge{fill:none;stroke-width:1.5}${at} .edge.escalation{stroke-dasharray:7 4}${at} .edge.failure{stroke-dasharray:2 3}`,
    `${at} .mark{fill:none;stroke-width:2}${at} .mark.removed{stroke-dasharray:3 4}${at} .mark.changed{stroke-dasharray:9 3}${at} .mark.moved{stroke-dasharray:9 3 2 3}`,
    `${at} .is-removed .card,${at} .is-removed .frame{opacity:.55}`,
    paletteCss(scope),
  ].join('')
}

function titleOf(workflow: Workflow): string {
  const { title, version } = workflow.header.workflow
  return version === null ? title : `${title}, version ${version}`
}

function describe(workflow: Workflow): string {
  const states = Object.values(workflow.states).filter(({ parent }) => parent !== null)
  const ends = states.filter(({ type }) => type === 'final').length
  return `Map of the workflow: ${states.filter(({ step }) => step !== null).length} steps, ${ends} ends, ${Object.keys(workflow.transitions).length} ways between them. The tables say the same in words.`
}
