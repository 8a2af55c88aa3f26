import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import {
  fileHash,
  meaningHash,
  readLayout,
  readRevision,
  readWorkflow,
  writeLayout,
  writeRevision,
  writeWorkflow,
} from '../src/machine/workflow-file.ts'
import { readScenario, writeScenario } from '../src/simulation/model/scenario-file.ts'
import { boxesOf } from '../src/workflow/drawing/box.ts'
import type { Box } from '../src/workflow/drawing/box.ts'
import { appealsHistory } from '../workflows/generator/appeals/history.ts'
import { utc } from '../workflows/generator/clock.ts'
import { documentsOf, historyPath } from '../workflows/generator/files.ts'
import { samples } from '../workflows/generator/sample.ts'

const committed = (path: string) => readFileSync(new URL(`../workflows/${path}`, import.meta.url))

function value<T extends { ok: boolean }>(read: T): Extract<T, { ok: true }> {
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read as Extract<T, { ok: true }>
}

test.each(samples)('$slug: the committed files are those of the generator', (sample) => {
  for (const [path, text] of documentsOf(sample)) {
    // A runbook tells what it was when published: a better writer of runbooks does not make it wrong.
    const isSame = /\/runbooks\/[^/]*\.(md|html)$/.test(path) ? committed(path).length > 5000 : committed(path).toString() === text
    expect(isSame, `${path} differs: run npm run samples`).toBe(true)
  }
  const csv = gunzipSync(committed(historyPath(sample))).toString()
  expect(csv === sample.history(sample.seed), `${historyPath(sample)} differs: run npm run samples`).toBe(true)
})

test('another seed, another history', () => {
  for (const sample of samples.filter(({ slug }) => slug !== 'abuse-reports')) expect(sample.history(1)).not.toBe(sample.history(2))
})

test('an appeal whose deadline passes while it is on the agenda is decided by the chair, and not by the panel as well', () => {
  const year = appealsHistory(5, 5, utc('2027-04-05T00:00:00'))
  const by = (activity: string) => year.split('\n').flatMap((line) => (line.split(',')[1] === activity ? [line.split(',')[0]!] : []))
  const late = new Set(by('Chair decides'))
  expect(late.size).toBeGreaterThan(200)
  expect(by('Panel').filter((id) => late.has(id))).toEqual([])
})

test('the histories take at most 3 MB', () => {
  const bytes = samples.reduce((sum, sample) => sum + committed(historyPath(sample)).length, 0)
  expect(bytes).toBeGreaterThan(100_000)
  expect(bytes).toBeLessThanOrEqual(3_000_000)
})

test.each(samples)('$slug: draft, layout, scenario and revisions round-trip byte for byte', (sample) => {
  const { slug } = sample
  const draft = committed(`${slug}/workflow.json`).toString()
  expect(writeWorkflow(value(readWorkflow(draft)).workflow)).toBe(draft)
  const layout = committed(`${slug}/layout.json`).toString()
  expect(writeLayout(value(readLayout(layout)).layout)).toBe(layout)
  for (const scenario of [sample.scenario, ...(sample.variants ?? [])]) {
    const scenarioText = committed(`${slug}/scenarios/${scenario().id}.json`).toString()
    expect(writeScenario(value(readScenario(scenarioText)).scenario)).toBe(scenarioText)
  }
  for (const version of ['1.0.0', '1.1.0'] as const) {
    const text = committed(`${slug}/revisions/${version}.json`).toString()
    const { revision, intact } = value(readRevision(text))
    expect(intact).toBe(true)
    expect(writeRevision(revision)).toBe(text)
    expect(committed(`${slug}/runbooks/${version}.md`).toString()).toContain(revision.hashes.meaning)
    expect(revision.hashes).toEqual({ meaning: meaningHash(revision.workflow), file: fileHash(revision.workflow) })
  }
})

test.each(samples)('$slug: a revision that somebody touched is not intact', ({ slug }) => {
  const text = committed(`${slug}/revisions/1.1.0.json`).toString()
  expect(value(readRevision(text.replace('"PT1M"', '"PT2M"'))).intact).toBe(false)
})

test.each(samples)('$slug: XState takes each version as it stands, and they mean different things', ({ slug }) => {
  const machines = [
    committed(`${slug}/workflow.json`),
    ...['1.0.0', '1.1.0'].map((version) => JSON.stringify(JSON.parse(committed(`${slug}/revisions/${version}.json`).toString()).workflow)),
  ].map((text) => JSON.parse(text.toString()).machine)
  for (const machine of machines) expect(Object.keys(createMachine(machine).states).length).toBeGreaterThan(5)
  expect(new Set(machines.map((machine) => JSON.stringify(machine))).size).toBe(3)
})

test.each(samples)('$slug: nothing overlaps on the drawing', (sample) => {
  const { workflow } = value(readWorkflow(committed(`${sample.slug}/workflow.json`).toString()))
  const { layout } = value(readLayout(committed(`${sample.slug}/layout.json`).toString()))
  const boxes = [...boxesOf({ ...workflow, layout }).values()]
  expect(boxes.length).toBe(Object.keys(workflow.states).length - 1)
  const overlaps = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  const pairs = boxes.flatMap((a) =>
    boxes.filter((b) => a.uid < b.uid && a.parent === b.parent && overlaps(a, b)).map((b) => `${a.uid} on ${b.uid}`),
  )
  expect(pairs).toEqual([])
})
