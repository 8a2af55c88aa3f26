import { Copy, Trash2 } from 'lucide-react'
import { alignSelected, removeSelected } from '../canvas/commands.ts'
import { duplicateSelected } from '../canvas/clipboard.ts'
import { Button } from '../kit/button.tsx'
import { formatAmount } from '../../words/number.ts'
import { Panel } from '../kit/panel.tsx'
import { useSession } from '../session/session.ts'
import styles from './inspector.module.css'
import { StateForm } from './state-form.tsx'
import { TransitionForm } from './transition-form.tsx'
import { useDraft } from './use-draft.ts'
import { WorkflowForm } from './workflow-form.tsx'

/** What is selected, as forms; the workflow when nothing is. */
export function Inspector() {
  const draft = useDraft()
  const selection = useSession((state) => state.selection)
  const [only] = selection.size === 1 ? [...selection] : []
  const state = only !== undefined && Object.hasOwn(draft.states, only) ? draft.states[only] : undefined
  const transition = only !== undefined && Object.hasOwn(draft.transitions, only) ? draft.transitions[only] : undefined
  return (
    <section className={styles.inspector} aria-label="Inspector">
      {state ? (
        <StateForm key={state.uid} state={state} />
      ) : transition ? (
        <TransitionForm key={transition.uid} transition={transition} />
      ) : selection.size > 1 ? (
        <Several selection={selection} />
      ) : (
        <WorkflowForm />
      )}
    </section>
  )
}

function Several({ selection }: { selection: ReadonlySet<string> }) {
  const draft = useDraft()
  const states = [...selection].filter((id) => Object.hasOwn(draft.states, id)).length
  const parts = [
    states > 0 && formatAmount(states, 'state'),
    selection.size > states && formatAmount(selection.size - states, 'transition'),
  ].filter(Boolean)
  return (
    <>
      <header className={styles.head}>
        <h2>{parts.join(' and ')}</h2>
      </header>
      <Panel id="several.do" title="Together">
        <div className={styles.actions}>
          {states > 1 && (
            <>
              <Button onClick={() => alignSelected('left')}>Align left</Button>
              <Button onClick={() => alignSelected('top')}>Align top</Button>
              <Button onClick={() => alignSelected('middle')}>In a row</Button>
            </>
          )}
          {states > 0 && (
            <Button icon={<Copy />} shortcut="Ctrl D" onClick={duplicateSelected}>
              Duplicate
            </Button>
          )}
          <Button variant="danger" icon={<Trash2 />} onClick={removeSelected}>
            Delete
          </Button>
        </div>
      </Panel>
    </>
  )
}
