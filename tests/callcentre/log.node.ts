import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Mapping } from '../../src/history/mapping.ts'

/** The Technion call centre, January and February 1999; it stays outside the repository (its licence is not settled). */
const path = new URL('../../../shared/data/logs/callcentre_1999_jan_feb.csv.gz', import.meta.url)

/** Whether the log is there. Says on standard error that its tests are skipped, when not. */
export function hasCallCentreLog(): boolean {
  const there = existsSync(path)
  if (!there) console.warn(`Skipped: ${path.pathname} is not there.`)
  return there
}

/** The log's text in chunks. */
export function callCentreChunks(): AsyncIterable<string> {
  return createReadStream(path).pipe(createGunzip()).setEncoding('utf8') as AsyncIterable<string>
}

export function callCentreMapping(): Mapping {
  return Mapping.parse(JSON.parse(readFileSync(new URL('mapping.json', import.meta.url), 'utf8')))
}
