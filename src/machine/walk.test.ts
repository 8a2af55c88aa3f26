import { expect, test } from 'vitest'
import { importMachine } from '../../tests/machines/import-machine.ts'
import { startWalk } from './walk.ts'

/** Two states work side by side under a timer; a guard asks for the severity. */
const machine = {
  id: 'line',
  context: { severity: 3 },
  initial: 'intake',
  states: {
    intake: {
      on: { GO: [{ target: 'work', guard: { type: 'when', params: { expression: 'severity > 2' } } }, 'closed'] },
      after: { 60000: 'closed' },
    },
    work: {
      type: 'parallel',
      after: { 3600000: 'late' },
      onDone: { target: 'closed', actions: { type: 'count', params: { attribute: 'severity', by: 1 } } },
      states: {
        legal: { initial: 'open', states: { open: { on: { REFERRED: 'done' } }, done: { type: 'final' } } },
        safety: { initial: 'open', states: { open: { after: { 600000: 'done' } }, done: { type: 'final' } } },
      },
    },
    late: { on: { CLOSE: 'closed' } },
    closed: { type: 'final' },
  },
}

function workflow() {
  let made = 0
  const read = importMachine(JSON.stringify(machine), () => `u${++made}`)
  if (!read.ok) throw new Error(read.message)
  return read.workflow
}

test('a case walks by events and by the clock, and joins', () => {
  const walk = startWalk(workflow())
  const start = walk.state()
  expect(start.value).toBe('intake')
  expect(start.events).toMatchObject([{ event: 'GO', takes: true, ways: [{ holds: true }, { holds: true }] }])
  expect(start.timers.map(({ due }) => due)).toEqual([60_000])

  walk.advance(30_000)
  expect(walk.send('GO')).toMatchObject({ now: 30_000, value: { work: { legal: 'open', safety: 'open' } } })
  expect(walk.state().timers.map(({ due }) => due)).toEqual([630_000, 3_630_000])
  expect(walk.send('REFERRED').value).toEqual({ work: { legal: 'done', safety: 'open' } })

  const end = walk.advance(600_000)
  expect(end).toMatchObject({ value: 'closed', ended: true, context: { severity: 4 }, timers: [], events: [], fault: null })
  expect(end.entries.map(({ time, event }) => [time, event.split('.').slice(0, 3).join('.')])).toEqual([
    [0, 'xstate.init'],
    [30_000, 'GO'],
    [30_000, 'REFERRED'],
    [630_000, 'xstate.after.600000'],
  ])
})

test('back takes the last move back, also a move of the clock', () => {
  const walk = startWalk(workflow(), { severity: 1 })
  expect(walk.advance(60_000).value).toBe('closed')
  expect(walk.back()).toMatchObject({ now: 0, value: 'intake', ended: false })
  expect(walk.state().events[0]?.ways.map(({ holds }) => holds)).toEqual([false, true])
  expect(walk.send('GO').value).toBe('closed')
})

test('an event that nobody listens to is noted and changes nothing', () => {
  const walk = startWalk(workflow())
  expect(walk.send('NOTHING')).toMatchObject({ value: 'intake', fault: null })
  expect(walk.state().entries).toHaveLength(2)
})

test('a guard that has only a name stops the case and says so', () => {
  let made = 0
  const read = importMachine(
    JSON.stringify({ id: 'm', initial: 'a', states: { a: { on: { GO: { target: 'b', guard: 'isValid' } } }, b: {} } }),
    () => `u${++made}`,
  )
  if (!read.ok) throw new Error(read.message)
  const walk = startWalk(read.workflow)
  expect(walk.state().events[0]?.ways[0]?.holds).toBeNull()
  expect(walk.send('GO').fault).toContain('isValid')
})
