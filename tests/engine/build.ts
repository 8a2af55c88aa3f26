import type { Distribution } from '../../src/simulation/model/distribution.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import type { Action } from '../../src/workflow/action.ts'
import type { Attribute } from '../../src/workflow/attribute.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/** A state in a few words; `on` etc. as in an XState config, targets by uid. uid = key, so keys are unique over the whole chart. */
export type Node = {
  readonly kind?: State['type']
  readonly history?: 'shallow' | 'deep'
  readonly initial?: string
  readonly step?: Step
  readonly entry?: readonly Action[]
  readonly exit?: readonly Action[]
  readonly states?: Readonly<Record<string, Node>>
  readonly on?: Readonly<Record<string, Edge | readonly Edge[]>>
  readonly after?: Readonly<Record<number, Edge | readonly Edge[]>>
  readonly always?: Edge | readonly Edge[]
  readonly done?: Edge | readonly Edge[]
}
export type Edge =
  | string
  | { readonly to?: string | readonly string[]; readonly guard?: string; readonly actions?: readonly Action[]; readonly reenter?: boolean }

/** A workflow from a nested description. */
export function workflow(root: Node, attributes: readonly Attribute[] = [], pools: readonly string[] = ['people']): Workflow {
  const states: Record<string, State> = {}
  const transitions: Record<string, Transition> = {}
  const visit = (uid: string, node: Node, parent: string | null, order: number): void => {
    const children = Object.entries(node.states ?? {})
    const type = node.kind ?? (node.history ? 'history' : children.length > 0 ? 'compound' : 'atomic')
    states[uid] = {
      uid,
      key: uid,
      parent,
      order,
      type,
      initial: type === 'compound' ? (node.initial ?? children[0]![0]) : null,
      title: '',
      step: node.step ?? null,
      disposition: null,
      entry: [...(node.entry ?? [])],
      exit: [...(node.exit ?? [])],
      ...(node.history ? { history: node.history } : {}),
    }
    let place = 0
    const add = (trigger: Transition['trigger'], edges: Edge | readonly Edge[]) => {
      for (const edge of Array.isArray(edges) ? edges : [edges]) {
        const { to, guard, actions = [], reenter = false } = typeof edge === 'string' ? { to: edge } : edge
        const name = `t-${Object.keys(transitions).length}`
        transitions[name] = {
          uid: name,
          source: uid,
          order: place++,
          trigger,
          targets: to === undefined ? [] : typeof to === 'string' ? [to] : [...to],
          guard: guard === undefined ? null : { expression: guard },
          actions: [...actions],
          reenter,
          title: '',
          flow: 'normal',
        }
      }
    }
    for (const [event, edges] of Object.entries(node.on ?? {})) add({ kind: 'event', event }, edges)
    if (node.always !== undefined) add({ kind: 'always' }, node.always)
    for (const [delay, edges] of Object.entries(node.after ?? {})) add({ kind: 'after', delay: Number(delay) }, edges)
    if (node.done !== undefined) add({ kind: 'done' }, node.done)
    children.forEach(([key, child], i) => visit(key, child, uid, i))
  }
  visit('machine', root, null, 0)
  return {
    header: { workflow: { id: 'machine', title: 'Machine', version: null, root: 'machine' } },
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute])),
    pools: Object.fromEntries(pools.map((id, order) => [id, { id, order, title: id }])),
    states,
    transitions,
  }
}

const always = { title: 'always', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }

/** A pool with so many people around the clock. */
export function pool(people: number, order: PoolScenario['order'] = { kind: 'arrival' }): PoolScenario {
  return { shifts: [{ ...always, people }], order, costPerHour: 30 }
}

export function review(outcomes: readonly string[], pools: readonly string[] = ['people']): Step {
  return { kind: 'review', pools: [...pools], outcomes: outcomes.map((event) => ({ event, title: event })) }
}

/** A performance with one time for all, and shares. */
export function takes(
  distribution: Distribution | number,
  shares: Readonly<Record<string, number>> | null = null,
): Scenario['performance'][string] {
  return {
    time: [{ distribution: typeof distribution === 'number' ? { kind: 'constant', value: distribution } : distribution }],
    outcomes: shares === null ? [] : [{ shares: { ...shares } }],
  }
}

export const exponential = (mean: number): Distribution => ({ kind: 'exponential', mean })

/** A scenario that starts on Monday 2025-01-06, in UTC, with a steady Poisson demand unless told otherwise. */
export function scenario(
  parts: Partial<Scenario> & { readonly casesPerHour?: number; readonly days?: number; readonly warmup?: number | 'auto' },
): Scenario {
  const { casesPerHour = 1, days = 7, warmup = 0, ...given } = parts
  return {
    gemba: 'scenario',
    format: 1,
    id: 'test',
    title: 'Test',
    workflow: 'machine',
    timezone: 'UTC',
    start: '2025-01-06T00:00:00',
    demand: { kind: 'profile', casesPerHour, hourOfWeek: Array.from({ length: 168 }, () => 1), growthPerMonth: 0, noise: null, spikes: [] },
    mix: [],
    pools: { people: pool(1) },
    performance: {},
    segments: [],
    run: { days, warmup, replications: 1, seed: 1 },
    origins: {},
    ...given,
  }
}
