import { expect, test } from 'vitest'
import { pool, review, scenario, takes, workflow } from '../../../tests/engine/build.ts'
import { askedAttributes } from './asked-attributes.ts'

test('whatever a scenario asks of a case counts as asked: in people, work, quality and views', () => {
  const names = ['language', 'hard', 'violates', 'reach', 'age', 'fragile', 'worth', 'idle']
  const attributes = names.map((name, order) => ({ name, order, title: name, type: 'number' as const, default: 0 }))
  const given = workflow({ states: { look: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } }, attributes)
  const shift = { days: [1], from: '08:00', to: '16:00' }
  const asked = askedAttributes(
    given,
    scenario({
      pools: {
        people: {
          ...pool(1, { kind: 'value', expression: 'worth' }),
          members: [{ title: 'Arabic', shifts: [shift], takes: 'language == 2.0' }],
        },
      },
      performance: { look: { ...takes(60), failures: [{ when: 'fragile > 0.0', share: 0.1 }] } },
      quality: {
        violating: [{ share: 0.1 }],
        attribute: 'violates',
        decisions: [],
        errors: [{ when: 'hard > 0.0', wronglyRemoved: 0, wronglyKept: 0 }],
        removed: [],
        kept: [],
        harm: { until: [], curves: [{ viewsPerHour: 'reach', age: 'age', halfLife: 'PT1H' }] },
      },
    }),
  )
  expect([...asked].sort()).toEqual(names.filter((name) => name !== 'idle').sort())
})
