import type { Action, Guard } from './action.ts'

/** Texts in quotes, which are left alone, or identifiers. */
const token = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_][A-Za-z0-9_]*/g

/** Whether an expression names an attribute. */
function namesAttribute(expression: string, name: string): boolean {
  return [...expression.matchAll(token)].some(([found]) => found === name)
}

/** The expression with an attribute's name replaced, texts in quotes left alone. */
function renameInExpression(expression: string, from: string, to: string): string {
  return expression.replace(token, (found) => (found === from ? to : found))
}

/** Whether a guard asks for an attribute. */
export function guardNames(guard: Guard | null, name: string): boolean {
  return guard !== null && 'expression' in guard && namesAttribute(guard.expression, name)
}

/** Whether an action sets, counts, draws or reads an attribute. */
export function actionNames(action: Action, name: string): boolean {
  return action.type !== 'named' && (action.attribute === name || (action.type === 'set' && namesAttribute(action.to, name)))
}

/** The guard with an attribute renamed; the same object when it does not name it. */
export function renameInGuard(guard: Guard | null, from: string, to: string): Guard | null {
  return guard && 'expression' in guard && guardNames(guard, from) ? { expression: renameInExpression(guard.expression, from, to) } : guard
}

/** The actions with an attribute renamed; the same list when none names it. */
export function renameInActions(actions: Action[], from: string, to: string): Action[] {
  if (!actions.some((action) => actionNames(action, from))) return actions
  return actions.map((action) => {
    if (action.type === 'named' || !actionNames(action, from)) return action
    const attribute = action.attribute === from ? to : action.attribute
    return action.type === 'set' ? { ...action, attribute, to: renameInExpression(action.to, from, to) } : { ...action, attribute }
  })
}
