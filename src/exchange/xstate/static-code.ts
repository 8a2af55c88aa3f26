import { lineOf } from './syntax.ts'
import type { Expression } from './syntax.ts'

/**
 * What an expression is without running it: a constant, a list, an object (as a Map, so that no key is special), or code that only a run
 * could know.
 */
export type Value = string | number | boolean | null | undefined | readonly Value[] | ReadonlyMap<string, Value> | Code

/** A piece of code that has no value without a run: a function, a call, or a name that comes from elsewhere. */
export class Code {
  readonly kind: 'function' | 'call' | 'name' | 'other'
  readonly node: Expression
  readonly text: string
  readonly line: number
  /** The name that stands for it, if it has one: of the function, of what is called, of what was imported. */
  readonly name: string | null
  constructor(kind: Code['kind'], node: Expression, text: string, name: string | null) {
    this.kind = kind
    this.node = node
    this.text = text
    this.line = lineOf(node)
    this.name = name
  }
}

/** Whether an argument of a call is an expression, not a spread or a placeholder. */
export function isExpression(argument: { readonly type: string }): argument is Expression {
  return argument.type !== 'SpreadElement' && argument.type !== 'ArgumentPlaceholder' && argument.type !== 'JSXNamespacedName'
}
