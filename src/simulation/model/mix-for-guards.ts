import { attributesInOrder } from '../../machine/config.ts'
import { type Case, holds, representativeCases } from '../../machine/domain.ts'
import type { ExpressionTree } from '../../machine/evaluate-tree.ts'
import { conditionOf, findChains, readGuards } from '../../machine/guards.ts'
import type { Action } from '../../workflow/action.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { MixEntry } from './demand.ts'

/** More kinds of case than this nobody reads; what is beyond them stays untried. */
const mostKinds = 60

/**
 * A mix, all kinds alike, under which every guarded way that facts known at arrival decide is the first that holds for some kind of case. Attributes that actions set on the
 * way keep their default. One kind, all as by default, where nothing is guarded.
 */
export function mixForGuards(workflow: Workflow): MixEntry[] {
  const set = new Set(
    [
      ...Object.values(workflow.states).flatMap(({ entry, exit }) => [...entry, ...exit]),
      ...Object.values(workflow.transitions).flatMap(({ actions }) => actions),
    ].flatMap(attributesSetBy),
  )
  const draft = { ...workflow, layout: {} }
  const attributes = attributesInOrder(workflow)
  const given = attributes.filter(({ name }) => !set.has(name))
  const defaults: Case = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.default]))
  const guards = readGuards(draft)
  const chains = findChains(draft).flatMap((chain) => {
    const known = chain.map(({ uid }) => conditionOf(guards.get(uid))).filter((condition) => condition !== null)
    return known.length < chain.length ? [] : [known]
  })
  const taken = (chain: readonly ExpressionTree[], facts: Case) =>
    chain.findIndex((condition) => holds(condition, { ...defaults, ...facts }))
  const wanted = chains.flatMap((chain) =>
    [...chain.keys()].flatMap((way) => {
      const fitting = (representativeCases(chain, given) ?? []).filter((facts) => taken(chain, facts) === way)
      return fitting.length === 0 ? [] : [{ chain, way, fitting }]
    }),
  )
  let kinds: Case[] = []
  for (const { chain, way, fitting } of wanted) {
    if (kinds.some((kind) => taken(chain, kind) === way)) continue
    // A kind that says nothing against it takes it on, unless another way that only this kind takes would be lost by that.
    const done = wanted.filter((other) => kinds.some((kind) => taken(other.chain, kind) === other.way))
    const extended = kinds
      .flatMap((kind, index) => fitting.filter((facts) => agree(kind, facts)).map((facts) => kinds.with(index, { ...kind, ...facts })))
      .find((all) => done.every((other) => all.some((kind) => taken(other.chain, kind) === other.way)))
    if (extended) kinds = extended
    else if (kinds.length < mostKinds && fitting[0]) kinds = [...kinds, fitting[0]]
  }
  return (kinds.length === 0 ? [{}] : kinds).map((values) => ({ weight: 1, values }))
}

const agree = (kind: Case, facts: Case) =>
  Object.entries(facts).every(([name, value]) => !Object.hasOwn(kind, name) || kind[name] === value)

function attributesSetBy(action: Action): string[] {
  return action.type === 'named' ? [] : [action.attribute]
}
