import { Copy, CornerUpLeft, Flag, FolderInput, Link, Pencil, Pin, Plus, Scissors, Shapes, Sparkles, Trash2 } from 'lucide-react'
import { templates } from '../../workflow/edit/templates.ts'
import type { Uid } from '../../workflow/name.ts'
import { stateOf } from '../../workflow/tree.ts'
import type { MenuItem } from '../kit/menu.tsx'
import { redo, session, undo } from '../session/session.ts'
import type { ScreenPoint } from './actions.ts'
import { copySelected, cutSelected, duplicateSelected, pasteCopied } from './clipboard.ts'
import { beginHere, pinSelected, removeSelected, turnGroup } from './commands.ts'
import { insertHere } from './insert.ts'
import type { QuickAddRequest } from './quick-add.tsx'

type Asked = {
  readonly quickAdd: (request: QuickAddRequest) => void
  readonly rename: (uid: Uid) => void
  readonly tidy: () => void
  readonly fit: () => void
}

/** What the right mouse button or the menu key offers: about a state, about a transition, or about the sheet. */
export function menuItems(subject: string | null, at: ScreenPoint, { quickAdd, rename, tidy, fit }: Asked): readonly MenuItem[] {
  const { tables, undo: done, redo: undone } = session.getState()
  const state = subject === null ? undefined : stateOf(tables, subject)
  if (state) {
    const parent = state.parent === null ? undefined : stateOf(tables, state.parent)
    const leaves = state.type !== 'final' && state.type !== 'history'
    return [
      ...(leaves
        ? [
            { label: 'Add what comes next', icon: <Plus />, shortcut: 'A', onSelect: () => quickAdd({ mode: 'add', from: state.uid, at }) },
            { label: 'Connect to …', icon: <Link />, shortcut: 'C', onSelect: () => quickAdd({ mode: 'connect', from: state.uid, at }) },
          ]
        : []),
      { label: 'Rename', icon: <Pencil />, shortcut: 'F2', onSelect: () => rename(state.uid) },
      ...(state.type === 'atomic' || state.type === 'final'
        ? [{ label: 'Make it …', icon: <Shapes />, shortcut: 'K', onSelect: () => quickAdd({ mode: 'kind', from: state.uid, at }) }]
        : []),
      { label: 'Move into …', icon: <FolderInput />, shortcut: 'M', onSelect: () => quickAdd({ mode: 'move', from: state.uid, at }) },
      ...(parent?.type === 'compound' && parent.initial !== state.uid && state.type !== 'history'
        ? [{ label: 'Begin here', icon: <Flag />, onSelect: () => beginHere(state.uid) }]
        : []),
      ...(state.type === 'compound' || state.type === 'parallel'
        ? [{ label: tables.layout[state.uid]?.folded ? 'Unfold' : 'Fold to a card', shortcut: 'G', onSelect: () => turnGroup(state.uid) }]
        : []),
      { label: tables.layout[state.uid]?.pinned ? 'Unpin' : 'Pin in place', icon: <Pin />, shortcut: 'P', onSelect: pinSelected },
      '-',
      { label: 'Cut', icon: <Scissors />, shortcut: 'Ctrl X', onSelect: () => void cutSelected() },
      { label: 'Copy', icon: <Copy />, shortcut: 'Ctrl C', onSelect: () => void copySelected() },
      { label: 'Duplicate', shortcut: 'Ctrl D', onSelect: duplicateSelected },
      '-',
      { label: 'Delete', icon: <Trash2 />, shortcut: 'Delete', danger: true, onSelect: removeSelected },
    ]
  }
  if (subject !== null)
    return [
      { label: 'Lead elsewhere …', icon: <Link />, shortcut: 'E', onSelect: () => quickAdd({ mode: 'lead', from: subject, at }) },
      { label: 'Delete the transition', icon: <Trash2 />, shortcut: 'Delete', danger: true, onSelect: removeSelected },
    ]
  return [
    { label: 'Add a state here', icon: <Plus />, shortcut: 'A', onSelect: () => quickAdd({ mode: 'add', from: null, at }) },
    { label: 'Paste', shortcut: 'Ctrl V', onSelect: () => void pasteCopied() },
    'Insert a template',
    ...templates.map((template) => ({ label: template.title, onSelect: () => void insertHere(template) })),
    '-',
    { label: 'Tidy the drawing', icon: <Sparkles />, shortcut: 'T', onSelect: tidy },
    { label: 'Show all', shortcut: 'F', onSelect: fit },
    '-',
    {
      label: done.length > 0 ? `Undo: ${done.at(-1)?.label}` : 'Undo',
      icon: <CornerUpLeft />,
      shortcut: 'Ctrl Z',
      disabled: done.length === 0,
      onSelect: () => void undo(),
    },
    {
      label: undone.length > 0 ? `Redo: ${undone.at(-1)?.label}` : 'Redo',
      shortcut: 'Ctrl Shift Z',
      disabled: undone.length === 0,
      onSelect: () => void redo(),
    },
  ]
}
