import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { startWalk } from '../../src/machine/walk.ts'
import { judgeRules, refusalOf } from '../../src/safety/judge.ts'
import { readSafetyRules, type SafetyRule, writeSafetyRules } from '../../src/safety/rule.ts'
import type { AttributeValue } from '../../src/workflow/attribute.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { arbitraryWorkflow } from '../generate/workflow.ts'

function sample(name: string): Workflow {
  const read = readWorkflow(readFileSync(`workflows/${name}/workflow.json`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.workflow
}
const uidOf = (workflow: Workflow, title: string) => Object.values(workflow.states).find((state) => state.title === title)?.uid ?? ''
const outcomes = (workflow: Workflow, rules: readonly SafetyRule[]) => judgeRules(workflow, rules).map(({ outcome }) => outcome)

const appeals = sample('appeals')
const notice: SafetyRule = { template: 'notice-and-appeal', id: 'notice', blocks: true }
const judge: SafetyRule = {
  template: 'other-judge',
  id: 'judge',
  blocks: true,
  decisions: [uidOf(appeals, 'Independent review')],
  appeals: [uidOf(appeals, 'Panel'), uidOf(appeals, 'Chair decides')],
}

test('the samples keep what they promise, and a panel of the first reviewers breaks it on the shortest way', () => {
  expect(outcomes(appeals, [notice, judge])).toEqual(['holds', 'holds'])
  const panel = appeals.states[uidOf(appeals, 'Panel')] as State
  const head = {
    ...appeals,
    states: { ...appeals.states, [panel.uid]: { ...panel, step: { ...panel.step, pools: ['appeal-reviewers'] } as State['step'] } },
  }
  const [first, second] = judgeRules(head, [notice, judge])
  expect(first?.outcome).toBe('holds')
  expect(second?.outcome).toBe('broken')
  expect(second?.text).toMatch(
    /^The shortest way against it: Eligibility check, “Eligible” → Statement window.*Independent review, “Unsure” → Panel agenda, “.*” → Panel\.$/,
  )
  expect(refusalOf([first, second].flatMap((one) => one ?? []))).toMatch(
    /^A safety rule stands against it: Nobody who decided at Independent review looks at the same case at/,
  )
  expect(refusalOf(judgeRules(head, [{ ...judge, blocks: false }]))).toBeNull()
})

test('a condition counts, an end without notice breaks, what is not there is never said to hold', () => {
  const abuse = sample('abuse-reports')
  const people = (expression?: string): SafetyRule => ({
    template: 'people-before',
    id: 'p',
    blocks: true,
    people: 1,
    ...(expression === undefined ? {} : { when: expression }),
  })
  // Triage acts alone, whatever the language.
  expect(outcomes(abuse, [people(), people('language == "ar"'), people('language ==')])).toEqual(['broken', 'broken', 'undecided'])
  expect(outcomes(abuse, [{ ...judge, decisions: ['gone'] }])).toEqual(['undecided'])
  const removed = abuse.states[uidOf(abuse, 'Removed')] as State
  const silent = { ...abuse, states: { ...abuse.states, [removed.uid]: { ...removed, disposition: { restrictive: true, notice: 'x' } } } }
  expect(outcomes(abuse, [notice])).toEqual(['holds'])
  expect(outcomes(silent, [notice])).toEqual(['broken'])
})

test('the file comes back as it was written; a wrong one says what is wrong', () => {
  expect(readSafetyRules(writeSafetyRules([notice, judge]))).toEqual({ ok: true, rules: [notice, judge] })
  expect(readSafetyRules('{')).toMatchObject({ ok: false, message: 'safety.json is not JSON.' })
  expect(readSafetyRules(writeSafetyRules([notice, notice]))).toMatchObject({
    ok: false,
    message: expect.stringContaining('two rules') as string,
  })
  expect(readSafetyRules('{"gemba":"safety-rules","format":1,"rules":[{"template":"other"}]}').ok).toBe(false)
})

/** What a real case did, step by step: where it was, and which outcome it got there. */
type Trace = { readonly at: readonly (readonly string[])[]; readonly sent: readonly (string | null)[]; readonly ended: boolean }

/** Brute force: judges one rule on one trace, as the rule's sentence says it. */
function breaks(workflow: Workflow, rule: SafetyRule, { at, sent, ended }: Trace): boolean {
  const pools = (uid: string) => (workflow.states[uid]?.step?.kind === 'review' ? workflow.states[uid].step.pools : [])
  const restricted = ended && (at.at(-1) ?? []).some((uid) => workflow.states[uid]?.disposition?.restrictive)
  if (rule.template === 'always-passes')
    return (rule.before === 'end' ? ended : restricted) && !at.some((states) => states.includes(rule.step))
  if (rule.template !== 'other-judge') return false
  const decided = new Set<string>()
  for (const [index, states] of at.entries()) {
    if (states.some((uid) => rule.appeals.includes(uid) && pools(uid).some((pool) => decided.has(pool)))) return true
    const event = sent[index]
    for (const uid of states)
      if (event && rule.decisions.includes(uid) && workflow.states[uid]?.step?.outcomes.some((outcome) => outcome.event === event))
        for (const pool of pools(uid)) decided.add(pool)
  }
  return false
}

test('no real case of a generated workflow breaks a rule that was said to hold', () => {
  const seen = { holds: 0, broken: 0, breaches: 0 }
  fc.assert(
    fc.property(
      arbitraryWorkflow({ timers: false, states: 8 }),
      fc.array(fc.nat(999), { minLength: 80, maxLength: 80 }),
      (workflow, tape) => {
        let next = 0
        const dice = (sides: number) => (tape[next++ % tape.length] ?? 0) % sides
        const steps = Object.values(workflow.states).filter(({ step }) => step?.kind === 'review')
        const [some, other] = [steps[dice(Math.max(1, steps.length))], steps[dice(Math.max(1, steps.length))]]
        if (!some || !other) return
        const rules: SafetyRule[] = [
          { template: 'other-judge', id: 'a', blocks: true, decisions: [some.uid], appeals: [other.uid] },
          { template: 'always-passes', id: 'b', blocks: true, step: some.uid, before: 'end' },
        ]
        const verdicts = judgeRules(workflow, rules)
        const set = new Set(
          [
            ...Object.values(workflow.states).flatMap(({ entry, exit }) => [...entry, ...exit]),
            ...Object.values(workflow.transitions).flatMap(({ actions }) => actions),
          ].flatMap((action) => ('attribute' in action ? [action.attribute] : [])),
        )
        for (let round = 0; round < 6; round++) {
          const facts: Record<string, AttributeValue> = {}
          for (const one of Object.values(workflow.attributes))
            if (!set.has(one.name))
              facts[one.name] =
                one.type === 'enum'
                  ? (one.values[dice(one.values.length)] ?? '')
                  : one.type === 'boolean'
                    ? dice(2) === 0
                    : dice(12) / 2 - 1
          const walk = startWalk(workflow, facts)
          const [at, sent]: [string[][], (string | null)[]] = [[[...walk.state().active]], []]
          for (let step = 0; step < 14 && !walk.state().ended && walk.state().fault === null; step++) {
            const can = walk.state().active.flatMap((uid) => workflow.states[uid]?.step?.outcomes ?? [])
            const outcome = can[dice(Math.max(1, can.length))]
            if (!outcome) break
            walk.send(outcome.event)
            sent.push(outcome.event)
            at.push([...walk.state().active])
          }
          const trace = { at, sent, ended: walk.state().ended }
          const broken = rules.filter((rule) => breaks(workflow, rule, trace)).map(({ id }) => id)
          seen.breaches += broken.length
          expect(verdicts.filter(({ rule, outcome }) => broken.includes(rule.id) && outcome === 'holds')).toEqual([])
        }
        for (const { outcome } of verdicts) if (outcome !== 'undecided') seen[outcome]++
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )
  expect(Math.min(seen.holds, seen.broken, seen.breaches)).toBeGreaterThan(3)
}, 120_000)
