import type { Lines } from './document.ts'
import type { Block, Inline } from './rich-text.ts'
import type { StepCard } from './runbook.ts'

/** A step with what its card says, field by field. */
export type ToldStep = { readonly step: StepCard; readonly fields: readonly Field[]; readonly blocks: readonly Block[] }

/** What a card says under one name. `row`: the number of the outcome it belongs to; null: a fact of the whole. */
export type Field = {
  readonly id: string
  readonly name: string
  readonly lines: Lines
  readonly row: number | null
}

/** What several steps share, and where they differ. */
export type Alike = {
  /** Fields that differ, by id, in the order of the card. */
  readonly differing: readonly string[]
  /** The instructions of all, with marks such as `(A)` where single words differ. */
  readonly common: readonly Block[]
  /** What the marks stand for in each step. */
  readonly blanks: readonly { readonly mark: string; readonly texts: readonly string[] }[]
  /** What only one step is told besides. */
  readonly own: readonly { readonly title: string; readonly blocks: readonly Block[] }[]
}

/** More columns than this, and a table is harder to read than the cards. */
const mostColumns = 4

/** How the steps are alike; null where they are not alike enough for one card to tell them. */
export function alikeIn(group: readonly ToldStep[]): Alike | null {
  const [first] = group
  if (!first) return null
  const differing = first.fields
    .filter(({ id, lines }) =>
      group.some(({ fields }) => JSON.stringify(fields.find((field) => field.id === id)?.lines) !== JSON.stringify(lines)),
    )
    .map(({ id }) => id)
  const told = commonBlocks(group)
  if (told === null || differing.length + told.blanks.length > mostColumns) return null
  const own = group
    .map(({ step }, index) => ({ title: step.title, blocks: told.own[index] ?? [] }))
    .filter(({ blocks }) => blocks.length > 0)
  const owned = own.reduce((sum, { blocks }) => sum + blocks.length, 0)
  if (first.blocks.length > 0 && owned > told.common.length) return null
  // Without instructions only steps that differ in where cases come from and go to are the same thing.
  if (first.blocks.length === 0 && (differing.length > 2 || differing.includes('What it is'))) return null
  return { differing, common: told.common, blanks: told.blanks, own }
}

type Common = Pick<Alike, 'common' | 'blanks'> & { readonly own: readonly (readonly Block[])[] }

/** The blocks that all have in the same place from the beginning, a few words apart or not; what some have after them is their own. */
function commonBlocks(group: readonly ToldStep[]): Common | null {
  const lists = group.map(({ blocks }) => blocks)
  const least = Math.min(...lists.map(({ length }) => length))
  const common: Block[] = []
  const blanks: { mark: string; texts: readonly string[] }[] = []
  for (let index = 0; index < least; index++) {
    const blocks = lists.flatMap((list) => list[index] ?? [])
    const mark = `(${String.fromCharCode(65 + blanks.length)})`
    const one = sameBlock(blocks, mark)
    if (one === null) break
    common.push(one.block)
    if (one.texts.length > 0) blanks.push({ mark, texts: one.texts })
  }
  if (least > 0 && common.length < least) return null
  return { common, blanks, own: lists.map((list) => list.slice(common.length)) }
}

/** One block for all: the same, or with a mark in the place of the words that differ within one run of text. */
function sameBlock(blocks: readonly Block[], mark: string): { readonly block: Block; readonly texts: readonly string[] } | null {
  const [first] = blocks
  if (!first) return null
  if (blocks.every((block) => JSON.stringify(block) === JSON.stringify(first))) return { block: first, texts: [] }
  if (first.type !== 'paragraph') return null
  const paragraphs = blocks.flatMap((block) => (block.type === 'paragraph' ? [block] : []))
  if (paragraphs.length < blocks.length || paragraphs.some(({ inside }) => inside.length !== first.inside.length)) return null
  const apart = first.inside.flatMap((inline, index) =>
    paragraphs.every(({ inside }) => JSON.stringify(inside[index]) === JSON.stringify(inline)) ? [] : [index],
  )
  const [at] = apart
  if (apart.length !== 1 || at === undefined) return null
  const runs = paragraphs.flatMap(({ inside }) => {
    const inline = inside[at]
    return inline?.type === 'text' ? [inline.text.split(' ')] : []
  })
  const parted = runs.length === blocks.length ? partWords(runs) : null
  if (parted === null) return null
  const marked: Inline[] = [
    ...text(`${parted.before} `),
    { type: 'strong', inside: [{ type: 'text', text: mark }] },
    ...text(`${parted.after}`),
  ]
  return {
    block: { type: 'paragraph', inside: [...first.inside.slice(0, at), ...marked, ...first.inside.slice(at + 1)] },
    texts: parted.texts,
  }
}

/** The words that all begin and end with, and what stands between; null where less than half is shared. */
function partWords(
  runs: readonly (readonly string[])[],
): { readonly before: string; readonly after: string; readonly texts: readonly string[] } | null {
  const [first = []] = runs
  const least = Math.min(...runs.map(({ length }) => length))
  let start = 0
  while (start < least && runs.every((run) => run[start] === first[start])) start++
  let end = 0
  while (end < least - start && runs.every((run) => run.at(-1 - end) === first.at(-1 - end))) end++
  // A mark of punctuation that all share at the end of the words stays with the sentence.
  const between = runs.map((run) => run.slice(start, run.length - end).join(' '))
  const [stop = ''] = between.map((words) => /[,:;.]$/.exec(words)?.[0] ?? '')
  const isShared = stop !== '' && between.every((words) => words.endsWith(stop))
  if (start + end < first.length / 2) return null
  const rest = first.slice(first.length - end).join(' ')
  return {
    before: first.slice(0, start).join(' '),
    after: `${isShared ? stop : ''}${rest === '' ? '' : ` ${rest}`}`,
    texts: isShared ? between.map((words) => words.slice(0, -1)) : between,
  }
}

function text(words: string): Inline[] {
  return words === '' ? [] : [{ type: 'text', text: words }]
}
