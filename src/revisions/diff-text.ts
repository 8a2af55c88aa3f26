import type { Change, Channel, Diff, Impact, RuleJudged } from './change.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { sayList } from '../words/list.ts'
import { count, sentence } from './say.ts'

/** The reader's name of each channel, in the order of reading. */
const channelTitles: Readonly<Record<Channel, string>> = {
  behaviour: 'Behaviour',
  operations: 'Operations',
  policy: 'Policy and texts',
  layout: 'Layout',
}

/** The mark of each kind of change, so that hue is never alone. */
export const changeGlyphs: Readonly<Record<Change['kind'], string>> = { added: '+', removed: '−', changed: '~', moved: '→', renamed: '✎' }

/** Changes by channel in reading order, without empty channels; what follows from another change comes right after it. */
export function groupChanges(
  changes: readonly Change[],
): { readonly channel: Channel; readonly title: string; readonly changes: Change[] }[] {
  return (Object.keys(channelTitles) as Channel[])
    .map((channel) => {
      const own = changes.filter((change) => change.channel === channel)
      const ids = new Set(own.map(({ id }) => id))
      const follow = (change: Change): Change[] => [change, ...own.filter(({ cause }) => cause === change.id).flatMap(follow)]
      return {
        channel,
        title: channelTitles[channel],
        changes: own.filter(({ cause }) => cause === undefined || !ids.has(cause)).flatMap(follow),
      }
    })
    .filter((group) => group.changes.length > 0)
}

/** A change as one line, or the same change in several places as one; `id` is that of the first. */
export type ChangeLine = Pick<Change, 'id' | 'kind' | 'text' | 'breaking'> & {
  readonly isCaused: boolean
  readonly changes: readonly Change[]
}

/** The lines of a group: equal changes of the same field in many places, where the text names its place, are told once with all places. */
export function linesOf(changes: readonly Change[]): ChangeLine[] {
  const keyOf = (change: Change) => {
    const { kind, field, before, after, text, place, id } = change
    const name = nameIn(change)
    return place.kind === 'state' && field !== '' && !field.endsWith('order') && name !== null
      ? JSON.stringify([kind, field, before, after, text.replace(name, '')])
      : id
  }
  const groups = new Map<string, Change[]>()
  for (const change of changes) groups.set(keyOf(change), [...(groups.get(keyOf(change)) ?? []), change])
  return [...groups.values()].flatMap((many) => {
    const [first] = many
    if (!first) return []
    const text =
      many.length === 1
        ? first.text
        : first.text.replace(nameIn(first) ?? first.where, () => sayList(many.map((one) => nameIn(one) ?? one.where)))
    const breaking = many.some((change) => change.breaking)
    return [{ id: first.id, kind: first.kind, text, breaking, isCaused: first.cause !== undefined, changes: many }]
  })
}

/** What the text calls the state that it is about; null where it does not name it. An outcome's own title does not count. */
function nameIn({ where, field, text }: Change): string | null {
  const parts = where.split(' › ')
  return (field.startsWith('step.outcomes.') ? parts.slice(0, -1) : parts).findLast((part) => text.includes(part)) ?? null
}

/** One line on the whole: `12 changes from 1.0.0 to draft: 8 behaviour, 4 policy and texts. Suggested version 2.0.0.` */
export function summariseDiff(diff: Diff): string {
  if (diff.changes.length === 0) return `No difference between ${diff.base} and ${diff.head}.`
  const parts = groupChanges(diff.changes).map(({ title, changes }) => `${title.toLowerCase()} ${changes.length}`)
  const version = diff.version.suggested === null ? '' : ` Suggested version: ${diff.version.suggested}.`
  return `${count(diff.changes.length, 'change')} from ${diff.base} to ${diff.head}: ${parts.join(', ')}.${version}`
}

/** The diff for a terminal. */
export function writeDiffText(diff: Diff): string {
  const lines = [summariseDiff(diff)]
  if (diff.warnings?.length) lines.push('', warningsHeading, ...diff.warnings.map(({ text }) => `  ! ${oneLine(text)}`))
  if (diff.rules?.length)
    lines.push('', rulesHeading, ...diff.rules.map((rule) => `  ${rule.head === 'holds' ? '✓' : '!'} ${oneLine(sayJudged(rule))}`))
  for (const { title, changes } of groupChanges(diff.changes)) {
    lines.push('', title)
    for (const change of linesOf(changes))
      lines.push(
        `${change.isCaused ? '    ' : '  '}${changeGlyphs[change.kind]} ${oneLine(change.text)}${change.breaking ? '  [breaking]' : ''}`,
      )
  }
  if (diff.impact) lines.push('', 'Measured effect', ...diff.impact.text.map((text) => `  ${oneLine(text)}`))
  if (diff.impact?.edits) lines.push('', 'Each edit beside all others', ...diff.impact.edits.map(({ text }) => `  ${oneLine(text)}`))
  if (diff.impact) lines.push('', trustHeading, `  ${oneLine(trustWords(diff.impact))}`)
  return `${lines.join('\n')}\n`
}

/** The diff as Markdown; every text is escaped, so that nothing typed in a workflow becomes markup. */
export function writeDiffMarkdown(diff: Diff): string {
  const lines = [`## ${escapeMarkdown(diff.base)} → ${escapeMarkdown(diff.head)}`, '', escapeMarkdown(summariseDiff(diff))]
  if (diff.warnings?.length) lines.push('', `### ${warningsHeading}`, '', ...listed(diff.warnings.map(({ text }) => text)))
  if (diff.rules?.length) lines.push('', `### ${rulesHeading}`, '', ...listed(diff.rules.map(sayJudged)))
  for (const { title, changes } of groupChanges(diff.changes)) {
    lines.push('', `### ${title}`, '')
    for (const change of linesOf(changes)) {
      const text = `${change.kind}: ${escapeMarkdown(sentence(oneLine(change.text)))}${change.breaking ? ' (breaking)' : ''}`
      lines.push(`${change.isCaused ? '  ' : ''}- ${text}`)
    }
  }
  if (diff.impact) lines.push('', '### Measured effect', '', ...listed(diff.impact.text))
  if (diff.impact?.edits) lines.push('', '### Each edit beside all others', '', ...listed(diff.impact.edits.map(({ text }) => text)))
  if (diff.impact) lines.push('', `### ${trustHeading}`, '', escapeMarkdown(oneLine(trustWords(diff.impact))))
  return `${lines.join('\n')}\n`
}

/** What stands above the safety rules. */
export const rulesHeading = 'Safety rules'

/** A judged rule in words: `No longer holds: every restriction has …. The shortest way against it: …`. */
export function sayJudged({ says, base, head, text, blocks }: RuleJudged): string {
  const outcome = { holds: 'Holds', broken: base === 'holds' ? 'No longer holds' : 'Is broken', undecided: 'Undecided' }[head]
  return `${outcome}: ${says}.${head === 'holds' ? '' : ` ${text}${blocks ? ' It stands against publishing.' : ''}`}`
}

/** What stands above the warnings. */
export const warningsHeading = 'Look at this first'

/** What stands above the words on what may be believed of an effect. */
export const trustHeading = 'How far to trust it'

/** What may be believed of the scenario that an effect was measured in; an effect of before does not say. */
export function trustWords({ trust }: Impact): string {
  return trust ?? 'Whether its scenario was measured against history was not written down with this effect.'
}

function listed(texts: readonly string[]): string[] {
  return texts.map((text) => `- ${escapeMarkdown(oneLine(text))}`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
