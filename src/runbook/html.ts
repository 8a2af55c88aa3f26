import { escapeXml, plainText } from '../exchange/escape.ts'
import { sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import { style } from './html-style.ts'
import { richHtml, text } from './html-text.ts'
import type { OutcomeRow, Reference, Runbook, StepCard, Way } from './runbook.ts'

type Section = {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly inside?: readonly (readonly [id: string, title: string])[]
}

/**
 * The runbook as one HTML file that loads nothing: its policy forbids scripts and requests, its style is within. Semantic headings, tables with headers, light and dark, print.
 * Every typed text is escaped or read and written again.
 */
export function writeHtml(runbook: Runbook): string {
  const sections = sectionsOf(runbook).filter(({ body }) => body !== '')
  const { version } = runbook.control
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(runbook.title)} ${version ?? 'draft'}: runbook</title>
<style>${style}
${furniture(runbook)}</style>
</head>
<body${version === null ? ' class="draft"' : ''}>
<header>
<p class="kicker">Runbook${version === null ? ', draft' : `, version ${version}`}</p>
<h1>${text(runbook.title)}</h1>
${control(runbook)}
</header>
<nav aria-label="Contents"><h2>Contents</h2><ol>${sections.map(contents).join('')}</ol></nav>
<main>
${sections.map(({ id, title, body }) => `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${text(title)}</h2>\n${body}\n</section>`).join('\n')}
</main>
<footer><p>${text(runbook.control.documentId)} · ${version ?? 'draft'} · ${text(runbook.control.status)}${runbook.control.hashes ? ` · ${runbook.control.hashes.meaning.slice(0, 12)}` : ''} · Printed copies are uncontrolled</p></footer>
</body>
</html>
`
}

/** What stands on every printed page, so that a loose one can be told: title, version and status above, short hash and page below. */
function furniture({ title, control: { version, status, published, hashes } }: Runbook): string {
  const above = `${title} · ${version ?? 'draft'} · ${status}`
  const below = `${version === null ? published : `Published ${published}`}${hashes ? ` · ${hashes.meaning.slice(0, 12)}` : ''} · Printed copies are uncontrolled`
  const box = (place: string, content: string) => `@${place}{content:${content};font-size:8pt;color:#444;white-space:pre-line}`
  return `@page{${box('top-left', cssString(above))}${box('bottom-left', cssString(below))}${box('bottom-right', '"Page " counter(page) " of " counter(pages)')}}`
}

/** A typed text as a string of CSS: every character that is no letter or digit by its number, so that nothing ends the string or the style. */
function cssString(typed: string): string {
  return `"${Array.from(plainText(typed), (one) => (/[\p{L}\p{N}]/u.test(one) ? one : `\\${one.codePointAt(0)?.toString(16)} `)).join('')}"`
}

function sectionsOf(runbook: Runbook): Section[] {
  const map = runbook.drawMap()
  return [
    changed(runbook),
    {
      id: 'purpose',
      title: 'Purpose and scope',
      body: richHtml(runbook.purpose) + runbook.scope.map((line) => `<p>${text(line)}</p>`).join(''),
    },
    {
      id: 'map',
      title: 'Map',
      body: `<figure class="map" style="--least:${leastWidth(map)}px" tabindex="0" role="group" aria-label="Map, scrollable">${map}</figure><p class="quiet">How to read it: ${text(runbook.mapText)}</p>`,
    },
    {
      id: 'roles',
      title: 'Roles',
      body:
        runbook.roles.length === 0
          ? ''
          : table(
              ['Role', 'Does', 'Needs to know', 'Vendor', 'What for'],
              runbook.roles.map((role) => [
                text(role.title),
                references(role.steps),
                text(role.skills),
                text(role.vendor),
                text(role.description),
              ]),
            ),
    },
    {
      id: 'steps',
      title: 'Steps',
      body: runbook.steps.map(stepCard).join('\n'),
      inside: runbook.steps.map(({ anchor, title }) => [anchor, title] as const),
    },
    {
      id: 'decisions',
      title: 'Decisions',
      inside: runbook.decisions.map(({ anchor, title }) => [anchor, title] as const),
      body: runbook.decisions
        .map(
          ({ anchor, title, description, rows }) =>
            `<article id="${anchor}"><h3>${text(title)}</h3>${richHtml(description)}<p class="quiet">The first row that holds is taken.</p>${table(
              ['Condition', 'Next', 'On the way'],
              rows.map((row) => [text(row.condition) || 'Always', references(row.targets) || 'The case stays', text(row.actions)]),
            )}</article>`,
        )
        .join('\n'),
    },
    {
      id: 'timers',
      title: 'Escalation and timers',
      body:
        runbook.timers.length === 0
          ? '<p>No timers and no escalations.</p>'
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
    },
    {
      id: 'ends',
      title: 'Ends, notice and appeal',
      body:
        runbook.ends.length === 0
          ? ''
          : table(
              ['End', 'Restricts somebody', 'Notice', 'Appeal', 'Meaning'],
              runbook.ends.map(({ title, restricts, notice, appeal, description }) => [
                text(title),
                restricts,
                text(notice),
                text(appeal),
                text(description),
              ]),
              runbook.ends.map(({ anchor }) => anchor),
            ),
    },
    {
      id: 'attributes',
      title: 'Case attributes',
      body:
        runbook.glossary.length === 0
          ? ''
          : table(
              ['Attribute', 'Name in conditions', 'Values', 'Unless known', 'Meaning'],
              runbook.glossary.map(({ title, name, values, standard, description }) => [
                text(title),
                `<code>${escapeXml(name)}</code>`,
                text(values),
                text(standard),
                text(description),
              ]),
            ),
    },
    {
      id: 'history',
      title: 'Revision history',
      body:
        runbook.history.length === 0
          ? '<p>Not published yet.</p>'
          : table(
              ['Version', 'Published', 'By', 'What for'],
              runbook.history.map(({ version, published, author, message }) => [version, published, text(author), text(message)]),
            ),
    },
    { id: 'figures', title: 'Appendix: simulated figures', body: figures(runbook) },
  ]
}

function contents({ id, title, inside = [] }: Section): string {
  const deeper =
    inside.length === 0 ? '' : `<ol>${inside.map(([anchor, words]) => `<li><a href="#${anchor}">${text(words)}</a></li>`).join('')}</ol>`
  return `<li><a href="#${id}">${text(title)}</a>${deeper}</li>`
}

function control({ control: { documentId, version, status, owner, published, author, message, hashes, verify } }: Runbook): string {
  const row = (term: string, fact: string, kind = '') => `<div${kind}><dt>${term}</dt><dd>${fact}</dd></div>`
  return `<dl class="control">${[
    row('Document', text(documentId)),
    row('Version', version ?? 'Draft'),
    row('Status', `<strong>${text(status)}</strong>`),
    row('Owner', text(owner)),
    row('Published', `${text(published)}${author === '' ? '' : ` by ${text(author)}`}`),
    message === '' ? '' : row('Reason', text(message), ' class="wide"'),
    hashes
      ? row('Hash of the meaning', `<code>${hashes.meaning}</code>`, ' class="wide"') +
        row('Hash of the file', `<code>${hashes.file}</code>`, ' class="wide"')
      : '',
    row('To verify', text(verify), ' class="wide"'),
  ].join('')}</dl>`
}

function changed({ changed: changes }: Runbook): Section {
  if (changes === null) return { id: 'changed', title: 'What changed', body: '<p>This is the first version.</p>' }
  const groups = changes.groups.map(
    ({ title, lines }) => `<h3>${text(title)}</h3><ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
  )
  return { id: 'changed', title: `What changed since ${changes.since}`, body: `<p>${text(changes.summary)}</p>${groups.join('')}` }
}

function stepCard(card: StepCard): string {
  const list = (items: readonly string[]) =>
    items.length < 2 ? items.map(text).join('') : `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`
  const facts: (readonly [string, string])[] = [
    ['Who', text(sentence(card.who.join(', ')))],
    [card.byPeople ? 'When you get it' : 'When it comes', list(card.arrives)],
    ['Target', text(card.target)],
    [card.byPeople ? 'If you are late' : 'If it takes long', list(card.late)],
    ['Policy', card.policy.map(text).join('<br>')],
    ['Group', text(card.group)],
    ['Note', list(card.notes)],
  ]
  return `<article class="step" id="${card.anchor}"><h3>${text(card.title)} <span class="kind">${card.kind}</span></h3>
${richHtml(card.description)}<dl>${facts
    .filter(([, fact]) => fact !== '')
    .map(([term, fact]) => `<div><dt>${term}</dt><dd>${fact}</dd></div>`)
    .join('')}</dl>
${card.instructions === '' ? '' : `<h4>${card.byPeople ? 'What to do' : 'What happens'}</h4><div class="instructions">${richHtml(card.instructions)}</div>`}
${card.outcomes.length === 0 ? '' : `<h4>${card.byPeople ? 'What you decide' : 'How it goes on'}</h4>${table(['Outcome', 'When', 'What happens next'], card.outcomes.map(outcomeRow))}`}
</article>`
}

function outcomeRow({ title, criteria, ways }: OutcomeRow): readonly string[] {
  return [text(title), text(criteria), ways.length === 0 ? 'Nothing: the case stays here' : ways.map(way).join('<br>')]
}

function way({ condition, targets, actions }: Way): string {
  const goes = targets.length === 0 ? 'the case stays' : `to ${references(targets)}`
  return `${condition === '' ? sentence(goes) : `${text(condition)}: ${goes}`}${actions === '' ? '' : ` <span class="quiet">(${text(actions)})</span>`}`
}

function figures({ figures: simulated }: Runbook): string {
  if (simulated === null) return ''
  const tables = simulated.tables.map(
    ({ title, header, rows }) =>
      `<h3>${text(title)}</h3>${table(
        header,
        rows.map((row) => row.map(text)),
        undefined,
        'figures',
      )}`,
  )
  return `<p>${text(simulated.source)}</p>${simulated.summary.map((line) => `<p>${text(line)}</p>`).join('')}<p class="quiet">After ±: half the width of the 95 % interval.</p>${tables.join('')}<p class="quiet proof">${text(simulated.proof)}</p><p class="quiet proof">Hash of this appendix: ${simulated.hash}</p>`
}

/** A table of ready HTML; the first cell of a row heads it, a column in which no row says anything is left out. `anchors`: an id for each row. */
function table(header: readonly string[], rows: readonly (readonly string[])[], anchors: readonly string[] = [], kind = ''): string {
  const kept = header.map((_, column) => column === 0 || rows.some((row) => (row[column] ?? '') !== ''))
  const titles = header.filter((_, column) => kept[column])
  const body = rows
    .map((row) => row.filter((_, column) => kept[column]))
    .map(
      (cells, index) =>
        `<tr${anchors[index] === undefined ? '' : ` id="${anchors[index]}"`}>${cells.map((cell, column) => (column === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join('')}</tr>`,
    )
  return `<div class="table" tabindex="0" role="group" aria-label="${escapeXml(titles.join(', '))}"><table${kind === '' ? '' : ` class="${kind}"`}><thead><tr>${titles.map((cell) => `<th scope="col">${escapeXml(cell)}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

function references(all: readonly Reference[]): string {
  return sayList(all.map(reference))
}

function reference({ text: words, anchor }: Reference): string {
  return anchor === null ? text(words) : `<a href="#${anchor}">${text(words)}</a>`
}

/** The least width in pixels at which the map's text can still be read: below, it scrolls. */
function leastWidth(map: string): number {
  const [, width = '0'] = /^<svg[^>]* width="(\d+)"/.exec(map) ?? []
  return Math.round(Number(width) * 0.72)
}
