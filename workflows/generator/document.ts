import type { Action } from '../../src/workflow/action.ts'
import type { Attribute } from '../../src/workflow/attribute.ts'
import type { Pool } from '../../src/workflow/pool.ts'
import type { Disposition, State } from '../../src/workflow/state.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import type { Header, Workflow } from '../../src/workflow/workflow.ts'

type StateFacts = {
  /** Key of the parent; the root if absent. */
  in?: string
  type?: 'compound' | 'parallel' | 'final'
  /** Key of the initial child. */
  initial?: string
  title: string
  description?: string
  step?: Step
  disposition?: Disposition
  entry?: Action[]
}

type MoveFacts = {
  when?: string
  set?: Record<string, string>
  title?: string
  description?: string
  flow?: Transition['flow']
  reenter?: boolean
}

/**
 * Writes a workflow as flat records from a few readable lines. A state's uid is its key with hyphens (`firstReview` is `first-review`), a transition's is
 * its source and trigger, so that the same thing has the same uid in every revision.
 */
export function openDocument(header: Omit<Header, 'root' | 'extra'>, initial: string) {
  const states: Record<string, State> = {}
  const transitions: Record<string, Transition> = {}
  const attributes: Record<string, Attribute> = {}
  const pools: Record<string, Pool> = {}
  states['root'] = {
    uid: 'root',
    key: header.id,
    parent: null,
    order: 0,
    type: 'compound',
    initial: uidOf(initial),
    title: header.title,
    step: null,
    disposition: null,
    entry: [],
    exit: [],
  }

  function state(key: string, facts: StateFacts): void {
    const uid = uidOf(key)
    states[uid] = {
      uid,
      key,
      parent: facts.in ? uidOf(facts.in) : 'root',
      order: Object.keys(states).length,
      type: facts.type ?? 'atomic',
      initial: facts.initial ? uidOf(facts.initial) : null,
      title: facts.title,
      ...(facts.description ? { description: facts.description } : {}),
      step: facts.step ?? null,
      disposition: facts.disposition ?? null,
      entry: facts.entry ?? [],
      exit: [],
    }
  }

  /** `on`: an event's name, the seconds of a timer, `always` or `done`. */
  function go(from: string, on: string | number, to: string | null, facts: MoveFacts = {}): void {
    const source = uidOf(from)
    const own = Object.values(transitions).filter((transition) => transition.source === source)
    const stem = `${source}--${typeof on === 'number' ? 'after' : on.toLowerCase().replaceAll('_', '-')}`
    const same = own.filter((transition) => transition.uid === stem || transition.uid.startsWith(`${stem}-to-`))
    const uid = same.length === 0 ? stem : `${stem}-to-${uidOf(to ?? 'self')}`
    transitions[uid] = {
      uid,
      source,
      order: own.length,
      trigger:
        typeof on === 'number'
          ? { kind: 'after', delay: on * 1000 }
          : on === 'always' || on === 'done'
            ? { kind: on }
            : { kind: 'event', event: on },
      targets: to === null ? [] : [uidOf(to)],
      guard: facts.when ? { expression: facts.when } : null,
      actions: Object.entries(facts.set ?? {}).map(([attribute, value]) => ({ type: 'set', attribute, to: JSON.stringify(value) })),
      reenter: facts.reenter ?? false,
      title: facts.title ?? '',
      ...(facts.description ? { description: facts.description } : {}),
      flow: facts.flow ?? 'normal',
    }
  }

  return {
    state,
    go,
    choice(name: string, title: string, values: readonly string[], usual: string, description?: string): void {
      attributes[name] = {
        type: 'enum',
        name,
        order: Object.keys(attributes).length,
        title,
        values: [...values],
        default: usual,
        ...(description ? { description } : {}),
      }
    },
    pool(id: string, title: string, facts: Omit<Pool, 'id' | 'order' | 'title'> = {}): void {
      pools[id] = { id, order: Object.keys(pools).length, title, ...facts }
    },
    workflow: (): Workflow => ({ header: { workflow: { ...header, root: 'root' } }, attributes, pools, states, transitions }),
  }
}

function uidOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
