import { expect, test } from 'vitest'
import { byteChunks, type TextRead } from '../../src/workers/text-chunks.worker.ts'

const row = '1,Review,2026-01-05T09:00:00,2026-01-05T09:05:00\n'

async function packed(text: string): Promise<Blob> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
}

/** What went wrong, and how much text came before. */
async function taken(file: Blob): Promise<{ text: number; last: TextRead; failure: unknown }> {
  let text = 0
  let last: TextRead = { bytes: 0, total: null }
  try {
    for await (const chunk of byteChunks(file, (read) => (last = read))) text += chunk.length
  } catch (error) {
    return { text, last, failure: error }
  }
  return { text, last, failure: null }
}

test('a page refuses a bomb: by what its end claims before anything is unpacked, and by what comes out of it', async () => {
  const part = await packed(row.repeat(500_000))
  const claims = new Blob([(await packed(row.repeat(1000))).slice(0, -4), Uint8Array.of(0, 0, 0, 0x80)])
  expect(await taken(claims)).toMatchObject({
    text: 0,
    failure: { message: expect.stringMatching(/unpacks to .* times its size/) as string },
  })
  // What follows is never reached: by then some twenty megabytes have come out of a hundredth of the file.
  const silent = new Blob([part, new Uint8Array(10_000_000)])
  const found = await taken(silent)
  expect(found.failure).toMatchObject({ message: expect.stringMatching(/unpacks to .* times its size/) as string })
  expect(found.text).toBeLessThan(25_000_000)
})

test('progress counts the bytes of text that were taken, of all where the end says how many', async () => {
  const text = row.repeat(20_000)
  for (const file of [new Blob([text]), await packed(text)])
    expect(await taken(file)).toEqual({ text: text.length, last: { bytes: text.length, total: text.length }, failure: null })
})
