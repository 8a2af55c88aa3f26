import { documentOrder } from '../tree.ts'
import { transitionsInOrder } from '../where.ts'
import { atState, atTransition } from './rule.ts'
import type { Rule } from './rule.ts'

/** What an imported machine brings along and Gemba only carries: guards by name, invoked actors, actions of an `initial`. */
export const findForeignParts: Rule = (draft) => [
  ...documentOrder(draft).flatMap((state) => {
    const foreign = [
      ...(state.extra && Object.hasOwn(state.extra, 'invoke') ? ['invoked actors'] : []),
      ...(state.extra && Object.hasOwn(state.extra, 'initial') ? ['actions on its initial transition'] : []),
    ]
    return foreign.map((what) =>
      atState(draft, state, {
        rule: 'not-run-by-gemba',
        severity: 'warning',
        message: `This state has ${what}, which Gemba keeps but does not run.`,
        why: state.step
          ? 'The step drawn here stands for them; check its time and how often it fails.'
          : 'Simulation leaves out what they would do; draw the work as a step instead.',
      }),
    )
  }),
  ...transitionsInOrder(draft).flatMap((transition) => {
    const { guard } = transition
    if (!guard || 'expression' in guard) return []
    return [
      atTransition(draft, transition, {
        rule: 'guard-by-name',
        severity: 'error',
        message: `The guard "${guard.name}" has only a name.`,
        why: 'Nobody can tell when it holds, so a run stops here. Write the condition as an expression over the case attributes.',
      }),
    ]
  }),
]
