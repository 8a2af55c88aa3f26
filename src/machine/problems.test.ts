import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryWorkflow } from '../../tests/generate/workflow.ts'
import { applyChange } from '../workflow/change-set.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Handbook } from '../workflow/handbook/handbook.ts'
import type { JsonObject } from '../workflow/json.ts'
import { rules } from '../workflow/rules/table.ts'
import { findProblems } from './problems.ts'
import { readWorkflow } from './workflow-file.ts'

const step = (...outcomes: string[]) => ({ kind: 'review', pools: ['team'], outcomes: outcomes.map((event) => ({ event, title: event })) })
const scan = { kind: 'automatic', outcomes: step('KEEP', 'REMOVE').outcomes }
const when = (expression: string) => ({ type: 'when', params: { expression } })

/** Rules that some case below has found. */
const planted = new Set<string>()

/** A workflow without problems; `states` are put over it. */
function draftOf(states: JsonObject, machine: JsonObject = {}): Draft {
  const file = {
    gemba: 'workflow',
    format: 1,
    id: 'reports',
    title: 'Reports',
    version: null,
    attributes: [
      { name: 'reports', type: 'number', default: 1, title: 'Reports' },
      { name: 'minor', type: 'boolean', default: false, title: 'Minor' },
      { name: 'severity', type: 'enum', values: ['low', 'high'], default: 'low', title: 'Severity' },
    ],
    pools: [{ id: 'team', title: 'Team' }],
    machine: {
      id: 'reports',
      initial: 'triage',
      states: {
        triage: {
          meta: { step: step('KEEP', 'REMOVE') },
          on: { KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('reports > 2 || minor || severity == "high"') }, 'kept'] },
        },
        kept: { type: 'final' },
        removed: { type: 'final' },
        ...states,
      },
      ...machine,
    },
  }
  const read = readWorkflow(JSON.stringify(file))
  if (!read.ok) throw new Error(read.message)
  return { ...read.workflow, layout: {} }
}

const rulesOf = (draft: Draft) => findProblems(draft, new Set()).map(({ rule, where }) => `${rule} @ ${where}`)

test('a sound workflow has no problems', () => {
  expect(findProblems(draftOf({}))).toEqual([])
})

const triage = (on: JsonObject, outcomes = ['KEEP', 'REMOVE']) => ({ triage: { meta: { step: step(...outcomes) }, on } })
const used = { entry: [{ type: 'set', params: { attribute: 'reports', to: 'minor && severity == "high" ? 1 : 2' } }] }

test.each<[string, JsonObject, JsonObject, string[]]>([
  [
    'a state nothing leads to',
    { lost: { on: {}, meta: { step: step('KEEP') }, always: 'kept' } },
    {},
    ['unreachable-state @ lost', 'outcome-untaken @ lost'],
  ],
  ['an end nothing leads to', { other: { type: 'final' } }, {}, ['unreachable-end @ other']],
  ['a dead end', triage({ KEEP: 'kept', REMOVE: 'stuck' }), used, ['dead-end @ stuck', 'unreachable-end @ removed']],
  [
    'a rest that waits for an event nobody sends',
    triage({ KEEP: 'stuck', REMOVE: 'removed' }),
    used,
    ['dead-end @ stuck', 'event-unsent @ stuck › REPLY'],
  ],
  [
    'no end',
    { kept: { on: {}, meta: { step: step('AGAIN') } }, removed: { always: 'kept' } },
    {},
    ['no-end @ Reports', 'dead-end @ kept', 'outcome-untaken @ kept'],
  ],
  [
    'a circle without an end',
    {
      ...triage({ KEEP: 'a', REMOVE: [{ target: 'removed', guard: when('minor') }, 'kept'] }),
      a: { after: { 1000: 'b' } },
      b: { after: { 1000: 'a' } },
    },
    used,
    ['no-end-from-here @ a', 'no-end-from-here @ b'],
  ],
  ['two states with one id', { kept: { type: 'final', id: 'one' }, removed: { type: 'final', id: 'one' } }, {}, ['id-twice @ removed']],
  [
    'an event that is digits only',
    triage({ KEEP: 'kept', REMOVE: 'removed', 7: 'kept' }, ['KEEP', 'REMOVE', '7']),
    used,
    ['bad-event-name @ triage › 7'],
  ],
  [
    'a step that ends in nothing',
    triage({ KEEP: 'kept' }, []),
    used,
    ['step-without-outcome @ triage', 'event-unsent @ triage › KEEP', 'dead-end @ triage'],
  ],
  ['an outcome listed twice', triage({ KEEP: 'kept', REMOVE: 'removed' }, ['KEEP', 'REMOVE', 'KEEP']), used, ['outcome-twice @ triage']],
  [
    'a limit on waiting that nobody takes',
    {
      triage: {
        meta: { step: { ...step('KEEP', 'REMOVE'), waitLimit: { after: 'PT1H', event: 'LATE' } } },
        on: { KEEP: 'kept', REMOVE: 'removed' },
      },
    },
    used,
    ['wait-limit-untaken @ triage'],
  ],
  [
    'a rest that some cases never leave',
    { ...triage({ KEEP: 'rest', REMOVE: 'removed' }), rest: { always: [{ target: 'kept', guard: when('reports > 2') }] } },
    used,
    ['rest-not-always-left @ rest'],
  ],
  [
    'an outcome that leads back to its own step and does not begin it again',
    triage({ KEEP: 'kept', REMOVE: 'removed', AGAIN: 'triage' }, ['KEEP', 'REMOVE', 'AGAIN']),
    used,
    ['self-without-reenter @ triage › AGAIN'],
  ],
  [
    'the same with a timer that leads out',
    {
      triage: {
        ...triage({ KEEP: 'kept', REMOVE: 'removed', AGAIN: 'triage' }, ['KEEP', 'REMOVE', 'AGAIN']).triage,
        after: { 1000: 'kept' },
      },
    },
    used,
    ['self-without-reenter @ triage › AGAIN'],
  ],
  [
    'an outcome that leads nowhere',
    triage({ KEEP: 'kept', REMOVE: 'removed', AGAIN: { actions: [] } }, ['KEEP', 'REMOVE', 'AGAIN']),
    used,
    ['self-without-reenter @ triage › AGAIN'],
  ],
  ['an outcome nobody takes', triage({ KEEP: 'kept', REMOVE: 'removed' }, ['KEEP', 'REMOVE', 'ASK']), used, ['outcome-untaken @ triage']],
  ['an event no step sends', triage({ KEEP: 'kept', REMOVE: 'removed', ASK: 'kept' }), used, ['event-unsent @ triage › ASK']],
  [
    'a guard that never holds',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('reports > 3 && reports < 2') }, 'kept'] }),
    used,
    ['guard-never @ triage › REMOVE'],
  ],
  [
    'a guard that hides a later one',
    triage({
      KEEP: 'kept',
      REMOVE: [{ target: 'removed', guard: when('reports > 2') }, { target: 'kept', guard: when('reports >= 4') }, 'kept'],
    }),
    used,
    ['guard-hidden @ triage › REMOVE'],
  ],
  [
    'two guards that together hide a third',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('minor') }, { target: 'kept', guard: when('!minor') }, 'kept'] }),
    used,
    ['guard-hidden @ triage › REMOVE'],
  ],
  [
    'guards that leave a gap',
    triage({
      KEEP: 'kept',
      REMOVE: [
        { target: 'removed', guard: when('reports > 2') },
        { target: 'kept', guard: when('reports < 2') },
      ],
    }),
    used,
    ['outcome-not-always-taken @ triage'],
  ],
  [
    'a guard over an unknown value',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('severity == "hihg"') }, 'kept'] }),
    used,
    ['guard-expression @ triage › REMOVE'],
  ],
  [
    'a guard that is a number',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('reports + 1') }, 'kept'] }),
    used,
    ['guard-expression @ triage › REMOVE'],
  ],
  [
    'a guard by name',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: 'isBad' }, 'kept'] }),
    used,
    ['guard-by-name @ triage › REMOVE'],
  ],
  [
    'a failure that nobody takes',
    { triage: { meta: { step: { ...scan, failure: { event: 'FAILED', title: 'Failed' } } }, on: { KEEP: 'kept', REMOVE: 'removed' } } },
    used,
    ['failure-untaken @ triage'],
  ],
  [
    'a failure that is an outcome as well',
    { triage: { meta: { step: { ...scan, failure: { event: 'KEEP', title: 'Failed' } } }, on: { KEEP: 'kept', REMOVE: 'removed' } } },
    used,
    ['failure-is-outcome @ triage'],
  ],
  [
    'a review without a pool',
    { triage: { meta: { step: { ...step('KEEP', 'REMOVE'), pools: [] } }, on: { KEEP: 'kept', REMOVE: 'removed' } } },
    used,
    ['step-without-pool @ triage'],
  ],
  [
    'a review with an unknown pool',
    { triage: { meta: { step: { ...step('KEEP', 'REMOVE'), pools: ['night'] } }, on: { KEEP: 'kept', REMOVE: 'removed' } } },
    used,
    ['unknown-pool @ triage'],
  ],
  [
    'a timer too long for a real clock',
    { triage: { meta: { step: step('KEEP', 'REMOVE') }, on: { KEEP: 'kept', REMOVE: 'removed' }, after: { 2592000000: 'kept' } } },
    used,
    ['timer-too-long @ triage › after P30D'],
  ],
  [
    'a delay without length',
    { triage: { meta: { step: step('KEEP', 'REMOVE') }, on: { KEEP: 'kept', REMOVE: 'removed' }, after: { soon: 'kept' } } },
    used,
    ['timer-without-length @ triage › after soon'],
  ],
  [
    'a restriction without appeal',
    { removed: { type: 'final', meta: { disposition: { restrictive: true, notice: 'removal' } } } },
    {},
    ['restriction-without-notice-or-appeal @ removed'],
  ],
  [
    'names with dots and digits',
    {
      ...triage({ KEEP: '#reports.a\\.b', REMOVE: '7' }),
      'a.b': { type: 'final' },
      7: { type: 'final' },
      kept: { always: '7' },
      removed: { always: '7' },
    },
    used,
    ['bad-name @ 7', 'bad-name @ a.b'],
  ],
  ['an initial that is missing', {}, { initial: 'nowhere' }, ['initial-missing @ Reports']],
  [
    'a circle that is taken at once',
    {
      ...triage({ KEEP: 'a', REMOVE: [{ target: 'removed', guard: when('minor') }, 'kept'] }),
      a: { always: [{ target: 'b', guard: when('reports > 2') }, 'kept'] },
      b: { always: [{ target: 'a', guard: when('reports > 1') }, 'kept'] },
    },
    used,
    ['endless-always @ a'],
  ],
  [
    'a container that ends as it begins',
    {
      ...triage({ KEEP: 'a', REMOVE: [{ target: 'removed', guard: when('minor') }, 'kept'] }),
      a: { initial: 'x', states: { x: { type: 'final' } }, onDone: 'a' },
    },
    used,
    ['endless-always @ a › x'],
  ],
  [
    'a circle that goes through two tracks',
    {
      ...triage({ KEEP: 'p', REMOVE: 'removed' }),
      p: {
        type: 'parallel',
        states: {
          left: { initial: 'x', states: { x: { always: '#reports.p.right.z' } } },
          right: {
            initial: 'y',
            states: {
              y: { meta: { step: step('OUT') }, on: { OUT: '#reports.kept' } },
              z: { meta: { step: step('OUT') }, on: { OUT: 'y' } },
            },
          },
        },
      },
    },
    used,
    ['endless-always @ p › left › x'],
  ],
  [
    'a way back into history beside one that leaves the track',
    {
      ...triage({ KEEP: 'p', REMOVE: 'removed' }),
      p: {
        type: 'parallel',
        states: {
          left: {
            initial: 'x',
            states: {
              x: { meta: { step: step('OUT', 'END') }, on: { OUT: 'back', END: '#reports.kept' } },
              back: { type: 'history', history: 'shallow' },
            },
          },
          right: { initial: 'y', states: { y: { meta: { step: step('OUT') }, on: { OUT: '#reports.kept' } } } },
        },
      },
    },
    used,
    ['history-beside-leaving @ p › left › x › OUT'],
  ],
  [
    'a parallel state with one track',
    {
      ...triage({ KEEP: 'p', REMOVE: 'removed' }),
      p: { type: 'parallel', states: { only: { initial: 'x', states: { x: { type: 'final' } } } }, onDone: 'kept' },
    },
    used,
    ['parallel-without-tracks @ p'],
  ],
  [
    'actions that do not fit',
    {
      kept: {
        type: 'final',
        entry: [
          { type: 'count', params: { attribute: 'minor', by: 1 } },
          { type: 'set', params: { attribute: 'severity', to: '"worse"' } },
          { type: 'set', params: { attribute: 'gone', to: '1' } },
          { type: 'draw', params: { attribute: 'severity', shares: { low: 0.5, big: 0.1 } } },
          { type: 'mail' },
        ],
      },
    },
    {},
    [
      'set-expression @ kept',
      'action-type @ kept',
      'unknown-attribute @ kept',
      'action-type @ kept',
      'draw-shares @ kept',
      'action-by-name @ kept',
    ],
  ],
  ['invoked actors', { kept: { type: 'final', invoke: { src: 'mail' } } }, {}, ['not-run-by-gemba @ kept']],
  [
    'an attribute nobody asks for',
    triage({ KEEP: 'kept', REMOVE: [{ target: 'removed', guard: when('reports > 2 || severity == "high"') }, 'kept'] }),
    {},
    ['unused-attribute @ Attribute minor'],
  ],
])('finds %s', (name, states, machine, expected) => {
  const stuck = JSON.stringify(states).includes('"stuck"') ? { stuck: name.includes('event') ? { on: { REPLY: 'kept' } } : {} } : {}
  /** Faults that bring others along, so that only their own is looked for. */
  const alone = !['a circle that', 'a dead end'].some((start) => name.startsWith(start))
  const found = rulesOf(draftOf({ ...states, ...stuck }, machine))
  for (const problem of expected) planted.add(problem.split(' @ ')[0] ?? '')
  for (const problem of expected) expect(found).toContain(problem)
  const others = found.filter((problem) => alone && !/^unreachable|^initial-missing|^unused/.test(problem) && !expected.includes(problem))
  expect(others).toEqual([])
})

test('two states beside each other with one name, which no file can hold', () => {
  const draft = draftOf({})
  const states = Object.fromEntries(
    Object.entries(draft.states).map(([uid, state]) => [uid, state.key === 'removed' ? { ...state, key: 'kept' } : state]),
  )
  expect(rulesOf({ ...draft, states })).toContain('name-twice @ kept')
  planted.add('name-twice')
})

test('a dead end that is an error stays when the rule is switched off; where it only warns it goes', () => {
  const meta = { rulesOff: { 'dead-end': 'It is meant so.' } }
  const stuck = { ...triage({ KEEP: 'kept', REMOVE: 'stuck' }), stuck: {} }
  const rules = (states: JsonObject) => rulesOf(draftOf(states, { ...used, meta }))
  expect(rules(stuck)).toContain('dead-end @ stuck')
  expect(rulesOf(draftOf({ triage: { on: { KEEP: 'kept', GO: 'stuck' } }, stuck: {} }, used))).toContain('dead-end @ stuck')
  expect(rules({ triage: { on: { KEEP: 'kept', GO: 'stuck' } }, stuck: {} })).not.toContain('dead-end @ stuck')
})

test('a handbook is held to what the workflow needs of it, and a workflow without one is not', () => {
  const seen = { ...step('KEEP', 'REMOVE'), sensitive: true }
  const escalates = (contact: object) => [{ target: 'removed', meta: { flow: 'escalation', ...contact } }]
  const draft = (handbook?: Handbook, contact: object = {}) => {
    const bare = draftOf({
      triage: {
        meta: { step: { ...scan, failure: { event: 'BROKEN', title: 'Broken' } } },
        on: { KEEP: 'look', REMOVE: 'look', BROKEN: 'look' },
      },
      look: { meta: { step: seen }, on: { KEEP: 'kept', REMOVE: escalates(contact) } },
      removed: { type: 'final', meta: { disposition: { restrictive: true, notice: 'Removal', appeal: 'By form' } } },
    })
    return handbook === undefined ? bare : { ...bare, header: { workflow: { ...bare.header.workflow, handbook } } }
  }
  const gaps = [
    'notice-not-written @ removed',
    'escalation-without-contact @ look › REMOVE',
    'exposure-without-wellbeing @ look',
    'system-without-outage @ triage',
    'restriction-without-rollback @ removed',
  ]
  const found = (of: Draft) => rulesOf(of).filter((problem) => !problem.startsWith('unused-attribute'))
  expect(found(draft())).toEqual([])
  expect(found(draft({ references: [{ title: 'Case system' }] }))).toEqual(gaps)
  const example = { reference: 'EX-1', why: 'It is near the edge.' }
  const half: Handbook = {
    notices: [{ name: 'Removal', facts: 'What was seen', languages: ['English'] }],
    definitions: [
      { term: 'Threat', meaning: 'A will to harm.', clause: 'threats', yes: [example, { ...example, reference: 'EX-2' }], no: [example] },
    ],
    wellbeing: { breaks: 'Ten minutes in the hour' },
    outage: { manual: 'By hand.' },
    rollback: { steps: 'Put it back.' },
  }
  const rest = ['notice-incomplete @ removed', 'definition-without-examples @ Reports', 'unknown-clause @ Reports']
  expect(found(draft(half, { contact: 'Duty lead' }))).toEqual(rest)
  expect(findProblems(draft(half)).find(({ rule }) => rule === 'notice-incomplete')?.message).toBe(
    'The notice "Removal" of "removed" does not say the ground, the use of automated means, the ways to redress.',
  )
  for (const problem of [...gaps, ...rest]) planted.add(problem.split(' @ ')[0] ?? '')
})

test('every rule of the table has a fault planted for it above', () => {
  // Switching off has tests of its own (tests/rules.test.ts).
  expect(Object.keys(rules).filter((id) => !planted.has(id) && id !== 'rule-not-off')).toEqual([])
})

test('every problem says what, where and why, and every fix can be applied and removes it', () => {
  let fixed = 0
  const check = (draft: Draft) => {
    for (const problem of findProblems(draft, new Set())) {
      expect(problem.message.length * problem.why.length * problem.where.length).toBeGreaterThan(0)
      if (!problem.fix) continue
      const after = applyChange(draft, problem.fix.change)
      const same = findProblems(after, new Set()).filter(
        (other) =>
          other.rule === problem.rule && other.message === problem.message && JSON.stringify(other.place) === JSON.stringify(problem.place),
      )
      const before = findProblems(draft, new Set()).filter(
        (other) =>
          other.rule === problem.rule && other.message === problem.message && JSON.stringify(other.place) === JSON.stringify(problem.place),
      )
      expect(same.length).toBeLessThan(before.length)
      fixed++
    }
  }
  fc.assert(
    fc.property(arbitraryWorkflow({ states: 10 }), (workflow) => check({ ...workflow, layout: {} })),
    { numRuns: 40 },
  )
  expect(fixed).toBeGreaterThan(20)
})

test('a way back to the own step is an error, a warning beside a timer, and none where it begins anew or work is over till the timer', () => {
  const severities = (again: JsonObject | string, after: JsonObject = {}) =>
    findProblems(
      draftOf({ triage: { ...triage({ KEEP: 'kept', REMOVE: 'removed', AGAIN: again }, ['KEEP', 'REMOVE', 'AGAIN']).triage, after } }),
    )
      .filter(({ rule }) => rule === 'self-without-reenter')
      .map(({ severity }) => severity)
  const timer = { 1000: 'kept' }
  expect(severities('triage')).toEqual(['error'])
  expect(severities('triage', timer)).toEqual(['warning'])
  expect(severities({ target: 'triage', reenter: true })).toEqual([])
  expect(severities({ actions: [] })).toEqual(['error'])
  expect(severities({ actions: [] }, timer)).toEqual([])
  const draft = draftOf({ triage: triage({ KEEP: 'kept', REMOVE: 'removed', AGAIN: 'triage' }, ['KEEP', 'REMOVE', 'AGAIN']).triage! })
  const fix = findProblems(draft).find(({ rule }) => rule === 'self-without-reenter')?.fix
  expect(findProblems(applyChange(draft, fix!.change)).map(({ rule }) => rule)).not.toContain('self-without-reenter')
})

test('generated workflows, which run, have no endless circles', () => {
  fc.assert(
    fc.property(arbitraryWorkflow(), (workflow) => {
      expect(findProblems(workflow).filter(({ rule }) => rule === 'endless-always')).toEqual([])
    }),
    { numRuns: 100 },
  )
})
