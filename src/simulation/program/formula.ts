/**
 * An expression over the case's attributes as the engine sees it: numbers only. Attributes are by index; false is 0, true 1, a text
 * its place in the program's list of texts. Plain JSON, so that it travels to a worker.
 */
export type Formula =
  | readonly ['number', number]
  | readonly ['attribute', number]
  | readonly ['not' | 'negate', Formula]
  | readonly [BinaryOperator, Formula, Formula]
  | readonly ['in', Formula, readonly number[]]
  | readonly ['if', Formula, Formula, Formula]

export type BinaryOperator = 'and' | 'or' | '=' | '≠' | '<' | '≤' | '>' | '≥' | '+' | '-' | '*' | '/' | '%'

/** A formula ready to run: `values` holds all cases' attributes, `at` is where this case's begin. */
export type Evaluate = (values: Float64Array, at: number) => number

const binary: Record<BinaryOperator, (a: Evaluate, b: Evaluate) => Evaluate> = {
  and: (a, b) => (v, at) => (a(v, at) !== 0 && b(v, at) !== 0 ? 1 : 0),
  or: (a, b) => (v, at) => (a(v, at) !== 0 || b(v, at) !== 0 ? 1 : 0),
  '=': (a, b) => (v, at) => (a(v, at) === b(v, at) ? 1 : 0),
  '≠': (a, b) => (v, at) => (a(v, at) === b(v, at) ? 0 : 1),
  '<': (a, b) => (v, at) => (a(v, at) < b(v, at) ? 1 : 0),
  '≤': (a, b) => (v, at) => (a(v, at) <= b(v, at) ? 1 : 0),
  '>': (a, b) => (v, at) => (a(v, at) > b(v, at) ? 1 : 0),
  '≥': (a, b) => (v, at) => (a(v, at) >= b(v, at) ? 1 : 0),
  '+': (a, b) => (v, at) => a(v, at) + b(v, at),
  '-': (a, b) => (v, at) => a(v, at) - b(v, at),
  '*': (a, b) => (v, at) => a(v, at) * b(v, at),
  '/': (a, b) => (v, at) => a(v, at) / b(v, at),
  '%': (a, b) => (v, at) => a(v, at) % b(v, at),
}

/** Comparisons of an attribute with a constant, which most guards are: one function each instead of three. */
const compared: Partial<Record<BinaryOperator, (index: number, constant: number) => Evaluate>> = {
  '=': (index, constant) => (v, at) => (v[at + index] === constant ? 1 : 0),
  '≠': (index, constant) => (v, at) => (v[at + index] === constant ? 0 : 1),
  '<': (index, constant) => (v, at) => (v[at + index]! < constant ? 1 : 0),
  '≤': (index, constant) => (v, at) => (v[at + index]! <= constant ? 1 : 0),
  '>': (index, constant) => (v, at) => (v[at + index]! > constant ? 1 : 0),
  '≥': (index, constant) => (v, at) => (v[at + index]! >= constant ? 1 : 0),
}
/** The comparison that says the same with its sides changed over. */
const mirrored: Partial<Record<BinaryOperator, BinaryOperator>> = { '=': '=', '≠': '≠', '<': '>', '≤': '≥', '>': '<', '≥': '≤' }

/** Turns a formula into a function by composing closures; no code is made from text. */
export function evaluator(formula: Formula): Evaluate {
  switch (formula[0]) {
    case 'number': {
      const [, value] = formula
      return () => value
    }
    case 'attribute': {
      const [, index] = formula
      return (values, at) => values[at + index]!
    }
    case 'not': {
      const inner = evaluator(formula[1])
      return (values, at) => (inner(values, at) === 0 ? 1 : 0)
    }
    case 'negate': {
      const inner = evaluator(formula[1])
      return (values, at) => -inner(values, at)
    }
    case 'in': {
      const inner = evaluator(formula[1])
      const [, , list] = formula
      return (values, at) => (list.includes(inner(values, at)) ? 1 : 0)
    }
    case 'if': {
      const [test, yes, no] = [evaluator(formula[1]), evaluator(formula[2]), evaluator(formula[3])]
      return (values, at) => (test(values, at) === 0 ? no(values, at) : yes(values, at))
    }
    default: {
      const [operator, left, right] = formula
      if (left[0] === 'attribute' && right[0] === 'number') {
        const special = compared[operator]?.(left[1], right[1])
        if (special) return special
      }
      const mirror = mirrored[operator]
      if (mirror && left[0] === 'number' && right[0] === 'attribute') return evaluator([mirror, right, left])
      return binary[operator](evaluator(left), evaluator(right))
    }
  }
}
