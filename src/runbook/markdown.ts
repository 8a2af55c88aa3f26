import { sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import { richMarkdown, table, text } from './markdown-text.ts'
import type { Figures, OutcomeRow, Reference, Runbook, StepCard, Way } from './runbook.ts'

/** The runbook as Markdown (CommonMark and GFM tables). Every typed text is escaped or read and written again, so that none breaks out of its place. */
export function writeMarkdown(runbook: Runbook): string {
  const parts = [
    `# ${text(runbook.title)}`,
    control(runbook),
    changed(runbook),
    section('Purpose and scope', [richMarkdown(runbook.purpose), ...runbook.scope.map(text)]),
    section('Map', [
      `The map is drawn in the HTML edition of this document${runbook.control.version === null ? '' : `, [${runbook.control.version}.html](${runbook.control.version}.html)`}. The step cards and tables below say the same in words.`,
    ]),
    section('Roles', [
      table(
        ['Role', 'Does', 'Needs to know', 'Vendor', 'What for'],
        runbook.roles.map((role) => [
          `**${text(role.title)}**`,
          references(role.steps),
          text(role.skills),
          text(role.vendor),
          text(role.description),
        ]),
      ),
    ]),
    section('Steps', runbook.steps.map(stepCard)),
    runbook.decisions.length === 0
      ? ''
      : section(
          'Decisions',
          runbook.decisions.flatMap(({ anchor, title, description, rows }) => [
            `${anchorTag(anchor)}### ${text(title)}`,
            richMarkdown(description),
            'The first row that holds is taken.',
            waysTable(rows),
          ]),
        ),
    section('Escalation and timers', [
      runbook.timers.length === 0
        ? 'No timers and no escalations.'
        : table(
            ['Where', 'When', 'If', 'Then to', 'Kind'],
            runbook.timers.map(({ at, when, condition, targets, kind }) => [
              reference(at),
              text(when),
              text(condition),
              references(targets),
              kind,
            ]),
          ),
    ]),
    section('Ends, notice and appeal', [
      table(
        ['End', 'Restricts somebody', 'Notice', 'Appeal', 'Meaning'],
        runbook.ends.map(({ anchor, title, restricts, notice, appeal, description }) => [
          `${anchorTag(anchor).trim()}**${text(title)}**`,
          restricts,
          text(notice),
          text(appeal),
          text(description),
        ]),
      ),
    ]),
    runbook.glossary.length === 0
      ? ''
      : section('Case attributes', [
          table(
            ['Attribute', 'Name in conditions', 'Values', 'Unless known', 'Meaning'],
            runbook.glossary.map(({ title, name, values, standard, description }) => [
              `**${text(title)}**`,
              `\`${name}\``,
              text(values),
              text(standard),
              text(description),
            ]),
          ),
        ]),
    section('Revision history', [
      runbook.history.length === 0
        ? 'Not published yet.'
        : table(
            ['Version', 'Published', 'By', 'What for'],
            runbook.history.map(({ version, published, author, message }) => [version, published, text(author), text(message)]),
          ),
    ]),
    runbook.figures === null ? '' : section('Appendix: simulated figures', figures(runbook.figures)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The appendix of simulated figures as a document of its own, beside the runbook that it belongs to. */
export function writeFiguresMarkdown(title: string, version: string | null, given: Figures): string {
  return `${[`# ${text(title)} ${version ?? '(draft)'}: simulated figures`, ...figures(given)].join('\n\n')}\n`
}

function section(title: string, paragraphs: readonly string[]): string {
  return [`## ${title}`, ...paragraphs.filter((paragraph) => paragraph !== '')].join('\n\n')
}

function control({ control: { documentId, version, status, owner, published, author, message, hashes, verify } }: Runbook): string {
  const rows: (readonly [string, string])[] = [
    ['Document', text(documentId)],
    ['Version', version ?? 'Draft'],
    ['Status', text(status)],
    ['Owner', text(owner)],
    ['Published', `${text(published)}${author === '' ? '' : ` by ${text(author)}`}`],
    ...(message === '' ? [] : [['Reason', text(message)] as const]),
    ...(hashes === null
      ? []
      : [['Hash of the meaning', `\`${hashes.meaning}\``] as const, ['Hash of the file', `\`${hashes.file}\``] as const]),
    ['To verify', text(verify)],
  ]
  return table(['Control', ''], rows)
}

function changed({ changed: changes }: Runbook): string {
  if (changes === null) return section('What changed', ['This is the first version.'])
  return section(`What changed since ${changes.since}`, [
    text(changes.summary),
    ...changes.groups.flatMap(({ title, lines }) => [`**${title}**`, lines.map((line) => `- ${text(line)}`).join('\n')]),
  ])
}

function stepCard(card: StepCard): string {
  const facts: (readonly [string, string])[] = [
    ['Who', text(sentence(card.who.join(', ')))],
    [card.byPeople ? 'When you get it' : 'When it comes', card.arrives.map(text).join(' ')],
    ['Target', text(card.target)],
    [card.byPeople ? 'If you are late' : 'If it takes long', card.late.map(text).join(' ')],
    ['Policy', card.policy.map(text).join('; ')],
    ['Group', text(card.group)],
    ['Note', card.notes.map(text).join(' ')],
  ]
  return [
    `${anchorTag(card.anchor)}### ${text(card.title)}`,
    richMarkdown(card.description),
    table(
      [card.kind, ''],
      facts.filter(([, fact]) => fact !== ''),
    ),
    card.instructions === '' ? '' : `**${card.byPeople ? 'What to do' : 'What happens'}**\n\n${richMarkdown(card.instructions)}`,
    card.outcomes.length === 0
      ? ''
      : `**${card.byPeople ? 'What you decide' : 'How it goes on'}**\n\n${table(['Outcome', 'When', 'What happens next'], card.outcomes.map(outcomeRow))}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function outcomeRow({ title, criteria, ways }: OutcomeRow): readonly string[] {
  return [`**${text(title)}**`, text(criteria), ways.length === 0 ? 'Nothing: the case stays here' : ways.map(way).join('; ')]
}

function way({ condition, targets, actions }: Way): string {
  const goes = targets.length === 0 ? 'the case stays' : `to ${references(targets)}`
  return `${condition === '' ? sentence(goes) : `${text(condition)}: ${goes}`}${actions === '' ? '' : ` (${text(actions)})`}`
}

function waysTable(rows: readonly Way[]): string {
  return table(
    ['Condition', 'Next', 'On the way'],
    rows.map(({ condition, targets, actions }) => [text(condition) || 'Always', references(targets) || 'The case stays', text(actions)]),
  )
}

function figures({ source, summary, tables, proof, hash }: Figures): string[] {
  return [
    text(source),
    ...summary.map(text),
    'After ±: half the width of the 95 % interval.',
    ...tables.flatMap(({ title, header, rows }) => [
      `**${title}**`,
      table(
        header,
        rows.map((row) => row.map(text)),
      ),
    ]),
    `Proof: ${text(proof)}`,
    `Hash of this appendix: \`${hash}\``,
  ]
}

function references(all: readonly Reference[]): string {
  return sayList(all.map(reference))
}

function reference({ text: words, anchor }: Reference): string {
  return anchor === null ? text(words) : `[${text(words)}](#${anchor})`
}

/** Our own anchors: uids are letters, digits and hyphens. */
function anchorTag(anchor: string): string {
  return `<a id="${anchor}"></a>\n\n`
}
