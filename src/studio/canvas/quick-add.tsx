import { Command } from 'cmdk'
import { ArrowRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import { kindOf, kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import { leafKinds } from '../../workflow/edit/change-kind.ts'
import type { Uid } from '../../workflow/name.ts'
import { ancestorsOf, documentOrder, isInside, titleOf } from '../../workflow/tree.ts'
import type { ScreenPoint } from './actions.ts'
import type { Choice, ChoiceMode } from './choose.ts'
import { KindGlyph } from './glyph.tsx'
import styles from './quick-add.module.css'

/** What can be added, in the order of use, with a line that teaches. */
export const addable: readonly { readonly kind: StateKind; readonly hint: string }[] = [
  { kind: 'review', hint: 'People look at the case' },
  { kind: 'automatic', hint: 'A system works on it' },
  { kind: 'decision', hint: 'The case goes on at once, by its attributes' },
  { kind: 'wait', hint: 'The outside world is awaited' },
  { kind: 'batch', hint: 'Cases move on together' },
  { kind: 'rest', hint: 'Only a timer moves it on' },
  { kind: 'final', hint: 'The case ends here' },
  { kind: 'compound', hint: 'States under one frame' },
  { kind: 'parallel', hint: 'Work side by side' },
  { kind: 'history', hint: 'Back to where a group was left' },
]

/** What was asked for, and where on the screen. */
export type QuickAddRequest = Choice & { readonly at: ScreenPoint }

const asks: Record<ChoiceMode, { readonly title: string; readonly hint: string; readonly states: string }> = {
  add: { title: 'Add a state', hint: 'Kind or title', states: 'Connect to' },
  connect: { title: 'Connect to', hint: 'Which state?', states: 'Connect to' },
  lead: { title: 'Lead elsewhere', hint: 'To which state?', states: 'Lead to' },
  move: { title: 'Move into', hint: 'Into which group?', states: 'Move into' },
  kind: { title: 'Make it', hint: 'Which kind?', states: '' },
}

/**
 * A small type-ahead menu: a word of a kind narrows the list, any other words become the title. With a source it also offers the states that
 * are there already, to connect to.
 */
export function QuickAdd({
  request,
  draft,
  onAdd,
  onPick,
  onClose,
}: {
  request: QuickAddRequest
  draft: Draft
  onAdd: (kind: StateKind, title: string) => void
  onPick: (state: Uid) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const panel = useRef<HTMLDialogElement>(null)
  const words = text.trim().toLowerCase()
  const { from, mode } = request
  const { title, hint, states } = asks[mode]
  const all = mode === 'kind' ? addable.filter(({ kind }) => leafKinds.some((leaf) => leaf === kind)) : addable
  const kinds = all.filter(({ kind }) => kindWords[kind].toLowerCase().startsWith(words))
  const named = mode !== 'kind' && words !== '' && kinds.length === 0
  // What is called a question decides.
  const offered = named
    ? words.endsWith('?')
      ? all.toSorted((a, b) => Number(b.kind === 'decision') - Number(a.kind === 'decision'))
      : all
    : kinds
  const targets = useMemo(() => (from === null || mode === 'kind' ? [] : targetsFor(draft, from, mode === 'move')), [draft, from, mode])
  const matching = targets.filter(({ title, path }) => `${path} ${title}`.toLowerCase().includes(words)).slice(0, mode === 'add' ? 6 : 40)
  useEffect(() => {
    const leave = (event: PointerEvent) => {
      if (!panel.current?.contains(event.target as Node)) onClose()
    }
    window.addEventListener('pointerdown', leave, true)
    return () => window.removeEventListener('pointerdown', leave, true)
  }, [onClose])
  const place = {
    left: Math.max(8, Math.min(request.at.x, window.innerWidth - 300)),
    top: Math.max(8, Math.min(request.at.y, window.innerHeight - 400)),
  }
  const connectGroup = matching.length > 0 && (
    <Command.Group heading={states}>
      {matching.map(({ uid, title, path, kind }) => (
        <Command.Item key={uid} value={`to ${uid}`} onSelect={() => onPick(uid)} className={styles.item}>
          <KindGlyph kind={kind} size={14} />
          <span>{title}</span>
          <small>{path}</small>
          <ArrowRight size={12} aria-hidden />
        </Command.Item>
      ))}
    </Command.Group>
  )
  return (
    <dialog open ref={panel} className={styles.panel} style={place} aria-label={title}>
      <Command
        shouldFilter={false}
        loop
        label={title}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onClose()
        }}
      >
        <Command.Input autoFocus value={text} onValueChange={setText} placeholder={hint} className={styles.input} />
        <Command.List className={styles.list}>
          {mode !== 'add' && connectGroup}
          {(mode === 'add' || mode === 'connect' || mode === 'kind') && (
            <Command.Group
              heading={named ? `Add “${text.trim()}” as` : mode === 'kind' ? 'Kind' : from === null ? 'Add' : 'Add what comes next'}
            >
              {offered.map(({ kind, hint }) => (
                <Command.Item
                  key={kind}
                  value={`add ${kind}`}
                  onSelect={() => onAdd(kind, named ? text.trim() : '')}
                  className={styles.item}
                >
                  <KindGlyph kind={kind} size={14} />
                  <span>{kindWords[kind]}</span>
                  <small>{hint}</small>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {mode === 'add' && connectGroup}
        </Command.List>
      </Command>
    </dialog>
  )
}

/** The states that can be chosen, with the groups around them: to connect to, or those that hold others. */
function targetsFor(draft: Draft, from: Uid, holders: boolean) {
  return documentOrder(draft)
    .filter(({ uid, parent, type }) =>
      holders
        ? (type === 'compound' || type === 'parallel') && uid !== from && !isInside(draft, uid, from) && uid !== draft.states[from]?.parent
        : parent !== null && uid !== from,
    )
    .map((state) => ({
      uid: state.uid,
      title: state.parent === null ? 'The workflow itself' : titleOf(state),
      kind: kindOf(state, draft),
      path: ancestorsOf(draft, state.uid).slice(0, -1).map(titleOf).toReversed().join(' › '),
    }))
}
