/** Where the focus is when a key is pressed, as far as it matters whose the key is. */
export type Focus = {
  /** In a field that is typed in. */
  readonly typing: boolean
  /** In a dialog, a menu or a list to choose from. */
  readonly apart: boolean
  /** In the drawing or the outline, or nowhere. */
  readonly atWork: boolean
}

// What a text field does itself: undo of its typing, deleting, copying.
const ofText = /^(Ctrl (Shift )?[ZYXCVADB]|Delete|Backspace|F2|Ctrl D|Enter|Escape)$/
/** What changes the drawing by one bare key: never meant where the focus is on a control of a form. */
const ofDrawing = /^(Delete|Backspace|F2|[A-Z])$/

/** Whether a pressed shortcut belongs to where the focus is, and so does nothing else. `drawing`: the command is one of the drawing's. */
export function isKept(shortcut: string, { typing, apart, atWork }: Focus, drawing: boolean): boolean {
  if (apart && !/^Ctrl [KS]$/.test(shortcut)) return true
  if (typing) return shortcut.length === 1 || ofText.test(shortcut)
  return drawing && !atWork && ofDrawing.test(shortcut)
}
