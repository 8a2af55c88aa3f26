/*
 * `npm run backtest`: calibrates on the first part of each of six public logs, foretells the rest, and writes the table of docs/calibration.md.
 *
 *   npm run backtest [-- --log NAME] [--replications 10] [--dry]     one log alone; the rows of the others stay as they were measured last. --dry: the table is only printed
 *
 * Every log goes the same way, by `gemba backtest LOG --json`, with no setting of its own; two run at a time. The logs are not part of the repository
 * (their licences are not settled): they are looked for in ../shared/data/logs, or in GEMBA_LOGS.
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import './setup.mjs'

const path = (place) => fileURLToPath(new URL(place, import.meta.url))
const logs = [
  ['loanapp_synthetic', 'LoanApp'],
  ['p2p_purchasing_synthetic', 'P2P'],
  ['bpic2012_w', 'BPIC 2012 W'],
  ['helpdesk_italian', 'help desk'],
  ['wiki_moderation_2013_10pct', 'Wikipedia'],
  ['callcentre_1999_jan_feb', 'call centre'],
]
/** Column, key of `--json`, and how it is written. */
const columns = [
  ['NGD', 'ngram', 'share'],
  ['CED', 'circadian', 'hours'],
  ['CWD', 'workforce', 'hours'],
  ['RED', 'relativeEvents', 'hours'],
  ['CTD', 'leadTimes', 'hours'],
  ['mean %', 'meanLeadTime', 'error'],
  ['p50 %', 'medianLeadTime', 'error'],
  ['p90 %', 'p90LeadTime', 'error'],
  ['p95 %', 'p95LeadTime', 'error'],
  ['busy %', 'busyHours', 'error'],
  ['thr', 'weeklyThroughput', 'share'],
  ['AED (free)', 'events', 'hours'],
  ['CAD (free)', 'arrivals', 'hours'],
  ['HoW (free)', 'hourOfWeek', 'share'],
]
const free = new Set(['events', 'arrivals', 'hourOfWeek', 'weeklyArrivals'])

const { values } = parseArgs({
  options: { log: { type: 'string' }, replications: { type: 'string', default: '10' }, dry: { type: 'boolean', default: false } },
})
const folder = process.env.GEMBA_LOGS ?? path('../../shared/data/logs')
const page = path('../docs/calibration.md')
const found = new Map()
if (!existsSync(folder)) {
  console.error(`There are no logs in ${folder}. Name their folder in GEMBA_LOGS.`)
  process.exit(2)
}
const chosen = logs.filter(([name]) => values.log === undefined || name.startsWith(values.log))
if (chosen.length === 0) {
  console.error(`There is no log “${values.log}”; there are ${logs.map(([name]) => name).join(', ')}.`)
  process.exit(2)
}
const waiting = [...chosen]
await gemba(['--version'])
await Promise.all([work(), work()])
const table = tableOf()
console.log(table)
if (!values.dry) writeTable(table)

async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, title] = next
    const began = Date.now()
    const out = await gemba(['backtest', join(folder, `${name}.csv.gz`), '--replications', values.replications, '--json'])
    found.set(name, JSON.parse(out))
    console.error(`${title}: ${Math.round((Date.now() - began) / 1000)} s. ${found.get(name).text}`)
  }
}

/** Runs the command line; exit 1 is a verdict, not a failure. */
function gemba(args) {
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [path('gemba.mjs'), ...args], { maxBuffer: 1 << 28 }, (error, out, err) =>
      error && error.code !== 1 ? reject(new Error(err || error.message)) : resolve(out),
    ),
  )
}

function tableOf() {
  const lines = logs.flatMap(([name, title]) => {
    if (!found.has(name)) return rowsBefore(title)
    const { metrics, given, scripted, tables, luck, days, bars, questions } = found.get(name)
    const model = (key) => (free.has(key) ? metrics : given)[key]?.model.value
    const kept = columns.filter(([, key]) => key in bars && Math.abs(model(key)) <= bars[key]).length
    const count = columns.filter(([, key]) => key in bars).length
    const row = (label, of, bold = false) =>
      `| ${[
        label,
        ...columns.map(([, key, kind]) => {
          const value = key in bars ? of(key) : null
          const text = write(value, kind, label === 'bar')
          return bold && value !== null && Math.abs(value) > bars[key] ? `**${text}**` : text
        }),
      ].join(' | ')} |`
    const colours = questions.map(({ title: question, colour }) => `${question}: ${colour}`).join('; ')
    return [
      `| **${title}**: ${kept} of ${count} inside. ${colours} |${' |'.repeat(columns.length)}`,
      row(luck.choice === 'history' ? 'model, with past luck' : 'model', model, true),
      luck.choice === 'history' ? row('with tables', (key) => tables[key], true) : row('with past luck', (key) => scripted[key], true),
      row('bar', (key) => bars[key]),
      row('copy of history', (key) => metrics[key].replay),
      row('days drawn anew', (key) => days[key]),
      row('chance alone', (key) => metrics[key].noise),
    ]
  })
  return [`| | ${columns.map(([title]) => title).join(' | ')} |`, `|---|${'--:|'.repeat(columns.length)}`, ...lines].join('\n')
}

/** A log's rows as the page has them. */
function rowsBefore(title) {
  const lines = readFileSync(page, 'utf8').split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| **${title}**`))
  if (from < 0) return []
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith('| ') || line.startsWith('| **'))
  return lines.slice(from, from + 1 + length)
}

function write(value, kind, isBar) {
  if (value === null || value === undefined) return '–'
  if (kind === 'error') return `${isBar || value < 0 ? '' : '+'}${(value * 100).toFixed(0)}`.replace('-', '−')
  return value === 0 ? '0' : value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3)
}

function writeTable(text) {
  const [before, rest] = readFileSync(page, 'utf8').split('<!-- backtest -->')
  const after = rest?.split('<!-- /backtest -->')[1]
  if (after === undefined)
    throw new Error('docs/calibration.md has no place for the table, between <!-- backtest --> and <!-- /backtest -->.')
  writeFileSync(page, `${before}<!-- backtest -->\n${text}\n<!-- /backtest -->${after}`)
}
