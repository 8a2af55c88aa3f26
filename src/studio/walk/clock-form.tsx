import { formatDuration } from '../../words/duration.ts'
import { Clock3, FastForward } from 'lucide-react'
import { useState } from 'react'
import type { WalkState } from '../../machine/walk.ts'
import { wordsOf } from '../../workflow/drawing/words.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/text-field.tsx'
import { readDuration } from '../../workflow/read-duration.ts'
import styles from './walkthrough.module.css'
import { moveWalk } from './walk-store.ts'

/** Timers that run, and moving the clock. */
export function ClockForm({ state, workflow }: { state: WalkState; workflow: Workflow }) {
  const [fault, setFault] = useState<string | null>(null)
  const advance = (milliseconds: number) => moveWalk((walk) => walk.advance(milliseconds))
  const [next] = state.timers
  return (
    <div className={styles.column}>
      {state.timers.map((timer) => {
        const at = workflow.states[timer.state]
        const names = timer.transitions.flatMap((uid) => {
          const transition = workflow.transitions[uid]
          return transition?.title ? [wordsOf(transition, workflow).trigger] : []
        })
        return (
          <p key={`${timer.state} ${timer.due}`} className={styles.timer}>
            <Clock3 size={12} aria-hidden />
            <span>{[...names, at && `of ${titleOf(at)}`].filter(Boolean).join(' ')}</span>
            <span className={styles.quiet}>{`in ${formatDuration(Math.max(0, timer.due - state.now) / 1000)}`}</span>
          </p>
        )
      })}
      <div className={styles.bar}>
        <Button onClick={() => advance(3_600_000)}>+ 1 h</Button>
        <Button onClick={() => advance(86_400_000)}>+ 1 d</Button>
        <Button icon={<FastForward />} disabled={!next} onClick={() => next && advance(Math.max(0, next.due - state.now))}>
          To the next timer
        </Button>
      </div>
      <TextField
        label="By"
        value=""
        placeholder="30 min"
        error={fault}
        onChange={() => setFault(null)}
        onCommit={(text) => {
          const read = readDuration(text)
          setFault(read.ok ? null : read.message)
          if (read.ok) advance(Math.round(read.seconds * 1000))
        }}
      />
    </div>
  )
}
