import { expect, test } from 'vitest'
import { placeIds } from '../session/place.ts'
import { readRoute, writeRoute } from './route.ts'

test('an address written is the address read', () => {
  for (const place of placeIds) expect(readRoute(writeRoute('abuse-reports', place))).toEqual({ slug: 'abuse-reports', place })
  expect(readRoute(writeRoute(null, 'design'))).toEqual({ slug: null, place: null })
})

test.each(['', '#', '#/', '#/../x', '#/A', '#/a/b/c', '#/%2e%2e', 'https://x/#/a', '#/a?b'])('%s is the start page', (hash) =>
  expect(readRoute(hash)).toEqual({ slug: null, place: null }),
)

test('a place that is not one is left open', () => expect(readRoute('#/appeals/nowhere')).toEqual({ slug: 'appeals', place: null }))
