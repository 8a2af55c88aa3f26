import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { replay } from '../../src/backtest/baselines.ts'
import { EventLog } from '../../src/backtest/event-log.ts'
import { score } from '../../src/backtest/score.ts'
import { hasLogs, logNames, pathOfLog } from '../discover/logs.node.ts'

/**
 * What `score.py` says (`flatten(score(TEST, TRAIN))` and `flatten(score(TEST, replay(TRAIN, TEST)))` with bins of an hour, of a minute for the call centre; null: infinite),
 * with twelve figures: `score.py TEST TRAIN --train TRAIN --json` prints the same.
 */
const original = JSON.parse(readFileSync(new URL('original.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<'train' | 'replay', Record<string, number | null>>
>

/** Read by hand, so that the reader of histories is not asked; nothing in these files is quoted. */
function logAt(path: string): EventLog {
  const [head = '', ...lines] = gunzipSync(readFileSync(pathOfLog(path)))
    .toString()
    .trimEnd()
    .split('\n')
  const names = head.trim().split(',')
  const column = (name: string) => names.indexOf(name)
  const [id, activity, start, end, resource, category] = ['case_id', 'activity', 'start', 'end', 'resource', 'category'].map(column)
  return new EventLog(
    lines.map((line) => {
      const cells = line.trim().split(',')
      const time = (text: string) => (text === '' ? NaN : Date.parse(`${text}Z`))
      const [begun, done] = [time(cells[start!]!), time(cells[end!]!)]
      return {
        case: cells[id!]!,
        activity: cells[activity!]!,
        start: Number.isNaN(begun) ? done : begun,
        end: Number.isNaN(done) ? begun : done,
        resource: cells[resource!]!,
        category: cells[category!]!,
        timed: begun <= done,
      }
    }),
  )
}

const splits = logNames.flatMap((name) => ['events80', 'uncens80'].map((split) => `${name}.${split}`))

test.skipIf(!hasLogs()).each(splits)('%s: every measure as the original has it', { timeout: 120_000 }, (split) => {
  const [real, train] = [logAt(`splits/${split}.test.csv.gz`), logAt(`splits/${split}.train.csv.gz`)]
  const options = { binMinutes: split.startsWith('callcentre') ? 1 : 60 }
  for (const [what, simulated] of [
    ['train', train],
    ['replay', replay(train, real)],
  ] as const) {
    const found = score(real, simulated, options)
    const wanted = original[split]![what]
    expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort())
    for (const [name, value] of Object.entries(wanted)) expect([name, close(found[name]!, value)]).toEqual([name, true])
  }
})

/** The original adds up exactly; sums here may differ in the last places. */
function close(found: number, wanted: number | null): boolean {
  return wanted === null ? !Number.isFinite(found) : Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}
