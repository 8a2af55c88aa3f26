import { beforeEach, expect, test } from 'vitest'
import { type Contact, readContacts, writeContacts } from '../../runbook/contacts.ts'
import type { Files } from '../../workspace/files.ts'
import { memoryFiles } from '../session/memory-files.ts'
import { putFiles } from '../session/workspace.ts'
import { contactsBeside } from './contacts-store.ts'

const path = (slug: string) => `${slug}/contacts.json`
const call = (...reaches: string[]): Contact[] => reaches.map((reach) => ({ role: 'Duty lead', reach }))

let files = memoryFiles()
/** Lets one held write go on. */
let goOn: (() => void)[] = []
let isHeld = false

beforeEach(() => {
  files = memoryFiles()
  goOn = []
  isHeld = false
  for (const slug of ['a', 'b']) files.texts.set(path(slug), writeContacts(call(`first of ${slug}`)))
  const slow: Files = {
    ...files,
    write: async (...given) => {
      if (isHeld) await new Promise<void>((resolve) => goOn.push(resolve))
      return files.write(...given)
    },
  }
  putFiles(slow)
})

const settled = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve))
}
const release = async () => {
  isHeld = false
  for (let i = 0; i < 5; i++) {
    goOn.shift()?.()
    await settled()
  }
}
const kept = (slug: string) => {
  const read = readContacts(files.texts.get(path(slug)) ?? '')
  return read.ok ? read.contacts.map(({ reach }) => reach) : read.message
}
const shown = () => contactsBeside.now().records.map(({ reach }) => reach)

test('what is changed while an earlier write is under way is kept, though another workflow is opened meanwhile', async () => {
  const closeA = contactsBeside.open('a')
  await settled()
  isHeld = true
  contactsBeside.put(call('second'))
  contactsBeside.put(call('third'))
  await settled()
  closeA()
  contactsBeside.open('b')
  await settled()
  await release()
  expect(kept('a')).toEqual(['third'])
  expect(kept('b')).toEqual(['first of b'])
  expect(shown()).toEqual(['first of b'])
})

test('who comes back before it is written sees what was changed', async () => {
  contactsBeside.open('a')()
  const closeA = contactsBeside.open('a')
  await settled()
  isHeld = true
  contactsBeside.put(call('second'))
  await settled()
  closeA()
  contactsBeside.open('b')()
  contactsBeside.open('a')
  await settled()
  await release()
  expect(shown()).toEqual(['second'])
  expect(kept('a')).toEqual(['second'])
})

test('what somebody else wrote is not written over by the changes that were made without it', async () => {
  contactsBeside.open('b')()
  contactsBeside.open('a')
  await settled()
  isHeld = true
  contactsBeside.put(call('second'))
  contactsBeside.put(call('third'))
  await settled()
  files.texts.set(path('a'), writeContacts(call('of somebody else')))
  await release()
  expect(kept('a')).toEqual(['of somebody else'])
  expect(shown()).toEqual(['of somebody else'])
})

test('a workflow whose file comes late does not take the place of the one that is open by then', async () => {
  const late = { ...files }
  let answer: (() => void) | null = null
  late.read = async (place) => {
    if (place === path('a')) await new Promise<void>((resolve) => (answer = resolve))
    return files.read(place)
  }
  putFiles(late)
  const closeA = contactsBeside.open('a')
  await settled()
  closeA()
  contactsBeside.open('b')
  await settled()
  ;(answer as (() => void) | null)?.()
  await settled()
  expect(shown()).toEqual(['first of b'])
})
