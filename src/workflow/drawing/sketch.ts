import type { Draft } from '../draft.ts'
import { newState } from '../draft.ts'
import type { Placement } from '../layout.ts'
import type { Outcome, Step } from '../step.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'

/** A state in few words: kind, title, container, and what it needs more. */
type StateSketch = {
  readonly kind: 'review' | 'automatic' | 'wait' | 'batch' | 'rest' | 'final' | 'compound' | 'parallel' | 'history'
  readonly in?: string
  readonly title?: string
  readonly outcomes?: readonly string[]
  readonly more?: Partial<State>
}

/** A transition in few words: `when` is an event, `after 3600`, `always`, `done`; `if` an expression. */
type TransitionSketch = {
  readonly from: string
  readonly to: string
  readonly when: string
  readonly if?: string
  readonly more?: Partial<Transition>
}

/** Makes a draft from a few words: for stories and tests. uids are the names given; the first child of a container is its initial one. */
export function sketchDraft(
  states: Readonly<Record<string, StateSketch>>,
  transitions: readonly TransitionSketch[],
  layout: Readonly<Record<string, Omit<Placement, 'uid'>>> = {},
): Draft {
  const first = (parent: string) => Object.entries(states).find(([, state]) => (state.in ?? 'root') === parent)?.[0] ?? null
  const counts = new Map<string, number>()
  const next = (group: string) => {
    const count = counts.get(group) ?? 0
    counts.set(group, count + 1)
    return count
  }
  const records = Object.entries(states).map(([uid, sketch]) => stateOf(uid, sketch, next(`in ${sketch.in ?? 'root'}`), first(uid)))
  const pools = [...new Set(records.flatMap(({ step }) => (step?.kind === 'review' ? step.pools : [])))]
  return {
    header: { workflow: { id: 'sketch', title: 'Sketch', version: null, root: 'root' } },
    attributes: {
      language: { name: 'language', order: 0, title: 'Language', type: 'enum', values: ['english', 'arabic'], default: 'english' },
      reports: { name: 'reports', order: 1, title: 'Reports', type: 'number', default: 1 },
    },
    pools: Object.fromEntries(pools.map((id, order) => [id, { id, order, title: titleFrom(id) }])),
    states: Object.fromEntries(
      [newState({ uid: 'root', key: 'sketch', parent: null, order: 0, type: 'compound', initial: first('root') }), ...records].map(
        (state) => [state.uid, state],
      ),
    ),
    transitions: Object.fromEntries(
      transitions.map((sketch, index) => {
        const transition = transitionOf(sketch, index, next(`from ${sketch.from}`))
        return [transition.uid, transition]
      }),
    ),
    layout: Object.fromEntries(Object.entries(layout).map(([uid, place]) => [uid, { uid, ...place }])),
  }
}

function stateOf(
  uid: string,
  { kind, in: parent = 'root', title, outcomes, more }: StateSketch,
  order: number,
  initial: string | null,
): State {
  const base = newState({ uid, key: uid, parent, order, type: 'atomic', title: title ?? titleFrom(uid), ...more })
  if (kind === 'compound') return { ...base, type: kind, initial }
  if (kind === 'parallel') return { ...base, type: kind }
  if (kind === 'history') return { ...base, type: kind, history: 'shallow' }
  if (kind === 'final') return { ...base, type: kind, disposition: base.disposition ?? { restrictive: false } }
  return kind === 'rest' || base.step ? base : { ...base, step: stepOf(kind, outcomes ?? ['DONE']) }
}

function stepOf(kind: Step['kind'], events: readonly string[]): Step {
  const outcomes: Outcome[] = events.map((event) => ({ event, title: titleFrom(event) }))
  return kind === 'review' ? { kind, outcomes, pools: ['tier-1'], target: 'PT4H' } : { kind, outcomes }
}

function transitionOf({ from, to, when, if: expression, more }: TransitionSketch, index: number, order: number): Transition {
  const trigger: Transition['trigger'] =
    when === 'always' || when === 'done'
      ? { kind: when }
      : when.startsWith('after ')
        ? { kind: 'after', delay: Number(when.slice(6)) * 1000 }
        : { kind: 'event', event: when }
  return {
    uid: `${from}-${to}-${index}`,
    source: from,
    order,
    trigger,
    targets: [to],
    guard: expression ? { expression } : null,
    actions: [],
    reenter: false,
    title: '',
    flow: 'normal',
    ...more,
  }
}

function titleFrom(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
