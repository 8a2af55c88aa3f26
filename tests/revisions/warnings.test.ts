import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { writeDiffMarkdown, writeDiffText } from '../../src/revisions/diff-text.ts'
import { diffWorkflows } from '../../src/revisions/diff.ts'
import { findWarnings } from '../../src/revisions/warnings.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

function sample(name: string): Workflow {
  const read = readWorkflow(readFileSync(`workflows/${name}/workflow.json`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.workflow
}

const byTitle = (workflow: Workflow, title: string): State => {
  const found = Object.values(workflow.states).find((state) => state.title === title)
  if (!found) throw new Error(`no ${title}`)
  return found
}

/** The workflow with another pool for a step. */
function withPools(workflow: Workflow, title: string, pools: string[]): Workflow {
  const state = byTitle(workflow, title)
  return { ...workflow, states: { ...workflow.states, [state.uid]: { ...state, step: { ...state.step, pools } as State['step'] } } }
}

const ways = (workflow: Workflow, edit: (way: Transition) => Transition | Transition[]): Workflow => ({
  ...workflow,
  transitions: Object.fromEntries(
    Object.values(workflow.transitions)
      .flatMap(edit)
      .map((way) => [way.uid, way]),
  ),
})

/** The second review is taken out: what led there goes on to where it led. */
function withoutSecondReview(workflow: Workflow): Workflow {
  const [second, decided] = [byTitle(workflow, 'Second review').uid, byTitle(workflow, 'Drawn for a check?').uid]
  const led = ways(workflow, (way) =>
    way.source === second ? [] : { ...way, targets: way.targets.map((uid) => (uid === second ? decided : uid)) },
  )
  const { [second]: _gone, ...states } = led.states
  return { ...led, states }
}

const warningsOf = (base: Workflow, head: Workflow) => findWarnings(base, head).map(({ text }) => text)
const abuse = sample('abuse-reports')
const first = 'English review, Spanish and Portuguese review, Japanese review, Arabic review and European and other review'

test('a second review that is taken out is told before all changes, in words and in Markdown', () => {
  const head = withoutSecondReview(abuse)
  const text = `“Remove” and “Suspend” at ${first} are no longer confirmed by a second person before Removed and Account suspended unless the case passes Quality check`
  expect(warningsOf(abuse, head)).toEqual([text])
  const diff = { ...diffWorkflows(abuse, head), warnings: findWarnings(abuse, head) }
  for (const written of [writeDiffText(diff), writeDiffMarkdown(diff)]) {
    expect(written).toContain('no longer confirmed by a second person')
    expect(written.indexOf('second person')).toBeLessThan(written.indexOf('Behaviour'))
  }
})

test('a second review that only a sample passes does not confirm, even where the sample is drawn later only', () => {
  const decided = byTitle(abuse, 'Drawn for a check?').uid
  const head = ways(abuse, (way) =>
    way.trigger.kind === 'event' && way.trigger.event === 'REMOVE' && way.targets.includes(byTitle(abuse, 'Second review').uid)
      ? [
          { ...way, guard: { expression: 'sampled == "yes"' } },
          { ...way, uid: 'past-it', order: way.order + 0.5, targets: [decided] },
        ]
      : way,
  )
  expect(warningsOf(abuse, head)).toEqual([
    `“Remove” at ${first} is no longer confirmed by a second person before Removed unless the case passes Quality check`,
  ])
})

test('a confirmation that the same people may give is told, and only for the decisions of these people', () => {
  expect(warningsOf(abuse, withPools(abuse, 'Second review', ['english']))[0]).toBe(
    'After “Remove” and “Suspend” at English review the same person may now be asked again: Second review is done by English reviewers as well',
  )
  const appeals = sample('appeals')
  expect(warningsOf(appeals, withPools(appeals, 'Panel', ['appeal-reviewers']))[0]).toBe(
    'After “Unsure” at Independent review the same person may now be asked again: Panel is done by Appeal reviewers as well',
  )
})

test('people without the skills of those before them are told, with their cases and the vendor', () => {
  expect(warningsOf(abuse, withPools(abuse, 'Arabic review', ['english']))).toEqual([
    'English reviewers, who now do Arabic review, are not said to have “Arabic, Levantine” or “Arabic, Gulf”, which Arabic reviewers had; the cases there have Language = ar. The work goes from Qalam Services, Amman to Harbour BPO, Dublin',
  ])
  const { skills: _skills, ...unskilled } = abuse.pools['arabic'] ?? { id: 'arabic', order: 0, title: '' }
  const head = { ...abuse, pools: { ...abuse.pools, arabic: { ...unskilled, skills: ['Arabic, Gulf'] } } }
  expect(warningsOf(abuse, head)).toEqual([
    'Arabic reviewers who do Arabic review are not said to have “Arabic, Levantine”, as before; the cases there have Language = ar',
  ])
})

test('in a workflow that says of no end what it means for people, a second person who is gone is told of all ends', () => {
  const plain: Workflow = {
    ...abuse,
    states: Object.fromEntries(Object.entries(abuse.states).map(([uid, state]) => [uid, { ...state, disposition: null }])),
  }
  expect(warningsOf(plain, withoutSecondReview(plain))).toEqual([
    `“Remove” and “Suspend” at ${first} are no longer confirmed by a second person before Removed and Account suspended unless the case passes Quality check`,
  ])
})

test('a machine that decides a restriction alone where people confirmed it is told; so is an end without its notice', () => {
  const special = byTitle(abuse, 'Specialist review').uid
  const [before, after] = ['PERSON', 'AUTO_ACTION'].map((event) =>
    Object.values(abuse.transitions).find(({ trigger }) => trigger.kind === 'event' && trigger.event === event),
  )
  const base = ways(abuse, (way) => (way.uid === after?.uid ? { ...way, targets: [special] } : way))
  expect(before).toBeDefined()
  expect(warningsOf(base, abuse)).toEqual([expect.stringMatching(/^“.*” at Automatic triage leads to .* without any person looking at it/)])
  const removed = byTitle(abuse, 'Removed')
  const head = { ...abuse, states: { ...abuse.states, [removed.uid]: { ...removed, disposition: { restrictive: true, notice: 'x' } } } }
  expect(warningsOf(abuse, head)).toEqual(['Removed restricts somebody and no longer says how to appeal'])
})

test('a workflow beside itself, and a change that touches none of this, warn of nothing', () => {
  for (const name of ['abuse-reports', 'appeals', 'urgent-harm']) expect(warningsOf(sample(name), sample(name))).toEqual([])
  const shorter = ways(abuse, (way) => (way.trigger.kind === 'after' ? { ...way, trigger: { kind: 'after', delay: 3_600_000 } } : way))
  expect(warningsOf(abuse, shorter)).toEqual([])
})
