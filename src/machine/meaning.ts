import { parseDuration } from '../workflow/duration.ts'
import type { Json, JsonObject } from '../workflow/json.ts'
import { Step } from '../workflow/step.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { toMachineConfig } from './config.ts'
import { isObject } from './reading.ts'

/**
 * What behaviour and operations read of a workflow: keys, structure, triggers, guards, actions, attributes, and of steps the kind, pools,
 * outcomes, batch rule, end of shift, target, exposure and value. Not in it: uids, titles, descriptions, instructions, layout, flow styles,
 * dispositions, and the order of things whose order means nothing (events of a state, outcomes, attributes).
 */
export function meaningOf(workflow: Workflow): JsonObject {
  const attributes = Object.values(workflow.attributes)
    .map(({ name, type, default: value, ...rest }) => ({
      name,
      type,
      default: value,
      ...('values' in rest ? { values: [...rest.values].sort() } : {}),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
  return { attributes, machine: meaningOfState(toMachineConfig(workflow)) }
}

function meaningOfState(node: JsonObject): JsonObject {
  const { description: _description, meta, states, on, after, always, onDone, context: _context, ...rest } = node
  const step = isObject(meta) ? Step.safeParse(meta['step']) : null
  return {
    ...rest,
    ...(step?.success ? { step: meaningOfStep(step.data) } : {}),
    ...(isObject(on)
      ? {
          on: Object.fromEntries(
            Object.entries(on)
              .sort(byKey)
              .map(([event, list]) => [event, meaningOfTransitions(list)]),
          ),
        }
      : {}),
    ...(isObject(after)
      ? { after: Object.fromEntries(Object.entries(after).map(([delay, list]) => [delay, meaningOfTransitions(list)])) }
      : {}),
    ...(always === undefined ? {} : { always: meaningOfTransitions(always) }),
    ...(onDone === undefined ? {} : { onDone: meaningOfTransitions(onDone) }),
    ...(isObject(states)
      ? { states: Object.fromEntries(Object.entries(states).map(([key, state]) => [key, isObject(state) ? meaningOfState(state) : state])) }
      : {}),
  }
}

function meaningOfTransitions(list: Json): Json {
  return (Array.isArray(list) ? list : [list]).map((transition: Json) => {
    if (!isObject(transition)) return transition
    const { description: _description, meta: _meta, ...rest } = transition
    return rest
  })
}

function meaningOfStep(step: Step): JsonObject {
  const { instructions: _instructions, policy: _policy, guide: _guide, outcomes, target, ...rest } = step
  const { age, ...others } = 'age' in rest ? rest : { ...rest, age: undefined }
  return {
    ...Object.fromEntries(Object.entries(others).sort(byKey)),
    outcomes: outcomes.map((outcome) => outcome.event).sort(),
    ...(age === undefined ? {} : { age: parseDuration(age) }),
    ...(target === undefined ? {} : { target: parseDuration(target) }),
  }
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0
}
