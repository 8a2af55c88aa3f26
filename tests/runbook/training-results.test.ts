import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { training as command } from '../../src/cli/commands/training.ts'
import { readRatings } from '../../src/history/ratings.ts'
import { makeRevision } from '../../src/revisions/publish.ts'
import { agreementOf } from '../../src/runbook/agreement.ts'
import { composeTraining, type Training } from '../../src/runbook/training.ts'
import { byPerson, judgeResults } from '../../src/runbook/training-result.ts'
import { publishedRevisions, publishedRunbooks } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-training-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const abuse = publishedRevisions.filter(({ workflow }) => workflow.header.workflow.id === 'abuse-reports')
const of = (version: string) => publishedRunbooks.find(([name]) => name === `abuse-reports ${version}`)![1]
const [first, second] = [composeTraining(of('1.0.0'), null), composeTraining(of('1.1.0'), of('1.0.0'))]

/** A result as the page writes it (training-html.ts), with so many wrong answers. */
function result(training: Training, name: string, wrong: number, more: object = {}): string {
  const answers = training.questions.map(({ right, answers: all }, index) => (index < wrong ? (right + 1) % all.length : right))
  const right = answers.length - wrong
  return JSON.stringify({
    gemba: 'training-result',
    format: 1,
    document: training.documentId,
    version: training.version ?? 'draft',
    meaning: training.meaning ?? '',
    questions: training.digest,
    name,
    at: '2026-11-20T10:00:00.000Z',
    right,
    of: answers.length,
    passed: right >= training.pass,
    answers,
    ...more,
  })
}

test('who passed keeps it where nothing that is asked has changed, and retakes where it has', () => {
  const files = [
    { name: 'a', text: result(second, 'Ada', 0) },
    { name: 'b', text: result(first, 'Bo', 1) },
    { name: 'c', text: result(second, 'Cy', second.questions.length) },
    { name: 'd', text: result(second, 'Di', 0, { meaning: 'f'.repeat(64) }) },
    { name: 'e', text: result(second, 'Ed', 2, { right: second.questions.length, passed: true }) },
    { name: 'f', text: '{"gemba":"workflow"}' },
  ]
  const judged = judgeResults(files, abuse, '1.1.0')
  expect(judged.map(({ standing }) => standing)).toEqual(['holds', 'retake', 'failed', 'unknown', 'wrong', 'wrong'])
  expect(judged[4]?.say).toContain(`its answers give ${second.questions.length - 2} of ${second.questions.length}`)
  expect(judgeResults(files, abuse, '1.0.0')[1]?.standing).toBe('holds')
  // A later failure does not undo what was passed; a person is one, however the name is typed.
  const later = { name: 'g', text: result(second, ' ADA', second.questions.length, { at: '2026-11-21T10:00:00.000Z' }) }
  expect(byPerson(judgeResults([...files, later], abuse, '1.1.0')).map(({ name, standing }) => `${name} ${standing}`)).toContain(
    'Ada holds',
  )
})

test('a version in which no way has changed asks nobody to retake', () => {
  const newest = abuse.find(({ version }) => version === '1.1.0')!
  const states = Object.fromEntries(
    Object.entries(newest.workflow.states).map(([uid, state]) => [
      uid,
      state.step ? { ...state, step: { ...state.step, target: 'PT99H' } } : state,
    ]),
  )
  const next = makeRevision({
    draft: { ...newest.workflow, states, layout: newest.layout },
    base: '1.1.0',
    version: '1.2.0',
    published: '2026-11-01T00:00:00Z',
    author: 'x',
    message: 'Other targets',
  })
  expect(next.hashes.meaning).not.toBe(newest.hashes.meaning)
  const [judged] = judgeResults([{ name: 'a', text: result(second, 'Ada', 0) }], [next, ...abuse], '1.2.0')
  expect(judged).toMatchObject({
    standing: 'holds',
    say: expect.stringContaining('nothing that is asked is new or gone in 1.2.0') as string,
  })
})

test('κ is that of the published examples', () => {
  const rows = (counts: readonly (readonly [string, string, number])[]) =>
    counts.flatMap(([a, b, times], block) =>
      Array.from({ length: times }, (_, index) => [
        { case: `${block}-${index}`, rater: 'A', decision: a },
        { case: `${block}-${index}`, rater: 'B', decision: b },
      ]).flat(),
    )
  // Cohen 1960, table 1 (of 200 persons, in the shares printed there): κ = 0.492.
  const cohen = agreementOf(
    rows([
      ['1', '1', 88],
      ['1', '2', 14],
      ['1', '3', 18],
      ['2', '1', 10],
      ['2', '2', 40],
      ['2', '3', 10],
      ['3', '1', 2],
      ['3', '2', 6],
      ['3', '3', 12],
    ]),
  )
  expect(cohen).toMatchObject({ kind: 'Cohen', kappa: expect.closeTo(0.492, 3) as number, observed: 0.7, cases: 200 })
  // Fleiss 1971 as in the encyclopedia's worked table (ten subjects, fourteen raters, five categories): κ = 0.210.
  const table = [
    '0 0 0 0 14',
    '0 2 6 4 2',
    '0 0 3 5 6',
    '0 3 9 2 0',
    '2 2 8 1 1',
    '7 7 0 0 0',
    '3 2 6 3 0',
    '2 5 3 2 2',
    '6 5 2 1 0',
    '0 2 2 3 7',
  ]
  const fleiss = agreementOf(
    table.flatMap((row, subject) =>
      row
        .split(' ')
        .flatMap((times, category) => Array.from({ length: Number(times) }, () => String(category)))
        .map((decision, rater) => ({ case: String(subject), rater: String(rater), decision })),
    ),
  )
  expect(fleiss).toMatchObject({ kind: 'Fleiss', kappa: expect.closeTo(0.21, 3) as number, cases: 10 })
  // Large-sample standard error of Cohen's table (Fleiss, Cohen and Everitt 1969 give about 0.05); leaving one out comes close.
  if (!cohen || 'refused' in cohen) throw new Error('no agreement')
  expect((cohen.high! - cohen.low!) / 3.92).toBeGreaterThan(0.04)
  expect((cohen.high! - cohen.low!) / 3.92).toBeLessThan(0.065)
})

test('ratings are read from CSV, and what cannot be counted is told', () => {
  expect(readRatings('\ufeffCase ID;Reviewer;Outcome\n1;Ada;"keep; no action"\n')).toEqual([
    { case: '1', rater: 'Ada', decision: 'keep; no action' },
  ])
  expect(() => readRatings('case,rater\n1,2')).toThrow(/no column for the decision/)
  expect(() => readRatings('case,rater,decision\n1,,x')).toThrow(/Line 2 names no rater/)
  const twice = { case: '7', rater: 'Ada', decision: 'keep' }
  expect(agreementOf([twice, twice])).toEqual({ refused: 'Ada judged case 7 twice.' })
  expect(agreementOf([twice])).toBeNull()
  expect(agreementOf([twice, { ...twice, rater: 'Bo' }])).toMatchObject({ kappa: null, observed: 1 })
})

test('the command says who must retake, and ends with 1', async () => {
  const file = join(folder, 'bo.json')
  writeFileSync(file, result(first, 'Bo', 0))
  const run = (path: string) => command.run({ args: [path, file, '--json'], signal: new AbortController().signal })
  expect(await run('workflows/abuse-reports/workflow.json')).toBe(1)
  expect(await run('workflows/abuse-reports/revisions/1.0.0.json')).toBe(0)
})
