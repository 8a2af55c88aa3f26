import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Diff, Impact } from '../src/revisions/change.ts'
import { writeDiffMarkdown, writeDiffText } from '../src/revisions/diff-text.ts'
import { designsOf } from '../src/revisions/effect.ts'
import { figuresOf } from '../src/runbook/compose-document.ts'
import { writeDiffHtml } from '../src/runbook/diff-html.ts'
import type { Foretold } from '../src/simulation/model/check.ts'
import type { Scenario } from '../src/simulation/model/scenario.ts'
import { readScenario, uncheckedHash, writeScenario } from '../src/simulation/model/scenario-file.ts'
import { trustOf } from '../src/simulation/model/trust.ts'
import { exponential, pool, review, scenario, takes, workflow } from './engine/build.ts'

const desk = workflow({ states: { read: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
const plain = scenario({ casesPerHour: 2, days: 30, pools: { people: pool(1) }, performance: { read: takes(exponential(600)) } })

const foretold: Foretold = {
  on: '2026-11-28',
  learnt: { cases: 3392, until: '2026-08-29T19:14:06' },
  tested: { cases: 848, until: '2026-09-20T08:00:00' },
  answers: [
    { question: 'way', title: 'which way cases go', colour: 'green', because: '' },
    { question: 'volume', title: 'how many cases come, and when', colour: 'amber', because: 'arrivals by week: 0.3 away (bar 0.2)' },
    { question: 'leadTime', title: 'how long cases take', colour: 'red', because: 'median lead time: 38 % too little (bar 10 %)' },
  ],
  cautions: ['The backlog grows.'],
}

function measured(given: Scenario, words?: Foretold): Scenario {
  const rows = [{ measure: 'leadTime', step: null, title: 'Lead time', n: 90, history: three(600), simulated: three(610) }] as const
  const check = { of: uncheckedHash(given), from: given.start, days: 30, saturated: [], rows: [...rows], ...(words && { foretold: words }) }
  return { ...given, check }
}
const three = (mean: number) => ({ mean, p50: mean, p90: mean })

test('the badge says which questions may be answered, which not, why, measured when; what was not measured says so', () => {
  expect(trustOf(plain)).toMatchObject({ state: 'unchecked', mark: 'not measured', isGood: false })
  expect(trustOf(plain).text).toBe('Not measured against history: which questions it may answer is not known.')
  const { check } = measured(plain)
  const far = [{ ...check!.rows[0]!, simulated: three(900) }]
  expect(trustOf(measured(plain)).sentence).toBe('Checked against its history: its one time comes back within 15 %.')
  expect(trustOf({ ...plain, check: { ...check!, rows: far } }).sentence).toMatch(
    /^Against its history the lead time \(\+50 %\) is off by more than 15 % .*; no other time can be compared\.$/,
  )
  expect(trustOf({ ...plain, check: { ...check!, rows: [...check!.rows, ...far] } }).sentence).toMatch(
    /^Against its history 1 of 2 times is off by more than 15 % and more than luck does: the lead time \(\+50 %\)\.$/,
  )
  // Half a minute more of twenty seconds is no more than a minute, and far beyond 15 %.
  const small = { ...check!.rows[0]!, history: three(20), simulated: three(50) }
  const lucky = { ...check!.rows[0]!, simulated: three(900), luck: 400 }
  expect(trustOf({ ...plain, check: { ...check!, rows: [small] } }).sentence).toContain('within 15 % or a minute.')
  expect(trustOf({ ...plain, check: { ...check!, rows: [small, lucky] } }).sentence).toContain('15 %, a minute or what luck alone does.')
  expect(trustOf(measured(plain)).text).toMatch(
    /^Checked against its history: .* No back-test: which questions it may answer is not measured\.$/,
  )
  const { text, mark, isGood } = trustOf(measured(plain, foretold))
  expect([mark, isGood]).toEqual(['1 of 3 questions', false])
  for (const words of [
    'Use it for: which way cases go.',
    'With care for: how many cases come, and when',
    'Not for: how long cases take. Because median lead time: 38 % too little (bar 10 %). The backlog grows.',
    'Measured on 2026-11-28: learnt from 3,392 cases before 2026-08-29, and foretold 848 until 2026-09-20.',
  ])
    expect(text).toContain(words)
})

test('a change is said, and the words of before are kept as such', () => {
  const changed = { ...measured(plain, foretold), timezone: 'Europe/Dublin' }
  expect(trustOf(changed)).toMatchObject({ state: 'changed', mark: 'changed', isGood: false })
  expect(trustOf(changed).text).toContain(
    'Changed since it was checked against history. Before the change: Use it for: which way cases go.',
  )
})

test('the words are kept in the scenario file; files of before are the same byte for byte', () => {
  const kept = measured(plain, foretold)
  const read = readScenario(writeScenario(kept))
  expect(read.ok && read.scenario.check?.foretold).toEqual(foretold)
  for (const sample of ['abuse-reports', 'appeals', 'urgent-harm'])
    for (const name of readdirSync(`workflows/${sample}/scenarios`).filter((file) => file.endsWith('.json'))) {
      const text = readFileSync(`workflows/${sample}/scenarios/${name}`, 'utf8')
      const old = readScenario(text)
      expect(old.ok && writeScenario(old.scenario)).toBe(text)
    }
})

test('an effect carries the words of its scenarios into text, Markdown and HTML; one of before says that it has none', () => {
  const designs = designsOf(
    { workflow: desk, scenario: measured(plain, foretold), name: 'version 1.0.0' },
    { workflow: desk, scenario: plain, name: 'the draft' },
  )
  expect(designs.ok && designs.trust).toMatch(/of the draft: Not measured against history.* of version 1\.0\.0: .*Use it for/)
  const impact: Impact = { replications: 4, seed: 1, measures: {}, text: ['Shorter by a tenth.'], trust: 'Not for: how long cases take.' }
  const diff: Diff = { base: '1.0.0', head: 'draft', version: { from: '1.0.0', suggested: null }, changes: [], impact }
  for (const write of [writeDiffText, writeDiffMarkdown, writeDiffHtml]) {
    expect(write(diff)).toContain('How far to trust it')
    expect(write(diff)).toContain('Not for: how long cases take.')
    const { trust: _, ...before } = impact
    expect(write({ ...diff, impact: before })).toContain('was not written down with this effect')
    expect(write({ ...diff, impact: null })).not.toContain('How far to trust it')
  }
})

test('figures of a runbook say it in the part that every format writes', () => {
  const parts = figuresOf({
    source: 'Simulated.',
    trust: trustOf(measured(plain, foretold)).text,
    summary: [],
    tables: [],
    proof: 'p',
    hash: 'h',
  })
  expect(JSON.stringify(parts)).toContain('How far to trust it: Checked against its history')
  expect(JSON.stringify(parts)).toContain('Not for: how long cases take.')
})
