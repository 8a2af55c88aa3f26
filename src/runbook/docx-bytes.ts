import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** The moment that stands for all others within the file: the smallest that a zip can say. */
const moment = '1980-01-01T00:00:00Z'

/**
 * A Word file without what the clock and chance put into it: its moments are that of the publication (`2025-09-22 08:00 UTC`; a fixed one where it says none), the names of its links and the numbers of
 * bookmarks and drawings follow their order. The same content gives the same bytes.
 */
export function withoutChance(file: Uint8Array, published: string): Uint8Array {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC$/.exec(published) ?? []
  const at = day === undefined ? moment : `${day}T${time}:00Z`
  const links = new Map<string, string>()
  const named = (id: string) => {
    const known = links.get(id) ?? `rIdLink${links.size + 1}`
    links.set(id, known)
    return known
  }
  const files = Object.entries(unzipSync(file)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const settled = files.map(([path, bytes]): [string, Uint8Array] => {
    if (!/\.(xml|rels)$/.test(path)) return [path, bytes]
    const text = strFromU8(bytes)
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at}`)
      .replace(/\brId(?!Link)[\w-]{12,}/g, named)
    return [path, strToU8(renumber(text))]
  })
  return zipSync(Object.fromEntries(settled), { level: 6, mtime: new Date(1980, 0, 1) })
}

/** Bookmarks, places of the list of contents and drawings are numbered from one in each part of the file. */
function renumber(xml: string): string {
  const marks = new Map<string, number>()
  const numberOf = (id: string) => {
    const known = marks.get(id) ?? marks.size + 1
    marks.set(id, known)
    return known
  }
  const headings = new Map<string, number>()
  const headingOf = (id: string) => {
    const known = headings.get(id) ?? headings.size + 1
    headings.set(id, known)
    return `_Toc${known}`
  }
  let drawings = 0
  return xml
    .replace(/\b_Toc\d+/g, headingOf)
    .replace(
      /(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\w+)(")/g,
      (_, before: string, id: string, after: string) => `${before}${numberOf(id)}${after}`,
    )
    .replace(/(<wp:docPr\b[^>]*?\bid=")(\w+)(")/g, (_, before: string, __: string, after: string) => `${before}${++drawings}${after}`)
}
