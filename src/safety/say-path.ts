import type { Configuration, Move } from '../machine/configurations.ts'
import { formatDuration } from '../words/duration.ts'
import { eventTitle } from '../workflow/drawing/words.ts'
import { childrenOf, titleOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'

/** The way of one case: where it is after each move; the first has none. */
export type Path = readonly { readonly configuration: Configuration; readonly by: Move | null }[]

/** `A case with language = ar: Automatic triage, “Person” → English review, “Remove” → Notice sent`. */
export function sayPath(workflow: Workflow, path: Path): string {
  const brought = broughtBy(workflow, path[0]?.configuration)
  const stations = path.map(({ configuration, by }, index) => {
    const before = path[index - 1]?.configuration
    return `${by && before ? `, ${moveWords(workflow, before, by)} → ` : ''}${placeWords(workflow, configuration)}`
  })
  return `The shortest way against it${brought}: ${stations.join('')}.`
}

/** The states and ways of a path, for the drawing: of each configuration what lies innermost. */
export function idsOn(workflow: Workflow, path: Path): { readonly states: readonly string[]; readonly transitions: readonly string[] } {
  const states = path.flatMap(({ configuration }) => innermost(workflow, configuration))
  const transitions = path.flatMap(({ configuration, by }, index) => {
    const before = path[index - 1]?.configuration
    if (!before || !by) return []
    const ways = waysOf(workflow, before, by)
    const straight = ways.filter(({ targets }) => targets.some((uid) => configuration.states.includes(uid)))
    return (straight.length > 0 ? straight : ways).map(({ uid }) => uid)
  })
  return { states: [...new Set(states)], transitions: [...new Set(transitions)] }
}

function broughtBy(workflow: Workflow, start: Configuration | undefined): string {
  const facts = Object.entries(start?.facts ?? {}).flatMap(([name, value]) => {
    const attribute = workflow.attributes[name]
    return attribute === undefined || attribute.default === value ? [] : [`${attribute.title || name} = ${value}`]
  })
  return facts.length === 0 ? '' : ` (for instance ${facts.join(', ')})`
}

function waysOf(workflow: Workflow, { states }: Configuration, by: Move) {
  const sources = by.kind === 'timer' ? [by.state] : [workflow.header.workflow.root, ...states]
  const delay = /^xstate\.after\.(.+?)\./.exec(by.event)?.[1]
  return sources
    .flatMap((uid) => transitionsFrom(workflow, uid))
    .filter(({ trigger }) =>
      by.kind === 'timer'
        ? trigger.kind === 'after' && String(trigger.delay) === delay
        : trigger.kind === 'event' && trigger.event === by.event,
    )
}

function moveWords(workflow: Workflow, before: Configuration, by: Move): string {
  const [way] = waysOf(workflow, before, by)
  if (by.kind === 'timer')
    return `after ${way?.trigger.kind === 'after' && typeof way.trigger.delay === 'number' ? formatDuration(way.trigger.delay / 1000) : 'its time'}`
  const at = before.states.find((uid) => workflow.states[uid]?.step?.outcomes.some(({ event }) => event === by.event))
  return `“${eventTitle(by.event, at ?? way?.source ?? '', workflow)}”`
}

function innermost(workflow: Workflow, { states }: Configuration): string[] {
  return states.filter((uid) => !childrenOf(workflow, uid).some((child) => states.includes(child.uid)))
}

function placeWords(workflow: Workflow, configuration: Configuration): string {
  return innermost(workflow, configuration)
    .map((uid) => (workflow.states[uid] ? titleOf(workflow.states[uid]) : uid))
    .join(' with ')
}
