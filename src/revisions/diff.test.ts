import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleDraft } from '../../tests/revisions/example.ts'
import { lineScenario } from '../../tests/engine/fixture.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Draft } from '../workflow/draft.ts'
import { Diff, type Change } from './change.ts'
import { diffWorkflows } from './diff.ts'

type Records = Record<string, Record<string, unknown>>
type Loose = Record<string, Records>

/** The example with one thing done to it. */
function edited(edit: (tables: Loose) => void): Draft {
  const draft = structuredClone(exampleDraft()) as unknown as Loose
  edit(draft)
  return draft as unknown as Draft
}

const changesAfter = (edit: (tables: Loose) => void): Change[] => {
  const [base, head] = [exampleDraft(), edited(edit)]
  return diffWorkflows(base, head, { layouts: { base: base.layout, head: head.layout } }).changes
}
const textsAfter = (edit: (tables: Loose) => void) => changesAfter(edit).map(({ text }) => text)
const record = (tables: Loose, table: string, id: string) => tables[table]?.[id] as Record<string, never>
const put = (tables: Loose, table: string, id: string, facts: object) => {
  ;(tables[table] as Records)[id] = { ...record(tables, table, id), ...facts }
}
const drop = (tables: Loose, table: string, id: string) => {
  delete tables[table]?.[id]
}
const putStep = (tables: Loose, id: string, facts: object) =>
  put(tables, 'states', id, { step: { ...(record(tables, 'states', id)['step'] as unknown as object), ...facts } })

test('a workflow does not differ from itself, nor from a copy with other numbers for the same order', () => {
  expect(diffWorkflows(exampleDraft(), exampleDraft()).changes).toEqual([])
  expect(
    textsAfter((tables) => {
      for (const id of Object.keys(tables['transitions'] ?? {}))
        put(tables, 'transitions', id, { order: Number(record(tables, 'transitions', id)['order']) * 10 + 3 })
    }),
  ).toEqual([])
})

test.each<[string, (tables: Loose) => void, Partial<Change>[]]>([
  [
    'a timer',
    (t) => put(t, 'transitions', 't-timer', { trigger: { kind: 'after', delay: 7_200_000 } }),
    [{ channel: 'behaviour', kind: 'changed', text: 'The escalation timer of Tier 1 review goes from 4 h to 2 h', breaking: false }],
  ],
  [
    'a target',
    (t) => put(t, 'transitions', 't-remove', { targets: ['notice'] }),
    [{ channel: 'behaviour', text: 'Remove at Tier 1 review now leads to Notice instead of Quality sample' }],
  ],
  [
    'a service target',
    (t) => putStep(t, 'tier1', { target: 'PT2H' }),
    [{ channel: 'operations', text: 'The service target of Tier 1 review goes from 4 h to 2 h', before: 'PT4H', after: 'PT2H' }],
  ],
  [
    'a pool',
    (t) => putStep(t, 'tier1', { pools: ['specialists'] }),
    [{ channel: 'operations', text: 'Tier 1 review is done by Specialists instead of Tier 1 reviewers' }],
  ],
  [
    'a batch',
    (t) => putStep(t, 'qa', { size: 50 }),
    [{ channel: 'behaviour', text: 'The batch size of Quality sample goes from 20 to 50' }],
  ],
  [
    'a title',
    (t) => put(t, 'states', 'tier1', { title: 'First look' }),
    [{ channel: 'policy', kind: 'renamed', text: '“Tier 1 review” is now called “First look”' }],
  ],
  [
    'instructions',
    (t) => putStep(t, 'tier1', { instructions: 'Other words.' }),
    [{ channel: 'policy', text: expect.stringMatching(/^The instructions of Tier 1 review are rewritten: .*“Other words.*”/) as string }],
  ],
  [
    'a parent',
    (t) => put(t, 'states', 'special', { parent: 'root', order: 9 }),
    [{ channel: 'behaviour', kind: 'moved', breaking: true, text: 'Specialist review moves out of Human review to the top level' }],
  ],
  [
    'an order that cases notice',
    (t) => {
      put(t, 'transitions', 's-remove', { order: 1 })
      put(t, 'transitions', 's-remove-2', { order: 0 })
    },
    [{ channel: 'behaviour', kind: 'moved' }],
  ],
  [
    'an order that cases do not notice',
    (t) => put(t, 'transitions', 't-timer', { order: -1 }),
    [
      {
        channel: 'policy',
        kind: 'moved',
        text: 'The escalation timer of Tier 1 review is listed in another place; cases go the same ways',
      },
    ],
  ],
  [
    'an outcome',
    (t) => putStep(t, 'special', { outcomes: [{ event: 'REMOVE', title: 'Remove' }] }),
    [{ channel: 'behaviour', kind: 'removed', text: 'Specialist review no longer has the outcome “Keep”', breaking: true }],
  ],
  [
    'a placement',
    (t) => put(t, 'layout', 'qa', { x: 1 }),
    [{ channel: 'layout', kind: 'moved', text: 'Quality sample lies elsewhere on the canvas' }],
  ],
  [
    'a notice',
    (t) =>
      put(t, 'states', 'removed', { disposition: { restrictive: true, notice: 'New notice', appeal: 'Appeals line, within 30 days' } }),
    [{ channel: 'policy', text: 'The notice of Removed goes from “Removal notice” to “New notice”' }],
  ],
  [
    'an initial state',
    (t) => put(t, 'states', 'review', { initial: 'special' }),
    [{ channel: 'behaviour', text: 'Inside Human review, cases start at Specialist review instead of Tier 1 review' }],
  ],
  [
    'an attribute value',
    (t) => put(t, 'attributes', 'severity', { values: ['low', 'high'] }),
    [{ channel: 'behaviour', breaking: true, text: 'Severity can no longer be “medium”' }],
  ],
])('tells %s in words, in its channel', (_, edit, expected) => {
  expect(changesAfter(edit)).toEqual(expected.map((change) => expect.objectContaining(change)))
})

test('a guard is judged by the cases it holds for', () => {
  const guard = (expression: string) => changesAfter((t) => put(t, 'transitions', 't-high', { guard: { expression } }))[0]
  expect(guard('minor || severity == "high"')?.guard).toEqual({ relation: 'equivalent', example: null, tried: 6 })
  expect(guard('!(severity != "high" && !minor)')?.guard?.relation).toBe('equivalent')
  expect(guard('severity == "high"')?.guard).toEqual({ relation: 'stricter', example: { severity: 'low', minor: true }, tried: 6 })
  expect(guard('severity != "low" || minor')?.guard).toMatchObject({ relation: 'looser', example: { severity: 'medium', minor: false } })
  expect(guard('severity == "low"')?.guard?.relation).toBe('different')
  expect(guard('severity == "high"')?.text).toContain(
    'Stricter: it holds for fewer cases, no longer for a case with Severity = low and Minor involved = yes',
  )
  const [numeric] = changesAfter((t) => put(t, 'transitions', 's-remove', { guard: { expression: 'reports >= 3' } }))
  expect(numeric?.guard).toMatchObject({ relation: 'stricter', example: { reports: 2.5 } })
  expect(guard('severity ==')?.guard).toBeUndefined()
})

test('what follows from a removed state says so, and the version grows by the worst change', () => {
  const changes = changesAfter((t) => {
    drop(t, 'states', 'qa')
    drop(t, 'transitions', 'q-sampled')
    put(t, 'transitions', 't-remove', { targets: ['notice'] })
    put(t, 'transitions', 's-remove-2', { targets: ['notice'] })
  })
  expect(changes.find(({ id }) => id === 'transition:q-sampled:removed')?.cause).toBe('state:qa:removed')
  const suggested = (edit: (tables: Loose) => void) => diffWorkflows(exampleDraft(), edited(edit)).version
  expect(suggested((t) => drop(t, 'transitions', 't-timer'))).toEqual({ from: '1.0.0', suggested: '2.0.0' })
  expect(suggested((t) => putStep(t, 'tier1', { target: 'PT2H' })).suggested).toBe('1.1.0')
  expect(suggested((t) => put(t, 'header', 'workflow', { description: 'Other' })).suggested).toBe('1.0.1')
  expect(suggested(() => {}).suggested).toBeNull()
})

/** Every value of every record, changed into another of its kind: whatever differs must be told. */
const anyEdit = fc.record({
  table: fc.constantFrom('header', 'attributes', 'pools', 'states', 'transitions'),
  pick: fc.nat(),
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  drop: fc.boolean(),
})

test('no difference of a record stays silent, every text says something, ids are unique', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 4 }), (edits) => {
      const base = exampleDraft()
      const head = edited((tables) => {
        for (const one of edits) scramble(tables, one)
      })
      const diff = Diff.parse(diffWorkflows(base, head))
      const silent: string[] = []
      const told = new Set(diff.changes.map(({ place }) => `${place.kind}:${place.id}`))
      for (const [table, kind] of [
        ['attributes', 'attribute'],
        ['pools', 'pool'],
        ['states', 'state'],
        ['transitions', 'transition'],
        ['header', 'workflow'],
      ] as const) {
        const [was, is] = [base[table] as Records[string], head[table] as Records[string]]
        for (const id of new Set([...Object.keys(was), ...Object.keys(is)])) {
          if (facts(was[id]) !== facts(is[id]) && !told.has(`${kind}:${id}`)) silent.push(`${kind}:${id}`)
        }
      }
      expect(silent).toEqual([])
      expect(new Set(diff.changes.map(({ id }) => id)).size).toBe(diff.changes.length)
      for (const { text } of diff.changes) expect(text).not.toMatch(/^\s*$|undefined|\[object|NaN/)
    }),
    { numRuns: 400 },
  )
})

/** What a record says, without the numbers that only matter in relation and the version that is the diff's own. */
function facts(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === 'order' || key === 'version' ? undefined : inner))
}

function scramble(
  tables: Loose,
  { table, pick, path, drop: remove }: { table: string; pick: number; path: number[]; drop: boolean },
): void {
  const ids = Object.keys(tables[table] ?? {})
  let holder = tables[table]?.[ids[pick % ids.length] ?? ''] as Record<string, unknown> | undefined
  for (const [depth, choice] of path.entries()) {
    if (!holder) return
    const keys = Object.keys(holder).filter(
      (key) => !['uid', 'id', 'name', 'root', 'kind', 'type', 'version', 'event', 'parent', 'order'].includes(key),
    )
    const key = keys[choice % Math.max(1, keys.length)]
    if (key === undefined) return
    const value = holder[key]
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < path.length - 1) {
      holder = value as Record<string, unknown>
      continue
    }
    if (
      remove &&
      [
        'description',
        'instructions',
        'policy',
        'criteria',
        'notice',
        'appeal',
        'skills',
        'vendor',
        'unit',
        'owner',
        'endOfShift',
        'sensitive',
      ].includes(key)
    )
      delete holder[key]
    else if (typeof value === 'boolean') holder[key] = !value
    else if (typeof value === 'number') holder[key] = value + 1
    else if (typeof value === 'string' && key !== 'expression' && key !== 'endOfShift' && key !== 'flow' && !value.startsWith('P'))
      holder[key] = `${value} x`
    return
  }
}

/** The draft with other uids throughout, as another tool would have made them. */
function withOtherUids(draft: Draft): Draft {
  const other = (uid: string) => `z-${uid}`
  const maybe = (uid: string | null) => (uid === null ? null : other(uid))
  return {
    ...draft,
    header: { workflow: { ...draft.header.workflow, root: other(draft.header.workflow.root) } },
    states: Object.fromEntries(
      Object.values(draft.states).map((s) => [
        other(s.uid),
        { ...s, uid: other(s.uid), parent: maybe(s.parent), initial: maybe(s.initial) },
      ]),
    ),
    transitions: Object.fromEntries(
      Object.values(draft.transitions).map((t) => [
        other(t.uid),
        { ...t, uid: other(t.uid), source: other(t.source), targets: t.targets.map(other) },
      ]),
    ),
    layout: Object.fromEntries(Object.values(draft.layout).map((p) => [other(p.uid), { ...p, uid: other(p.uid) }])),
  }
}

test('without common uids, states are found by path, content and likeness', () => {
  const changes = (edit: (tables: Loose) => void) => {
    const [base, head] = [exampleDraft(), withOtherUids(edited(edit))]
    return diffWorkflows(base, head, { layouts: { base: base.layout, head: head.layout } })
      .changes.map(({ kind, place, field }) => `${kind} ${place.id} ${field}`)
      .sort()
  }
  expect(changes(() => {})).toEqual([])
  expect(changes((t) => put(t, 'states', 'tier1', { title: 'Tier 1 first review', key: 'tier1first' }))).toEqual([
    'renamed z-tier1 key',
    'renamed z-tier1 title',
  ])
  expect(changes((t) => put(t, 'states', 'qa', { key: 'sample', parent: 'review', order: 5 }))).toEqual([
    'moved z-qa parent',
    'renamed z-qa key',
  ])
  expect(
    changes((t) => {
      put(t, 'states', 'special', { key: 'senior', title: 'Specialist second review' })
      putStep(t, 'special', { target: 'PT1H' })
    }),
  ).toEqual(['changed z-special step.target', 'renamed z-special key', 'renamed z-special title'])
  expect(changes((t) => put(t, 'transitions', 's-remove', { targets: ['kept'] }))).toEqual(['changed z-s-remove targets'])
})

test('what comes into a scenario is told in words, never as it is written in the file', () => {
  const draft = exampleDraft()
  const shift = { title: 'Day', people: 2, days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }
  const base: Scenario = { ...lineScenario, pools: {}, performance: {} }
  const head: Scenario = {
    ...lineScenario,
    pools: { tier1: { shifts: [shift], order: { kind: 'fifo' } as never, costPerHour: 21 } },
    demand: { ...lineScenario.demand, thinning: { keep: 'severity >= 2', share: 0.4 } } as never,
  }
  const { changes } = diffWorkflows(draft, draft, { scenarios: { base, head } })
  expect(changes.length).toBeGreaterThan(2)
  for (const { text } of changes) expect(text).not.toMatch(/[{}[\]]|":/)
  expect(changes.map(({ text }) => text).join('\n')).toMatch(
    /is new in the scenario: 2 people, Mon–Fri 08:00–16:00; 80 h a week; 21 an hour/,
  )
})
