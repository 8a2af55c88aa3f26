import { useMemo } from 'react'
import { type Verdict, verdictFor } from '../../lean/verdict.ts'
import { useSession } from '../session/session.ts'
import { keyOf, requestNow } from '../session/runs/request.ts'
import { useRuns } from '../session/runs/runs.ts'
import { useSearch } from './search.ts'

/** The verdict on the open workflow as it reads for the chosen goal, so far or final; whether it is stale; whether more is to come. */
export function useVerdict(): { readonly verdict: Verdict | null; readonly stale: boolean; readonly searching: boolean } {
  const slug = useSession((state) => state.slug)
  const tables = useSession((state) => state.tables)
  const scenarioId = useSession((state) => state.scenarioId)
  const replay = useRuns((state) => state.replay)
  const own = useSearch((state) => state.slug === slug)
  const found = useSearch((state) => state.verdict)
  const goal = useSearch((state) => state.goal)
  const verdict = useMemo(() => found && verdictFor(found, goal), [found, goal])
  const searching = useSearch((state) => state.phase === 'searching')
  const key = useSearch((state) => state.key)
  const now = useMemo(() => requestNow(tables, scenarioId, replay, null), [tables, scenarioId, replay])
  return {
    verdict: own ? verdict : null,
    searching: own && searching,
    stale: own && verdict !== null && now !== null && keyOf(now) !== key,
  }
}
