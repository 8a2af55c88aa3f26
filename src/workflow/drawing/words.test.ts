import { formatDuration } from '../../words/duration.ts'
import { expect, test } from 'vitest'
import { sketchDraft } from './sketch.ts'
import { guardWords, humanise, spokenWay, wordsOf } from './words.ts'

const draft = sketchDraft(
  {
    a: { kind: 'review', outcomes: ['VIOLATION', 'NO_VIOLATION'] },
    b: { kind: 'rest' },
    c: { kind: 'rest' },
  },
  [
    { from: 'a', to: 'b', when: 'NO_VIOLATION' },
    { from: 'a', to: 'b', when: 'after 14400' },
    { from: 'b', to: 'c', when: 'always', if: 'reports > 3 && language == "arabic"' },
    { from: 'b', to: 'a', when: 'always' },
  ],
)
const words = Object.values(draft.transitions).map((transition) => wordsOf(transition, draft))

test('an event is said by the outcome it stands for, a timer by its time, the last way as otherwise', () => {
  expect(words.map(({ trigger }) => trigger)).toEqual(['No violation', '4 h', '', 'otherwise'])
  expect(words.map(({ clock }) => clock)).toEqual([false, true, false, false])
})

test('a way is spoken with both its ends', () => {
  const spoken = sketchDraft(
    {
      tier1: { kind: 'review', outcomes: ['ESCALATE'], title: 'Tier 1 review' },
      specialist: { kind: 'rest' },
      group: { kind: 'compound' },
    },
    [
      { from: 'tier1', to: 'specialist', when: 'ESCALATE', if: 'reports >= 4' },
      { from: 'tier1', to: 'specialist', when: 'after 14400' },
      { from: 'specialist', to: 'tier1', when: 'always', if: '!(reports < 2)' },
      { from: 'specialist', to: 'group', when: 'always' },
      { from: 'group', to: 'tier1', when: 'done' },
    ],
  )
  expect(Object.values(spoken.transitions).map((transition) => spokenWay(transition, spoken))).toEqual([
    'from Tier 1 review to Specialist on Escalate if reports is at least 4',
    'from Tier 1 review to Specialist after 4 h',
    'from Specialist to Tier 1 review if not (reports is under 2)',
    'from Specialist to Group otherwise',
    'from Group to Tier 1 review when all inside is done',
  ])
})

test.each([
  ['reports > 3 && language == "arabic"', 'reports over 3 and language is arabic'],
  ['language == "es" || language == "pt"', 'language is es or pt'],
  ['language == "es" || language == "pt" || language == "fr"', 'language is es or pt or fr'],
  ['language == "es" || reports == 2', 'language is es or reports is 2'],
  ['language in ["es", "pt"]', 'language is one of es, pt'],
  ['!(reports >= 2)', 'not (reports at least 2)'],
])('%s reads: %s', (expression, phrase) => {
  expect(guardWords({ expression }, draft)).toBe(phrase)
})

test('names become readable', () => {
  expect([humanise('NO_VIOLATION'), humanise('noViolation'), humanise('review.done')]).toEqual([
    'No violation',
    'No violation',
    'Review done',
  ])
})

test.each([
  [90, '90 s'],
  [3600, '1 h'],
  [100_800, '1 d 4 h'],
  [0.5, '0.5 s'],
])('%d seconds are %s', (seconds, said) => {
  expect(formatDuration(seconds)).toBe(said)
})
