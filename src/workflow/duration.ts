import { DurationText } from './name.ts'

const secondsPer = { W: 604_800, D: 86_400, H: 3600, M: 60, S: 1 } as const

/** Seconds of an ISO 8601 duration of fixed length: `PT4H` is 14400. Throws a RangeError on anything else. */
export function parseDuration(text: string): number {
  if (!isDuration(text)) throw new RangeError(`"${text}" is not a duration; write one like PT90S, PT4H or P30D`)
  let seconds = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([WDHMS])/g)) {
    seconds += Number(amount) * secondsPer[unit as keyof typeof secondsPer]
  }
  return seconds
}

/** Whether the text is a duration that `parseDuration` reads. */
export function isDuration(text: string): boolean {
  return DurationText.safeParse(text).success
}

/** The shortest usual ISO 8601 text of a duration in seconds, to the millisecond: 14400 is `PT4H`, 129600 is `P1DT12H`, 0 is `PT0S`. */
export function isoDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError(`${seconds} seconds is not a duration`)
  let rest = Math.round(seconds * 1000)
  const take = (unit: keyof typeof secondsPer): string => {
    const length = secondsPer[unit] * 1000
    const amount = unit === 'S' ? rest / 1000 : Math.floor(rest / length)
    rest -= amount * length
    return amount === 0 ? '' : `${amount}${unit}`
  }
  const days = take('D')
  const time = take('H') + take('M') + take('S')
  if (days === '' && time === '') return 'PT0S'
  return time === '' ? `P${days}` : `P${days}T${time}`
}
