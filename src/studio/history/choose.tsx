import { useEffect, useState } from 'react'
import type { FileEntry } from '../../workspace/files.ts'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { FileDrop } from '../kit/file-drop.tsx'
import { fileDrawnFrom } from '../session/draw-from-history.ts'
import { say, session, useSession } from '../session/session.ts'
import { workspace } from '../session/workspace.ts'
import styles from './history.module.css'
import type { HistoryFile } from '../../workers/history.browser.ts'
import { wizardActor } from './wizard-actor.ts'

/** Nothing is loaded yet: drop a file, or take the one that came with the workflow. */
export function Choose() {
  const slug = useSession((state) => state.slug)
  const [samples, setSamples] = useState<readonly FileEntry[]>([])
  useEffect(() => {
    let gone = false
    if (slug === null) return
    void workspace()
      .then((files) => files.list(`${slug}/history/`))
      .then(
        (found) => !gone && setSamples(found.filter(({ path }) => /\.csv(\.gz)?$/.test(path))),
        () => undefined,
      )
    return () => {
      gone = true
    }
  }, [slug])
  const drawnFrom = slug === null ? null : fileDrawnFrom(slug)
  return (
    <div className={styles.choose}>
      <Empty
        title="Bring history"
        action={[
          ...(drawnFrom
            ? [
                <Button key="drawn" variant="primary" onClick={() => choose(drawnFrom.name, drawnFrom.blob, true)}>
                  Use {drawnFrom.name}, from which this was drawn
                </Button>,
              ]
            : []),
          ...samples.map(({ path }) => (
            <Button key={path} variant="primary" onClick={() => void chooseSample(path)}>
              {samples.length === 1 ? 'Use the sample’s history' : `Use ${nameOf(path)}`}
            </Button>
          )),
        ]}
      >
        Past cases show the demand, the waits and the work as they were, and the scenario can be fitted to them. They stay on this machine.
      </Empty>
      <FileDrop
        label="Choose a file"
        accept=".csv,.tsv,.txt,.gz,.zip,.xlsx,.parquet,.xes,.jsonl,.json,.ndjson,text/csv,text/tab-separated-values,application/gzip"
        onFiles={chooseFiles}
      >
        Drop a CSV, Excel, Parquet, XES or JSON lines file (also as .gz or .zip) with one row per piece of work, per case, or per hour; or
        several files of one log together.
      </FileDrop>
    </div>
  )
}

async function chooseSample(path: string): Promise<void> {
  const bytes = await (await workspace()).readBytes(path)
  if (!bytes) return say(`${nameOf(path)} is no longer there.`, 'warning')
  choose(nameOf(path), new Blob([new Uint8Array(bytes)]), true)
}

/** Several files are one log, in the order of their names. */
function chooseFiles(files: readonly File[]): void {
  const [first] = files
  if (!first) return
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (files.length === 1) choose(first.name, first, false)
  else choose(`${sorted[0]!.name} and ${files.length === 2 ? 'another file' : `${files.length - 1} more files`}`, sorted, false)
}

function choose(name: string, blob: HistoryFile, trusted: boolean): void {
  const { tables, scenarioId } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  wizardActor.send({ type: 'CHOOSE', file: { name, blob, trusted, timezone: scenario?.timezone ?? 'UTC' } })
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
