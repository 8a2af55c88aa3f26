/** Whether what is being done was asked for in the outline. */
let fromOutline = false

/** To be called when a gesture by key begins that takes the focus elsewhere: a menu, a field. */
export function rememberFocus(): void {
  const { activeElement } = document
  // A gesture that follows at once on another begins where that one did.
  if (activeElement !== null && activeElement !== document.body) fromOutline = activeElement.closest('[role="tree"]') !== null
}

/** Gives the focus back to where the gesture began, unless something has taken it meanwhile: the outline, at what is selected now, or the drawing. */
export function returnFocus(): void {
  // The outline follows what is selected in its next rendering.
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body && document.activeElement !== null) return
    const row = fromOutline ? document.querySelector<HTMLElement>('[role="tree"] [role="treeitem"][tabindex="0"]') : null
    ;(row ?? document.querySelector<HTMLElement>('[role="application"]'))?.focus({ preventScroll: true })
  })
}
