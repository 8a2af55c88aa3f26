import { useEffect, useState } from 'react'
import { groupChanges } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { openProject } from '../../workspace/project.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { keepAsCopy, loadTheirs, putBack } from '../session/open.ts'
import { session, useSession } from '../session/session.ts'
import { workspace } from '../session/workspace.ts'
import { ChangeList } from './change-list.tsx'
import { showOverlay } from './overlay.ts'
import { writeRoute } from './route.ts'

/** Somebody else changed the files while edits were made here: what differs, and which to keep. Neither choice loses anything. */
export function ConflictDialog() {
  const title = useSession((state) => state.tables.header.workflow.title)
  const [groups, setGroups] = useState<ReturnType<typeof groupChanges> | string | null>(null)
  useEffect(() => {
    void compare().then(setGroups, (error: unknown) => setGroups(error instanceof Error ? error.message : String(error)))
  }, [])
  const close = () => showOverlay(null)
  const copy = async () => {
    const slug = await keepAsCopy()
    close()
    if (slug !== null) location.hash = writeRoute(slug, 'design')
  }
  return (
    <Dialog
      open
      onClose={close}
      size="large"
      title={`${title} was changed outside`}
      description="Another program or tab wrote this workflow while you were editing it. Nothing was overwritten. Both versions are kept whatever you choose: your edits as a copy, or in the undo list."
      footer={
        <>
          {typeof groups === 'string' ? (
            <Button onClick={() => void putBack().then(close)}>Put it back</Button>
          ) : (
            <Button onClick={() => void loadTheirs().then(close)}>Load theirs</Button>
          )}
          <Button variant="primary" onClick={() => void copy()}>
            Keep mine as a copy
          </Button>
        </>
      }
    >
      {groups === null && <output>Comparing</output>}
      {typeof groups === 'string' && <p role="alert">{groups}</p>}
      {groups !== null &&
        typeof groups !== 'string' &&
        (groups.length === 0 ? (
          <p>The workflows say the same; a scenario or the layout differs.</p>
        ) : (
          <ChangeList groups={groups} caption="From theirs to yours" />
        ))}
    </Dialog>
  )
}

async function compare(): Promise<ReturnType<typeof groupChanges>> {
  const { slug, tables } = session.getState()
  const theirs = slug === null ? null : await openProject(await workspace(), slug)
  if (!theirs) return []
  if (!theirs.ok) throw new Error(theirs.message)
  return groupChanges(diffWorkflows(theirs.project.tables, tables, { names: { base: 'theirs', head: 'yours' } }).changes)
}
