import { useEffect, useState } from 'react'
import type { Change } from '../../revisions/change.ts'
import { groupChanges } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { answer, type BothSides, bothSides, keepAsCopy } from '../session/outside.ts'
import { type Question, useSession } from '../session/session.ts'
import { ChangeList } from './change-list.tsx'
import { showOverlay } from './overlay.ts'
import { writeRoute } from './route.ts'

const headings: Record<Question['kind'], (title: string) => string> = {
  both: (title) => `${title} was changed here and outside`,
  gone: (title) => `${title} was deleted outside`,
  unreadable: (title) => `${title} cannot be read as it is outside`,
}

const explanations: Record<Question['kind'], string> = {
  both: 'Another program or tab changed the same as you did. Everything else of both sides is kept whatever you choose; the side that you do not choose is one undo away, or in the copy.',
  gone: 'What is on the screen is not lost. Put it back where it was, or keep it as a workflow of its own.',
  unreadable:
    'What is on the screen is not lost, and the file outside is left as it is until you choose. Put it back writes the screen’s version over it.',
}

/** What must be asked before the work can be saved: both sides of it, and the choices. None loses anything. */
export function ConflictDialog() {
  const title = useSession((state) => state.tables.header.workflow.title)
  const question = useSession((state) => state.question)
  const [sides, setSides] = useState<readonly Change[] | string | null>(null)
  const kind = question?.kind ?? 'both'
  useEffect(() => {
    if (kind === 'both') void readSides().then(setSides)
  }, [kind])
  const close = () => showOverlay(null)
  const choose = (side: 'mine' | 'theirs') => void answer(side).then(close, tell)
  const tell = (error: unknown) => setSides(error instanceof Error ? error.message : String(error))
  const copy = () =>
    void keepAsCopy().then((slug) => {
      close()
      if (slug !== null) location.hash = writeRoute(slug, 'design')
    }, tell)
  return (
    <Dialog
      open
      onClose={close}
      size="large"
      title={headings[kind](title)}
      description={explanations[kind]}
      footer={
        <>
          {kind === 'both' && <Button onClick={() => choose('theirs')}>Load theirs</Button>}
          <Button onClick={copy}>Keep mine as a copy</Button>
          <Button variant="primary" onClick={() => choose('mine')}>
            {kind === 'both' ? 'Keep mine' : 'Put it back'}
          </Button>
        </>
      }
    >
      {question !== null && <p role={kind === 'both' ? undefined : 'alert'}>{question.text}</p>}
      {kind === 'both' && sides === null && <output>Comparing</output>}
      {typeof sides === 'string' && <p role="alert">{sides}</p>}
      {sides !== null && typeof sides !== 'string' && sides.length > 0 && (
        <ChangeList groups={groupChanges(sides)} caption="What was changed by both, from theirs to yours" />
      )}
    </Dialog>
  )
}

async function readSides(): Promise<readonly Change[] | string> {
  const sides = await bothSides().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  return typeof sides === 'string' ? sides : changesBetween(sides)
}

/** In words, from theirs to mine: the workflow, its layout, and each scenario that both have. */
function changesBetween({ theirs, mine }: BothSides): readonly Change[] {
  const changes = diffWorkflows(theirs, mine, { layouts: { base: theirs.layout, head: mine.layout } }).changes
  const ofScenarios = Object.values(mine.scenarios).flatMap((head) => {
    const base = theirs.scenarios[head.id]
    if (base === undefined || base === head) return []
    return diffWorkflows(mine, mine, { scenarios: { base, head } }).changes.map((change) => ({ ...change, id: `${head.id} ${change.id}` }))
  })
  return [...changes, ...ofScenarios]
}
