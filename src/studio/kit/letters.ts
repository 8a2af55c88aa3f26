import latin from '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2?url'
import latinExt from '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2?url'

/** The family under which documents of Gemba ask for the product's typeface. */
const family = 'Source Sans 3 Variable'
const parts = [
  {
    file: latin,
    unicodeRange:
      'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212, U+2215',
  },
  {
    file: latinExt,
    unicodeRange:
      'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2C60-2C7F, U+A720-A7FF',
  },
]

/**
 * Lends the product's typeface to a document shown in a frame, which may load nothing itself: not a byte of the document changes, so that what is read is what
 * is downloaded. Where the font cannot be had, the document's next family stands.
 */
export async function lendLetters(frame: Window & typeof globalThis): Promise<void> {
  await Promise.all(
    parts.map(async ({ file, unicodeRange }) => {
      const bytes = await (await fetch(file)).arrayBuffer()
      const face = new frame.FontFace(family, bytes, { weight: '200 900', unicodeRange })
      frame.document.fonts.add(await face.load())
    }),
  ).catch(() => {})
}
