import { checkExpression } from '../machine/expression.ts'
import { attributesInOrder } from '../machine/config.ts'
import type { ExpressionTree } from '../machine/evaluate-tree.ts'
import { sayList } from '../words/list.ts'
import { guardWords } from '../workflow/drawing/words.ts'
import { describeIssues } from '../workflow/issues.ts'
import { Slug, Uid } from '../workflow/name.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { z } from '../workflow/zod.ts'

const common = {
  id: Slug,
  /** Whether a version that breaks it may not be published. */
  blocks: z.boolean(),
}
/** Of which cases it speaks, by what they bring: a CEL expression over the attributes. Absent: of all. */
const when = z.string().min(1).max(2000).optional()

/** A promise about every case, whatever the times; one shape for each template. */
export const SafetyRule = z.discriminatedUnion('template', [
  z.strictObject({ template: z.literal('notice-and-appeal'), ...common }),
  /** Nobody of a pool that did one of the steps `decisions` does one of the steps `appeals` for the same case later. */
  z.strictObject({ template: z.literal('other-judge'), ...common, decisions: z.array(Uid).min(1), appeals: z.array(Uid).min(1) }),
  /** Before a restriction at least so many people have looked at the case, each of a pool of their own. */
  z.strictObject({ template: z.literal('people-before'), ...common, people: z.number().int().min(1).max(3), when }),
  /** Before its end, or before a restriction, a case has been at the step. */
  z.strictObject({ template: z.literal('always-passes'), ...common, step: Uid, before: z.enum(['restriction', 'end']), when }),
])
export type SafetyRule = z.infer<typeof SafetyRule>

/** `safety.json` beside the workflow. It is no part of any version and of no hash. */
const SafetyFile = z.strictObject({
  gemba: z.literal('safety-rules'),
  format: z.literal(1),
  rules: z.array(SafetyRule).max(200),
})

/** Reads `safety.json`; the message says what is wrong and where. */
export function readSafetyRules(
  text: string,
): { readonly ok: true; readonly rules: readonly SafetyRule[] } | { readonly ok: false; readonly message: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, message: 'safety.json is not JSON.' }
  }
  const read = SafetyFile.safeParse(value)
  if (!read.success) return { ok: false, message: `safety.json cannot be read: ${describeIssues(read.error)}.` }
  const ids = read.data.rules.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  return twice === undefined
    ? { ok: true, rules: read.data.rules }
    : { ok: false, message: `safety.json has two rules with the id “${twice}”. Give one of them another.` }
}

/** The text of `safety.json`. */
export function writeSafetyRules(rules: readonly SafetyRule[]): string {
  return `${JSON.stringify({ gemba: 'safety-rules', format: 1, rules }, null, 2)}\n`
}

/** The rule as a sentence, without its full stop. */
export function sayRule(rule: SafetyRule, workflow: Workflow): string {
  const steps = (uids: readonly string[], and = 'and') =>
    sayList(
      uids.map((uid) => nameOf(workflow, uid)),
      and,
    )
  const cases = 'when' in rule && rule.when !== undefined ? ` of a case with ${guardWords({ expression: rule.when }, workflow)}` : ''
  switch (rule.template) {
    case 'notice-and-appeal':
      return 'Every restriction has a notice and an appeal'
    case 'other-judge':
      return `Nobody who decided at ${steps(rule.decisions, 'or')} looks at the same case at ${steps(rule.appeals, 'or')}`
    case 'people-before':
      return `No restriction${cases} without ${rule.people === 1 ? 'a person who has looked' : `${rule.people} different people who have looked`}`
    case 'always-passes':
      return `No ${rule.before === 'end' ? 'end' : 'restriction'}${cases} before it has been at ${steps([rule.step])}`
  }
}

/** What a rule names that the workflow has not, in words; null where all is there. */
export function lacking(rule: SafetyRule, workflow: Workflow): string | null {
  const uids = rule.template === 'other-judge' ? [...rule.decisions, ...rule.appeals] : rule.template === 'always-passes' ? [rule.step] : []
  const gone = uids.find((uid) => !Object.hasOwn(workflow.states, uid))
  if (gone !== undefined) return `the step “${gone}” that it names is not in the workflow`
  if (!('when' in rule) || rule.when === undefined) return null
  const checked = checkExpression(rule.when, attributesInOrder(workflow))
  if (!checked.ok) return `its condition is wrong: ${checked.message}`
  return checked.type === 'bool' ? null : 'its condition is no question of yes or no'
}

/** The condition of a rule that lacks nothing; null: it speaks of all cases. */
export function conditionOf(rule: SafetyRule, workflow: Workflow): ExpressionTree | null {
  const checked = 'when' in rule && rule.when !== undefined ? checkExpression(rule.when, attributesInOrder(workflow)) : null
  return checked?.ok ? checked.tree : null
}

function nameOf(workflow: Workflow, uid: string): string {
  const state = Object.hasOwn(workflow.states, uid) ? workflow.states[uid] : undefined
  return state ? titleOf(state) : `“${uid}”`
}
