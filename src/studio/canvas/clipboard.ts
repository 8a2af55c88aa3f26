import { parseJson } from '../../workflow/canonical.ts'
import { copyStates, type Fragment } from '../../workflow/edit/fragment.ts'
import { pasteFragment } from '../../workflow/edit/paste.ts'
import type { Uid } from '../../workflow/name.ts'
import { stateOf } from '../../workflow/tree.ts'
import { newUid } from '../session/new-uid.ts'
import { run, say, select, session } from '../session/session.ts'
import { removeSelected } from './commands.ts'

/** What was copied last here, for browsers that do not let a page read the clipboard, and to paste beside it. */
let copied: { readonly text: string; readonly fragment: Fragment; readonly parent: Uid | null; readonly times: number } | null = null

/** Puts the selected states on the clipboard as JSON. Returns whether there was something to copy. */
export async function copySelected(): Promise<boolean> {
  const { tables, selection } = session.getState()
  const fragment = copyStates(tables, [...selection])
  if (!fragment) {
    say('Select the states to copy; transitions come along with the states at both their ends.')
    return false
  }
  const text = JSON.stringify(fragment, null, 2)
  copied = { text, fragment, parent: stateOf(tables, fragment.top[0] ?? '')?.parent ?? null, times: 0 }
  await navigator.clipboard?.writeText(text).catch(() => undefined)
  say(`Copied ${fragment.states.length === 1 ? 'one state' : `${fragment.states.length} states`}`)
  return true
}

/** Copies and deletes. */
export async function cutSelected(): Promise<void> {
  if (await copySelected()) removeSelected()
}

/** Pastes what is on the clipboard: beside what was copied, or into the selected group. */
export async function pasteCopied(): Promise<void> {
  const text = (await navigator.clipboard?.readText().catch(() => null)) ?? copied?.text ?? ''
  const read = parseJson(text)
  if (!read.ok) return say('There are no copied states on the clipboard.', 'warning')
  paste(read.value, copied?.text.trim() === text.trim())
}

/** A copy of what is selected beside it, without touching the clipboard. */
export function duplicateSelected(): void {
  const { tables, selection } = session.getState()
  const fragment = copyStates(tables, [...selection])
  if (!fragment) return
  const edit = pasteFragment(
    tables,
    fragment,
    { parent: stateOf(tables, fragment.top[0] ?? '')?.parent ?? tables.header.workflow.root },
    newUid,
  )
  if (run('refused' in edit ? edit : { ...edit, label: 'Duplicate' }) && !('refused' in edit)) select(edit.uids)
}

function paste(value: unknown, ours: boolean) {
  const { tables, selection } = session.getState()
  const root = tables.header.workflow.root
  const [only] = selection.size === 1 ? [...selection] : []
  const chosen = only === undefined ? undefined : stateOf(tables, only)
  const into =
    chosen && (chosen.type === 'compound' || chosen.type === 'parallel') && !(ours && copied?.fragment.top.includes(chosen.uid))
      ? chosen.uid
      : undefined
  const beside = ours && copied?.parent && stateOf(tables, copied.parent) ? copied.parent : undefined
  const edit = pasteFragment(tables, value, { parent: into ?? beside ?? root, ...(ours && !into ? shifted() : {}) }, newUid)
  if (run(edit) && !('refused' in edit)) select(edit.uids)
}

/** Each further paste goes a little further, so that copies do not hide each other. */
function shifted(): { at?: { x: number; y: number } } {
  if (!copied) return {}
  const { fragment } = copied
  const times = copied.times + 1
  copied = { ...copied, times }
  const places = fragment.placements.filter(({ uid }) => fragment.top.includes(uid))
  if (places.length === 0) return {}
  return { at: { x: Math.min(...places.map(({ x }) => x)) + 32 * times, y: Math.min(...places.map(({ y }) => y)) + 32 * times } }
}
