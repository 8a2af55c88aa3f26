import { Trash2 } from 'lucide-react'
import { changeKind, leafKinds, type LeafKind } from '../../workflow/edit/change-kind.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { setInitial } from '../../workflow/edit/set-initial.ts'
import { updateState } from '../../workflow/edit/update-state.ts'
import { kindOf, kindWords } from '../../workflow/drawing/kind.ts'
import type { State } from '../../workflow/state.ts'
import { childrenOf, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { KindGlyph } from '../canvas/glyph.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { run } from '../session/session.ts'
import { ActionsForm } from './actions-form.tsx'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import { EndForm } from './end-form.tsx'
import { Exits } from './exits.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { ScenarioStep } from './scenario-step.tsx'
import { StepForm } from './step-form.tsx'
import { draftNow, useDraft } from './use-draft.ts'

const hints: Record<LeafKind, string> = {
  review: 'A pool’s reviewers look at the case',
  automatic: 'A system works on it',
  decision: 'Left at once, by the case’s attributes',
  wait: 'The outside world is awaited',
  batch: 'Cases move on together',
  rest: 'Left by a timer',
  final: 'The case ends here',
}
const leafOptions = leafKinds.map((kind) => ({ value: kind, label: kindWords[kind], hint: hints[kind] }))

/** Everything about one state. */
export function StateForm({ state }: { state: State }) {
  const draft = useDraft()
  const kind = kindOf(state, draft)
  const leaf = state.type === 'atomic' || state.type === 'final'
  return (
    <>
      <header className={styles.head}>
        <KindGlyph kind={kind} />
        <h2>{titleOf(state)}</h2>
        <IconButton label="Delete" shortcut="Delete" icon={<Trash2 />} onClick={() => run(remove(draftNow(), [state.uid]))} />
      </header>
      <Panel id="state.what" title={kindWords[kind]}>
        <div className={shared.fields}>
          <CheckedField
            key={`title ${state.uid}`}
            label="Title"
            value={state.title}
            placeholder={state.key}
            onCommit={(title) => attempt(rename(draftNow(), state.uid, { title }))}
          />
          {leaf && (
            <Select
              label="What happens here"
              value={leafKinds.find((leaf) => leaf === kind) ?? null}
              options={leafOptions}
              onChange={(value) => run(changeKind(draftNow(), state.uid, value))}
            />
          )}
          <CheckedField
            key={`description ${state.uid}`}
            label="Description"
            lines={2}
            value={state.description ?? ''}
            onCommit={(description) => attempt(updateState(draftNow(), state.uid, { description }, `Describe ${titleOf(state)}`))}
          />
          <CheckedField
            key={`key ${state.uid}`}
            label="Name in the machine"
            mono
            value={state.key}
            onCommit={(key) => attempt(rename(draftNow(), state.uid, { key: key.trim() }))}
          />
          <Initial state={state} />
        </div>
      </Panel>
      {state.step && <StepForm key={state.uid} state={state} step={state.step} />}
      {state.type === 'final' && <EndForm key={state.uid} state={state} />}
      {state.step && <ScenarioStep key={`scenario ${state.uid}`} state={state} step={state.step} />}
      {state.type !== 'final' && state.type !== 'history' && <WaysOut state={state} />}
      {state.type !== 'history' && (
        <Panel
          id="state.actions"
          title="Changes to the case"
          count={state.entry.length + state.exit.length}
          initiallyOpen={state.entry.length + state.exit.length > 0}
        >
          <div className={shared.fields}>
            <ActionsForm
              label="When the case comes here"
              actions={state.entry}
              onChange={(entry) => attempt(updateState(draftNow(), state.uid, { entry }))}
            />
            {state.type !== 'final' && (
              <ActionsForm
                label="When it leaves"
                actions={state.exit}
                onChange={(exit) => attempt(updateState(draftNow(), state.uid, { exit }))}
              />
            )}
          </div>
        </Panel>
      )}
    </>
  )
}

function Initial({ state }: { state: State }) {
  const draft = useDraft()
  const parent = state.parent === null ? undefined : draft.states[state.parent]
  if (state.type === 'compound') {
    const children = childrenOf(draft, state.uid).filter(({ type }) => type !== 'history')
    return (
      <Select
        label="Begins in"
        value={state.initial}
        options={children.map((child) => ({ value: child.uid, label: titleOf(child) }))}
        onChange={(uid) => run(setInitial(draftNow(), uid))}
      />
    )
  }
  if (parent?.type !== 'compound' || state.type === 'history') return null
  const begins = parent.initial === state.uid
  return (
    <Checkbox
      label={parent.parent === null ? 'Cases begin here' : `${titleOf(parent)} begins here`}
      checked={begins}
      disabled={begins}
      onChange={() => run(setInitial(draftNow(), state.uid))}
    />
  )
}

/** The transitions that leave, in the order in which they are asked. */
function WaysOut({ state }: { state: State }) {
  const draft = useDraft()
  const exits = transitionsFrom(draft, state.uid)
  return (
    <Panel id="state.exits" title="Ways out" count={exits.length}>
      {exits.length === 0 ? (
        <p className={shared.quiet}>No way out yet. Drag from the + at its right edge, or press C.</p>
      ) : (
        <Exits label="Ways out" exits={exits} />
      )}
    </Panel>
  )
}
