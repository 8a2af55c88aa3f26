import type { Json } from '../workflow/json.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change, ChangeKind, ChangePlace, Channel } from './change.ts'
import { asJson, same } from '../workflow/same.ts'

/** The two versions under comparison, told in the same uids. */
export type Sides = { readonly base: Workflow; readonly head: Workflow }

/** How a difference in one field of a record is told. */
export type FieldRule<R> = {
  readonly channel: Channel
  readonly kind?: ChangeKind
  /** Whether this difference breaks what relied on the old version. */
  readonly breaking?: (before: R, after: R) => boolean
  readonly text: (sides: Sides, before: R, after: R) => string
  /** The values shown as before and after; default: the field's own. */
  readonly value?: (workflow: Workflow, record: R) => unknown
}

/** One rule for each field; a field without a rule does not compile, so that no difference stays silent. */
export type FieldRules<R, Field extends string> = { readonly [field in Field]-?: FieldRule<R> }

/** The changes in the fields of a record that both sides have. */
export function fieldChanges<R extends object>(
  sides: Sides,
  rules: Readonly<Record<string, FieldRule<R>>>,
  before: R,
  after: R,
  place: ChangePlace,
  where: string,
  prefix = '',
): Change[] {
  const changes: Change[] = []
  for (const [field, rule] of Object.entries(rules)) {
    const [was, is] = [(before as Record<string, unknown>)[field], (after as Record<string, unknown>)[field]]
    if (same(was, is)) continue
    changes.push(
      makeChange({
        place,
        where,
        field: `${prefix}${field}`,
        channel: rule.channel,
        kind: rule.kind ?? 'changed',
        before: asJson(rule.value ? rule.value(sides.base, before) : was),
        after: asJson(rule.value ? rule.value(sides.head, after) : is),
        text: rule.text(sides, before, after),
        breaking: rule.breaking?.(before, after) ?? false,
      }),
    )
  }
  return changes
}

type Facts = Omit<Change, 'id' | 'before' | 'after'> & { readonly before: Json; readonly after: Json }

/** A change with its id made from its place and field. */
export function makeChange(facts: Facts): Change {
  const { place, field } = facts
  const id = [place.kind, place.id, field, field === '' || field.endsWith('outcomes') ? facts.kind : '']
    .filter((part) => part !== '')
    .join(':')
  return { id, ...facts, before: facts.before as Change['before'], after: facts.after as Change['after'] }
}
