import { boxesOf, overlaps, unite, type Box, type Rect } from '../../workflow/drawing/box.ts'
import type { Draft } from '../../workflow/draft.ts'
import { framePadding, kindSizes } from '../../workflow/drawing/kind.ts'
import { insertTemplate } from '../../workflow/edit/insert-template.ts'
import { templateFragment, templates, type Template } from '../../workflow/edit/templates.ts'
import type { Uid } from '../../workflow/name.ts'
import { childrenOf, stateOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Command } from '../session/commands.ts'
import { newUid } from '../session/new-uid.ts'
import { reveal, run, select, session } from '../session/session.ts'
import { choiceAbout } from './choose.ts'

/** Free space around what is put in, pixels. */
const air = 96

/**
 * Puts a template into the drawing and selects it: after the selected state, in a workflow that has only its first state after that, else beside everything,
 * led to by nothing yet. Returns whether it was put in.
 */
export function insertHere(template: Template): boolean {
  const { tables } = session.getState()
  const from = choiceAbout('add')?.from ?? onlyState(tables)
  const root = tables.header.workflow.root
  const home = (from === null ? null : stateOf(tables, from)?.parent) ?? root
  // Beside a track there are only tracks: what follows it stands outside.
  const parent = stateOf(tables, home)?.type === 'parallel' ? (stateOf(tables, home)?.parent ?? root) : home
  const boxes = boxesOf(tables)
  const origin = boxes.get(parent)?.origin ?? { x: 0, y: 0 }
  const place = placeFor(template, from === null ? undefined : boxes.get(from), tables, parent, boxes)
  const edit = insertTemplate(tables, template, { parent, from, at: { x: place.x - origin.x, y: place.y - origin.y } }, newUid)
  if (!run(edit) || 'refused' in edit) return false
  const [first] = edit.uids
  if (first !== undefined) reveal({ kind: 'state', id: first }, true)
  select(edit.uids)
  return true
}

/** The commands that put templates in, for the palette. */
export const insertCommands: readonly Command[] = templates.map((template) => ({
  id: `canvas.insert.${template.id}`,
  title: `Insert ${template.title.toLowerCase()}`,
  group: 'Drawing',
  words: `template pattern ${template.about}`,
  run: () => insertHere(template),
}))

function onlyState(draft: Draft): Uid | null {
  const [only, ...others] = childrenOf(draft, draft.header.workflow.root)
  return only && others.length === 0 && only.type === 'atomic' && transitionsFrom(draft, only.uid).length === 0 ? only.uid : null
}

/** A free place for all of it: right of a state if there is one, else further down; else under everything in the parent. */
function placeFor(
  template: Template,
  from: Box | undefined,
  draft: Draft,
  parent: Uid,
  boxes: ReadonlyMap<Uid, Box>,
): Pick<Rect, 'x' | 'y'> {
  const { width, height } =
    unite(templateFragment(template).placements.map(({ x, y }) => ({ x, y, ...kindSizes.review }))) ?? kindSizes.review
  const siblings = childrenOf(draft, parent).flatMap(({ uid }) => boxes.get(uid) ?? [])
  const all = unite(siblings)
  const corner = boxes.get(parent)
  const under = {
    x: all?.x ?? (corner ? corner.x + framePadding.left : 0),
    y: all ? all.y + all.height + air : corner ? corner.y + framePadding.top : 0,
  }
  const beside = from && { x: from.x + from.width + air, y: from.y }
  const isFree = (place: Pick<Rect, 'x' | 'y'>) => siblings.every((other) => !overlaps({ ...place, width, height }, other, air / 2))
  return beside && isFree(beside) ? beside : under
}
