import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { assign, createMachine, getInitialSnapshot, getNextSnapshot } from 'xstate'
import type { AnyStateMachine } from 'xstate'
import { toScxml } from '../../src/exchange/out/scxml.ts'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { offers, type OfferName } from '../../src/exchange/xstate/runnable.ts'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { documentOrder, transitionsFrom } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { dice } from '../engine/oracle-machines.ts'
import { generateWorkflow } from '../generate/workflow.ts'

const folder = mkdtempSync(join(tmpdir(), 'gemba-scxml-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const samples = ['abuse-reports', 'appeals', 'urgent-harm'].map((slug) => {
  const read = readWorkflow(readFileSync(`workflows/${slug}/workflow.json`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.workflow
})
const generated = Array.from({ length: 12 }, (_, seed) => {
  const pick = dice(seed * 53 + 9)
  return generateWorkflow(
    Array.from({ length: 400 }, () => pick(1_000_000)),
    { states: 6 + pick(18), extra: seed % 3 === 0 },
  )
})

test('a document of SCXML behaves as the machine does', async () => {
  let steps = 0
  for (const [index, workflow] of [...samples, ...generated].entries()) {
    const { text, losses } = toScxml(workflow)
    const machine = await readScxml(text, index)
    const where = losses.filter((loss) => loss.includes('SCXML')).length
    // What the document says it cannot say is no fault of it.
    if (where === 0)
      steps += walkBoth(
        workflow,
        machine,
        createCaseMachine(workflow, {}, () => ''),
        index,
      )
  }
  expect(steps).toBeGreaterThan(60)
})

test.each([
  ['inwards', { target: '.b' }, 1],
  ['inwards, entered again', { target: '.b', reenter: true }, 2],
  ['to itself', { target: 'group' }, 1],
  ['to itself, entered again', { target: 'group', reenter: true }, 2],
])('a group that is left by a way %s', async (_, way, entries) => {
  const count = { type: 'count', params: { attribute: 'entered', by: 1 } }
  const group = { initial: 'a', entry: [count], on: { GO: way }, states: { a: {}, b: {} } }
  const config = { id: 'turns', context: { entered: 0 }, initial: 'group', states: { group } }
  const read = await importMachine(JSON.stringify(config), { declined: new Set(Object.keys(offers) as OfferName[]) })
  if (!read.ok) throw new Error(read.message)
  const machine = await readScxml(toScxml(read.workflow).text, 1000 + entries + JSON.stringify(way).length)
  const after = getNextSnapshot(machine, getInitialSnapshot(machine), { type: 'GO' })
  expect(after.context).toEqual({ entered: entries })
  expect(after._nodes.map(({ id }) => id)).toContain(way.target === '.b' ? 'group-b' : 'group-a')
})

type Element = { readonly tag: string; readonly at: Readonly<Record<string, string>>; readonly children: Element[] }
type Scripts = Readonly<Record<string, (facts: object) => unknown>>

/** A reader of SCXML that shares nothing with the writer: the rules of the recommendation over XState's own configs. */
async function readScxml(text: string, index: number): Promise<AnyStateMachine> {
  const root: Element = { tag: '', at: {}, children: [] }
  const open = [root]
  for (const [, closing, tag = '', inside = '', alone] of text.matchAll(/<(\/?)([a-z]+)((?:\s+[\w:]+="[^"]*")*)(\/?)>/g)) {
    if (closing !== '') open.pop()
    else {
      const at = Object.fromEntries([...inside.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescape(value)]))
      const element: Element = { tag, at, children: [] }
      open.at(-1)?.children.push(element)
      if (alone === '') open.push(element)
    }
  }
  expect(open.length).toBe(1)
  const [document] = root.children
  const data = document!.children.flatMap(({ tag, children }) => (tag === 'datamodel' ? children : []))
  const all: Element[] = []
  const visit = (element: Element) => {
    all.push(element)
    element.children.forEach(visit)
  }
  visit(document!)
  const sources = [...new Set(all.flatMap(({ at }) => [at['cond'], at['expr']].filter((script) => script !== undefined)))]
  const file = join(folder, `scripts-${index}.mjs`)
  const names = data.map(({ at }) => at['id']).join(', ')
  writeFileSync(
    file,
    `export default {\n${sources.map((script) => `${JSON.stringify(script)}: ({ ${names} }) => ${script},`).join('\n')}\n}\n`,
  )
  const scripts = ((await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: Scripts }).default
  const context = Object.fromEntries(data.map(({ at }) => [at['id'] ?? '', scripts[at['expr'] ?? '']?.({})]))
  const nodes = (elements: readonly Element[]) =>
    Object.fromEntries(
      elements
        .filter(({ tag }) => ['state', 'parallel', 'final', 'history'].includes(tag))
        .map((child) => [child.at['gemba:uid'] ?? 'ended', node(child)]),
    )
  const actions = (elements: readonly Element[]) =>
    elements
      .filter(({ tag }) => tag === 'assign')
      .map(({ at }) => assign(({ context: facts }) => ({ [at['location'] ?? '']: scripts[at['expr'] ?? '']?.(facts) })))
  const targets = (ids: string) => ids.split(' ').map((id) => `#${id.replaceAll('.', '\\.')}`)
  const inside = (element: Element, tag: string) => element.children.flatMap((child) => (child.tag === tag ? child.children : []))
  const node = (element: Element): object => {
    const ways = element.children.filter(({ tag }) => tag === 'transition')
    const { id = '', initial } = element.at
    if (element.tag === 'history') return { id, type: 'history', history: element.at['type'], target: targets(ways[0]?.at['target'] ?? '') }
    const on: Record<string, object[]> = {}
    const always: object[] = []
    const onDone: object[] = []
    for (const { at, children } of ways) {
      const way = {
        ...(at['target'] === undefined ? {} : { target: targets(at['target']) }),
        ...(at['cond'] === undefined
          ? {}
          : { guard: ({ context: facts }: { context: object }) => scripts[at['cond'] ?? '']?.(facts) === true }),
        reenter: at['target'] !== undefined && at['type'] !== 'internal',
        actions: actions(children),
      }
      if (at['event'] === undefined) always.push(way)
      else if (at['event'] === `done.state.${id}`) onDone.push(way)
      else (on[at['event']] ??= []).push(way)
    }
    const states = nodes(element.children)
    const first = initial === undefined ? undefined : element.children.find(({ at }) => at['id'] === initial)
    return {
      id,
      type: element.tag === 'state' ? (Object.keys(states).length > 0 ? 'compound' : 'atomic') : element.tag,
      ...(first ? { initial: first.at['gemba:uid'] } : {}),
      entry: actions(inside(element, 'onentry')),
      exit: actions(inside(element, 'onexit')),
      ...(element.tag === 'final' ? {} : { on, always, onDone }),
      ...(Object.keys(states).length > 0 ? { states } : {}),
    }
  }
  const top = document!.children.find(({ at }) => at['id'] === document!.at['initial'])
  return createMachine({ context, initial: top?.at['gemba:uid'], states: nodes(document!.children) } as never) as unknown as AnyStateMachine
}

function unescape(text: string): string {
  const marks: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(#?\w+);/g, (_, name: string) => marks[name] ?? '')
}

/** Leads both through the same events: states by uid, facts, and the end must agree. */
function walkBoth(workflow: Workflow, document: AnyStateMachine, machine: AnyStateMachine, seed: number): number {
  const pick = dice(seed + 5)
  let [a, b] = [getInitialSnapshot(document), getInitialSnapshot(machine)]
  if (a.status === 'error') throw a.error as Error
  const seen = (snapshot: typeof a) => ({
    states: snapshot._nodes
      .map((node) => (node.machine === machine ? (node.meta as { uid?: string } | undefined)?.uid : node.key))
      .filter((uid) => uid !== undefined && uid !== '(machine)')
      .toSorted((left, right) => ((left ?? '') < (right ?? '') ? -1 : 1)),
    facts: snapshot.context,
    status: snapshot.status,
  })
  let steps = 0
  for (; steps < 30 && b.status === 'active'; steps++) {
    expect(seen(a), `machine ${seed}, step ${steps}`).toEqual(seen(b))
    const events = b._nodes
      .flatMap((node) => node.ownEvents.map((type) => ({ type, node })))
      .filter(({ type }) => type !== '' && !/^xstate\.(done|stop|init)/.test(type))
    const chosen = events[pick(events.length)]
    if (!chosen) break
    const type: string = chosen.type.startsWith('xstate.after') ? timerOf(workflow, chosen.type, a) : chosen.type
    b = getNextSnapshot(machine, b, { type: chosen.type })
    a = getNextSnapshot(document, a, { type })
  }
  return steps
}

/** The event of SCXML for a timer of XState: told by the state's uid and the place of the delay among its delays. */
function timerOf(
  workflow: Workflow,
  type: string,
  document: { readonly _nodes: readonly { readonly key: string; readonly id: string }[] },
): string {
  const [, delay = '', path = ''] = /^xstate\.after\.([^.]+)\.(.*)$/.exec(type) ?? []
  for (const node of document._nodes) {
    const delays = [
      ...new Set(transitionsFrom(workflow, node.key).flatMap(({ trigger }) => (trigger.kind === 'after' ? [String(trigger.delay)] : []))),
    ]
    const at = delays.indexOf(delay)
    if (at >= 0 && (path === node.id || path.split('.').slice(1).join('-') === node.id)) return `after.${at + 1}.${node.id}`
  }
  return 'nothing'
}

test('a document of SCXML comes back as a workflow that behaves as the first did', async () => {
  let [steps, whole] = [0, 0]
  for (const [index, workflow] of [...samples, ...generated].entries()) {
    const { text, losses } = toScxml(workflow)
    if (losses.some((loss) => !loss.startsWith('Who works'))) continue
    const back = await importMachine(text, { declined: new Set(Object.keys(offers) as OfferName[]) })
    if (!back.ok) throw new Error(back.message)
    expect(back.from).toBe('scxml')
    expect(back.notes.filter((note) => /left out|kept by name/.test(note))).toEqual([])
    expect(kindsOf(back.workflow)).toEqual(kindsOf(workflow))
    steps += walkTogether(workflow, back.workflow, index)
    whole++
  }
  expect(whole).toBeGreaterThan(5)
  expect(steps).toBeGreaterThan(60)
})

/** The states by uid, in the order in which they are read. */
function kindsOf(workflow: Workflow): unknown[] {
  return documentOrder(workflow).map(({ uid, title, type }) => [uid, title, type])
}

/** Leads both workflows through the same events, timers by the uid of their state and their delay. */
function walkTogether(first: Workflow, second: Workflow, seed: number): number {
  const pick = dice(seed + 11)
  const machines = [createCaseMachine(first, {}, () => ''), createCaseMachine(second, {}, () => '')] as const
  const uidOf = (node: { readonly meta?: unknown }) => (node.meta as { uid?: string } | undefined)?.uid ?? ''
  const seen = (snapshot: ReturnType<typeof getInitialSnapshot<AnyStateMachine>>) => ({
    states: snapshot._nodes.map(uidOf).toSorted(),
    facts: snapshot.context,
    status: snapshot.status,
  })
  let [a, b] = [getInitialSnapshot(machines[0] as AnyStateMachine), getInitialSnapshot(machines[1] as AnyStateMachine)]
  const eventsOf = (snapshot: typeof a) =>
    snapshot._nodes.flatMap((node) =>
      node.ownEvents
        .filter((type) => type !== '' && !/^xstate\.(done|stop|init)/.test(type))
        .map((type) => ({
          type,
          name: /^xstate\.after\.([^.]+)/.test(type) ? `${uidOf(node)} after ${/^xstate\.after\.([^.]+)/.exec(type)?.[1]}` : type,
        })),
    )
  let steps = 0
  for (; steps < 30 && a.status === 'active'; steps++) {
    expect(seen(b), `workflow ${seed}, step ${steps}`).toEqual(seen(a))
    const events = eventsOf(a)
    const chosen = events[pick(events.length)]
    if (!chosen) break
    const same = eventsOf(b).find(({ name }) => name === chosen.name)
    // What only stays, doing nothing, is no event of its own in XState.
    a = getNextSnapshot(machines[0] as AnyStateMachine, a, { type: chosen.type })
    b = getNextSnapshot(machines[1] as AnyStateMachine, b, { type: same?.type ?? chosen.type })
  }
  expect(seen(b)).toEqual(seen(a))
  return steps
}
