import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createGunzip, gunzipSync } from 'node:zlib'
import { parseArgs, type ParseArgsConfig } from 'node:util'
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

/** The text of a data file in pieces, unpacked if it ends in `.gz`; `-` is standard input. */
export async function* readChunks(path: string): AsyncGenerator<string> {
  if (path !== '-') {
    const found = await stat(path).catch(() => refuse(`There is no file ${path}.`))
    if (found.isDirectory()) refuse(`${path} is a folder; name a file in it.`)
  }
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 20 })
  const stream = path.endsWith('.gz') ? source.pipe(createGunzip()) : source
  const decoder = new TextDecoder()
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) yield decoder.decode(bytes, { stream: true })
  } catch (error) {
    refuse(`${path} could not be read to the end: ${error instanceof Error ? error.message : String(error)}.`)
  }
  yield decoder.decode()
}

const isGzip = (path: string, bytes: Uint8Array) => path.endsWith('.gz') && bytes[0] === 0x1f && bytes[1] === 0x8b
