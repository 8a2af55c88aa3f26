import { unzipSync } from 'fflate'
import type { UnzipFileInfo } from 'fflate'
import { HistoryError } from '../fault.ts'
import { refuseBomb } from '../unpacking.ts'
import { joinedSource } from './joined.ts'
import type { Source, SourceOptions } from './source.ts'
import { workbookLines } from './workbook.ts'

/** More files than this are no log. */
const mostFiles = 400

/** A zip file: an Excel workbook, or the files of one history in any other form, which `openInner` reads. Throws a HistoryError where it holds none, or others, or unpacks without end. */
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
  const [only] = data
  if (only === undefined) throw new HistoryError('The zip file holds no file.')
  if (data.length > mostFiles) throw new HistoryError(`The zip file holds ${data.length} files. Bring those that are the history.`)
  const source = await joinedSource(
    data.toSorted().map((name) => ({
      name,
      open: () =>
        openInner(
          (async function* () {
            yield open(bytes, (file) => file.name === name)[name]!
          })(),
          options,
        ),
    })),
  )
  return data.length > 1 ? source : { ...source, notes: () => [`“${only}” was read out of the zip file.`, ...source.notes()] }
}

function open(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch {
    throw new HistoryError('The zip file is broken or locked by a password. Unpack it first, and bring what is in it.')
  }
}
