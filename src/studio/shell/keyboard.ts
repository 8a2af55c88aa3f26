import { useEffect } from 'react'
import { offeredCommands } from '../session/commands.ts'
import { isPressed, isSingleKey } from './shortcut.ts'
import { singleKeysOn } from './single-keys.ts'

/** Listens for the keys of all offered commands. A field that is typed in, or a menu that is open, keeps its own keys. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      for (const command of offeredCommands()) {
        const pressed = [command.shortcut, ...(command.also ?? [])].find((shortcut) => shortcut !== undefined && isPressed(shortcut, event))
        if (pressed === undefined || keptByTarget(pressed, event.target)) continue
        event.preventDefault()
        if (command.enabled?.() ?? true) command.run()
        return
      }
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

// What a text field does itself: undo of its typing, deleting, copying.
const ofText = /^(Ctrl (Shift )?[ZYXCVADB]|Delete|Backspace|F2|Ctrl D|Enter|Escape)$/

function keptByTarget(shortcut: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false
  if (isSingleKey(shortcut) && !singleKeysOn()) return true
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') && !/^Ctrl [KS]$/.test(shortcut)) return true
  if (
    !target.matches(
      'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select, [contenteditable="true"], [contenteditable=""]',
    )
  )
    return false
  return isSingleKey(shortcut) || ofText.test(shortcut)
}
