import { basename } from 'node:path'
import { type FaultReason, faultReasons, HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import { readMapping } from '../history/mapping.ts'
import type { Mapping } from '../history/mapping.ts'
import { maskedQuestion } from '../history/profile.ts'
import { pseudonymsOf } from '../history/pseudonyms.ts'
import type { Question } from '../history/question.ts'
import { readHistory } from '../history/read.ts'
import { readRoster } from '../history/roster/read-roster.ts'
import type { Roster } from '../history/roster/roster.ts'
import { joinedSource } from '../history/sources/joined.ts'
import { openSource } from '../history/sources/open-source.ts'
import type { Decoders } from '../history/sources/source.ts'
import { formatAmount, formatCount } from '../words/number.ts'
import { refuse } from './command.ts'
import { readBytes, readText } from './input.ts'
import { progress, say } from './output.ts'

/** `telling`: whether what was found and asked while reading is said on standard error. `onQuestions` hears what has to be answered before the file can be read. */
type Telling = { readonly telling?: boolean; readonly onQuestions?: (questions: readonly Question[]) => Promise<void> }

/** Files of one log that are read together. */
export const mostFiles = 400

/** Reads a history, of one file or several of one log, with its mapping (or recognised columns). `timezone`: where the mapping names none. Bad rows are counted on standard error, never dropped in silence. */
export async function loadHistory(
  given: string | readonly string[],
  {
    map: mapPath,
    large = false,
    timezone,
  }: { readonly map?: string | undefined; readonly large?: boolean | undefined; readonly timezone?: string | undefined },
  signal: AbortSignal,
  { telling = true, onQuestions }: Telling = {},
): Promise<History> {
  const paths = typeof given === 'string' ? [given] : given
  const path = paths.length === 1 ? paths[0]! : `${paths[0]!} and ${paths.length - 1} more`
  const mapping = mapPath === undefined ? null : loadMapping(mapPath, await readText(mapPath))
  try {
    let text = 0
    const decoders: Decoders = (encoding, fatal) => new TextDecoder(encoding, { fatal })
    let before = 0
    const source = await joinedSource(
      paths.map((one) => ({
        name: one === '-' ? one : basename(one),
        open: () => {
          before = text
          return openSource(
            readBytes(one, large, (bytes) => (text = before + bytes)),
            { decoders, sheet: mapping?.sheet, large },
          )
        },
      })),
    )
    const history = await readHistory(source.chunks, mapping, {
      source,
      signal,
      ...(timezone === undefined ? {} : { timezone }),
      onProgress: ({ rows, bad }) =>
        progress(
          `${rows.toLocaleString('en')} rows read in ${Math.round(text / 1e6).toLocaleString('en')} MB of text, ${bad.toLocaleString('en')} bad`,
        ),
    })
    progress(null)
    const { read, bad, byReason } = history.reading
    if (bad > 0)
      say(
        `${path}: ${formatCount(bad)} of ${formatAmount(read, 'row')} ${bad === 1 ? 'is' : 'are'} not used: ${Object.entries(byReason)
          .map(([reason, count]) => `${formatCount(count)} with ${faultReasons[reason as FaultReason]}`)
          .join(', ')}.`,
      )
    if (telling) {
      const people = pseudonymsOf(history)
      for (const note of history.reading.notes) say(`${path}: ${people.mask(note)}`)
      for (const question of history.questions) say(`${path}: ${inWords(maskedQuestion(question, people))}`)
    }
    return history
  } catch (error) {
    if (error instanceof HistoryError && error.questions.length > 0) await onQuestions?.(error.questions)
    if (error instanceof HistoryError) return refuse(`${path}: ${error.message}`)
    throw error
  }
}

/** Reads the roster beside a history; what was found and asked is said on standard error. */
export async function loadRoster(path: string, mapping: Mapping, signal: AbortSignal): Promise<Roster> {
  const decoders: Decoders = (encoding, fatal) => new TextDecoder(encoding, { fatal })
  const source = await openSource(
    readBytes(path, false, () => {}),
    { decoders, sheet: undefined },
  )
  let text = ''
  for await (const chunk of source.chunks) {
    signal.throwIfAborted()
    text += chunk
  }
  try {
    const roster = readRoster(text, mapping.roster)
    for (const question of roster.questions) say(`${path}: ${inWords(question)}`)
    return roster
  } catch (error) {
    if (error instanceof HistoryError) return refuse(`${path}: ${error.message}`)
    throw error
  }
}

/** A doubt with what was done about it. */
export function inWords({ text, default: taken }: Question): string {
  return `${text}${taken === null ? '' : ` Taken: ${taken}.`} Another answer goes into a mapping file (--map).`
}

function loadMapping(path: string, text: string): Mapping {
  const read = readMapping(text)
  return read.ok ? read.mapping : refuse(`${path}: ${read.message}`)
}
