import { zoneOf } from '../simulation/model/zone.ts'

/** Zones by their abbreviations, in hours east of Greenwich; those that mean several places (IST, BST, CST of China) are not among them but for America's. */
const abbreviations: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}
const names = Object.keys(abbreviations).sort((a, b) => b.length - a.length)

/** What may stand behind a time: `Z`, `+01:00`, `-0800`, `GMT+0100 (Central European Standard Time)`, `CET`, and a zone's name in brackets after them. */
export const offsetPattern = `(?:z|(?:GMT|UTC)?[+-]\\d\\d(?::?\\d\\d)?|${names.join('|')})(?:\\s?\\([^()]{1,60}\\)|\\[[A-Za-z_/+-]{1,40}\\])?`

/** Seconds east of Greenwich; null: no clock on earth has it. */
export function offsetOf(text: string): number | null {
  const bare = text.replace(/\s?[[(].*$/, '')
  const known = abbreviations[bare.toUpperCase()]
  if (known !== undefined) return known * 3600
  const found = /([+-])(\d\d):?(\d\d)?$/.exec(bare)
  if (!found) return null
  const [hours, minutes] = [Number(found[2]), Number(found[3] ?? 0)]
  if (hours > 14 || minutes % 15 !== 0 || minutes > 45) return null
  return (found[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60)
}

const month = 30 * 86_400
/** Zones with a clock of their own, the likeliest first where an offset fits several. */
const likely = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Europe/Helsinki',
  'Australia/Sydney',
  'America/Sao_Paulo',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Kathmandu',
  'America/Phoenix',
  'America/Bogota',
  'America/Halifax',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'Australia/Brisbane',
  'Pacific/Auckland',
  'Pacific/Honolulu',
]

/** Counts the offsets behind the times of a file, with an instant of each month in which one was used. */
export class OffsetsSeen {
  readonly #instants = new Map<number, Map<number, number>>()
  written = 0
  missing = 0
  /** The first time without an offset. */
  example = ''

  with(offset: number, time: number): void {
    this.written++
    const months = this.#instants.get(offset) ?? new Map<number, number>()
    if (months.size === 0) this.#instants.set(offset, months)
    const at = Math.floor(time / month)
    if (!months.has(at) && months.size < 60) months.set(at, time)
  }

  without(text: string): void {
    if (this.missing++ === 0) this.example = text
  }

  /** The offsets as written, `+01:00`. */
  list(): string[] {
    return [...this.#instants.keys()].sort((a, b) => a - b).map(offsetText)
  }

  /** A zone whose clock has each of these offsets at its time; UTC where none is known. */
  zone(): string {
    const fits = (name: string) => {
      const zone = zoneOf(name)
      return [...this.#instants].every(([offset, months]) => [...months.values()].every((time) => zone.toLocal(time) - time === offset))
    }
    return likely.find(fits) ?? this.#fixed()
  }

  /** One offset the year round, which no zone in the list has. */
  #fixed(): string {
    const [offset = 0, ...more] = this.#instants.keys()
    if (more.length > 0 || offset % 3600 !== 0) return 'UTC'
    return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset / 3600)}`
  }
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60
  const two = (value: number) => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
