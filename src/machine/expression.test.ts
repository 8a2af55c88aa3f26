import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateExpression } from '../../tests/generate/expression.ts'
import { readTape } from '../../tests/generate/tape.ts'
import { generatedAttributes as attributes } from '../../tests/generate/workflow.ts'
import { attributesIn, evaluateTree } from './evaluate-tree.ts'
import type { ExpressionTree } from './evaluate-tree.ts'
import { checkExpression, evaluateExpression } from './expression.ts'

const context = fc.record({
  reports: fc.oneof(fc.integer({ min: -3, max: 12 }), fc.double({ noNaN: true, min: -10, max: 10 })),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  minor: fc.boolean(),
  severity: fc.constantFrom('low', 'medium', 'high'),
})

test('the tree has the value that cel-js finds', () => {
  const seen = { bool: 0, number: 0, string: 0 }
  fc.assert(
    fc.property(
      fc.array(fc.nat(10_000), { minLength: 5, maxLength: 60 }),
      fc.constantFrom('bool', 'number', 'severity'),
      context,
      (numbers, type, values) => {
        const source = generateExpression(readTape(numbers), type, 3)
        const checked = checkExpression(source, attributes)
        if (!checked.ok) throw new Error(`${source}: ${checked.message}`)
        seen[checked.type]++
        const value = evaluateTree(checked.tree, values)
        expect(Object.is(value, evaluateExpression(source, attributes, values))).toBe(true)
        expect(Object.is(value, evaluateTree(JSON.parse(JSON.stringify(checked.tree)) as ExpressionTree, values))).toBe(true)
      },
    ),
    { numRuns: 1500 },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100)
})

test.each([
  ['reports > 3', 'bool'],
  ['reports + 1 == 3', 'bool'],
  ['7 / 2', 'number'],
  ['minor ? 1 : reports', 'number'],
  ['minor ? "low" : severity', 'string'],
  ['severity == "high" && !(minor || score >= 0.75)', 'bool'],
  ['reports in [-1, 2, 3.5]', 'bool'],
])('%s is taken, as %s', (source, type) => {
  expect(checkExpression(source, attributes)).toMatchObject({ ok: true, type })
})

test.each([
  ['severity == "hihg"', 'Did you mean "high"?', [12, 18]],
  ['"extreme" != severity', 'is one of "low", "medium", "high"', [0, 9]],
  ['severity in ["low", "hgh"]', 'Did you mean "high"?', [20, 25]],
  ['report > 3', 'did you mean "reports"?', [0, 6]],
  ['unheard > 3', 'add it to the case attributes', [0, 7]],
  ['reports == "3"', 'A number is compared with a text', [0, 14]],
  ['severity < "low"', 'compares numbers', [0, 16]],
  ['minor && reports', 'a condition is needed', [9, 16]],
  ['severity.matches("^(a+)+$")', 'take for ever', [0, 27]],
  ['severity.size() > 2', 'not available', [0, 15]],
  ['size(severity) > 2', '"size" is not available', [0, 14]],
  ['reports > 3 &&', 'stops too early', [14, 15]],
  ['reports = 3', 'Write ==', [8, 9]],
  ['["a"].exists(x, x == "a")', '', [0, 25]],
  ['minor ? 1 : "a"', 'of one type', [0, 15]],
  ['severity.foo', 'no parts', [0, 12]],
  ['reports in severity', 'a list of constants', [11, 19]],
  ['minor == null', 'null is never met', [9, 13]],
  ['', 'empty', [0, 0]],
  ['('.repeat(300) + 'minor' + ')'.repeat(300), 'nested', null],
  [Array.from({ length: 260 }, () => 'minor').join('&&'), 'too long', null],
])('%s is refused', (source, message, range) => {
  expect(checkExpression(source, attributes)).toMatchObject({
    ok: false,
    message: expect.stringContaining(message),
    ...(range ? { range } : {}),
  })
})

test('an attribute with a reserved name is told', () => {
  const checked = checkExpression('true', [{ name: 'package', order: 0, title: '', type: 'boolean', default: true }])
  expect(checked).toMatchObject({ ok: false, message: expect.stringContaining('rename it') })
})

test('names the attributes asked for', () => {
  const checked = checkExpression('minor ? reports > 2 : severity.startsWith("h")', attributes)
  expect(checked.ok && [...attributesIn(checked.tree)].sort()).toEqual(['minor', 'reports', 'severity'])
})
