import { expect, test } from 'vitest'
import { writeDiffMarkdown, writeDiffText } from '../../src/revisions/diff-text.ts'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { rewritten } from '../../src/revisions/say-words.ts'
import { writeDiffHtml } from '../../src/runbook/diff-html.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review, workflow } from '../engine/build.ts'
import { exampleDraft } from './example.ts'

const language = (guards: readonly [string, string, string]): Workflow =>
  workflow(
    {
      states: {
        which: {
          on: {},
          always: [
            { to: 'ja', guard: guards[0] },
            { to: 'es', guard: guards[1] },
            { to: 'en', guard: guards[2] },
          ],
        },
        ja: { kind: 'final' },
        es: { kind: 'final' },
        en: { kind: 'final' },
      },
    },
    [{ name: 'language', order: 0, title: 'Language', type: 'enum', values: ['ja', 'es', 'en'], default: 'en' }],
  )
const inOrder = (from: Workflow, targets: readonly string[]): Workflow => ({
  ...from,
  transitions: Object.fromEntries(
    Object.values(from.transitions).map((way): [string, Transition] => [way.uid, { ...way, order: targets.indexOf(way.targets[0] ?? '') }]),
  ),
})
const told = (base: Workflow, head: Workflow) => diffWorkflows(base, head).changes.map(({ text }) => text)

test('a three-way swap is one sentence with the whole order, and whether any case is affected', () => {
  const apart = language(['language == "ja"', 'language == "es"', 'language == "en"'])
  const [sentence, ...others] = told(apart, inOrder(apart, ['en', 'es', 'ja']))
  expect(others).toEqual([])
  expect(sentence).toMatch(
    /^The ways out of which are now tried in the order .*en.*es.*ja.* \(before: .*ja.*es.*en.*\); their conditions exclude each other, so no case goes another way$/,
  )
  const overlapping = language(['language != "es"', 'language == "es"', 'language == "en"'])
  expect(told(overlapping, inOrder(overlapping, ['en', 'es', 'ja']))).toEqual([expect.stringMatching(/; the first that holds is taken$/)])
})

test('blanks in guards are nothing, but inside a text they are', () => {
  const base = language(['language == "ja"', 'language == "es"', 'language == "en"'])
  expect(told(base, language(['language=="ja"', ' language  ==\n"es" ', 'language == "en"']))).toEqual([])
  expect(told(base, language(['language == "j a"', 'language == "es"', 'language == "en"']))).toHaveLength(1)
})

test('the words of rewritten instructions are in every format, equal changes in many places are one line, a new step says who and by when', () => {
  const base = exampleDraft()
  const again = (uid: string, more: object) => ({ ...base.states[uid]!, step: { ...base.states[uid]!.step!, ...more } })
  const policy = { policy: ['Abuse policy 9.9'] }
  const head = {
    ...base,
    states: {
      ...base.states,
      tier1: again('tier1', { policy: policy.policy, instructions: 'Read it twice; decide by noon.' }),
      special: again('special', policy),
      look: { ...again('special', { target: 'PT4H' }), uid: 'look', key: 'look', title: 'Second look', order: 50 },
    },
  }
  const before = {
    ...base,
    states: {
      ...base.states,
      tier1: again('tier1', { policy: [], instructions: 'Read it once; decide by night.' }),
      special: again('special', { policy: [] }),
    },
  }
  const diff = diffWorkflows(before, head)
  for (const written of [writeDiffText(diff), writeDiffMarkdown(diff), writeDiffHtml(diff)]) {
    expect(written).toMatch(/instructions of Tier 1 review are rewritten: “once” becomes “twice”, “night” becomes “noon”/)
    expect(written.match(/Abuse policy 9/g)).toHaveLength(1)
    expect(written).toMatch(/policy references of Tier 1 review and Specialist review/)
    expect(written).toMatch(/Second look.*done by .*, within 4 h/)
  }
  expect(diff.changes.filter(({ field }) => field === 'step.policy')).toHaveLength(2)
})

test('words: what is new, gone, and only blanks', () => {
  expect(rewritten('X is', 'a b c', 'a b c d e')).toBe('X is rewritten: “d e” is new')
  expect(rewritten('X is', 'one two three', 'one three')).toBe('X is rewritten: “two” is gone')
  expect(rewritten('X is', 'one  two', 'one two')).toBe('X is rewritten (blanks or numbers of a list only)')
  expect(rewritten('X is', undefined, 'one')).toBe('X is new: “one”')
})

test('an item put into a numbered list is told alone, not with the numbers that moved', () => {
  expect(rewritten('They are', '1. Read.\n2. Decide.\n3. Write.', '1. Read.\n2. Ask.\n3. Decide.\n4. Write.')).toBe(
    'They are rewritten: “Ask.” is new',
  )
  expect(rewritten('They are', '1. Read.', '2. Read.')).toBe('They are rewritten (blanks or numbers of a list only)')
})

const chain = (steps: readonly (readonly [key: string, title: string, pool: string])[]): Workflow => {
  const made = workflow({
    states: {
      ...Object.fromEntries(
        steps.map(([key, , pool], i) => [key, { step: review(['DONE'], [pool]), on: { DONE: steps[i + 1]?.[0] ?? 'end' } }]),
      ),
      end: { kind: 'final' as const },
    },
  })
  const titles = new Map(steps.map(([key, title]) => [key, title]))
  return {
    ...made,
    states: Object.fromEntries(
      Object.entries(made.states).map(([uid, state]) => [uid, { ...state, title: titles.get(state.key) ?? state.title }]),
    ),
  }
}

test('a step split in two and two merged into one are recognised; a check by others, or of another name, is not', () => {
  const sort = ['sort', 'Sorting', 'english'] as const
  const whole = chain([sort, ['look', 'Specialist review', 'senior']])
  const added = (head: Workflow) => told(whole, head).find((text) => text.startsWith('New review'))
  const before = chain([sort, ['read', 'Specialist reading', 'senior'], ['look', 'Specialist decision', 'senior']])
  const behind = chain([sort, ['look', 'Specialist reading', 'senior'], ['judge', 'Specialist decision', 'senior']])
  expect(added(before)).toMatch(/^New review: Specialist reading, done by .*; it reads as split from Specialist review$/)
  expect(added(behind)).toMatch(/^New review: Specialist decision, done by .*; it reads as split from Specialist review$/)
  expect(told(before, whole)).toContainEqual(
    expect.stringMatching(/^Specialist reading is removed \(a review\); it reads as merged into Specialist review$/),
  )
  expect(added(chain([sort, ['read', 'Specialist reading', 'english'], ['look', 'Specialist review', 'senior']]))).not.toMatch(/split/)
  expect(added(chain([sort, ['look', 'Specialist review', 'senior'], ['check', 'Random check', 'senior']]))).not.toMatch(/split/)
  expect(added(chain([['read', 'Specialist reading', 'senior'], sort, ['look', 'Specialist review', 'senior']]))).not.toMatch(/split/)
})

test('criteria rewritten alike at several steps are one line with their words', () => {
  const base = exampleDraft()
  const judged = (criteria: string) => ({
    ...base,
    states: Object.fromEntries(
      Object.entries(base.states).map(([uid, state]) => [
        uid,
        state.step?.kind === 'review'
          ? { ...state, step: { ...state.step, outcomes: [{ event: 'ESCALATE', title: 'Escalate', criteria }] } }
          : state,
      ]),
    ),
  })
  const text = writeDiffText(diffWorkflows(judged('More than 4 reports.'), judged('More than 9 reports.')))
  expect(text.match(/criteria for “Escalate”/g)).toHaveLength(1)
  expect(text).toMatch(/criteria for “Escalate” at .* and .* are rewritten: “4” becomes “9”/)
})
