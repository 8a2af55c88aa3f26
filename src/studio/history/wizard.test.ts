import { expect, test } from 'vitest'
import { createActor, waitFor } from 'xstate'
import { openText } from '../../history/opening.ts'
import { recognise } from '../../history/recognise.ts'
import type { HistoryWorker } from '../../workers/history.browser.ts'
import { wizard } from './wizard.ts'

const csv = 'case_id,activity,start,end\na,Review,2025-01-06T10:00:00,2025-01-06T10:01:00\n'
const file = (trusted: boolean) => ({ name: 'x.csv', blob: new Blob([csv]), trusted, timezone: 'Europe/Dublin' })

/** A worker that does nothing but answer. */
function fakeWorker(text: string, more: Partial<HistoryWorker> = {}): HistoryWorker {
  const refuse = () => Promise.reject(new Error('not asked for'))
  return {
    readHead: async () => {
      const opening = openText(text, true)
      return { opening, recognition: recognise(opening.header, opening.sample) }
    },
    read: async (_file, _mapping, onProgress) => {
      onProgress({ rows: 1, bad: 0, bytes: 1, totalBytes: 1, seconds: 1 })
      return []
    },
    cancel: async () => {},
    readRoster: refuse,
    forgetRoster: async () => {},
    profile: refuse,
    rowsBehind: refuse,
    rowsAsCsv: refuse,
    sqlOffer: refuse,
    ask: refuse,
    cancelQuery: refuse,
    calibrate: refuse,
    discover: refuse,
    arrivals: refuse,
    compileReplay: refuse,
    forget: async () => {},
    ...more,
  }
}

test('a file of the user’s is mapped before it is read; the zone is the scenario’s', async () => {
  const actor = createActor(wizard, { input: { worker: fakeWorker(csv) } }).start()
  actor.send({ type: 'CHOOSE', file: file(false) })
  const { context } = await waitFor(actor, ({ value }) => value === 'mapping')
  expect(context.mapping).toEqual({
    form: 'events',
    columns: { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end' },
    timeFormat: 'iso',
    timezone: 'Europe/Dublin',
  })
})

test('a sample with plain columns is read at once; what goes wrong is said, and it can be mapped again', async () => {
  const actor = createActor(wizard, { input: { worker: fakeWorker(csv) } }).start()
  actor.send({ type: 'CHOOSE', file: file(true) })
  const failed = await waitFor(actor, ({ value }) => value === 'failed')
  expect([failed.context.progress?.rows, failed.context.failure]).toEqual([1, 'not asked for'])
  actor.send({ type: 'REMAP' })
  expect(actor.getSnapshot().value).toBe('mapping')
})

test('a file that cannot be opened fails with its message, and cannot be mapped', async () => {
  const actor = createActor(wizard, { input: { worker: fakeWorker('') } }).start()
  actor.send({ type: 'CHOOSE', file: file(false) })
  const failed = await waitFor(actor, ({ value }) => value === 'failed')
  expect(failed.context.failure).toBe('The file is empty.')
  expect(failed.can({ type: 'REMAP' })).toBe(false)
})

test('cancelling stops the worker and goes back to the mapping', async () => {
  let cancelled = 0
  const worker = fakeWorker(csv, { read: () => new Promise(() => {}), cancel: async () => void cancelled++ })
  const actor = createActor(wizard, { input: { worker } }).start()
  actor.send({ type: 'CHOOSE', file: file(false) })
  await waitFor(actor, ({ value }) => value === 'mapping')
  actor.send({ type: 'READ' })
  expect(actor.getSnapshot().value).toBe('reading')
  actor.send({ type: 'CANCEL' })
  expect([actor.getSnapshot().value, cancelled]).toEqual(['mapping', 1])
})

test('what has to be answered first is asked, the answer goes into the mapping and the file is read again', async () => {
  const answer = { decimals: { count: 'comma' } } as const
  const question = { id: 'number:count', column: 'n', text: '?', read: '', count: 1, examples: [], default: null, answers: [] }
  const worker = fakeWorker(csv, { read: async (_file, mapping) => (mapping.decimals ? [] : [question]) })
  const actor = createActor(wizard, { input: { worker } }).start()
  actor.send({ type: 'CHOOSE', file: file(false) })
  await waitFor(actor, ({ value }) => value === 'mapping')
  actor.send({ type: 'READ' })
  const asked = await waitFor(actor, ({ value }) => value === 'failed')
  expect(asked.context.asked).toEqual([question])
  actor.send({ type: 'ANSWER', answer })
  const { context } = await waitFor(actor, ({ value, context: { failure } }) => value === 'failed' && failure === 'not asked for')
  expect([context.mapping?.decimals, context.asked]).toEqual([answer.decimals, []])
})
