const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const

/** Seconds as people say them, in one unit and at most three digits: `45 s`, `3.1 h`, `12 d`. */
export function sayDuration(seconds: number): string {
  const [name, size] = unitFor(seconds)
  return `${round(seconds / size)} ${name}`
}

/** Seconds with the half-width of their interval, both in the unit of the value: `3.1 h ± 0.4`. A null half-width is left out. */
export function sayInterval(seconds: number, halfWidth: number | null): string {
  if (halfWidth === null) return sayDuration(seconds)
  const [name, size] = unitFor(Math.max(Math.abs(seconds), halfWidth / 4))
  return `${round(seconds / size)} ${name} ± ${round(halfWidth / size)}`
}

/** A share of 1 in per cent: `34 %`, `0.4 %`. */
export function sayShare(share: number): string {
  const percent = share * 100
  if (percent !== 0 && Math.abs(percent) < 0.05) return 'under 0.1 %'
  return `${Math.abs(percent) >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`
}

/** A count: `1,240`, `12`, `3.4`. */
export function sayNumber(value: number): string {
  if (Math.abs(value) < 10) return round(value)
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `a`, `a and b`, `a, b and c`. */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** `times` as a rhythm: `once a day`, `twice a day`, `3 times a week`. */
export function sayPerWeek(times: number): string {
  if (times % 7 === 0) return `${sayTimes(times / 7)} a day`
  return `${sayTimes(times)} a week`
}

function sayTimes(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`
}

function unitFor(seconds: number): readonly [string, number] {
  const size = Math.abs(seconds)
  if (size >= 2 * 86_400) return units[0]
  return units.find(([name, unit]) => name !== 'd' && size >= unit) ?? units[3]
}

function round(value: number): string {
  const size = Math.abs(value)
  return size >= 9.95 || size === 0 ? String(Math.round(value)) : size >= 0.095 ? value.toFixed(1) : value.toFixed(2)
}
