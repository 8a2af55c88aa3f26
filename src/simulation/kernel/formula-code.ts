import * as operation from '../program/codes/operation.ts'
import type { Formula } from '../program/formula.ts'

/** The operation of each kind of formula; an attribute compared with a constant has one of its own. */
const operations = {
  number: operation.number,
  attribute: operation.attribute,
  not: operation.not,
  negate: operation.negate,
  in: operation.isIn,
  if: operation.choose,
  and: operation.and,
  or: operation.or,
  '=': operation.equal,
  '≠': operation.unequal,
  '<': operation.less,
  '≤': operation.atMost,
  '>': operation.greater,
  '≥': operation.atLeast,
  '+': operation.plus,
  '-': operation.minus,
  '*': operation.times,
  '/': operation.by,
  '%': operation.modulo,
} as const

/** Deepest stack that the kernel has room for. */
const deepest = 64

export type FormulaCode = { readonly code: Int32Array; readonly at: Int32Array; readonly numbers: Float64Array }

/** Formulas as code for the kernel's stack (assembly/formula.ts); null when one is too deep for it. */
export function formulaCode(formulas: readonly Formula[]): FormulaCode | null {
  const code: number[] = []
  const numbers: number[] = []
  const at = [0]
  for (const formula of formulas) {
    if (depthOf(formula) > deepest) return null
    write(formula, code, numbers)
    at.push(code.length)
  }
  return { code: Int32Array.from(code), at: Int32Array.from(at), numbers: Float64Array.from(numbers) }
}

function write(formula: Formula, code: number[], numbers: number[]): void {
  if (formula[0] === 'number') code.push(operations.number, numbers.push(formula[1]) - 1)
  else if (formula[0] === 'attribute') code.push(operations.attribute, formula[1])
  else if (formula[0] === '=' && formula[1][0] === 'attribute' && formula[2][0] === 'number')
    code.push(operation.attributeIs, formula[1][1], numbers.push(formula[2][1]) - 1)
  else if (formula[0] === 'in') {
    write(formula[1], code, numbers)
    code.push(operations.in, numbers.length, formula[2].length)
    numbers.push(...formula[2])
  } else {
    for (const part of formula.slice(1) as Formula[]) write(part, code, numbers)
    code.push(operations[formula[0]])
  }
}

function depthOf(formula: Formula): number {
  if (formula[0] === 'number' || formula[0] === 'attribute') return 1
  if (formula[0] === 'in') return depthOf(formula[1])
  return Math.max(...(formula.slice(1) as Formula[]).map((part, i) => depthOf(part) + i))
}
