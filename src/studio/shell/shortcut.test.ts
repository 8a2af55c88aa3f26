import { expect, test } from 'vitest'
import { isPressed, isSingleKey } from './shortcut.ts'

const press = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]) => ({
  key,
  ctrlKey: held.includes('ctrlKey'),
  metaKey: held.includes('metaKey'),
  altKey: held.includes('altKey'),
  shiftKey: held.includes('shiftKey'),
})

test.each([
  ['Ctrl Z', press('z', 'ctrlKey'), true],
  ['Ctrl Z', press('z', 'metaKey'), true],
  ['Ctrl Z', press('Z', 'ctrlKey', 'shiftKey'), false],
  ['Ctrl Z', press('z'), false],
  ['Ctrl Shift Z', press('Z', 'ctrlKey', 'shiftKey'), true],
  ['?', press('?', 'shiftKey'), true],
  ['?', press('?'), true],
  ['1', press('1'), true],
  ['1', press('1', 'altKey'), false],
  ['F2', press('F2'), true],
  ['F2', press('F2', 'shiftKey'), false],
  ['Ctrl Enter', press('Enter', 'ctrlKey'), true],
])('%s', (shortcut, pressed, expected) => expect(isPressed(shortcut, pressed)).toBe(expected))

test('bare keys are told from others', () => expect(['1', '?', 'F2', 'Ctrl K'].map(isSingleKey)).toEqual([true, true, false, false]))
