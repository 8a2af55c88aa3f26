import { unzipSync } from 'fflate'
import type { UnzipFileInfo } from 'fflate'
import { HistoryError } from '../fault.ts'
import { refuseBomb } from '../unpacking.ts'
import type { Source, SourceOptions } from './source.ts'
import { workbookLines } from './workbook.ts'

/** A zip file: an Excel workbook, or one history in any other form, which `openInner` reads. Throws a HistoryError where it holds none or several, or unpacks without end. */
export async function openArchive(
  bytes: Uint8Array,
  options: SourceOptions,
  openInner: (bytes: AsyncIterable<Uint8Array>, options: SourceOptions) => Promise<Source>,
): Promise<Source> {
  const files: UnzipFileInfo[] = []
  open(bytes, (file) => {
    files.push(file)
    return false
  })
  const unpacked = files.reduce((sum, { originalSize }) => sum + originalSize, 0)
  if (options.large !== true) refuseBomb({ packed: bytes.length, unpacked, size: null })
  if (unpacked > 2e9) throw new HistoryError('This zip file unpacks to more than 2 GB. Unpack it first.')
  const names = files.map(({ name }) => name)
  if (names.includes('xl/workbook.xml')) return workbookLines(bytes, options.sheet)
  const data = names.filter((name) => !name.endsWith('/') && !/(^|\/)(\.|__MACOSX\/)/.test(name))
  const [only, second] = data
  if (only === undefined) throw new HistoryError('The zip file holds no file.')
  if (second !== undefined)
    throw new HistoryError(`The zip file holds ${data.length} files (${data.slice(0, 4).join(', ')}). Bring the one that is the history.`)
  const content = open(bytes, ({ name }) => name === only)[only]!
  const source = await openInner(
    (async function* () {
      yield content
    })(),
    options,
  )
  return { ...source, notes: () => [`“${only}” was read out of the zip file.`, ...source.notes()] }
}

function open(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch {
    throw new HistoryError('The zip file is broken or locked by a password. Unpack it first, and bring what is in it.')
  }
}
