import { expect, test } from 'vitest'
import type { Attribute } from '../../workflow/attribute.ts'
import { completionsAt } from './completion.ts'

const attributes: Attribute[] = [
  { name: 'language', order: 0, title: 'Language', type: 'enum', values: ['english', 'arabic'], default: 'english' },
  { name: 'reports', order: 1, title: 'Number of reports', type: 'number', default: 1 },
]
const at = (source: string) => completionsAt(source, source.length, attributes).map(({ text, from }) => `${from}:${text}`)

test('names complete at the start and after an operator', () => {
  expect(at('')).toEqual(['0:language', '0:reports'])
  expect(at('la')).toEqual(['0:language'])
  expect(at('reports > 3 && l')).toEqual(['15:language'])
})

test('a title finds its attribute too', () => {
  expect(at('numb')).toEqual(['0:reports'])
})

test('values complete after a comparison, in quotes', () => {
  expect(at('language == ')).toEqual(['12:"english"', '12:"arabic"'])
  expect(at('language == "ar')).toEqual(['12:"arabic"'])
})

test('nothing is offered within a text or where a name is whole', () => {
  expect(at('"rep')).toEqual([])
  expect(at('reports')).toEqual([])
  expect(at('reports ')).toEqual([])
})
