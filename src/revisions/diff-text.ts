import type { Change, Channel, Diff } from './change.ts'
import { escapeMarkdown } from './escape-markdown.ts'
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
  for (const { title, changes } of groupChanges(diff.changes)) {
    lines.push('', title)
    for (const change of changes)
      lines.push(
        `${change.cause ? '    ' : '  '}${changeGlyphs[change.kind]} ${oneLine(change.text)}${change.breaking ? '  [breaking]' : ''}`,
      )
  }
  if (diff.impact) lines.push('', 'Measured effect', ...diff.impact.text.map((text) => `  ${oneLine(text)}`))
  return `${lines.join('\n')}\n`
}

/** The diff as Markdown; every text is escaped, so that nothing typed in a workflow becomes markup. */
export function writeDiffMarkdown(diff: Diff): string {
  const lines = [`## ${escapeMarkdown(diff.base)} → ${escapeMarkdown(diff.head)}`, '', escapeMarkdown(summariseDiff(diff))]
  for (const { title, changes } of groupChanges(diff.changes)) {
    lines.push('', `### ${title}`, '')
    for (const change of changes) {
      const text = `${change.kind}: ${escapeMarkdown(sentence(oneLine(change.text)))}${change.breaking ? ' (breaking)' : ''}`
      lines.push(`${change.cause ? '  ' : ''}- ${text}`)
    }
  }
  if (diff.impact) lines.push('', '### Measured effect', '', ...diff.impact.text.map((text) => `- ${escapeMarkdown(oneLine(text))}`))
  return `${lines.join('\n')}\n`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
