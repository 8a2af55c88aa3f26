import { isDuration, parseDuration } from './duration.ts'

type ReadDuration = { readonly ok: true; readonly seconds: number } | { readonly ok: false; readonly message: string }

const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  min: 60,
  m: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  w: 604_800,
  week: 604_800,
  weeks: 604_800,
}

/** A duration as people type it: `24h`, `1 d 4 h`, `90 s`, `2.5 hours`, `PT24H`. A number alone needs a unit. */
export function readDuration(text: string): ReadDuration {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: false, message: 'Write a duration, like 24 h or 1 d 4 h.' }
  if (isDuration(trimmed.toUpperCase())) return { ok: true, seconds: parseDuration(trimmed.toUpperCase()) }
  if (/^\d+([.,]\d+)?$/.test(trimmed))
    return { ok: false, message: `${trimmed} what? Add a unit: ${trimmed} s, ${trimmed} min, ${trimmed} h or ${trimmed} d.` }
  const parts = [...trimmed.toLowerCase().matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*,?\s*(?:and\s+)?/gy)]
  const read = parts.map(([whole, amount = '', unit = '']) => ({ length: whole.length, amount: Number(amount.replace(',', '.')), unit }))
  const unknown = read.find(({ unit }) => !Object.hasOwn(units, unit))
  if (unknown) return { ok: false, message: `“${unknown.unit}” is no unit of time; use s, min, h, d or w.` }
  if (read.length === 0 || read.reduce((sum, { length }) => sum + length, 0) < trimmed.length)
    return { ok: false, message: 'Write a duration, like 24 h, 1 d 4 h or PT24H.' }
  return { ok: true, seconds: read.reduce((sum, { amount, unit }) => sum + amount * (units[unit] ?? 0), 0) }
}
