import { expect, test } from 'vitest'
import { findCauses } from '../src/lean/causes/causes.ts'
import { shapes, sizes } from './causes/base.ts'
import { diagnose, reportOf } from './causes/bench.ts'
import { knownModel, plants } from './causes/plants.ts'

// A fixed sample of the bench; all of it: npm run soak -- causes.
test.each(Object.keys(plants).map((cause, i) => [cause, shapes[i % 3]!, sizes[i % 2]!] as const))(
  '%s is named first, with its place (%s, %s)',
  (cause, shape, size) => {
    const model = knownModel(cause, shape, size, 1)
    const { cause: found } = diagnose(model)
    expect(found && { kind: found.kind, isThere: model.places.includes(found.place.id) }).toEqual({ kind: model.kinds[0], isThere: true })
    expect(found?.share).toBeGreaterThan(0.05)
  },
)

test.each(shapes)('nothing is named where nothing is wrong (%s)', (shape) => {
  expect(diagnose(knownModel(null, shape, 'S', 3)).cause).toBeNull()
})

test('a run without cases says nothing', () => {
  const model = knownModel('limited slots', 'nested', 'S', 1)
  const report = { ...reportOf(model, 1), cases: { arrived: 0, completed: 0, open: 0 } }
  expect(findCauses(model.workflow, model.scenario, report)).toMatchObject({ cause: null, tied: [], causes: [] })
})
