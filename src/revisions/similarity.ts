import type { State } from '../workflow/state.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** How alike two states of different documents are, 0 to 1: words of their names, how cases leave them, kind, parent, pools. */
export function similarity(base: Workflow, a: State, head: Workflow, b: State): number {
  if (a.type !== b.type || a.step?.kind !== b.step?.kind) return 0
  const names = overlap(wordsOf(a), wordsOf(b))
  const ways = overlap(waysOut(base, a.uid), waysOut(head, b.uid))
  const pools = overlap(poolsOf(a), poolsOf(b))
  const parent = parentKey(base, a) === parentKey(head, b) ? 1 : 0
  return 0.45 * names + 0.3 * ways + 0.1 * pools + 0.15 * parent
}

/** Shared part of two sets (Jaccard); two empty sets are alike. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = new Set([...a, ...b])
  if (all.size === 0) return 1
  return [...a].filter((item) => b.has(item)).length / all.size
}

function wordsOf(state: State): Set<string> {
  const text = `${state.title} ${state.key.replace(/([a-z])([A-Z0-9])/g, '$1 $2')}`.toLowerCase()
  return new Set(text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0))
}

function waysOut(workflow: Workflow, uid: string): Set<string> {
  const ways = Object.values(workflow.transitions).filter(({ source }) => source === uid)
  return new Set(ways.map(({ trigger }) => (trigger.kind === 'event' ? `event ${trigger.event}` : trigger.kind)))
}

function poolsOf(state: State): Set<string> {
  return new Set(state.step?.kind === 'review' ? state.step.pools : [])
}

function parentKey(workflow: Workflow, state: State): string | undefined {
  if (state.parent === null) return undefined
  const parent = workflow.states[state.parent]
  return parent?.parent === null ? '(root)' : parent?.key
}
