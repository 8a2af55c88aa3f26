/** Text of a file in chunks: unpacked when it is gzip, decoded as UTF-8, or as UTF-16 when it starts with that mark. `onBytes` counts what was read of the file itself. */
export async function* textChunks(file: Blob, onBytes?: (bytes: number) => void): AsyncGenerator<string> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const packed = start[0] === 0x1f && start[1] === 0x8b
  const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8'
  let bytes = 0
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        onBytes?.(bytes)
        controller.enqueue(chunk)
      },
    }),
  )
  const plain = packed ? counted.pipeThrough(new DecompressionStream('gzip')) : counted
  const reader = plain.pipeThrough(new TextDecoderStream(encoding)).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
