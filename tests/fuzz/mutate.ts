import type { Json } from '../../src/workflow/json.ts'
import type { Luck } from '../engine/luck.ts'

/* Ways in which a file can be wrong. One seed, one wrong file. */

const numbers = [0, -1, 1, 0.5, 1e-300, 1e9, 2 ** 31, 2 ** 53, 1e308, -1e308]
const texts = [
  '',
  'x',
  '__proto__',
  'constructor',
  '=1+1',
  'PT0S',
  'P999999999D',
  '-PT1H',
  '9999-12-31T23:59:59',
  'Europe/Nowhere',
  '\u0000',
  '\ud800',
  '😀',
]
const tokens = [
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  ':',
  '\\',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '1e999',
  '-',
  '//',
  '/*',
  '`',
  '${',
  '=>',
  '<script>',
  'null',
  'NaN',
]

export function pick<T>(luck: Luck, of: readonly T[]): T {
  return of[Math.floor(luck.uniform() * of.length)]!
}

/** The text with one to three wounds: a piece cut out, doubled, moved or overwritten, or a character that means something. */
export function mutateText(text: string, luck: Luck): string {
  let result = text
  for (let wounds = 1 + Math.floor(luck.uniform() * 3); wounds > 0; wounds--) {
    const at = Math.floor(luck.uniform() * result.length)
    const end = Math.min(result.length, at + Math.floor(luck.uniform() ** 4 * 2000))
    const [before, piece, after] = [result.slice(0, at), result.slice(at, end), result.slice(end)]
    result = pick(luck, [
      () => before + after,
      () => before + piece + piece + after,
      () => after + before,
      () => before,
      () => before + pick(luck, tokens) + piece + after,
      () => before + pick(luck, tokens) + after,
      () => before + String(pick(luck, numbers)) + after.slice(1),
    ])()
  }
  return result
}

/** The value with one to three wounds: a part left out, replaced, moved, renamed or repeated. */
export function mutateJson(value: Json, luck: Luck): Json {
  const root = { value: structuredClone(value) }
  for (let wounds = 1 + Math.floor(luck.uniform() * 3); wounds > 0; wounds--) {
    const places = placesIn(root)
    if (places.length === 0) break
    const place = pick(luck, places)
    const { holder, key } = place
    const name = String(key)
    pick(luck, [
      () => set(holder, key, pick(luck, numbers)),
      () => set(holder, key, pick(luck, numbers)),
      () => set(holder, key, pick(luck, texts)),
      () => set(holder, key, pick<Json>(luck, [null, true, [], {}, [[]], 'y'.repeat(10_000), nested(200)])),
      () => set(holder, key, structuredClone(at(pick(luck, places)))),
      () => void (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[name]),
      () => set(holder, Array.isArray(holder) ? key : pick(luck, texts), structuredClone(at(place))),
      () => void (Array.isArray(holder) && holder.push(...Array.from({ length: 300 }, () => structuredClone(at(place))))),
    ])()
  }
  return root.value ?? null
}

type Holder = Json[] | { [key: string]: Json }
type Place = { readonly holder: Holder; readonly key: string | number }

function placesIn(root: Holder): Place[] {
  const places: Place[] = []
  const walk = (holder: Holder): void => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key })
      const part = at({ holder, key })
      if (typeof part === 'object' && part !== null) walk(part as Holder)
    }
  }
  walk(root)
  return places
}

function at({ holder, key }: Place): Json {
  return (holder as Record<string, Json>)[key]!
}

function set(holder: Holder, key: string | number, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function nested(levels: number): Json {
  let value: Json = []
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

/** Rows of separated values with some cells replaced, left out or added. */
export function mutateRows(text: string, separator: string, luck: Luck): string {
  const lines = text.split('\n')
  for (let wounds = 1 + Math.floor(luck.uniform() * 40); wounds > 0; wounds--) {
    const row = luck.uniform() < 0.1 ? 0 : Math.floor(luck.uniform() * lines.length)
    const cells = lines[row]!.split(separator)
    const cell = Math.floor(luck.uniform() * cells.length)
    pick(luck, [
      () => void (cells[cell] = String(pick(luck, numbers))),
      () => void (cells[cell] = pick(luck, texts)),
      () => void cells.splice(cell, 1),
      () => void cells.push(pick(luck, texts)),
      () =>
        void (cells[cell] = pick(luck, [
          '31/12/2026',
          '2026-02-30',
          '1600-01-01T00:00:00Z',
          '275760-09-13T00:00:00Z',
          '1767603600',
          '-1e15',
          '25:61',
        ])),
    ])()
    lines[row] = cells.join(separator)
  }
  return lines.join('\n')
}
