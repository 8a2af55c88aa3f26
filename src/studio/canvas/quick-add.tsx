import { Command } from 'cmdk'
import { ArrowRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import { kindOf, kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import type { Uid } from '../../workflow/name.ts'
import { ancestorsOf, documentOrder, titleOf } from '../../workflow/tree.ts'
import type { ScreenPoint } from './actions.ts'
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

/** What was asked for: add a state, or connect; from which state, and where on the screen. */
export type QuickAddRequest = { readonly mode: 'add' | 'connect'; readonly from: Uid | null; readonly at: ScreenPoint }

/**
 * A small type-ahead menu: a word of a kind narrows the list, any other words become the title. With a source it also offers the states that
 * are there already, to connect to.
 */
export function QuickAdd({
  request,
  draft,
  onAdd,
  onConnect,
  onClose,
}: {
  request: QuickAddRequest
  draft: Draft
  onAdd: (kind: StateKind, title: string) => void
  onConnect: (target: Uid) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const panel = useRef<HTMLDialogElement>(null)
  const words = text.trim().toLowerCase()
  const kinds = useMemo(() => addable.filter(({ kind }) => kindWords[kind].toLowerCase().includes(words)), [words])
  const named = words !== '' && kinds.length === 0
  const { from, mode } = request
  const targets = useMemo(() => (from === null ? [] : targetsFor(draft, from)), [draft, from])
  const matching = targets
    .filter(({ title, path }) => `${path} ${title}`.toLowerCase().includes(words))
    .slice(0, mode === 'connect' ? 40 : 6)
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
    <Command.Group heading="Connect to">
      {matching.map(({ uid, title, path, kind }) => (
        <Command.Item key={uid} value={`to ${uid}`} onSelect={() => onConnect(uid)} className={styles.item}>
          <KindGlyph kind={kind} size={14} />
          <span>{title}</span>
          <small>{path}</small>
          <ArrowRight size={12} aria-hidden />
        </Command.Item>
      ))}
    </Command.Group>
  )
  return (
    <dialog open ref={panel} className={styles.panel} style={place} aria-label={mode === 'connect' ? 'Connect to' : 'Add a state'}>
      <Command
        shouldFilter={false}
        loop
        label={mode === 'connect' ? 'Connect to' : 'Add a state'}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onClose()
        }}
      >
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={mode === 'connect' ? 'Which state?' : 'Kind or title'}
          className={styles.input}
        />
        <Command.List className={styles.list}>
          {mode === 'connect' && connectGroup}
          <Command.Group heading={named ? `Add “${text.trim()}” as` : from === null ? 'Add' : 'Add what comes next'}>
            {(named ? addable : kinds).map(({ kind, hint }) => (
              <Command.Item key={kind} value={`add ${kind}`} onSelect={() => onAdd(kind, named ? text.trim() : '')} className={styles.item}>
                <KindGlyph kind={kind} size={14} />
                <span>{kindWords[kind]}</span>
                <small>{hint}</small>
              </Command.Item>
            ))}
          </Command.Group>
          {mode === 'add' && connectGroup}
        </Command.List>
      </Command>
    </dialog>
  )
}

function targetsFor(draft: Draft, from: Uid) {
  return documentOrder(draft)
    .slice(1)
    .filter(({ uid }) => uid !== from)
    .map((state) => ({
      uid: state.uid,
      title: titleOf(state),
      kind: kindOf(state, draft),
      path: ancestorsOf(draft, state.uid).slice(0, -1).map(titleOf).toReversed().join(' › '),
    }))
}
