import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../workflow/csv.ts'
import { RecordReader } from './record-reader.ts'

/** The fields of each record, read in chunks of this length. */
function readAll(text: string, length: number): string[][] {
  const records: string[][] = []
  const reader = new RecordReader(',', { record: (fields) => records.push(fields), fault: (reason) => records.push([`fault: ${reason}`]) })
  for (let at = 0; at < text.length; at += length) reader.push(text.slice(at, at + length))
  reader.finish()
  return records
}

const text = fc
  .string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', 'x', ' ', '5', 'é', '\n') })
  .filter((value) => value.trim() !== '')

test('what the house writes as CSV it reads back: quotes, line breaks, and the guard of formulas is off again', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), fc.integer({ min: 1, max: 50 }), (rows, length) => {
      expect(readAll(rows.map(csvLine).join('\n'), length)).toEqual(rows)
    }),
  )
})
