import { type Configuration, type Configurations, findConfigurations, type Move, outcomesAt } from '../machine/configurations.ts'
import type { ExpressionTree } from '../machine/evaluate-tree.ts'
import { holds } from '../machine/domain.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { monitorOf } from './monitor.ts'
import { conditionOf, lacking, type SafetyRule, sayRule } from './rule.ts'
import { type Path, sayPath } from './say-path.ts'

/** What a rule comes to. `undecided`: not every case could be looked at, or the rule names what is not there. */
export type Verdict = {
  readonly rule: SafetyRule
  /** The rule as a sentence. */
  readonly says: string
  readonly outcome: 'holds' | 'broken' | 'undecided'
  /** Why, in a sentence: the shortest way on which it is broken, or why it is undecided. */
  readonly text: string
  /** The shortest way of a case that breaks it; null where none does. */
  readonly path: Path | null
}

/**
 * Judges rules over every configuration that a case can reach, loops included. `arriving`: attributes that a case brings although the workflow sets
 * them as well (those that a scenario draws). A rule is never said to hold where something was left out.
 */
export function judgeRules(workflow: Workflow, rules: readonly SafetyRule[], arriving: ReadonlySet<string> = new Set()): Verdict[] {
  if (rules.length === 0) return []
  const whole = rules.filter((rule) => lacking(rule, workflow) === null)
  const conditions = whole.flatMap((rule) => conditionOf(rule, workflow) ?? [])
  const found = searched(workflow, conditions, arriving)
  return rules.map((rule) => judge(workflow, rule, found))
}

function searched(workflow: Workflow, conditions: readonly ExpressionTree[], arriving: ReadonlySet<string>): Configurations | null {
  try {
    return findConfigurations(workflow, { conditions, arriving })
  } catch {
    return null
  }
}

function judge(workflow: Workflow, rule: SafetyRule, found: Configurations | null): Verdict {
  const says = sayRule(rule, workflow)
  const undecided = (why: string): Verdict => ({ rule, says, outcome: 'undecided', text: `Cannot be decided: ${why}.`, path: null })
  const missing = lacking(rule, workflow)
  if (missing !== null) return undecided(missing)
  if (found === null) return undecided('XState does not accept the machine; mend its problems first')
  const path = shortestBreach(workflow, rule, found)
  if (path !== null) return { rule, says, outcome: 'broken', text: sayPath(workflow, path), path }
  return found.gap === null
    ? { rule, says, outcome: 'holds', text: `Holds in all ${found.nodes.length} configurations that a case can reach.`, path: null }
    : undecided(found.gap)
}

type Visit = { readonly node: number; readonly memory: string; readonly from: Visit | null; readonly by: Move | null }

/** Breadth first over configurations and what the rule remembers of the case. */
function shortestBreach(workflow: Workflow, rule: SafetyRule, { nodes, starts }: Configurations): Path | null {
  const monitor = monitorOf(workflow, rule)
  const condition = conditionOf(rule, workflow)
  const queue: Visit[] = []
  const seen = new Set<string>()
  const visit = (next: Visit) => {
    const key = `${next.node} ${next.memory}`
    if (seen.has(key)) return
    seen.add(key)
    queue.push(next)
  }
  for (const node of starts) {
    const start = nodes[node]
    if (start && (condition === null || holds(condition, start.facts))) visit({ node, memory: monitor.begin(start), from: null, by: null })
  }
  for (let at = 0; at < queue.length; at++) {
    const here = queue[at]
    const node = here && nodes[here.node]
    if (!here || !node) continue
    if (monitor.isBroken(here.memory, node)) return pathTo(nodes, here)
    for (const { by, to } of node.moves) {
      const next = nodes[to]
      if (next) visit({ node: to, memory: monitor.next(here.memory, node, by, next), from: here, by })
    }
  }
  return null
}

function pathTo(nodes: readonly Configuration[], last: Visit): Path {
  const visits: Visit[] = []
  for (let at: Visit | null = last; at; at = at.from) visits.unshift(at)
  return visits.flatMap(({ node, by }) => (nodes[node] ? [{ configuration: nodes[node], by }] : []))
}

/** Why a version with these verdicts may not be published, in a sentence; null where it may. */
export function refusalOf(verdicts: readonly Verdict[]): string | null {
  const against = verdicts.filter(({ rule, outcome }) => rule.blocks && outcome !== 'holds')
  const [first] = against
  if (!first) return null
  const what = against.length === 1 ? 'A safety rule stands' : `${against.length} safety rules stand`
  return `${what} against it: ${first.says}. ${first.text}`
}

/** The steps and ways of a workflow at which people decide, for a form: uid and title, in the order of the drawing. */
export function reviewSteps(workflow: Workflow): readonly { readonly uid: string; readonly title: string }[] {
  return Object.values(workflow.states)
    .filter((state) => state.step?.kind === 'review' && outcomesAt(workflow, state.uid).length > 0)
    .map((state) => ({ uid: state.uid, title: titleOf(state) }))
}
