import { useEffect } from 'react'
import { offeredCommands } from '../session/commands.ts'
import { isKept } from './keep-key.ts'
import { isPressed, isSingleKey } from './shortcut.ts'
import { singleKeysOn } from './single-keys.ts'

/** Listens for the keys of all offered commands. A field that is typed in, or a menu that is open, keeps its own keys. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      for (const command of offeredCommands()) {
        const pressed = [command.shortcut, ...(command.also ?? [])].find((shortcut) => shortcut !== undefined && isPressed(shortcut, event))
        if (pressed === undefined || keptByTarget(pressed, event.target, command.group === 'Drawing')) continue
        event.preventDefault()
        if (command.enabled?.() ?? true) command.run()
        return
      }
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

const typedIn =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select, [contenteditable="true"], [contenteditable=""]'

function keptByTarget(shortcut: string, target: EventTarget | null, drawing: boolean): boolean {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false
  if (isSingleKey(shortcut) && !singleKeysOn()) return true
  const focus = {
    typing: target.matches(typedIn),
    apart: target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null,
    atWork: target === document.body || target.closest('#main-work, [role="tree"]') !== null,
  }
  return isKept(shortcut, focus, drawing)
}
