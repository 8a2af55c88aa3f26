import { profileHistory } from '../../history/profile.ts'
import { rowsAside } from '../../history/rows-behind.ts'
import type { Command } from '../command.ts'
import { inWords as questionInWords, loadHistory, mostFiles } from '../history.ts'
import { parse } from '../input.ts'
import { print, printJson, writeOut } from '../output.ts'
import { table } from '../table.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatCount, formatShare } from '../../words/number.ts'
import { csvOf } from '../../workflow/csv.ts'

const usage = 'profile HISTORY… [--map FILE] [--write-map FILE] [--aside FILE] [--large] [--json]'

/** What is in a history. */
export const profile: Command = {
  usage,
  summary:
    'Says what is in a history (several files are read as one log): columns, demand, mix, handle times, waits, gaps, suspicious rows.',
  flags: [
    ['--write-map FILE', 'writes how it was read as a mapping file, to be edited and given again'],
    ['--aside FILE', 'writes the rows that are not used as CSV: line, reason, what is wrong, text'],
    ['--large', 'reads a packed history however far it unpacks'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      map: { type: 'string' },
      'write-map': { type: 'string' },
      aside: { type: 'string' },
      large: { type: 'boolean' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: mostFiles })
    const history = await loadHistory(positionals, values, signal, {
      telling: false,
      ...(values.json ? { onQuestions: (questions) => printJson({ questions }) } : {}),
    })
    if (values.aside !== undefined) await writeOut(values.aside, csvOf(rowsAside(history)))
    const found = profileHistory(history)
    if (values['write-map'] !== undefined) await writeOut(values['write-map'], `${JSON.stringify(found.mapping, null, 2)}\n`)
    if (values.json) await printJson(found)
    else await print(inWords(found))
    return 0
  },
}

/** The commonest ways of cases, with how many there are. */
function waysInWords({ ways, commonest }: ReturnType<typeof profileHistory>['variants']): string[] {
  if (ways === 0) return []
  const shown = commonest
    .slice(0, 5)
    .map(({ steps, share, leadTime }) => [
      formatShare(share),
      leadTime === null ? '–' : formatMeasured(leadTime),
      steps.length > 12 ? `${steps.slice(0, 12).join(' → ')} → … (${formatCount(steps.length)})` : steps.join(' → '),
    ])
  return [table(['cases', 'lead p50', `way (${formatCount(ways)} in all)`], shown), '']
}

function inWords(found: ReturnType<typeof profileHistory>): string {
  const activities = found.activities.map(({ name, rows, handle, wait }) => [
    name,
    formatCount(rows),
    handle ? formatMeasured(handle.p50) : '–',
    handle ? formatMeasured(handle.p90) : '–',
    wait ? formatMeasured(wait.p50) : '–',
    wait ? formatMeasured(wait.p90) : '–',
  ])
  return [
    `${formatCount(found.rows)} rows, ${formatCount(found.cases)} cases, ${found.period.from} to ${found.period.to} (${found.timezone})`,
    `Columns: ${found.columns.map(({ header, role }) => (role ? `${header} = ${role}` : header)).join(', ')}`,
    `Mix: ${
      found.mix
        .slice(0, 12)
        .map(({ value, share }) => `${value || '(empty)'} ${formatShare(share)}`)
        .join(', ') || 'no category column'
    }`,
    '',
    table(['activity', 'rows', 'handle p50', 'p90', 'wait p50', 'p90'], activities),
    '',
    ...waysInWords(found.variants),
    ...found.suspicions.map(({ text }) => `! ${text}`),
    ...found.notes,
    ...found.questions.map((question) => `? ${questionInWords(question)}`),
  ].join('\n')
}
