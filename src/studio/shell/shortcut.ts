/** The keys of a press, as far as a shortcut cares. */
export type Press = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Whether a press is the one that a shortcut such as `Ctrl Shift Z` names. Cmd counts as Ctrl; Shift is part of signs like `?`. */
export function isPressed(shortcut: string, press: Press): boolean {
  const parts = shortcut.split(' ')
  const key = parts.at(-1) ?? ''
  if (press.key.toLowerCase() !== key.toLowerCase()) return false
  if (parts.includes('Ctrl') !== (press.ctrlKey || press.metaKey) || parts.includes('Alt') !== press.altKey) return false
  return parts.includes('Shift') === press.shiftKey || isSign(key)
}

/** Whether a shortcut is a bare letter, digit or sign: such keys must be possible to turn off (WCAG 2.1.4). */
export function isSingleKey(shortcut: string): boolean {
  return shortcut.length === 1
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/i.test(key)
}
