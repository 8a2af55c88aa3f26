import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toMermaid } from '../src/exchange/out/mermaid.ts'
import { toScxml } from '../src/exchange/out/scxml.ts'
import { toTypeScript } from '../src/exchange/out/typescript.ts'
import { readWorkflow } from '../src/machine/workflow-file.ts'
import { composeRunbook } from '../src/runbook/compose.ts'
import { writeMarkdown } from '../src/runbook/markdown.ts'
import { run as runGemba } from './cli/gemba.ts'

/* What the command line makes of a history with planted names: no file and no word of it holds one. */

/** In the columns of people, in sentences, in an activity and in a category; the stranger in sentences alone. */
const person = 'Wilhelmina Zschokke'
const stranger = 'Quirinius Oxblood'
const planted = /Wilhelmina|Zschokke|Quirinius|Oxblood/i

const two = (value: number) => String(value).padStart(2, '0')
const rows = Array.from({ length: 300 }, (_, i) => {
  const at = (minute: number) =>
    `2026-${two(2 + Math.floor(i / 224))}-${two(1 + (Math.floor(i / 8) % 28))}T${two(8 + (i % 8))}:${two(minute)}:00`
  const who = i % 3 ? person : 'Bo Ek'
  const end = (minute: number) => (i % 40 === 7 ? 'soon' : at(minute))
  return [
    `c-${i},Review,${at(0)},${end(5 + (i % 9))},${who},spam,${person},asked ${person} what ${stranger} wrote in ${i}`,
    `c-${i},Ask ${person},${at(20)},${at(25 + (i % 11))},${who},spam,${person},the reply of ${stranger} to item ${i}`,
    ...(i % 5 === 0 ? [`c-${i},Close,${at(40)},${at(44)},${who},report by ${person},Bo Ek,`] : []),
  ]
}).flat()
const history = ['case_id,activity,start,end,resource,category,team_lead_name,note', ...rows].join('\n')

async function made() {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-planted-'))
  writeFileSync(join(folder, 'history.csv'), history)
  let said = ''
  const gemba = async (line: string) => {
    const args = line.split(' ').map((word) => word.replaceAll('+', ' '))
    const { code, out, err } = await runGemba(folder, args)
    expect([0, 1], `${line}: ${err}`).toContain(code)
    said += `\n$ ${line}\n${out}\n${err}`
    return out
  }
  await gemba('profile history.csv --write-map map.json --aside aside.csv --json')
  await gemba('discover history.csv --map map.json -o drawn.json --json')
  await gemba('calibrate drawn.json --history history.csv --map map.json -o fitted.json')
  writeFileSync(join(folder, 'open.csv'), `case_id,state,since,assignee,note\nc-1,Review,2026-05-30T08:00:00,${person},by ${stranger}\n`)
  const run = '--scenario fitted.json --replications 2 --days 3'
  writeFileSync(join(folder, 'report.json'), await gemba(`simulate drawn.json ${run} --json --log log.csv --trace trace.jsonl`))
  await Promise.all([
    gemba(`simulate drawn.json ${run} --history history.csv --map map.json --log replay.csv`),
    gemba('backtest drawn.json --history history.csv --map map.json --replications 1 --log back.csv'),
    gemba('forecast drawn.json --scenario fitted.json --open open.csv --hours 4 --replications 2 --cases cases.csv'),
    gemba('export drawn.json --to html --report report.json -o drawn.html'),
    // Words of a query are parted by + instead of blanks.
    gemba('sql history.csv --map map.json from+rows --json'),
    gemba('sql history.csv --map map.json from+cases --to parquet -o asked.parquet'),
    gemba('drift drawn.json --scenario fitted.json --history history.csv --map map.json --replications 4'),
    gemba('improve drawn.json --scenario fitted.json --budget 8'),
  ])
  const later = JSON.parse(readFileSync(join(folder, 'fitted.json'), 'utf8')) as { mix: unknown[]; title: string }
  writeFileSync(join(folder, 'later.json'), JSON.stringify({ ...later, title: 'Later', mix: [] }))
  await gemba('diff drawn.json drawn.json --scenario fitted.json --head-scenario later.json')
  mkdirSync(join(folder, 'drawn'))
  copyFileSync(join(folder, 'drawn.json'), join(folder, 'drawn/workflow.json'))
  await gemba('publish drawn/workflow.json --message First')
  const draft = readWorkflow(readFileSync(join(folder, 'drawn.json'), 'utf8'))
  if (!draft.ok) throw new Error('drawn.json cannot be read')
  const written = { ...draft.workflow, layout: {} }
  for (const [to, { text }] of [
    ['ts', toTypeScript(written)],
    ['scxml', toScxml(written)],
    ['mermaid', toMermaid(written)],
  ] as const)
    writeFileSync(join(folder, `drawn.${to}`), text)
  const revision = { workflow: draft.workflow, layout: {}, version: null }
  writeFileSync(join(folder, 'drawn.md'), writeMarkdown(composeRunbook({ revision, previous: null, all: [] })))
  const own = new Set(['history.csv', 'open.csv'])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && !own.has(file.name))
  const texts = files.map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') }))
  return [...texts, { name: 'said', text: said }]
}

const found = (texts: Awaited<ReturnType<typeof made>>) =>
  texts.flatMap(({ name, text }) =>
    text
      .split('\n')
      .filter((line) => planted.test(line))
      .map((line) => `${name}: ${line.slice(Math.max(0, line.search(planted) - 80), line.search(planted) + 60)}`),
  )

test('a planted name is in no file and no word of the command line', { timeout: 240_000 }, async () => {
  const texts = await made()
  expect(found(texts)).toEqual([])
  expect(texts.map(({ name }) => name).toSorted()).toEqual(
    expect.arrayContaining([
      '1.0.0.html',
      '1.0.0.md',
      'aside.csv',
      'asked.parquet',
      'back.csv',
      'drawn.html',
      'fitted.json',
      'fitted.past.jsonl',
      'log.csv',
      'report.json',
    ]),
  )
  expect(texts.find(({ name }) => name === 'drawn.html')?.text).toMatch(/person/)
})
