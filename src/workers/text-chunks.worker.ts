import { claimedSize, refuseBomb } from '../history/unpacking.ts'

/** How much of a file's text has been taken: bytes of it, unpacked, and of how many; null where that is not known. */
export type TextRead = { readonly bytes: number; readonly total: number | null }

/** A file, or several of one log that were brought together. */
export type HistoryFile = Blob | readonly File[]

/** Bytes that are read of the file at a time: little is read ahead, so that what is counted has been taken. */
const piece = 65_536

/**
 * Bytes of a file in pieces, unpacked when it is gzip.
 * Throws a HistoryError for a small file that unpacks without end.
 */
export async function* byteChunks(file: Blob, onRead?: (read: TextRead) => void): AsyncGenerator<Uint8Array> {
  const start = await bytesOf(file, 0, 2)
  const packed = start[0] === 0x1f && start[1] === 0x8b
  const total = packed ? claimedSize(await bytesOf(file, file.size - 4, file.size), file.size) : file.size
  if (packed && total !== null) refuseBomb({ packed: file.size, unpacked: total, size: null })
  let [taken, bytes] = [0, 0]
  const pieces = piecesOf(file, (read) => (taken = read))
  const plain = packed ? pieces.pipeThrough(new DecompressionStream('gzip')) : pieces
  const counted = plain.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (packed) refuseBomb({ packed: taken, unpacked: bytes, size: file.size })
        onRead?.({ bytes, total: total !== null && bytes <= total ? total : null })
        controller.enqueue(chunk)
      },
    }),
  )
  const reader = counted.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(Math.max(0, from), to).arrayBuffer())
}

/** The file's bytes piece by piece, each read when it is asked for. */
function piecesOf(file: Blob, onTaken: (bytes: number) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const chunk = await bytesOf(file, at, at + piece)
        at += chunk.length
        onTaken(at)
        if (chunk.length === 0) controller.close()
        else controller.enqueue(chunk)
      },
    },
    { highWaterMark: 0 },
  )
}
