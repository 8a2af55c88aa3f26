import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { publishedRevisions, publishedRunbooks } from '../../tests/runbook/words.ts'
import type { Revision } from '../machine/workflow-file.ts'
import { ancestorsOf } from '../workflow/tree.ts'
import { writeDocumentDocx } from './docx.ts'
import { readContacts } from './contacts.ts'
import { writeDocumentHtml } from './html.ts'
import { writeDocumentMarkdown } from './markdown.ts'
import { composeQuickCard } from './quick-card.ts'
import { composeVendorEdition, vendorsOf } from './vendor.ts'

const spy = 'planted'

/**
 * The revision with a planted mark in every text and 0.97317 for every number, but for what the vendor may read: what names the product, the version and its moment, the vendor's own pools, and of
 * their steps the listed fields.
 */
function plant(revision: Revision, vendor: string): Revision {
  const { workflow } = revision
  const own = new Set(Object.values(workflow.pools).flatMap((pool) => (pool.vendor === vendor ? [pool.id] : [])))
  const mark = (value: unknown, key: string): unknown => {
    if (typeof value === 'string')
      return ['uid', 'type', 'kind', 'flow', 'initial', 'source', 'event', 'parent', 'root', 'id', 'name', 'attribute'].includes(key)
        ? value
        : `${spy} ${value}`
    if (Array.isArray(value)) return ['targets', 'pools', 'outcomes'].includes(key) ? value : value.map((one: unknown) => mark(one, key))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mark(one, name)]))
    return value
  }
  const isOwn = (state: (typeof workflow.states)[string]) => state.step?.kind === 'review' && state.step.pools.some((id) => own.has(id))
  // What their own outcomes lead to is named, and nothing else of others.
  const around = new Set(
    Object.values(workflow.states)
      .filter(isOwn)
      .flatMap((state) => [state.uid, ...ancestorsOf(workflow, state.uid).map(({ uid }) => uid)]),
  )
  const reached = new Set(
    Object.values(workflow.transitions).flatMap(({ source, targets, trigger }) =>
      around.has(source) && trigger.kind === 'event' ? targets : [],
    ),
  )
  const states = Object.fromEntries(
    Object.values(workflow.states).map((state) => {
      const all = mark(state, '') as typeof state
      const step =
        isOwn(state) && state.step
          ? { ...state.step }
          : all.step && {
              ...(mark(state.step, '') as typeof all.step),
              outcomes: state.step!.outcomes.map((one) => ({ ...one, title: `${spy} ${one.title}`, criteria: `${spy}` })),
              target: state.step!.target,
              ...(state.step!.kind === 'batch' ? { age: state.step!.age, at: state.step!.at } : {}),
            }
      const isNamed = isOwn(state) || reached.has(state.uid)
      return [
        state.uid,
        {
          ...all,
          title: isNamed ? state.title : all.title,
          description: `${spy} note`,
          step,
          uid: state.uid,
          initial: state.initial,
          key: `${spy}-${state.key}`,
          disposition: mark(state.disposition, '') as typeof state.disposition,
        },
      ]
    }),
  )
  const transitions = Object.fromEntries(
    Object.values(workflow.transitions).map((way) => [
      way.uid,
      {
        ...way,
        title: `${spy} way`,
        description: `${spy} why`,
        guard: way.guard === null ? null : { expression: 'planted_score > 0.97317' },
        actions: [{ type: 'named' as const, name: `${spy}Action` }],
      },
    ]),
  )
  const pools = Object.fromEntries(
    Object.values(workflow.pools).map((pool) => [
      pool.id,
      own.has(pool.id)
        ? { ...pool, description: `${spy} pool` }
        : { ...pool, title: `${spy} people`, vendor: `${spy} rival`, description: spy, skills: [spy] },
    ]),
  )
  const header = { workflow: { ...workflow.header.workflow, description: `${spy} purpose`, owner: `${spy} owner` } }
  const attributes = {
    planted_score: { name: 'planted_score', order: 0, title: `${spy} score`, type: 'number' as const, default: 0.97317 },
  }
  return {
    ...revision,
    author: `${spy} author`,
    message: `${spy} message`,
    workflow: { header, attributes, pools, states, transitions } as Revision['workflow'],
  }
}

test('nothing that a vendor may not read is anywhere in the bytes of its edition', async () => {
  let editions = 0
  for (const revision of publishedRevisions.filter(({ version }) => version === '1.1.0'))
    for (const vendor of vendorsOf(revision.workflow)) {
      const planted = plant(revision, vendor)
      expect(JSON.stringify(planted).match(/planted/g)?.length).toBeGreaterThan(60)
      const document = composeVendorEdition(planted, [planted], vendor)
      const word = Object.entries(unzipSync(await writeDocumentDocx(document, '')))
      const bytes = [
        writeDocumentHtml(document),
        writeDocumentMarkdown(document),
        ...word.map(([path, content]) => path + strFromU8(content)),
      ].join('\n')
      expect(bytes).toContain(vendor.replace('&', '&amp;'))
      expect(bytes).not.toMatch(/planted|0[.,]973|97[.,]3/i)
      // Other vendors and the steps of others, by the names they really have, are not in it either.
      const real = writeDocumentHtml(composeVendorEdition(revision, [revision], vendor))
      const others = vendorsOf(revision.workflow).filter((other) => !vendor.includes(other))
      expect(others.filter((other) => real.includes(other))).toEqual([])
      editions++
    }
  expect(editions).toBeGreaterThan(5)
})

test('the edition says what it leaves out, and holds the instructions of the vendor’s steps', () => {
  const revision = publishedRevisions.find(
    ({ version, workflow }) => version === '1.1.0' && workflow.header.workflow.id === 'abuse-reports',
  )!
  const markdown = writeDocumentMarkdown(composeVendorEdition(revision, [revision], 'Qalam Services, Amman'))
  expect(markdown).toContain('## What this edition leaves out')
  expect(markdown).toContain('### Arabic review')
  expect(markdown).toContain('Dialects')
  expect(markdown).not.toMatch(/Japanese|Harbour|0\.97|Overdue desk \(|language is/)
})

test('a quick card has at most seven questions, says whom to call first and what it leaves out', () => {
  for (const [name, runbook] of publishedRunbooks) {
    const card = composeQuickCard({
      ...runbook,
      contacts: [{ role: 'Duty lead', reach: '+353 1 555 0100', fallback: 'Site manager', when: '24 h' }],
    })
    const [call, questions, left] = card.sections
    const rows = questions?.inside.flatMap((part) => (part.type === 'grid' ? part.rows : [])) ?? []
    expect(rows.length, name).toBeGreaterThan(1)
    expect(rows.length, name).toBeLessThanOrEqual(7)
    expect(JSON.stringify(call)).toContain('Duty lead: +353 1 555 0100 (24 h); if nobody answers: Site manager')
    expect(JSON.stringify(left)).toContain('see the runbook')
    expect(JSON.stringify(composeQuickCard(runbook).sections[0])).toContain('Nobody is named yet')
  }
})

test('a file of contacts that is not one says what is wrong and where', () => {
  expect(readContacts('{"gemba":"contacts","format":1,"contacts":[{"role":"Lead","reach":"x"}]}')).toEqual({
    ok: true,
    contacts: [{ role: 'Lead', reach: 'x' }],
  })
  expect(readContacts('no')).toEqual({ ok: false, message: 'contacts.json is not JSON.' })
  expect(readContacts('{"gemba":"contacts","format":1,"contacts":[{"role":"Lead"}]}')).toMatchObject({
    ok: false,
    message: expect.stringContaining('contacts.0.reach') as string,
  })
})
