/** What is shown where there is no number. */
export const noNumber = '–'

/** Digits with thousands apart. By hand: Intl output differs between ICU versions, and a table must not change width with the browser. */
export function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const spaced = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}

/** A number with so many decimals, grouped, with a real minus sign. */
export function fixed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals)
  return value < 0 && Number(digits) !== 0 ? `−${grouped(digits)}` : grouped(digits)
}

/** A number to about three significant figures, whole ones as they are: `12,480`, `431`, `12.4`, `0.061`, `8`. A real minus sign. */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return noNumber
  const size = Math.abs(value)
  return size < 0.0000005 ? '0' : fixed(value, decimals ?? (Number.isInteger(value) ? 0 : decimalsFor(size)))
}

/** A count: whole, thousands separated: `44,812`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? fixed(value, 0) : noNumber
}

/** A count where there is little room: `950`, `12.4 k`, `3.1 M`. */
export function formatCompact(value: number): string {
  if (!Number.isFinite(value)) return noNumber
  const size = Math.abs(value)
  if (size < 9999.5) return formatCount(value)
  if (size < 999_500) return `${fixed(value / 1000, size < 99_950 ? 1 : 0)} k`
  return `${fixed(value / 1_000_000, size < 99_950_000 ? 1 : 0)} M`
}

/** A share of 1 in per cent: `62 %`, `4.3 %`, `0.12 %`, `< 0.01 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return noNumber
  const percent = Math.abs(share) * 100
  if (percent > 0 && percent < 0.005) return '< 0.01 %'
  return `${fixed(share * 100, percent === 0 || percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2)} %`
}

/** A share that somebody set, in per cent with nothing rounded away above a hundredth: `12.5 %`, `0.25 %`. What was measured is written with `formatShare`. */
export function formatSetShare(share: number): string {
  return Number.isFinite(share) ? `${Number((share * 100).toFixed(2))} %` : noNumber
}

/** A difference with its sign: `+1.4`, `−12 min`, given how to write the size. */
export function formatSigned(value: number, write: (value: number) => string = formatNumber): string {
  return value > 0 ? `+${write(value)}` : write(value)
}

/** `1 case`, `12 cases`: the count and the word for it. */
export function formatAmount(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** Decimals for three digits that count. */
export function decimalsFor(size: number): number {
  if (size === 0 || size >= 99.95) return 0
  if (size >= 9.995) return 1
  if (size >= 0.9995) return 2
  return Math.min(6, 1 - Math.floor(Math.log10(size)))
}
