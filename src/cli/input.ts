import { createReadStream } from 'node:fs'
import { open, readFile, stat } from 'node:fs/promises'
import { createGunzip, gunzipSync } from 'node:zlib'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { claimedSize, refuseBomb } from '../history/unpacking.ts'
import { UserError } from '../workflow/user-error.ts'
import { refuse } from './command.ts'

/** Largest document (workflow, scenario, mapping) that is read, in bytes. Histories are streamed and have no limit. */
const largestDocument = 64 * 1024 * 1024

/** Reads flags and positional arguments; an unknown flag or a missing argument is refused with the usage line. */
export function parse<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  usage: string,
  options: T,
  positionals: { least: number; most: number },
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
    const count = parsed.positionals.length
    if (count < positionals.least) throw new Error(`${count === 0 ? 'A file is missing' : 'Another file is missing'}.`)
    if (count > positionals.most) throw new Error(`“${parsed.positionals[positionals.most]}” is one argument too many.`)
    return parsed
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message.split('. To specify')[0] : String(error)}\nUsage: gemba ${usage}`)
  }
}

/** A whole number of at least `least` from a flag, or undefined if the flag is not there. */
export function wholeNumber(value: string | undefined, flag: string, least: number): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least)
    refuse(`--${flag} takes a whole number of at least ${least}, not “${value}”.`)
  return number
}

/** A positive number from a flag, or undefined. */
export function positiveNumber(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!(number > 0) || !Number.isFinite(number)) refuse(`--${flag} takes a number above 0, not “${value}”.`)
  return number
}

/** The text of a document; `-` is standard input, `.gz` is unpacked. */
export async function readText(path: string): Promise<string> {
  if (path === '-') return Buffer.concat(await process.stdin.toArray()).toString('utf8')
  const found = await stat(path).catch(() => refuse(`There is no file ${path}.`))
  if (found.isDirectory()) refuse(`${path} is a folder; name a file in it.`)
  if (found.size > largestDocument)
    refuse(`${path} is ${Math.round(found.size / 1e6)} MB; at most ${Math.round(largestDocument / 1e6)} MB are read.`)
  const bytes = await readFile(path)
  if (!isGzip(path, bytes)) return bytes.toString('utf8')
  try {
    return gunzipSync(bytes, { maxOutputLength: largestDocument }).toString('utf8')
  } catch {
    return refuse(`${path} could not be unpacked: it is broken or larger than ${Math.round(largestDocument / 1e6)} MB.`)
  }
}

/**
 * The bytes of a data file in pieces, unpacked if it ends in `.gz`; `-` is standard input. A small file that unpacks without end is refused unless `large`.
 * `onBytes` hears how many there were so far.
 */
export async function* readBytes(path: string, large: boolean, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const size = path === '-' ? null : await sizeOf(path)
  const packed = path.endsWith('.gz') ? createGunzip() : null
  if (packed && size !== null && !large) await refuseClaim(path, size)
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 16 })
  const stream = packed ? source.on('error', (error: Error) => packed.destroy(error)).pipe(packed) : source
  let unpacked = 0
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      unpacked += bytes.length
      if (packed && !large) refuseBomb({ packed: packed.bytesWritten, unpacked, size })
      onBytes(unpacked)
      yield bytes
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    refuse(`${path} could not be read to the end: ${error instanceof Error ? error.message : String(error)}.`)
  } finally {
    source.destroy()
  }
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => refuse(`There is no file ${path}.`))
  if (found.isDirectory()) refuse(`${path} is a folder; name a file in it.`)
  return found.isFile() ? found.size : null
}

/** Says no at once to a file that says itself how far beyond reason it unpacks. */
async function refuseClaim(path: string, size: number): Promise<void> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, Math.max(0, size - 4))
    const claimed = claimedSize(buffer.subarray(0, bytesRead), size)
    if (claimed !== null) refuseBomb({ packed: size, unpacked: claimed, size: null })
  } finally {
    await file.close()
  }
}

const isGzip = (path: string, bytes: Uint8Array) => path.endsWith('.gz') && bytes[0] === 0x1f && bytes[1] === 0x8b
