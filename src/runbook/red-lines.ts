import { diffWords } from '../revisions/word-diff.ts'
import type { Document, GridRow, Lines, Part, Section } from './document.ts'
import type { Block, Inline } from './rich-text.ts'

/** Sections that tell of versions themselves: what is new in them is no change of the work. */
const untouched = new Set(['changed', 'edition', 'missing', 'history', 'figures'])

type Side = 'added' | 'removed'

/**
 * The document with what was said before it standing in the running text, marked as taken out, and what is new marked as put in. Leaving out the one gives the words of `after`, leaving out the other those
 * of `before`; drawings are those of `after`.
 */
export function withRedLines(before: Document, after: Document): Document {
  const sections = align(before.sections, after.sections, ({ id }) => id).flatMap(([old, now]): Section[] => {
    if (now && untouched.has(now.id)) return [now]
    if (old && untouched.has(old.id)) return []
    if (old && now) return [{ ...now, inside: betweenParts(old.inside, now.inside) }]
    if (now) return [{ ...now, inside: now.inside.map((part) => whole(part, 'added')) }]
    return old ? [{ ...old, inside: old.inside.map((part) => whole(part, 'removed')) }] : []
  })
  return { ...after, sections }
}

/** Pairs the items of two lists in order: those with the same key, and between them each alone, the old ones first. */
function align<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): [old: T | null, now: T | null][] {
  const [a, b] = [before.map(keyOf), after.map(keyOf)]
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i]![j] = a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  const pairs: [T | null, T | null][] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) pairs.push([before[i++]!, after[j++]!])
    else if (i < a.length && (j >= b.length || length[i + 1]![j]! >= length[i]![j + 1]!)) pairs.push([before[i++]!, null])
    else pairs.push([null, after[j++]!])
  }
  return pairs
}

/** As `align`, and what stands alone side by side and says much the same is one thing that was changed. */
function alignLike<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  isLike: (a: T, b: T) => boolean,
): [T | null, T | null][] {
  const pairs = align(before, after, keyOf)
  const joined: [T | null, T | null][] = []
  let at = 0
  while (at < pairs.length) {
    const gap = pairs.slice(at).findIndex(([old, now]) => old !== null && now !== null)
    const end = gap < 0 ? pairs.length : at + gap
    const olds = pairs.slice(at, end).flatMap(([old]) => (old === null ? [] : [old]))
    const news = pairs.slice(at, end).flatMap(([, now]) => (now === null ? [] : [now]))
    for (const now of news) {
      const like = olds.findIndex((old) => isLike(old, now))
      for (const old of olds.splice(0, Math.max(0, like))) joined.push([old, null])
      joined.push([like < 0 ? null : olds.shift()!, now])
    }
    for (const old of olds) joined.push([old, null])
    if (end < pairs.length) joined.push(pairs[end]!)
    at = end + 1
  }
  return joined
}

function betweenParts(before: readonly Part[], after: readonly Part[]): Part[] {
  return alignLike(before, after, keyOfPart, isLikePart).flatMap(([old, now]): Part[] => {
    if (old && now) return betweenPart(old, now)
    return now ? [whole(now, 'added')] : old && old.type !== 'picture' ? [whole(old, 'removed')] : []
  })
}

function keyOfPart(part: Part): string {
  switch (part.type) {
    case 'card':
      return `card ${part.anchor}`
    case 'title':
      return `title ${part.anchor ?? part.text}`
    case 'picture':
      return `picture ${part.id}`
    case 'facts':
      return 'facts'
    case 'grid':
      return `grid ${part.header[0]}`
    default:
      return JSON.stringify(part)
  }
}

/** Blocks of text that can be told as one with changes in it. */
function isLikePart(a: Part, b: Part): boolean {
  return a.type === b.type && ((a.type === 'paragraph' && b.type === 'paragraph' && isLike([a.inside], [b.inside])) || a.type === 'list')
}

function betweenPart(old: Part, now: Part): Part[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [now]
  if (old.type === 'card' && now.type === 'card')
    return [{ ...now, ...told(old.title, now.title), inside: betweenParts(old.inside, now.inside) }]
  if (old.type === 'title' && now.type === 'title') return [{ ...now, ...told(old.text, now.text) }]
  if (old.type === 'facts' && now.type === 'facts') {
    const rows = align(old.rows, now.rows, ([name]) => name).map(
      ([was, is]) => [is?.[0] ?? was?.[0] ?? '', betweenLines(was?.[1] ?? [], is?.[1] ?? [])] as const,
    )
    return [{ ...now, rows }]
  }
  if (old.type === 'grid' && now.type === 'grid') return [betweenGrids(old, now)]
  if (old.type === 'list' && now.type === 'list') {
    const items = alignLike(
      old.items,
      now.items,
      (item) => JSON.stringify(item),
      (a, b) => a.inside.length === 1 && b.inside.length === 1 && isLikePart(a.inside[0]!, b.inside[0]!),
    ).map(([was, is]) => ({
      checked: (is ?? was)?.checked ?? null,
      inside: betweenParts(was?.inside ?? [], is?.inside ?? []) as Block[],
    }))
    return [{ ...now, items }]
  }
  if ('inside' in old && 'inside' in now && old.type === now.type && (now.type === 'paragraph' || now.type === 'note'))
    return [{ ...now, inside: betweenInlines(old.inside as readonly Inline[], now.inside) }]
  if (now.type === 'picture') return [now]
  return [whole(old, 'removed'), whole(now, 'added')]
}

type Grid = Extract<Part, { type: 'grid' }>

/** Columns by their heading: those that only the old one had stand last. */
function betweenGrids(old: Grid, now: Grid): Grid {
  const header = [...now.header, ...old.header.filter((name) => !now.header.includes(name))]
  const cells = (grid: Grid, row: GridRow | null) => header.map((name) => row?.cells[grid.header.indexOf(name)] ?? [])
  const keyOf = ({ anchor, cells: [first] }: GridRow) => anchor ?? JSON.stringify(first)
  const isLikeRow = (a: GridRow, b: GridRow) => isLike(a.cells.flat(), b.cells.flat())
  const rows = alignLike(old.rows, now.rows, keyOf, isLikeRow).map(([was, is]) => {
    const [a, b] = [cells(old, was), cells(now, is)]
    return { anchor: is?.anchor ?? null, cells: header.map((_, column) => betweenLines(a[column] ?? [], b[column] ?? [])) }
  })
  return { ...now, header, rows }
}

function betweenLines(before: Lines, after: Lines): Lines {
  return alignLike(
    before,
    after,
    (inside) => JSON.stringify(inside),
    (a, b) => isLike([a], [b]),
  ).map(([old, now]) => betweenInlines(old ?? [], now ?? []))
}

/** Whether two texts share at least half of their letters. */
function isLike(a: Lines, b: Lines): boolean {
  const [old, now] = [a, b].map((lines) => lines.map(plain).join('\n')) as [string, string]
  if (old.length + now.length > 6000) return old === now
  const same = diffWords(old, now).reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  return 2 * same >= Math.max(old.replace(/\s/g, '').length, now.replace(/\s/g, '').length)
}

function plain(inlines: readonly Inline[]): string {
  return inlines.map((one) => ('text' in one ? one.text : 'inside' in one ? plain(one.inside) : ' ')).join('')
}

/** A text with its words as they were and as they are. A run of text is compared word by word; what is marked up, as a whole. */
function betweenInlines(before: readonly Inline[], after: readonly Inline[]): readonly Inline[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return after
  const pieces = (all: readonly Inline[]): Inline[] =>
    all.flatMap((one) => (one.type === 'text' ? wordsOf(one.text).map((text) => ({ type: 'text' as const, text })) : [one]))
  return joined(
    align(pieces(before), pieces(after), (one) => JSON.stringify(one)).map(([old, now]) =>
      old && now ? now : now ? { type: 'added', inside: [now] } : { type: 'removed', inside: old ? [leadingNowhere(old)] : [] },
    ),
  )
}

/** Where it led may be gone as well. */
function leadingNowhere(inline: Inline): Inline {
  return inline.type === 'reference' ? { type: 'text', text: inline.text } : inline
}

function wordsOf(text: string): string[] {
  return text.match(/\s*[^\s]+\s*$|\s*[^\s]+|\s+/g) ?? []
}

/** Neighbours of one kind as one run. */
function joined(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = []
  for (const one of inlines) {
    const last = result.at(-1)
    if (one.type === 'text' && last?.type === 'text') result[result.length - 1] = { type: 'text', text: last.text + one.text }
    else if ((one.type === 'added' || one.type === 'removed') && last?.type === one.type)
      result[result.length - 1] = { type: one.type, inside: joined([...last.inside, ...one.inside]) }
    else result.push(one)
  }
  return result
}

function told(before: string, after: string): { readonly told?: readonly Inline[] } {
  return before === after ? {} : { told: betweenInlines([{ type: 'text', text: before }], [{ type: 'text', text: after }]) }
}

/** A part that only one side has. */
function whole(part: Part, side: Side): Part {
  const mark = (inside: readonly Inline[]): readonly Inline[] =>
    inside.length === 0 ? [] : [{ type: side, inside: side === 'removed' ? inside.map(leadingNowhere) : inside }]
  const title = (text: string) => ({ told: mark([{ type: 'text', text }]) })
  // What is gone has no place that anything leads to: the new text may have one of that name.
  const anchor = (name: string) => (side === 'removed' ? `${name}-removed` : name)
  switch (part.type) {
    case 'card':
      return {
        ...part,
        anchor: anchor(part.anchor),
        ...title(part.title),
        inside: part.inside.flatMap((one) => (one.type === 'picture' && side === 'removed' ? [] : [whole(one, side)])),
      }
    case 'title':
      return { ...part, anchor: part.anchor && anchor(part.anchor), ...title(part.text) }
    case 'facts':
      return { ...part, rows: part.rows.map(([name, lines]) => [name, lines.map(mark)] as const) }
    case 'grid':
      return {
        ...part,
        rows: part.rows.map((row) => ({ anchor: row.anchor && anchor(row.anchor), cells: row.cells.map((lines) => lines.map(mark)) })),
      }
    case 'picture':
    case 'rule':
      return part
    case 'note':
    case 'paragraph':
    case 'heading':
      return { ...part, inside: mark(part.inside) }
    case 'quote':
      return { ...part, inside: part.inside.map((one) => whole(one, side) as Block) }
    case 'code':
      return { type: 'paragraph', inside: mark([{ type: 'code', text: part.text }]) }
    case 'list':
      return { ...part, items: part.items.map((item) => ({ ...item, inside: item.inside.map((one) => whole(one, side) as Block) })) }
    case 'table':
      return { ...part, header: part.header.map(mark), rows: part.rows.map((row) => row.map(mark)) }
  }
}
