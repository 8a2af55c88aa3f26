// Expressions over a case's attributes (engine/formula.ts) as code for a stack, written by formula-code.ts.
import * as code from '../../program/codes/operation'
import { allocate, float, int } from './memory'
import { formulaAt, formulaCode, formulaNumbers } from './tables'

const stack = memory.data(64 * 8)

@inline
function truth(value: bool): f64 {
  return value ? 1 : 0
}

/** Value of a formula for the attributes at `values`. */
export function evaluate(formula: i32, values: usize): f64 {
  let at = int(formulaAt, formula)
  const end = int(formulaAt, formula + 1)
  let top = stack
  while (at < end) {
    const operation = int(formulaCode, at++)
    switch (operation) {
      case code.number:
        store<f64>(top, float(formulaNumbers, int(formulaCode, at++)))
        top += 8
        break
      case code.attribute:
        store<f64>(top, float(values, int(formulaCode, at++)))
        top += 8
        break
      case code.not:
        store<f64>(top - 8, truth(load<f64>(top - 8) == 0))
        break
      case code.negate:
        store<f64>(top - 8, -load<f64>(top - 8))
        break
      case code.isIn: {
        const first = int(formulaCode, at++)
        const last = first + int(formulaCode, at++)
        const value = load<f64>(top - 8)
        let found = false
        for (let i = first; i < last && !found; i++) found = float(formulaNumbers, i) == value
        store<f64>(top - 8, truth(found))
        break
      }
      case code.choose: {
        top -= 16
        const test = load<f64>(top - 8)
        store<f64>(top - 8, test == 0 ? load<f64>(top + 8) : load<f64>(top))
        break
      }
      case code.attributeIs:
        store<f64>(top, truth(float(values, int(formulaCode, at)) == float(formulaNumbers, int(formulaCode, at + 1))))
        at += 2
        top += 8
        break
      default:
        top -= 8
        store<f64>(top - 8, binary(operation, load<f64>(top - 8), load<f64>(top)))
    }
  }
  return load<f64>(stack)
}

/** By formula: whether it says that an attribute is a constant, the commonest condition; where the attribute stands; and the constant. */
let conditions: usize = 0

export function setConditions(count: i32): void {
  conditions = allocate(<usize>count * 16)
  for (let formula = 0; formula < count; formula++) {
    const at = int(formulaAt, formula)
    if (int(formulaCode, at) != code.attributeIs || int(formulaAt, formula + 1) != at + 3) continue
    const condition = conditions + (<usize>formula << 4)
    store<i32>(condition, 1)
    store<i32>(condition, int(formulaCode, at + 1) << 3, 4)
    store<f64>(condition, float(formulaNumbers, int(formulaCode, at + 2)), 8)
  }
}

/** Whether a condition holds; -1: it always does. */
@inline
export function holds(formula: i32, values: usize): bool {
  if (formula < 0) return true
  const condition = conditions + (<usize>formula << 4)
  if (load<i32>(condition) == 1) return load<f64>(values + <usize>load<i32>(condition, 4)) == load<f64>(condition, 8)
  return evaluate(formula, values) != 0
}

function binary(operation: i32, a: f64, b: f64): f64 {
  switch (operation) {
    case code.and:
      return truth(a != 0 && b != 0)
    case code.or:
      return truth(a != 0 || b != 0)
    case code.equal:
      return truth(a == b)
    case code.unequal:
      return truth(a != b)
    case code.less:
      return truth(a < b)
    case code.atMost:
      return truth(a <= b)
    case code.greater:
      return truth(a > b)
    case code.atLeast:
      return truth(a >= b)
    case code.plus:
      return a + b
    case code.minus:
      return a - b
    case code.times:
      return a * b
    case code.by:
      return a / b
    default:
      return NativeMath.mod(a, b)
  }
}
