import { withBuiltIns } from '../../machine/built-ins.ts'
import { checkExpression } from '../../machine/expression.ts'
import { attributesIn } from '../../machine/evaluate-tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Quality } from './quality.ts'
import type { Scenario } from './scenario.ts'

/** The attributes that a scenario asks for in its conditions and priorities, or gives to its cases. */
export function askedAttributes(workflow: Workflow, scenario: Scenario): Set<string> {
  const { demand, mix, backlog = [], pools, performance, segments, quality } = scenario
  const attributes = withBuiltIns(Object.values(workflow.attributes), Object.keys(workflow.states))
  const expressions = [
    ...[...(demand.spikes ?? []), ...(demand.calendar ?? [])].flatMap(({ when }) => when ?? []),
    ...(demand.thinning?.keep === undefined ? [] : [demand.thinning.keep]),
    ...Object.values(pools).flatMap(({ order, members = [] }) => [
      ...('expression' in order ? [order.expression] : []),
      ...members.flatMap(({ takes }) => takes ?? []),
    ]),
    ...Object.values(performance).flatMap(({ time, outcomes, delay = [], patience = [], failures = [] }) =>
      [...time, ...outcomes, ...delay, ...patience, ...failures].flatMap(({ when }) => when ?? []),
    ),
    ...segments.flatMap(({ when }) => when ?? []),
    ...(quality ? expressionsOf(quality) : []),
  ]
  const asked = expressions.flatMap((expression) => {
    const checked = checkExpression(expression, attributes)
    return checked.ok ? [...attributesIn(checked.tree)] : []
  })
  const given = [...mix, ...backlog].flatMap(({ values = {} }) => Object.keys(values))
  const truth = quality?.attribute === undefined ? [] : [quality.attribute]
  return new Set([...asked, ...given, ...truth, ...mix.flatMap(({ numbers = {} }) => Object.keys(numbers))])
}

function expressionsOf({ violating, errors, harm }: Quality): string[] {
  return [
    ...[...violating, ...errors].flatMap(({ when }) => when ?? []),
    ...(harm?.curves ?? []).flatMap(({ when, age, viewsPerHour }) => [
      ...(when === undefined ? [] : [when]),
      ...(age === undefined ? [] : [age]),
      ...(typeof viewsPerHour === 'string' ? [viewsPerHour] : []),
    ]),
  ]
}
