import { expect, test } from 'vitest'
import { forgetAwaited, offerCommands, perform } from './commands.ts'

const offered = async (id: string) => {
  const done: string[] = []
  const stop = offerCommands([{ id, title: id, group: 'Test', run: () => done.push(id) }])
  await Promise.resolve()
  stop()
  return done
}

test('what is asked for before its part of the screen is there is done when that comes', async () => {
  perform('guard a')
  expect(await offered('guard a')).toEqual(['guard a'])
  expect(await offered('guard a')).toEqual([])
})

test('what was asked for is dropped when something else is pressed meanwhile: the focus is not led away later', async () => {
  perform('guard b')
  forgetAwaited()
  expect(await offered('guard b')).toEqual([])
})

test('nor is anything done that stopped being offered before its turn', async () => {
  perform('guard c')
  const done: string[] = []
  offerCommands([{ id: 'guard c', title: 'c', group: 'Test', run: () => done.push('c') }])()
  await Promise.resolve()
  expect(done).toEqual([])
})
