import type { Draft, Edit, Refusal } from '../draft.ts'
import { finish } from './finish.ts'
import { Header } from '../workflow.ts'

/** What may be changed of the header. `undefined` takes an optional property away. */
type HeaderPatch = {
  readonly title?: string
  readonly description?: string | undefined
  readonly owner?: string | undefined
  readonly version?: string | null
}

/** Changes title, description, owner or the version that the draft was made from. */
export function updateHeader(draft: Draft, patch: HeaderPatch, label = 'Change the workflow'): Edit | Refusal {
  const merged = Object.entries({ ...draft.header.workflow, ...patch }).filter(
    ([key, value]) => value !== undefined && !(value === '' && key !== 'title'),
  )
  const header = Header.safeParse(Object.fromEntries(merged))
  if (!header.success)
    return {
      refused:
        patch.title === '' ? 'A workflow needs a title.' : `That does not fit: ${header.error.issues[0]?.message ?? 'a value is wrong'}.`,
    }
  return finish(label, draft, { ...draft, header: { workflow: header.data } })
}
