import { checkExpression } from '../machine/expression.ts'
import { attributesIn } from '../machine/evaluate-tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Scenario } from './scenario.ts'

/** The attributes that a scenario asks for in its conditions and priorities, or gives to its cases. */
export function askedAttributes(workflow: Workflow, { demand, mix, backlog = [], pools, performance, segments }: Scenario): Set<string> {
  const attributes = Object.values(workflow.attributes)
  const expressions = [
    ...[...(demand.spikes ?? []), ...(demand.calendar ?? [])].flatMap(({ when }) => when ?? []),
    ...(demand.thinning?.keep === undefined ? [] : [demand.thinning.keep]),
    ...Object.values(pools).flatMap(({ order }) => (order.kind === 'priority' ? [order.expression] : [])),
    ...Object.values(performance).flatMap(({ time, outcomes }) => [...time, ...outcomes].flatMap(({ when }) => when ?? [])),
    ...segments.flatMap(({ when }) => when ?? []),
  ]
  const asked = expressions.flatMap((expression) => {
    const checked = checkExpression(expression, attributes)
    return checked.ok ? [...attributesIn(checked.tree)] : []
  })
  const given = [...mix, ...backlog].flatMap(({ values = {} }) => Object.keys(values))
  return new Set([...asked, ...given, ...mix.flatMap(({ numbers = {} }) => Object.keys(numbers))])
}
