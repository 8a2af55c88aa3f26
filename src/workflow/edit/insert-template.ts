import type { Draft, Edit, NewUid, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import { documentOrder, stateOf } from '../tree.ts'
import { connect } from './connect.ts'
import { pasteFragment } from './paste.ts'
import { templateFragment, type Template } from './templates.ts'
import { together } from './together.ts'

type InsertRequest = {
  readonly parent: Uid
  /** What leads to its first state; null: nothing yet. */
  readonly from: Uid | null
  /** Where its upper left goes, relative to the parent. */
  readonly at: { readonly x: number; readonly y: number }
}

/** Puts a template in, with the pools and attributes that it needs and the draft has not, and leads a state to it: one edit. */
export function insertTemplate(
  draft: Draft,
  template: Template,
  { parent, from, at }: InsertRequest,
  newUid: NewUid,
): (Edit & { readonly uids: readonly Uid[] }) | Refusal {
  let uids: readonly Uid[] = []
  const paste = (now: Draft) => {
    const edit = pasteFragment(now, templateFragment(template, noticeOf(now)), { parent, at }, newUid)
    if ('uids' in edit) uids = edit.uids
    return edit
  }
  const lead = (now: Draft) => connect(now, { source: from ?? '', target: uids[0] ?? null }, newUid)
  const edit = together(`Insert ${template.title.toLowerCase()}`, draft, from !== null && stateOf(draft, from) ? [paste, lead] : [paste])
  return 'refused' in edit ? edit : { ...edit, uids }
}

/** The notice that the workflow sends already, else the first that its handbook has. */
function noticeOf({ header, states }: Draft): string | undefined {
  const sent = documentOrder({ header, states }).find(({ disposition }) => disposition?.restrictive && disposition.notice)
  return sent?.disposition?.notice ?? header.workflow.handbook?.notices?.[0]?.name
}
