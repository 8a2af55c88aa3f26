import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, parseJson } from './canonical.ts'
import type { Json } from './json.ts'

test('what is written reads back, and reads back to the same bytes', () => {
  fc.assert(
    fc.property(
      fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
      (value) => {
        const text = canonicalJson(value as Json)
        const parsed = parseJson(text)
        expect(parsed.ok && canonicalJson(parsed.value)).toBe(text)
      },
    ),
  )
})

test('accepts what JSON.parse accepts, apart from our own refusals', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'a', '1', '\\', ' ') }), (text) => {
      const accepted = parseJson(text).ok
      const oracle = (() => {
        try {
          JSON.parse(text)
          return true
        } catch {
          return false
        }
      })()
      expect(accepted && !oracle).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['{"a": 1, "a": 2}', 'twice'],
  ['{"a": 1, "\\u0061": 2}', 'twice'],
  ['{"states": {"__proto__": {}}}', '__proto__'],
  ['{"states": {"__proto\\u005f_" : {}}}', '__proto__'],
  ['['.repeat(300), 'deeper than 200'],
  ['{"a": \n tru}', 'line 2'],
  ['', 'not JSON'],
  ['{"a": [1, 2,]}', 'line 1, column 13'],
  ['{"a": 1', 'ends too early'],
  ['[1] x', 'column 5'],
])('refuses %s', (text, message) => {
  expect(parseJson(text)).toMatchObject({ ok: false, message: expect.stringContaining(message) })
})

test('the same key in two objects, or as a value, is fine', () => {
  expect(parseJson('[{"a": "b", "b": "a"}, {"a": "a"}]')).toEqual({ ok: true, value: [{ a: 'b', b: 'a' }, { a: 'a' }] })
})

test('refuses a text beyond the limit and numbers that JSON cannot hold', () => {
  expect(parseJson('[1,2,3]', { length: 5, depth: 10 })).toMatchObject({ ok: false })
  expect(() => canonicalJson({ a: Number.NaN })).toThrow('"a" is NaN')
})
