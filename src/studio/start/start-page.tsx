import { useEffect, useState } from 'react'
import type { ProjectEntry } from '../../workspace/project.ts'
import { recentWork } from '../session/recent.ts'
import { say, session } from '../session/session.ts'
import { type Begun, beginEmpty, beginFromFile, listWorkflows } from './begin.ts'
import { StartView } from './start-view.tsx'

/** Where one begins: the workflows of the workspace, a new one, or one from a file. */
export function StartPage() {
  const [entries, setEntries] = useState<readonly ProjectEntry[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [now] = useState(() => Date.now())
  useEffect(() => {
    let gone = false
    listWorkflows().then(
      (found) => !gone && setEntries(found),
      (error: unknown) => !gone && setFault(messageOf(error)),
    )
    return () => {
      gone = true
    }
  }, [])
  const begin = (work: Promise<Begun>) =>
    void work.then(
      (begun) => {
        if (!begun.ok) return setFault(begun.message)
        if (begun.notes.length > 0) tellOnceOpen(begun.slug, begun.notes.join(' '))
        location.hash = `#/${begun.slug}/design`
      },
      (error: unknown) => setFault(messageOf(error)),
    )
  return (
    <StartView
      entries={entries}
      recent={recentWork()}
      now={now}
      fault={fault}
      onNew={(title) => begin(beginEmpty(title))}
      onFile={(file) => begin(beginFromFile(file))}
    />
  )
}

function tellOnceOpen(slug: string, text: string): void {
  const stop = session.subscribe((state) => {
    if (state.slug !== slug) return
    stop()
    say(text, 'warning')
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
