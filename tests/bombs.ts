import { gzipSync } from 'node:zlib'

const header = 'case_id,activity,start,end\n'
const row = '1,Review,2026-01-05T09:00:00,2026-01-05T09:05:00\n'

/** A gzip file of some megabytes that unpacks to 1.5 GB of rows, in parts, so that its end does not tell. */
export function silentBomb(): Buffer {
  const part = gzipSync(row.repeat(200_000), { level: 9 })
  return Buffer.concat([gzipSync(header), ...Array.from({ length: 150 }, () => part)])
}

/** The start of a gzip file whose end claims 2 GB. */
export function claimingBomb(): Buffer {
  const whole = gzipSync(header + row.repeat(1000))
  whole.writeUInt32LE(2 ** 31, whole.length - 4)
  return whole
}

/** A CSV whose second line opens a quote and goes on for so many characters. */
export function endlessLine(length: number): string {
  return `${header}1,"${'x'.repeat(length)}`
}
