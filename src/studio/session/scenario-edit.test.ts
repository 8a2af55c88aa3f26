import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Scenario } from '../../simulation/model/scenario.ts'
import { typedOver } from './scenario-edit.ts'

const sample = (name: string) =>
  Scenario.parse(JSON.parse(readFileSync(new URL(`../../../workflows/abuse-reports/scenarios/${name}.json`, import.meta.url), 'utf8')))

test('only what was changed is typed over, each under the path that its origin has', () => {
  const before = sample('quality')
  const [pool = ''] = Object.keys(before.pools)
  const [step = ''] = Object.keys(before.performance)
  const { quality } = before
  if (!quality) throw new Error('The sample asks for quality.')
  expect(typedOver(before, before)).toEqual([])
  expect(typedOver(before, { ...before, demand: { ...before.demand, scale: 2 } })).toEqual(['demand.scale'])
  expect(typedOver(before, { ...before, mix: [...before.mix] })).toEqual(['mix'])
  const staffed = { ...before.pools, [pool]: { ...before.pools[pool]!, shifts: [] } }
  expect(typedOver(before, { ...before, pools: staffed })).toEqual([`pools.${pool}.shifts`])
  const slower = { ...before.performance, [step]: { ...before.performance[step]!, time: [] } }
  expect(typedOver(before, { ...before, performance: slower })).toEqual([`performance.${step}.time`])
  const errors = quality.errors.with(1, { ...quality.errors[1]!, wronglyKept: 0.5 })
  expect(typedOver(before, { ...before, quality: { ...quality, errors } })).toEqual(['quality.errors.1'])
  expect(typedOver(before, { ...before, title: 'Another', segments: [] })).toEqual([])
})
