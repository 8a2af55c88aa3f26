import { sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import { facts, grid, type Lines, line, linesOf, type Part, type Picture } from './document.ts'
import { type Alike, alikeIn, type Field, type ToldStep } from './alike.ts'
import { wayInline } from './inlines.ts'
import { underTitle } from './prose.ts'
import { type Block, readRichText } from './rich-text.ts'
import type { StepCard } from './runbook.ts'

/** Draws where a card stands in the workflow: the steps with these anchors, what leads to them, where they lead. */
export type DrawAround = (anchors: readonly string[]) => Picture

/** The cards of the steps in reading order. Steps that are equal but for a few fields are one card, with a table of where they differ. */
export function composeCards(steps: readonly StepCard[], around: DrawAround): Part[] {
  const told = steps.map((step) => ({ step, fields: fieldsOf(step), blocks: readRichText(step.instructions) }))
  const left = new Set(told)
  return told.flatMap((first): Part[] => {
    if (!left.has(first)) return []
    let group = [first]
    for (const other of left) {
      if (other === first || !isSameKind(first.step, other.step)) continue
      if (alikeIn([...group, other]) !== null) group.push(other)
    }
    // Two that have no words in common but the names of their outcomes are told apart sooner than looked up.
    if (group.length === 2 && first.blocks.length === 0) group = [first]
    for (const one of group) left.delete(one)
    const alike = group.length > 1 ? alikeIn(group) : null
    const anchors = group.map(({ step }) => step.anchor)
    return [alike === null ? cardOf(first, around(anchors)) : commonCard(group, alike, around(anchors))]
  })
}

function isSameKind(a: StepCard, b: StepCard): boolean {
  const outcomes = (card: StepCard) => card.outcomes.map(({ title }) => title).join('\n')
  return (
    a.kind === b.kind &&
    a.byPeople === b.byPeople &&
    a.group === b.group &&
    outcomes(a) === outcomes(b) &&
    a.guide.fallback === b.guide.fallback
  )
}

function fieldsOf(card: StepCard): Field[] {
  const fact = (name: string, lines: Lines): Field => ({ id: name, name, lines, row: null })
  const before = (title: string) => (card.outcomes.length === 1 ? '' : `${title}: `)
  return [
    fact('What it is', card.description === '' ? [] : linesOf([card.description.replace(/\s+/g, ' ')])),
    fact('Who', linesOf([sentence(card.who.join(', '))])),
    fact(card.byPeople ? 'When you get it' : 'When it comes', linesOf(card.arrives)),
    fact('Target', linesOf([card.target])),
    fact(card.byPeople ? 'If you are late' : 'If it takes long', linesOf(card.late)),
    fact('Policy', linesOf(card.policy)),
    fact('Group', linesOf([card.group])),
    fact('Note', linesOf(card.notes)),
    ...guideFields(card),
    ...card.outcomes.flatMap(({ title, criteria, ways }, row): Field[] => [
      { id: `when ${row}`, name: `${before(title)}when`, lines: linesOf([criteria]), row },
      {
        id: `next ${row}`,
        name: sentence(`${before(title)}what happens next`),
        lines: ways.length === 0 ? linesOf(['Nothing: the case stays here']) : ways.map(wayInline),
        row,
      },
    ]),
  ]
}

/** What the guide of a step says, in the words of who does it. What answers for whom stands with the roles. */
function guideFields({ guide, byPeople }: StepCard): Field[] {
  const { alone = [], ask = [], fourEyes = '', clock, evidence = [], records = [], mistakes = [], exposure } = guide
  const exposures = { low: 'Little disturbing material', medium: 'Some disturbing material', high: 'Much disturbing material' }
  const clockLines = clock
    ? [`Starts: ${clock.starts}`, ...(clock.pauses ?? []).map((pause) => `Pauses: ${pause}`), `Stops: ${clock.stops}`]
    : []
  const rows: readonly (readonly [name: string, texts: readonly string[]])[] = [
    ['Exposure', exposure === undefined ? [] : [exposures[exposure]]],
    [byPeople ? 'You decide alone' : 'Decided here', alone],
    ['Ask first', ask],
    ['Four eyes', [fourEyes]],
    ['Keep', evidence],
    ['Write down', records],
    ['Often wrong', mistakes],
    ['Clock', clockLines],
  ]
  return rows.map(([name, texts]) => ({ id: name, name, lines: linesOf(texts), row: null }))
}

function cardOf({ step, fields, blocks }: ToldStep, picture: Picture): Part {
  return {
    type: 'card',
    anchor: step.anchor,
    title: step.title,
    kind: step.kind,
    inside: [
      ...readRichText(step.description),
      ...facts(fields.filter(({ row, id }) => row === null && id !== 'What it is').map(({ name, lines }) => [name, lines])),
      ...doing(step, blocks),
      ...deciding(step, fields, () => null),
      ...underTitle('While the tool is out', step.guide.fallback),
      picture,
    ],
  }
}

/** One card for several steps: what they share, then where they differ, a row for each. */
function commonCard(group: readonly ToldStep[], { differing, common, own, blanks }: Alike, picture: Picture): Part {
  const [first] = group
  if (!first) throw new Error('A card is of at least one step.')
  const titles = group.map(({ step }) => step.title)
  const isShared = (id: string) => !differing.includes(id)
  const fieldIn = ({ fields }: ToldStep, id: string) => fields.find((field) => field.id === id)
  const differs = grid(
    ['Step', ...differing.map((id) => fieldIn(first, id)?.name ?? id), ...blanks.map(({ mark }) => `${mark} is`)],
    group.map((told, index) => ({
      anchor: told.step.anchor,
      cells: [
        linesOf([told.step.title]),
        ...differing.map((id) => fieldIn(told, id)?.lines ?? []),
        ...blanks.map(({ texts }) => linesOf([texts[index] ?? ''])),
      ],
    })),
  )
  return {
    type: 'card',
    anchor: `${first.step.anchor}-and-others`,
    title: titles.length < 4 ? sayList(titles) : `${titles[0]} and ${titles.length - 1} steps like it`,
    kind: first.step.kind,
    inside: [
      ...(isShared('What it is') ? readRichText(first.step.description) : []),
      ...facts(
        first.fields.filter(({ row, id }) => row === null && id !== 'What it is' && isShared(id)).map(({ name, lines }) => [name, lines]),
      ),
      { type: 'title', level: 4, text: 'Where they differ', anchor: null },
      ...differs,
      ...doing(first.step, common),
      ...own.flatMap(({ title, blocks }): Part[] => [{ type: 'title', level: 4, text: `Only in ${title}`, anchor: null }, ...blocks]),
      ...deciding(first.step, first.fields, (id) => (isShared(id) ? null : linesOf(['see the table above']))),
      ...underTitle('While the tool is out', first.step.guide.fallback),
      picture,
    ],
  }
}

function doing({ byPeople }: StepCard, blocks: readonly Block[]): Part[] {
  return blocks.length === 0 ? [] : [{ type: 'title', level: 4, text: byPeople ? 'What to do' : 'What happens', anchor: null }, ...blocks]
}

function deciding({ byPeople, outcomes }: StepCard, fields: readonly Field[], instead: (id: string) => Lines | null): Part[] {
  if (outcomes.length === 0) return []
  const cell = (id: string) => instead(id) ?? fields.find((field) => field.id === id)?.lines ?? []
  return [
    { type: 'title', level: 4, text: byPeople ? 'What you decide' : 'How it goes on', anchor: null },
    ...grid(
      ['Outcome', 'When', 'What happens next'],
      outcomes.map(({ title }, row) => ({ anchor: null, cells: [[line(title)], cell(`when ${row}`), cell(`next ${row}`)] })),
    ),
  ]
}
