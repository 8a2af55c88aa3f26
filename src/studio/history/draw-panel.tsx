import { useState } from 'react'
import { Button } from '../kit/button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { drawFromRows } from '../session/draw-from-history.ts'
import type { LoadedHistory } from '../session/loaded-history.ts'
import styles from './history.module.css'
import { wizardActor } from './wizard-actor.ts'

const shares = [
  { value: '0', label: 'every way that a case took' },
  { value: '0.002', label: 'ways that 0.2 % take from their step' },
  { value: '0.01', label: 'ways that 1 % take from their step' },
  { value: '0.05', label: 'ways that 5 % take from their step' },
  { value: '0.2', label: 'ways that 20 % take from their step' },
]

/** "Draw it from the history": a workflow as the log shows it, in a folder of its own, opened at once. */
export function DrawPanel({ loaded }: { readonly loaded: LoadedHistory }) {
  const [keep, setKeep] = useState('0.01')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const draw = async () => {
    const blob = wizardActor.getSnapshot().context.file?.blob
    if (!blob) return
    setBusy(true)
    setFailure(null)
    try {
      const drawn = await drawFromRows({ name: loaded.fileName, blob }, loaded.mapping, Number(keep))
      if (drawn.ok) location.hash = `#/${drawn.slug}/design`
      else setFailure(drawn.message)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <Panel id="history-draw" title="A workflow as this history shows it" initiallyOpen={false}>
      <div className={styles.until}>
        <Select label="How much is drawn" value={keep} options={shares} onChange={setKeep} />
        <Button disabled={busy} onClick={() => void draw()}>
          Draw it from the history
        </Button>
      </div>
      <p className={styles.muted}>It becomes a workflow of its own; the one that is open stays as it is.</p>
      {failure !== null && (
        <Notice tone="error" title="It could not be drawn">
          {failure}
        </Notice>
      )}
    </Panel>
  )
}
