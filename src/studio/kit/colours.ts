/** One colour in both themes: OKLCH lightness 0..1, chroma, hue in degrees. */
type Stop = { readonly light: readonly [number, number, number]; readonly dark: readonly [number, number, number] }

// The same stops as --color-heat-0 … --color-heat-4 in tokens.css; tokens.test.ts compares them.
const ramp: readonly Stop[] = [
  { light: [0.955, 0.022, 95], dark: [0.26, 0.014, 95] },
  { light: [0.845, 0.088, 84], dark: [0.395, 0.06, 84] },
  { light: [0.735, 0.135, 62], dark: [0.53, 0.1, 62] },
  { light: [0.595, 0.155, 36], dark: [0.665, 0.135, 36] },
  { light: [0.4, 0.125, 12], dark: [0.8, 0.115, 12] },
]

/**
 * Colour of a heat from 0 (nothing) to 1 (the most), for a fill; follows the theme. The lightness runs evenly from end to end, so that the order
 * is read without hue. Values outside 0..1 are clamped; NaN is 0. Always show the number too.
 */
export function heatColour(heat: number): string {
  const { light, dark } = heatStop(heat)
  return `light-dark(${oklch(light)}, ${oklch(dark)})`
}

/** Colour of text that lies on `heatColour(heat)`: at least 4.5 : 1 in both themes. */
export function heatTextColour(heat: number): string {
  const { light, dark } = heatStop(heat)
  return `light-dark(${textOn(light[0])}, ${textOn(dark[0])})`
}

/** The stop between the five that a heat stands for, as numbers. */
export function heatStop(heat: number): Stop {
  const at = Math.min(1, Math.max(0, heat || 0)) * (ramp.length - 1)
  const [from, to] = [ramp[Math.floor(at)]!, ramp[Math.ceil(at)]!]
  const part = at - Math.floor(at)
  return { light: mix(from.light, to.light, part), dark: mix(from.dark, to.dark, part) }
}

const inkOnLight = 'oklch(0.1 0 0)'
const inkOnDark = 'oklch(1 0 0)'

/** Lightness below which white text reads better than black. */
export const textFlipsAt = 0.58

function textOn(lightness: number): string {
  return lightness > textFlipsAt ? inkOnLight : inkOnDark
}

function mix(from: readonly [number, number, number], to: readonly [number, number, number], part: number): [number, number, number] {
  const between = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * part
  return [between(0), between(1), between(2)]
}

function oklch([lightness, chroma, hue]: readonly [number, number, number]): string {
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${(hue % 360).toFixed(1)})`
}
