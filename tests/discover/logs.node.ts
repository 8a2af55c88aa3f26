import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { History } from '../../src/history/history.ts'
import { readHistory } from '../../src/history/read.ts'

/** The real and published logs; they stay outside the repository (their licences are not settled). */
const folder = new URL('../../../shared/data/', import.meta.url)

export const logNames = [
  'loanapp_synthetic',
  'p2p_purchasing_synthetic',
  'bpic2012_w',
  'helpdesk_italian',
  'wiki_moderation_2013_10pct',
  'callcentre_1999_jan_feb',
] as const

/** Whether the logs are there. Says on standard error that their tests are skipped, when not. */
export function hasLogs(): boolean {
  const there = existsSync(folder)
  if (!there) console.warn(`Skipped: ${folder.pathname} is not there.`)
  return there
}

/** A file under the folder of logs, as `logs/helpdesk_italian.csv.gz`. */
export function pathOfLog(path: string): string {
  return new URL(path, folder).pathname
}

/** A log, read as the command line reads it. */
export function readLog(path: string): Promise<History> {
  const text = createReadStream(new URL(path, folder)).pipe(createGunzip()).setEncoding('utf8')
  return readHistory(text as AsyncIterable<string>, null)
}

/** A history of CSV text. */
export function historyOf(text: string): Promise<History> {
  return readHistory(
    (async function* () {
      yield text
    })(),
    null,
  )
}
