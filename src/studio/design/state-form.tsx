import { Trash2 } from 'lucide-react'
import { rename } from '../../workflow/edit/rename.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { setInitial } from '../../workflow/edit/set-initial.ts'
import { updateState } from '../../workflow/edit/update-state.ts'
import { kindOf, kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import type { State } from '../../workflow/state.ts'
import type { Step } from '../../workflow/step.ts'
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

/** What a leaf of the drawing is. */
type LeafKind = Step['kind'] | 'rest' | 'decision' | 'final'

const leafKinds: readonly { readonly value: LeafKind; readonly label: string; readonly hint: string }[] = [
  { value: 'review', label: 'Review by people', hint: 'A pool’s reviewers look at the case' },
  { value: 'automatic', label: 'Automatic step', hint: 'A system works on it' },
  { value: 'wait', label: 'Wait', hint: 'The outside world is awaited' },
  { value: 'batch', label: 'Batch', hint: 'Cases move on together' },
  { value: 'decision', label: 'Decision', hint: 'Left at once, by the case’s attributes' },
  { value: 'rest', label: 'Rest', hint: 'Left by a timer' },
  { value: 'final', label: 'End', hint: 'The case ends here' },
]

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
              value={leafKindOf(state, kind)}
              options={leafKinds}
              onChange={(value) => changeKind(state, value)}
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

function leafKindOf(state: State, kind: StateKind): LeafKind {
  return state.type === 'final' ? 'final' : (state.step?.kind ?? (kind === 'decision' ? 'decision' : 'rest'))
}

/** Changes the kind and keeps what both kinds have. */
function changeKind(state: State, kind: LeafKind) {
  const draft = draftNow()
  const { outcomes = [{ event: 'DONE', title: 'Done' }], instructions, policy, target, valueAdding } = state.step ?? {}
  const common = {
    outcomes,
    ...(instructions ? { instructions } : {}),
    ...(policy ? { policy } : {}),
    ...(target ? { target } : {}),
    ...(valueAdding === undefined ? {} : { valueAdding }),
  }
  const label = `Make ${titleOf(state)} ${kind === 'rest' || kind === 'decision' ? `a ${kind}` : kind === 'final' ? 'an end' : `${kind === 'automatic' ? 'an' : 'a'} ${kind} step`}`
  if (kind === 'final') return run(updateState(draft, state.uid, { type: 'final', disposition: { restrictive: false } }, label))
  const pools = Object.values(draft.pools)
    .toSorted((a, b) => a.order - b.order)
    .slice(0, 1)
    .map(({ id }) => id)
  const step: Step | null =
    kind === 'rest' || kind === 'decision'
      ? null
      : kind === 'review'
        ? { kind, ...common, pools }
        : kind === 'batch'
          ? { kind, ...common, size: 50 }
          : { kind, ...common }
  return run(updateState(draft, state.uid, { type: 'atomic', step, kind: kind === 'decision' ? kind : undefined }, label))
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
