import { expect, test } from 'vitest'
import { profileHistory } from '../../src/history/profile.ts'
import { readHistory } from '../../src/history/read.ts'
import { callCentreChunks, callCentreMapping, hasCallCentreLog } from './log.node.ts'

test.skipIf(!hasCallCentreLog())('the call centre has the rows, cases and gaps that its manifest states', async () => {
  const history = await readHistory(callCentreChunks(), callCentreMapping())
  const profile = profileHistory(history)
  expect([profile.rows, profile.cases, profile.reading.bad]).toEqual([125_657, 64_423, 0])
  expect([profile.activities.length, profile.resourceCount, profile.mix.length]).toEqual([3, 29, 6])
  expect(profile.demand.gaps).toEqual([{ from: '1999-01-11', days: 2 }])
  expect(profile.period.from.slice(0, 10)).toBe('1999-01-01')
})
