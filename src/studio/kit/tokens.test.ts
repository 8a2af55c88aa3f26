import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { heatStop, textFlipsAt } from './colours.ts'

type Rgb = readonly [number, number, number]
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const themes = ['light', 'dark'] as const

/** OKLCH to linear sRGB, by Ottosson's matrices (bottosson.github.io/posts/oklab); null outside the gamut. */
function linear(lightness: number, chroma: number, hue: number): Rgb {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** Relative luminance (WCAG 2.2), clipped to the gamut as a browser does for small excesses. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => Math.min(1, Math.max(0, part))) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function token(name: string, theme: (typeof themes)[number]): Rgb {
  const value = new RegExp(`--color-${name}: ([^;]+);`).exec(css)?.[1] ?? ''
  const alias = /^var\(--color-([a-z0-9-]+)\)$/.exec(value)?.[1]
  if (alias) return token(alias, theme)
  const parts = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map((match) => match.slice(1).map(Number))
  const [lightness, chroma, hue] = parts[theme === 'light' ? 0 : 1] ?? []
  if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`no token --color-${name}`)
  return linear(lightness, chroma, hue)
}

const ratio = (text: string, ground: string, theme: (typeof themes)[number]) =>
  contrast(luminance(token(text, theme)), luminance(token(ground, theme)))
const grounds = ['ground', 'surface', 'sunken', 'raised', 'hover']

test('the luminance is the one WCAG states: white on black is 21, #767676 on white 4.54', () => {
  expect(contrast(luminance(linear(1, 0, 0)), luminance(linear(0, 0, 0)))).toBeCloseTo(21, 1)
  expect(contrast(luminance(linear(0.5674, 0, 0)), 1)).toBeCloseTo(4.54, 0)
})

test.each(themes)('text reads at 4.5 : 1 or better on every ground, %s', (theme) => {
  const faults: string[] = []
  const check = (text: string, ground: string, least: number) => {
    const found = ratio(text, ground, theme)
    if (found < least) faults.push(`${text} on ${ground}: ${found.toFixed(2)} < ${least}`)
  }
  for (const ground of grounds)
    for (const text of ['text', 'text-muted', 'accent-text', 'error', 'warning', 'good', 'info']) check(text, ground, 4.5)
  check('on-accent', 'accent', 4.5)
  check('text', 'bar', 3)
  check('on-accent', 'accent-hover', 4.5)
  check('accent-text', 'accent-soft', 4.5)
  for (const tone of ['error', 'warning', 'good', 'info', 'added', 'removed', 'changed', 'moved']) {
    check('text', `${tone}-soft`, 7)
    check(tone, `${tone}-soft`, 4.5)
  }
  for (const ground of ['accent-soft', 'error-soft', 'warning-soft', 'pressed']) check('text-muted', ground, 4.5)
  expect(faults).toEqual([])
})

test.each(themes)('marks stand out at 3 : 1 or better, %s', (theme) => {
  const kinds = ['review', 'automatic', 'wait', 'batch', 'rest', 'decision', 'final', 'compound', 'parallel', 'history'].map(
    (kind) => `kind-${kind}`,
  )
  const marks = [
    ...kinds,
    'line-strong',
    'wire',
    'wire-dim',
    'focus',
    'accent',
    'added',
    'removed',
    'changed',
    'moved',
    'fitted',
    'guessed',
    'series',
    'bar',
    'past',
  ]
  const faults = marks.flatMap((mark) =>
    ['ground', 'surface', 'sunken', 'raised']
      .filter((ground) => ratio(mark, ground, theme) < 3)
      .map((ground) => `${mark} on ${ground}: ${ratio(mark, ground, theme).toFixed(2)}`),
  )
  expect(faults).toEqual([])
})

test.each(themes)('the heat ramp is even, ordered by lightness alone, and carries text, %s', (theme) => {
  const steps = Array.from({ length: 21 }, (_, index) => heatStop(index / 20)[theme])
  const down = steps[0]![0] > steps[20]![0]
  for (const [index, step] of steps.slice(1).entries()) expect(step[0] < steps[index]![0]).toBe(down)
  for (const step of steps) {
    const ink = luminance(step[0] > textFlipsAt ? linear(0.1, 0, 0) : linear(1, 0, 0))
    expect(contrast(ink, luminance(linear(step[0], step[1], step[2] % 360))), `text on ${step.join(' ')}`).toBeGreaterThanOrEqual(4.5)
  }
})

test('heat means one thing by day and by night: the hotter, the farther from the paper, in the same hues', () => {
  for (const theme of themes) {
    const inks = [0, 1, 2, 3, 4].map((index) => ratio(`heat-${index}`, 'sunken', theme))
    expect(inks).toEqual(inks.toSorted((a, b) => a - b))
  }
  for (const index of [0, 1, 2, 3, 4]) {
    const { light, dark } = heatStop(index / 4)
    expect(dark[2] % 360).toBe(light[2] % 360)
  }
})

test('the stops in tokens.css are those of the ramp', () => {
  for (const theme of themes) {
    for (const index of [0, 1, 2, 3, 4]) {
      const [lightness, chroma, hue] = heatStop(index / 4)[theme]
      expect(token(`heat-${index}`, theme)).toEqual(linear(lightness, chroma, hue % 360))
    }
  }
})
