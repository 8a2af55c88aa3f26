import type { StateKind } from '../workflow/drawing/kind.ts'

/** What a mark, a line or a text of the drawing is coloured by. */
export type Ink =
  | StateKind
  | 'sheet'
  | 'card'
  | 'frame'
  | 'line'
  | 'edge'
  | 'text'
  | 'muted'
  | 'escalation'
  | 'failure'
  | 'added'
  | 'removed'
  | 'changed'
  | 'moved'

/** The studio's colours (kit/tokens.css) as sRGB, since not every reader of SVG knows OKLCH; by day and by night. */
const inks: Readonly<Record<Ink, readonly [light: string, dark: string]>> = {
  sheet: ['#fdfdfc', '#1a1c21'],
  card: ['#ffffff', '#23262b'],
  frame: ['#f4f3f1', '#131519'],
  line: ['#888682', '#767a83'],
  edge: ['#595c62', '#a6a9b0'],
  text: ['#1c1f25', '#ebe9e6'],
  muted: ['#595c62', '#a6a9b0'],
  escalation: ['#8a580c', '#e1b25f'],
  failure: ['#b12725', '#f0877f'],
  added: ['#006c9d', '#63bde7'],
  removed: ['#b83b23', '#f0866c'],
  changed: ['#8d6310', '#e4c062'],
  moved: ['#784d96', '#be99da'],
  review: ['#39659b', '#7ea7dc'],
  automatic: ['#117878', '#64bcbb'],
  wait: ['#936823', '#d1ab69'],
  batch: ['#985535', '#d69774'],
  rest: ['#6b6f76', '#9b9ea6'],
  decision: ['#7c4f86', '#c097c9'],
  final: ['#397247', '#7eb88a'],
  compound: ['#636975', '#9298a5'],
  parallel: ['#68638a', '#a39fc8'],
  history: ['#516e7c', '#89a7b6'],
}

/** Classes `fill-…` and `line-…` for each ink, the night's behind a media query; all under the class of the drawing, so that they touch nothing around it. */
export function paletteCss(scope: string): string {
  const rules = (side: 0 | 1) =>
    Object.entries(inks)
      .map(([ink, pair]) => `.${scope} .fill-${ink}{fill:${pair[side]}}.${scope} .line-${ink}{stroke:${pair[side]}}`)
      .join('')
  return `${rules(0)}@media (prefers-color-scheme:dark){${rules(1)}}`
}
