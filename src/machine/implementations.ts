import { assign, setup } from 'xstate'
import type { AnyStateMachine } from 'xstate'
import type { AttributeValue } from '../workflow/attribute.ts'
import { isDuration, parseDuration } from '../workflow/duration.ts'
import type { JsonObject } from '../workflow/json.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { attributesInOrder, toMachineConfig } from './config.ts'
import { evaluateExpression } from './expression.ts'
import { isObject } from './reading.ts'

/** The facts of a case: attribute → value. */
export type CaseContext = Readonly<Record<string, AttributeValue>>

/** Picks the value of a `draw` action: one of the keys of `shares`. Chance is the caller's. */
export type Draw = (attribute: string, shares: Readonly<Record<string, number>>) => string

/** Told of each action as it is carried out, in order. `params` is the very object in the machine's config, so that the action can be found there. */
export type Acted = (params: object) => void

/**
 * The workflow as a real XState machine with Gemba's guards, actions and delays. `context` overrides the attributes' defaults. A
 * guard that has only a name fails when it is reached, an action that has only a name does nothing, and an actor is not invoked: what stands for
 * it is drawn. A `draw` fails unless the caller brings the chance.
 * Throws what `createMachine` throws, for instance on a target that is not there.
 */
export function createCaseMachine(workflow: Workflow, context: CaseContext = {}, draw: Draw = refuseDraw, acted?: Acted): AnyStateMachine {
  const attributes = attributesInOrder(workflow)
  const config = withoutActors(toMachineConfig(workflow))
  const value = (expression: string, facts: object) => evaluateExpression(expression, attributes, facts as Record<string, unknown>)
  const machine = setup({
    types: { context: {} as Record<string, AttributeValue> },
    guards: { when: ({ context: facts }, params: { expression: string }) => value(params.expression, facts) === true },
    actions: {
      set: assign(({ context: facts }, params: { attribute: string; to: string }) => {
        acted?.(params)
        return { [params.attribute]: value(params.to, facts) }
      }),
      count: assign(({ context: facts }, params: { attribute: string; by: number }) => {
        acted?.(params)
        return { [params.attribute]: Number(facts[params.attribute]) + params.by }
      }),
      draw: assign((_, params: { attribute: string; shares: Record<string, number> }) => {
        acted?.(params)
        return { [params.attribute]: drawn(workflow, params, draw) }
      }),
    },
    delays: namedDelays(workflow),
  })
  const facts = { ...(config['context'] as CaseContext | undefined), ...context }
  return machine.createMachine({ ...config, context: facts } as never) as unknown as AnyStateMachine
}

/** The config without invoked actors, which nobody implements here. */
function withoutActors(node: JsonObject): JsonObject {
  const { invoke: _invoke, states, ...rest } = node
  if (!isObject(states)) return rest
  return {
    ...rest,
    states: Object.fromEntries(Object.entries(states).map(([key, child]) => [key, isObject(child) ? withoutActors(child) : child])),
  }
}

/** A drawn text as the attribute's own type: shares are keyed by text, also for numbers and booleans. */
function drawn(
  workflow: Workflow,
  { attribute, shares }: { attribute: string; shares: Record<string, number> },
  draw: Draw,
): AttributeValue {
  const text = draw(attribute, shares)
  const type = workflow.attributes[attribute]?.type
  return type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text
}

/** Milliseconds of the delays that are named by an ISO duration. */
function namedDelays(workflow: Workflow): Record<string, number> {
  const delays: Record<string, number> = {}
  for (const { trigger } of Object.values(workflow.transitions)) {
    if (trigger.kind !== 'after' || typeof trigger.delay !== 'string') continue
    if (isDuration(trigger.delay)) delays[trigger.delay] = parseDuration(trigger.delay) * 1000
  }
  return delays
}

function refuseDraw(attribute: string): never {
  throw new Error(`The value of ${attribute} is drawn by chance, and none was given.`)
}
