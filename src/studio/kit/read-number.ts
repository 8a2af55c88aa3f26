/** What a number in a field must keep to. */
export type NumberLimits = {
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly whole?: boolean
  readonly optional?: boolean
}

/** Reads a number as people type it: `12,480`, `12 480`, `0.5`, `.5`, `−3`, `1e6`. The message says what to do. */
export function readNumber(
  text: string,
  { min, max, whole = false, optional = false }: NumberLimits,
): { ok: true; value: number | null } | { ok: false; message: string } {
  const plain = text
    .trim()
    .replace(/−/g, '-')
    .replace(/(?<=\d)[,\s\u202f](?=\d{3}(\D|$))/g, '')
  if (plain === '') return optional ? { ok: true, value: null } : { ok: false, message: 'Type a number.' }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return { ok: false, message: `“${text.trim()}” is not a number.` }
  const value = Number(plain)
  if (!Number.isFinite(value)) return { ok: false, message: 'The number is too large.' }
  if (whole && !Number.isInteger(value)) return { ok: false, message: 'Type a whole number.' }
  if (min !== undefined && value < min) return { ok: false, message: `Type ${min} or more.` }
  if (max !== undefined && value > max) return { ok: false, message: `Type ${max} or less.` }
  return { ok: true, value }
}
