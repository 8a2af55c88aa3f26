import { useEffect } from 'react'
import { forgetAwaited, offeredCommands } from '../session/commands.ts'
import { isKept } from './keep-key.ts'
import { showOverlay, shownOverlay, typeInPalette } from './overlay.ts'
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
    addEventListener('keydown', forgetByKey, true)
    addEventListener('pointerdown', forgetAwaited, true)
    addEventListener('keydown', keepForOverlay, true)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('keydown', forgetByKey, true)
      removeEventListener('pointerdown', forgetAwaited, true)
      removeEventListener('keydown', keepForOverlay, true)
    }
  }, [])
}

/** A key that asks for something else, not a letter that is meant for the field that is awaited. */
function forgetByKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  if (ctrlKey || metaKey || altKey || !/^(.|Shift)$/u.test(key)) forgetAwaited()
}

/** Between asking for something that lies above everything and its standing there, keys are meant for it: letters wait for the palette, all else is for nobody. */
function keepForOverlay(event: KeyboardEvent): void {
  const shown = shownOverlay()
  if (shown === null || !(event.target instanceof Element) || event.target.closest('[role="dialog"], [role="alertdialog"]')) return
  if (event.key === 'Escape') showOverlay(null)
  if (shown === 'palette' && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)
    typeInPalette((typed) => typed + event.key)
  event.stopImmediatePropagation()
  // The browser keeps what is its own.
  if (!event.ctrlKey && !event.metaKey && !/^(Tab|F5|F11|F12)$/.test(event.key)) event.preventDefault()
}

const typedIn =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select, [contenteditable="true"], [contenteditable=""]'

function keptByTarget(shortcut: string, target: EventTarget | null, drawing: boolean): boolean {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false
  if (isSingleKey(shortcut) && !singleKeysOn()) return true
  const focus = {
    typing: target.matches(typedIn),
    apart: target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null,
    atWork:
      target === document.body ||
      target.id === 'main-work' ||
      (target.closest('[role="application"], [role="tree"]') !== null && target.closest('[role="toolbar"]') === null),
  }
  return isKept(shortcut, focus, drawing)
}
