import type { StateKind } from '../workflow/drawing/kind.ts'

/** What each kind of state is known by beside its hue: strokes on a square of 16, line ends round. */
export const kindGlyphs: Readonly<Record<StateKind, string>> = {
  review: 'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8ZM2.75 13.5a5.25 5.25 0 0 1 10.5 0',
  automatic: 'M4 4h8v8H4ZM6.5 4V1.75M9.5 4V1.75M6.5 14.25V12M9.5 14.25V12M4 6.5H1.75M4 9.5H1.75M14.25 6.5H12M14.25 9.5H12',
  wait: 'M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14',
  batch: 'M8 1.75 14 5 8 8.25 2 5ZM2 8.25l6 3.25 6-3.25M2 11.5l6 3.25 6-3.25',
  rest: 'M8 13a5 5 0 1 0 0-10A5 5 0 0 0 8 13Z',
  decision: 'M8 14V9.5L3 4.5V2M8 9.5l5-5V2M1 4l2-2 2 2M11 4l2-2 2 2',
  final: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 9a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z',
  compound: 'M2.5 3.5h11v9h-11ZM2.5 6h11',
  parallel: 'M2.5 2.5h11v11h-11ZM2.5 8h1.5M6 8h1.5M9.5 8H11M13 8h.5',
  history: 'M3 8a5 5 0 1 0 1.6-3.7L3 5.75M3 2.5v3.25h3.25M8 5.25V8l2 1.5',
}

/** A clock, for timers and service targets: on a square of 12. */
export const clockGlyph = 'M6 11A5 5 0 1 0 6 1a5 5 0 0 0 0 10ZM6 3.25V6l1.75 1.25'

/** Difference: a glyph, so that hue is never alone; on a square of 12. */
export const changePaths = {
  added: 'M6 2.5v7M2.5 6h7',
  removed: 'M2.5 6h7',
  changed: 'M2.25 7.25c1-2.5 2.5-2.5 3.75-1.25s2.75 1.25 3.75-1.25',
  moved: 'M2 6h7.5M6.75 3.25 9.5 6 6.75 8.75',
} as const
