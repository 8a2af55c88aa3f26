import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { findCauses } from '../../src/lean/causes/causes.ts'
import { shapes, sizes } from './base.ts'
import { reportOf, scoreOf } from './bench.ts'
import { knownModel, plants } from './plants.ts'

test('look', () => {
  mkdirSync('/tmp/cc', { recursive: true })
  const seeds = (process.env.SEEDS ?? '1').split(',').map(Number)
  const only = process.env.CAUSES?.split(',')
  let all = 0, right = 0
  for (const cause of [null, ...Object.keys(plants)]) {
    if (only && !only.includes(cause ?? 'healthy')) continue
    let r = 0, n = 0
    for (const seed of seeds) for (const shape of shapes) for (const size of sizes) {
      const model = knownModel(cause, shape, size, seed)
      const file = `/tmp/cc/${model.name}.json`
      const key = JSON.stringify([model.workflow, model.scenario])
      let report
      const old = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
      if (old?.key === key) report = old.report
      else {
        try { report = reportOf(model) } catch (e) { console.log('FAILED', (e as Error).message); continue }
        writeFileSync(file, JSON.stringify({ key, report }))
      }
      const d = findCauses(model.workflow, model.scenario, report)
      const s = scoreOf(model, d)
      r += s; n++
      if (s < 1 || process.env.ALL) console.log(s, model.name, `${(report.leadTime.mean.value / 60).toFixed(0)} min`, '->', d.cause && `${d.cause.kind}@${d.cause.where}`, '|', d.causes.slice(0, 5).map((c) => `${c.kind}@${c.where} ${c.share.toFixed(2)}`).join(', '))
    }
    console.log('==', cause ?? 'healthy', r, 'of', n)
    all += n; right += r
  }
  console.log('ALL', right, all, (right / all).toFixed(3))
}, 900000)
