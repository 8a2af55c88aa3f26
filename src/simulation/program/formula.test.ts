import { expect, test } from 'vitest'
import { evaluator } from './formula.ts'
import type { BinaryOperator, Formula } from './formula.ts'

const meaning: Partial<Record<BinaryOperator, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '≠': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '≤': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '≥': (a, b) => a >= b,
}

test('a comparison means the same whether its sides are attributes, constants or calculated', () => {
  const numbers = [-1, 0, 0.5, 1, 3, NaN, Infinity]
  for (const [operator, holds] of Object.entries(meaning)) {
    for (const a of numbers) {
      for (const b of numbers) {
        const values = Float64Array.of(9, 9, a, b)
        const left: Formula[] = [
          ['attribute', 0],
          ['number', a],
          ['+', ['attribute', 0], ['number', 0]],
        ]
        const right: Formula[] = [
          ['attribute', 1],
          ['number', b],
          ['+', ['attribute', 1], ['number', 0]],
        ]
        for (const one of left)
          for (const two of right)
            expect(evaluator([operator as BinaryOperator, one, two])(values, 2), `${a} ${operator} ${b}`).toBe(holds(a, b) ? 1 : 0)
      }
    }
  }
})
