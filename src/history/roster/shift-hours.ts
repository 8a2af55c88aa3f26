/** Words of a cell that say that nobody works. */
const off = /^(off|free|frei|urlaub|vacation|holiday|leave|absent|sick|krank|rest|day off|libre|x|-|–|—|\/|n\/?a)$/i

/** Whether a cell says that somebody does not work. */
export function isOff(text: string): boolean {
  return text === '' || off.test(text)
}

const clockPattern = /^(\d{1,2})(?:[:.h]?(\d{2}))?(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?(?:\s*(?:uhr|h))?$/i

/** Seconds since midnight of a time of day as people write it: `08:00`, `8`, `0800`, `8.30`, `4 pm`; 24:00 is the next midnight. Null: it is none. */
export function timeOfDay(text: string): number | null {
  const [, hour, minute = '0', second = '0', half] = clockPattern.exec(text.trim()) ?? []
  if (hour === undefined) return null
  let hours = Number(hour)
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null
    hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const seconds = hours * 3600 + Number(minute) * 60 + Number(second)
  return Number(minute) < 60 && Number(second) < 60 && seconds <= 86_400 ? seconds : null
}

/** From and to of `08:00-16:30`, `8 to 4 pm`, `22:00 – 06:00`; null: it is no such span. */
export function hoursOf(text: string): { readonly from: number; readonly to: number } | null {
  const parts = text.trim().split(/\s*(?:-|–|—|\bto\b|\bbis\b|\ba\b)\s*/i)
  if (parts.length !== 2) return null
  const [from, to] = [timeOfDay(parts[0]!), timeOfDay(parts[1]!)]
  return from === null || to === null ? null : spanOf(from, to)
}

/** A shift that ends at or before its begin ends the next day. */
export function spanOf(from: number, to: number): { readonly from: number; readonly to: number } {
  return { from, to: to <= from ? to + 86_400 : to }
}

const weekdays: readonly RegExp[] = [
  /^(mo|mon|monday|montag|lunes|lundi)$/i,
  /^(di|tu|tue|tues|tuesday|dienstag|martes|mardi)$/i,
  /^(mi|we|wed|wednesday|mittwoch|miercoles|mercredi)$/i,
  /^(do|th|thu|thur|thurs|thursday|donnerstag|jueves|jeudi)$/i,
  /^(fr|fri|friday|freitag|viernes|vendredi)$/i,
  /^(sa|sat|saturday|samstag|sonnabend|sabado|samedi)$/i,
  /^(so|su|sun|sunday|sonntag|domingo|dimanche)$/i,
]

/** 1 = Monday … 7 of a day's name, English, German, Spanish or French; null: it is none. */
export function weekdayOf(text: string): number | null {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').trim().replace(/\.$/, '')
  const at = weekdays.findIndex((names) => names.test(plain))
  return at < 0 ? null : at + 1
}

/** The days of `Mon`, `Mon-Fri`, `Sat, Sun`, `daily`; null: these are none. */
export function weekdaysOf(text: string): number[] | null {
  if (/^(daily|every ?day|täglich|taglich|all)$/i.test(text.trim())) return [1, 2, 3, 4, 5, 6, 7]
  if (/^weekdays?$/i.test(text.trim())) return [1, 2, 3, 4, 5]
  const found: number[] = []
  for (const part of text.split(/\s*(?:[,;/+&]|\band\b|\bund\b)\s*/i)) {
    const ends = part.split(/\s*(?:-|–|\bto\b|\bbis\b)\s*/i).map(weekdayOf)
    const [first, last = first] = ends
    if (ends.length > 2 || first === null || first === undefined || last === null || last === undefined) return null
    for (let day = first; ; day = (day % 7) + 1) {
      found.push(day)
      if (day === last) break
    }
  }
  return found.length === 0 ? null : [...new Set(found)]
}
