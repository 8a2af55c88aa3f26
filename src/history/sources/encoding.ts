import type { Decoders } from './source.ts'

/**
 * Bytes as text: UTF-8, UTF-16 by its mark or by every other byte being zero, or, from the first bytes that are no UTF-8 on where all before were plain
 * ASCII, Windows-1252. Once there was UTF-8 beyond ASCII, bytes that are none become �.
 */
export function decodedText(
  bytes: AsyncIterable<Uint8Array>,
  decoders: Decoders,
): { chunks: AsyncGenerator<string>; notes: () => readonly string[] } {
  let found = ''
  const notes = () => (found === '' ? [] : [`The file is written in ${found}; its letters were read so.`])
  async function* chunks(): AsyncGenerator<string> {
    let decoder: ReturnType<Decoders> | null = null
    let begun = false
    for await (const part of bytes) {
      if (!begun && part.length > 0) {
        begun = true
        const encoding = wideEncoding(part)
        if (encoding !== null) {
          decoder = decoders(encoding, false)
          found = 'UTF-16'
        }
      }
      if (decoder) {
        yield decoder.decode(part, { stream: true })
        continue
      }

      if (isPlain(part)) {
        yield decoders('utf-8', false).decode(part)
        continue
      }
      // A letter may be cut in two at the end of the part: a fatal decoder that streams takes that.
      if (isUtf8(part, decoders)) decoder = decoders('utf-8', false)
      else {
        decoder = decoders('windows-1252', false)
        found = 'Windows-1252'
      }
      yield decoder.decode(part, { stream: true })
    }
    if (decoder) yield decoder.decode()
  }
  return { chunks: chunks(), notes }
}

function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false
  return true
}

function isUtf8(bytes: Uint8Array, decoders: Decoders): boolean {
  try {
    decoders('utf-8', true).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 2048)
  const zeros = (odd: number) => head.reduce((sum, byte, i) => sum + (byte === 0 && i % 2 === odd ? 1 : 0), 0)
  const [even, odd] = [zeros(0), zeros(1)]
  if (odd > head.length * 0.4 && even < head.length * 0.05) return 'utf-16le'
  return even > head.length * 0.4 && odd < head.length * 0.05 ? 'utf-16be' : null
}
