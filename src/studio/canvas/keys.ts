import { useEffect } from 'react'
import { offerCommands, type Command } from '../session/commands.ts'
import { select, session } from '../session/session.ts'
import type { ChoiceMode } from './choose.ts'
import { beginHere, groupOf, moveBy, removeSelected, pinSelected, turnGroup } from './commands.ts'
import { insertCommands } from './insert.ts'
import { copySelected, cutSelected, duplicateSelected, pasteCopied } from './clipboard.ts'

/** What the keys ask of the canvas. */
export type KeyActions = {
  /** Opens the menu that asks about what is selected. */
  readonly ask: (mode: ChoiceMode) => void
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

const oneTransition = () => {
  const { selection, tables } = session.getState()
  return selection.size === 1 && [...selection].every((id) => Object.hasOwn(tables.transitions, id))
}
const one = () => oneState() || oneTransition()
/** Does it to the one thing that is selected. */
const onOne = (act: (uid: string) => void) => () => {
  const [only] = session.getState().selection
  if (only !== undefined) act(only)
}

/** The drawing's commands, which act on what is selected: those of looking, and where it can be changed those of changing it. */
export function canvasCommands(actions: KeyActions, editable: boolean): readonly Command[] {
  const view: Command[] = [
    { id: 'canvas.none', title: 'Select nothing', group: 'Drawing', shortcut: 'Escape', enabled: chosen, run: () => select([]) },
    { id: 'canvas.fit', title: 'Show the whole drawing', group: 'View', shortcut: 'F', run: actions.fit },
  ]
  const edit: Command[] = [
    { id: 'canvas.add', title: 'Add a state', group: 'Drawing', shortcut: 'A', words: 'step new insert', run: () => actions.ask('add') },
    {
      id: 'canvas.connect',
      title: 'Connect to another state',
      group: 'Drawing',
      shortcut: 'C',
      words: 'transition arrow',
      enabled: one,
      run: () => actions.ask('connect'),
    },
    {
      id: 'canvas.lead',
      title: 'Lead the transition to another state',
      group: 'Drawing',
      shortcut: 'E',
      words: 'target reconnect end',
      enabled: oneTransition,
      run: () => actions.ask('lead'),
    },
    {
      id: 'canvas.kind',
      title: 'Make it another kind',
      group: 'Drawing',
      shortcut: 'K',
      words: 'replace change review automatic decision wait batch end',
      enabled: oneState,
      run: () => actions.ask('kind'),
    },
    {
      id: 'canvas.move',
      title: 'Move into a group',
      group: 'Drawing',
      shortcut: 'M',
      words: 'nest out of track',
      enabled: oneState,
      run: () => actions.ask('move'),
    },
    {
      id: 'canvas.fold',
      title: 'Fold the group to a card, or unfold it',
      group: 'Drawing',
      shortcut: 'G',
      words: 'collapse expand close open',
      enabled: () => one() && [...session.getState().selection].every((uid) => groupOf(uid) !== null),
      run: onOne((uid) => turnGroup(groupOf(uid) ?? uid)),
    },
    {
      id: 'canvas.begin',
      title: 'Begin here',
      group: 'Drawing',
      shortcut: 'B',
      words: 'initial first',
      enabled: oneState,
      run: onOne(beginHere),
    },
    {
      id: 'canvas.earlier',
      title: 'Earlier in its order',
      group: 'Drawing',
      words: 'reorder up',
      enabled: one,
      run: onOne((uid) => moveBy(uid, -1)),
    },
    {
      id: 'canvas.later',
      title: 'Later in its order',
      group: 'Drawing',
      words: 'reorder down',
      enabled: one,
      run: onOne((uid) => moveBy(uid, 1)),
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
  return editable ? [...view, ...edit, ...insertCommands] : view
}

/** Offers the drawing's commands: in the palette, by their keys, in the list of shortcuts. */
export function useCanvasCommands(actions: KeyActions, editable: boolean) {
  useEffect(() => {
    return offerCommands(canvasCommands(actions, editable))
  }, [actions, editable])
}
