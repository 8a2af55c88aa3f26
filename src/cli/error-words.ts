import { UserError } from '../workflow/user-error.ts'

/** What the system says no to, in a sentence; `place` is the file or folder, where the system names one. */
const systemWords: Readonly<Record<string, (place: string) => string>> = {
  ENOSPC: (place) => `There is no room left on the disk for ${place}. Nothing was written: make room and run it again.`,
  EDQUOT: (place) => `Your share of the disk is full; ${place} was not written. Make room and run it again.`,
  EFBIG: (place) => `The system lets no file grow as large as ${place} would be.`,
  EACCES: (place) => `You have no right to use ${place}. Ask its owner, or name another place.`,
  EPERM: (place) => `You have no right to use ${place}. Ask its owner, or name another place.`,
  EROFS: (place) => `${capital(place)} lies on a disk that can only be read. Name another place.`,
  EISDIR: (place) => `${capital(place)} is a folder; name a file in it.`,
  ENOTDIR: (place) => `A part of ${place} is a file, not a folder.`,
  ENOENT: (place) => `There is no ${place === unnamed ? 'such file' : place}.`,
  EEXIST: (place) => `${capital(place)} is there already.`,
  ENAMETOOLONG: () => 'The name of the file is too long. Choose a shorter one.',
  ELOOP: (place) => `${capital(place)} is a link that leads in a circle.`,
  EXDEV: (place) => `${capital(place)} lies on another disk than its folder.`,
  EBUSY: (place) => `${capital(place)} is in use by another program. Close it and run this again.`,
  ETXTBSY: (place) => `${capital(place)} is in use by another program. Close it and run this again.`,
  EMFILE: () => 'Too many files are open at once. Close other programs, or raise the limit (“ulimit -n”).',
  ENFILE: () => 'Too many files are open at once. Close other programs.',
  EIO: (place) => `The disk or the terminal failed while ${place} was read or written.`,
  ENXIO: (place) => `${capital(place)} is not a file that can be read.`,
  ENOMEM: () => noMemory,
}
const unnamed = 'the file'
const noMemory = 'There is no more memory for this. Close other programs, run fewer days or on fewer workers, or bring a smaller file.'

/**
 * The one sentence that the command line says of an error, whatever was thrown. A `UserError` has its own; the system's refusals and a lack of memory have
 * theirs; anything else is a fault of ours and says so.
 */
export function wordsOf(error: unknown): string {
  if (error instanceof UserError) return error.message
  if (isOutOfMemory(error)) return noMemory
  if (isSystemError(error)) {
    // A file is written beside its place first.
    const place = error.path?.replace(/\.[\w-]+\.part$/, '') ?? unnamed
    return systemWords[error.code]?.(place) ?? `${capital(place)} could not be read or written: the system says ${error.code}.`
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return `This is a fault in Gemba, not in what you asked (${said.split('\n')[0]}). Please report it with what it prints when GEMBA_DEBUG=1 is set.`
}

type SystemError = Error & { readonly code: string; readonly path?: string }

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'errno' in error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}

const memoryCodes = new Set(['ERR_WORKER_OUT_OF_MEMORY', 'ERR_STRING_TOO_LONG', 'ERR_BUFFER_TOO_LARGE', 'ERR_MEMORY_ALLOCATION_FAILED'])

function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && memoryCodes.has(error.code)) return true
  return (
    error instanceof RangeError &&
    /allocation|invalid (string|array|typed array|array buffer) length|maximum size exceeded/i.test(error.message)
  )
}

function capital(text: string): string {
  return text === unnamed ? 'The file' : text
}
