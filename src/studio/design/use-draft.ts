import type { Draft } from '../../workflow/draft.ts'
import { session, useSession } from '../session/session.ts'

/** The open draft, in a component. */
export function useDraft(): Draft {
  return useSession((state) => state.tables)
}

/** The open draft, when something is done. */
export function draftNow(): Draft {
  return session.getState().tables
}
