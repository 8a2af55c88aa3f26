import { stateKind } from '../program/program.ts'
import type { Chart } from '../program/program.ts'

/**
 * The states that are active when a case is put into `state`, in the order in which XState's `resolveState({ value })` holds them: the states around it, the
 * initial states within it, and of parallel states around it the initial states of the other regions.
 */
export function placed(chart: Chart, state: number): Int32Array {
  const path = [state]
  while (path[0]! > 0) path.unshift(chart.parent[path[0]!]!)
  // XState goes through the value twice, and the order of its keys is the order in which the first round found the states.
  const found = completed(chart, path)
  const states: number[] = []
  const visit = (parent: number): void => {
    const children = found.filter((other) => other !== 0 && chart.parent[other] === parent)
    add(states, children)
    for (const child of children) visit(child)
  }
  add(states, [0])
  visit(0)
  return Int32Array.from(states)
}

/** XState's `getAllStateNodes`: what is missing within compound and parallel states is added behind, as it would be entered. */
function completed(chart: Chart, path: readonly number[]): readonly number[] {
  const found = [...path]
  // The list grows while it is gone through.
  for (const state of found) {
    const isEnd = state === path.at(-1)
    if (chart.kind[state] === stateKind.compound && isEnd) add(found, initialOf(chart, state))
    else if (chart.kind[state] === stateKind.parallel)
      for (const child of chart.children.subarray(chart.childrenAt[state]!, chart.childrenAt[state + 1]!))
        if (!found.includes(child)) add(found, initialOf(chart, child))
  }
  return found
}

/** A state and the initial states within it. */
function initialOf(chart: Chart, state: number): readonly number[] {
  if (chart.kind[state] === stateKind.compound) return [state, ...initialOf(chart, chart.initial[state]!)]
  const regions =
    chart.kind[state] === stateKind.parallel ? chart.children.subarray(chart.childrenAt[state]!, chart.childrenAt[state + 1]!) : []
  return [state, ...Array.from(regions).flatMap((region) => initialOf(chart, region))]
}

function add(states: number[], more: readonly number[]): void {
  for (const state of more) if (!states.includes(state)) states.push(state)
}
