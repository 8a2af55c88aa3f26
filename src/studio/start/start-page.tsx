import { useEffect, useState } from 'react'
import type { ImportOptions } from '../../exchange/import-machine.ts'
import type { ProjectEntry } from '../../workspace/project.ts'
import { drawFromFile, type Drawn, isHistoryName } from '../session/draw-from-history.ts'
import { recentWork } from '../session/recent.ts'
import { workspace } from '../session/workspace.ts'
import { type Begun, beginEmpty, bring, type Brought, listWorkflows, takeIn, takeInAgain } from './begin.ts'
import { ImportView } from './import-view.tsx'
import { StartView } from './start-view.tsx'

/** Where one begins: the workflows of the workspace, a new one, or one from what was dropped or pasted. */
export function StartPage() {
  const [entries, setEntries] = useState<readonly ProjectEntry[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [brought, setBrought] = useState<Brought | null>(null)
  const [now] = useState(() => Date.now())
  const [rows, setRows] = useState<number | null>(null)
  const [told, setTold] = useState<readonly string[]>([])
  useEffect(() => {
    let stop = () => {}
    let gone = false
    void workspace().then(
      (files) => {
        if (!gone) stop = files.told((sentence) => setTold((before) => [...before, sentence]))
      },
      () => {},
    )
    return () => {
      gone = true
      stop()
    }
  }, [])
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
  const fail = (error: unknown) => setFault(messageOf(error))
  const draw = (file: File) => {
    setFault(null)
    setRows(0)
    begin(drawFromFile({ name: file.name, blob: file }, setRows).finally(() => setRows(null)))
  }
  const begin = (work: Promise<Begun | Drawn>) =>
    void work.then((begun) => (begun.ok ? void (location.hash = `#/${begun.slug}/design`) : setFault(begun.message)), fail)
  const read = (name: string, text: string, options: ImportOptions = {}) =>
    void bring(name, text, options).then((found) => {
      if (!found.ok) return setFault(found.message)
      setFault(null)
      // A workflow of ours was read as it is: there is nothing to ask.
      return found.read.offers.length === 0 && found.read.notes.length === 0 && found.again === null
        ? begin(takeIn(found))
        : setBrought(found)
    }, fail)
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() !== '') read('What you pasted', text)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  })
  if (brought) {
    const { name, text, options } = brought
    return (
      <ImportView
        brought={brought}
        fault={fault}
        onDecline={(offer, declined) => {
          const without = new Set(options.declined)
          if (declined) without.add(offer)
          else without.delete(offer)
          read(name, text, { ...options, declined: without })
        }}
        onMachine={(machine) => read(name, text, { machine })}
        onTake={() => begin(takeIn(brought))}
        onAgain={() => begin(takeInAgain(brought))}
        onCancel={() => (setBrought(null), setFault(null))}
      />
    )
  }
  return (
    <StartView
      entries={entries}
      recent={recentWork()}
      now={now}
      fault={fault}
      rowsRead={rows}
      told={told}
      onNew={(title) => begin(beginEmpty(title))}
      onFile={(file) => (isHistoryName(file.name) ? draw(file) : void file.text().then((text) => read(file.name, text), fail))}
    />
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
