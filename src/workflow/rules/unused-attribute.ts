import { removeAttribute, usesOf } from '../edit/attributes.ts'
import { atAttribute, fixBy } from './rule.ts'
import type { Rule } from './rule.ts'

/** Attributes that no guard and no action of the workflow names. */
export const findUnusedAttributes: Rule = (draft) =>
  Object.values(draft.attributes)
    .filter(({ name }) => usesOf(draft, name).length === 0)
    .map(({ name, title }) =>
      atAttribute(name, {
        rule: 'unused-attribute',
        severity: 'warning',
        message: `Nothing in the workflow asks for "${title || name}".`,
        why: 'It makes no difference to a case here; keep it only if a scenario splits its cases by it.',
        fix: fixBy(removeAttribute(draft, name)),
      }),
    )
