import { useEffect } from 'react'
import { offerCommands, type Command } from '../session/commands.ts'
import { select, session } from '../session/session.ts'
import { removeSelected, pinSelected } from './commands.ts'
import { copySelected, cutSelected, duplicateSelected, pasteCopied } from './clipboard.ts'

/** What the keys ask of the canvas. */
export type KeyActions = {
  readonly quickAdd: () => void
  readonly connect: () => void
  readonly rename: () => void
  readonly selectAll: () => void
  readonly fit: () => void
  readonly tidy: () => void
}

const chosen = () => session.getState().selection.size > 0
const oneState = () => {
  const { selection, tables } = session.getState()
  return selection.size === 1 && [...selection].every((id) => Object.hasOwn(tables.states, id))
}

/** Offers the drawing's commands: in the palette, by their keys, in the list of shortcuts. */
export function useCanvasCommands(actions: KeyActions, editable: boolean) {
  useEffect(() => {
    const view: Command[] = [
      { id: 'canvas.none', title: 'Select nothing', group: 'Drawing', shortcut: 'Escape', enabled: chosen, run: () => select([]) },
      { id: 'canvas.fit', title: 'Show the whole drawing', group: 'View', shortcut: 'F', run: actions.fit },
    ]
    const edit: Command[] = [
      { id: 'canvas.add', title: 'Add a state', group: 'Drawing', shortcut: 'A', words: 'step new insert', run: actions.quickAdd },
      {
        id: 'canvas.connect',
        title: 'Connect to another state',
        group: 'Drawing',
        shortcut: 'C',
        words: 'transition arrow',
        enabled: oneState,
        run: actions.connect,
      },
      { id: 'canvas.rename', title: 'Rename the selected state', group: 'Drawing', shortcut: 'F2', enabled: oneState, run: actions.rename },
      {
        id: 'canvas.delete',
        title: 'Delete what is selected',
        group: 'Drawing',
        shortcut: 'Delete',
        also: ['Backspace'],
        enabled: chosen,
        run: removeSelected,
      },
      { id: 'canvas.pin', title: 'Pin or unpin what is selected', group: 'Drawing', shortcut: 'P', enabled: chosen, run: pinSelected },
      { id: 'canvas.tidy', title: 'Tidy the drawing', group: 'Drawing', shortcut: 'T', words: 'layout arrange', run: actions.tidy },
      { id: 'canvas.all', title: 'Select all', group: 'Drawing', shortcut: 'Ctrl A', run: actions.selectAll },
      { id: 'canvas.copy', title: 'Copy', group: 'Drawing', shortcut: 'Ctrl C', enabled: chosen, run: () => void copySelected() },
      { id: 'canvas.cut', title: 'Cut', group: 'Drawing', shortcut: 'Ctrl X', enabled: chosen, run: () => void cutSelected() },
      { id: 'canvas.paste', title: 'Paste', group: 'Drawing', shortcut: 'Ctrl V', run: () => void pasteCopied() },
      { id: 'canvas.duplicate', title: 'Duplicate', group: 'Drawing', shortcut: 'Ctrl D', enabled: chosen, run: duplicateSelected },
    ]
    return offerCommands(editable ? [...view, ...edit] : view)
  }, [actions, editable])
}
