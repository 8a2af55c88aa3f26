import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { childrenOf, documentOrder, isInside, rootOf, stateOf, titleOf } from '../../workflow/tree.ts'
import type { Uid } from '../../workflow/name.ts'
import { describeState, describeTransition, transitionsInOrder } from '../../workflow/where.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { wordsOf } from '../../workflow/drawing/words.ts'
import { plainText } from '../escape.ts'
import type { Exported } from './exported.ts'

/**
 * The workflow as a state diagram of Mermaid. States have made-up ids (`s1`) and their titles as labels, because Mermaid stumbles over its own words as ids; every mark in
 * a label that could be read as syntax is written by its number. What Mermaid would draw wrongly or fail on is left out and said.
 */
export function toMermaid(workflow: Workflow): Exported {
  const losses: string[] = []
  const ids = new Map(documentOrder(workflow).map((state, index) => [state.uid, `s${index}`]))
  const lines = ['stateDiagram-v2', ...body(workflow, rootOf(workflow), ids, '  ')]
  for (const way of transitionsInOrder(workflow)) {
    if (stateOf(workflow, way.source)?.type === 'history' || way.targets.length === 0) continue
    const target = leadsTo(workflow, way)
    const [from, to] = [ids.get(way.source), ids.get(target)]
    if (from === undefined || to === undefined) continue
    // Mermaid cannot draw an edge between a group and what lies in it: its layout fails.
    if (isInside(workflow, target, way.source) || isInside(workflow, way.source, target) || isGroupLoop(workflow, way, target)) {
      losses.push(`${describeTransition(workflow, way)}: leads from a group into itself, which Mermaid cannot draw.`)
      continue
    }
    if (way.targets.length > 1)
      losses.push(`${describeTransition(workflow, way)}: begins in ${way.targets.length} tracks at once; it is drawn to their group.`)
    const label = labelOf(workflow, way)
    lines.push(`  ${from} --> ${to}${label === '' ? '' : ` : ${mermaidText(label)}`}`)
  }
  losses.push(...notDrawn(workflow))
  return { text: `${[...losses.map((loss) => `%% Not in this drawing: ${comment(loss)}`), ...lines].join('\n')}\n`, losses }
}

/** A text as a label of Mermaid: everything but letters, digits and harmless marks as `#number;`. */
export function mermaidText(text: string): string {
  return plainText(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[^\p{L}\p{M}\p{N} .,!?()'/+&=_-]|--+/gu, (mark) => Array.from(mark, (one) => `#${one.codePointAt(0)};`).join(''))
}

function body(workflow: Workflow, group: State, ids: ReadonlyMap<Uid, string>, indent: string): string[] {
  const id = (uid: Uid) => ids.get(uid) ?? ''
  const children = childrenOf(workflow, group.uid).filter(({ type }) => type !== 'history')
  const inside = children.flatMap((child, index) => {
    const title = mermaidText(titleOf(child)) || id(child.uid)
    const head = `${indent}state "${title}" as ${id(child.uid)}`
    const isGroup = childrenOf(workflow, child.uid).some(({ type }) => type !== 'history')
    const drawn = isGroup ? [`${head} {`, ...body(workflow, child, ids, `${indent}  `), `${indent}}`] : [head]
    if (child.type === 'final') drawn.push(`${indent}${id(child.uid)} --> [*]`)
    return group.type === 'parallel' && index > 0 ? [`${indent}--`, ...drawn] : drawn
  })
  const initial = group.initial === null ? undefined : stateOf(workflow, group.initial)
  return initial && initial.type !== 'history' && group.type !== 'parallel' ? [`${indent}[*] --> ${id(initial.uid)}`, ...inside] : inside
}

/** A history leads back into its group, and several targets into what holds them: Mermaid draws neither. */
function leadsTo(workflow: Workflow, way: Transition): Uid {
  const [first = ''] = way.targets
  const state = stateOf(workflow, first)
  if (way.targets.length > 1) {
    let group = state?.parent ?? first
    while (!way.targets.every((uid) => isInside(workflow, uid, group)))
      group = stateOf(workflow, group)?.parent ?? workflow.header.workflow.root
    return group
  }
  return state?.type === 'history' ? (state.parent ?? first) : first
}

function isGroupLoop(workflow: Workflow, way: Transition, target: Uid): boolean {
  return target === way.source && childrenOf(workflow, target).length > 0
}

function labelOf(workflow: Workflow, way: Transition): string {
  const { trigger, guard, clock } = wordsOf(way, workflow)
  const when = clock && trigger !== '' ? `after ${trigger}` : trigger
  return [when, guard === '' ? '' : `if ${guard}`].filter((part) => part !== '').join(', ')
}

function notDrawn(workflow: Workflow): string[] {
  const states = documentOrder(workflow)
  const ways = Object.values(workflow.transitions)
  const acting = [...states.flatMap(({ entry, exit }) => [...entry, ...exit]), ...ways.flatMap(({ actions }) => actions)].length
  const staying = ways.filter(({ targets }) => targets.length === 0)
  return [
    ...(acting > 0 ? [`${acting} actions: Mermaid has no place for them.`] : []),
    ...staying.map((way) => `${describeTransition(workflow, way)}: leads nowhere, it only acts.`),
    ...states
      .filter(({ type }) => type === 'history')
      .map((state) => `${describeState(workflow, state.uid)}: a way back to where it was; what leads there is drawn to the group.`),
    ...(states.some(({ step }) => step !== null) ? ['Who works on a step, its target and instructions.'] : []),
  ]
}

function comment(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').replace(/[{}%]/g, '')
}
