import type { Draft, Edit, Refusal } from '../draft.ts'
import { Handbook } from '../handbook/handbook.ts'
import { StepGuide } from '../handbook/step-guide.ts'
import { describeIssues } from '../issues.ts'
import type { Uid } from '../name.ts'
import { isObject } from '../same.ts'
import { stateOf, titleOf } from '../tree.ts'
import { finish, withStates } from './finish.ts'
import { updateState } from './update-state.ts'

/** Records to put in place of those of the same name; `undefined` takes one away. */
type HandbookPatch = { readonly [field in keyof Handbook]?: Handbook[field] | undefined }
type GuidePatch = { readonly [field in keyof StepGuide]?: StepGuide[field] | undefined }

/** Changes records of the handbook. One with nothing in it is no handbook. */
export function updateHandbook(draft: Draft, patch: HandbookPatch, label = 'Change the handbook'): Edit | Refusal {
  const parsed = Handbook.safeParse(withoutEmpty({ ...draft.header.workflow.handbook, ...patch }))
  if (!parsed.success) return { refused: `That does not fit: ${describeIssues(parsed.error)}.` }
  const { handbook: _old, ...header } = draft.header.workflow
  const workflow = Object.keys(parsed.data).length === 0 ? header : { ...header, handbook: parsed.data }
  return finish(label, draft, { ...draft, header: { workflow } })
}

/** Changes what the people of a step are told besides. */
export function updateGuide(draft: Draft, uid: Uid, patch: GuidePatch, label?: string): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (!state?.step) return { refused: 'Only a step has a guide; draw one first.' }
  const parsed = StepGuide.safeParse(withoutEmpty({ ...state.step.guide, ...patch }))
  if (!parsed.success) return { refused: `That does not fit: ${describeIssues(parsed.error)}.` }
  const { guide: _old, ...step } = state.step
  const changed = Object.keys(parsed.data).length === 0 ? step : { ...step, guide: parsed.data }
  return updateState(draft, uid, { step: changed }, label ?? `Change the guide of ${titleOf(state)}`)
}

/** Gives a notice another name; the ends that send it follow. */
export function renameNotice(draft: Draft, was: string, name: string): Edit | Refusal {
  const notices = draft.header.workflow.handbook?.notices ?? []
  if (!notices.some((notice) => notice.name === was)) return { refused: `There is no notice "${was}".` }
  if (name !== was && notices.some((notice) => notice.name === name))
    return { refused: `There is already a notice "${name}". Choose another name.` }
  const parsed = Handbook.safeParse({
    ...draft.header.workflow.handbook,
    notices: notices.map((notice) => (notice.name === was ? { ...notice, name } : notice)),
  })
  if (!parsed.success) return { refused: `That does not fit: ${describeIssues(parsed.error)}.` }
  const ends = Object.values(draft.states).flatMap((state) =>
    state.disposition?.notice === was ? [{ ...state, disposition: { ...state.disposition, notice: name } }] : [],
  )
  const header = { workflow: { ...draft.header.workflow, handbook: parsed.data } }
  return finish(`Rename the notice ${was}`, draft, withStates({ ...draft, header }, ends))
}

/** Without the fields that hold nothing: absent, an empty text, an empty list, a record of such. Items of a list stay. */
function withoutEmpty(record: object): object {
  return Object.fromEntries(
    Object.entries(record).flatMap(([field, value]: [string, unknown]) => {
      const kept = Array.isArray(value)
        ? value.map((item: unknown) => (isObject(item) ? withoutEmpty(item) : item))
        : isObject(value)
          ? withoutEmpty(value)
          : value
      return isEmpty(kept) ? [] : [[field, kept]]
    }),
  )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}
