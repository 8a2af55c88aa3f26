import { expect, test } from 'vitest'
import { make } from './judge/bench.ts'
import { judgeCase } from './judge/judge.ts'
import type { Rhythm } from './judge/model.ts'
import type { Shape } from './judge/shapes.ts'

// The second bench, which shares nothing with tests/causes; all of it: npm run soak -- judge. Here are some that the verdict once got wrong.
test.each<[string, Shape, Rhythm, number, number, number]>([
  // A window for appeals, days long for three cases in a hundred, was called the cause.
  ['nothing', 'appeal', 'waves', 50, 1.5, 2046],
  ['needless-check', 'appeal', 'waves', 100, 2, 2046],
  // Nobody at night in one team: the next, which got the night’s cases at once in the morning, was said to have too few people.
  ['shift-gap', 'nested', 'round', 400, 8, 9],
])('%s is found, kind and place (%s, %s, %d a day)', (kind, shape, rhythm, perDay, load, seed) => {
  const one = make(kind, shape, rhythm, { perDay, load }, seed)!
  const { diagnosis, isMaterial, score } = judgeCase(one)
  expect({ isMaterial, score, found: diagnosis.cause?.kind ?? 'nothing' }).toEqual({ isMaterial: true, score: 1, found: kind })
})
