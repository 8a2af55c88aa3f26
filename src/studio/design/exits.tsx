import { ArrowRight, ArrowUp, GripVertical } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { wordsOf } from '../../workflow/drawing/words.ts'
import { alikeOf, reorder } from '../../workflow/edit/reorder.ts'
import type { Transition } from '../../workflow/transition.ts'
import { titleOf } from '../../workflow/tree.ts'
import { run, select } from '../session/session.ts'
import { IconButton } from '../kit/icon-button.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { draftNow, useDraft } from './use-draft.ts'

/**
 * Ways out in the order in which they are asked. Those of one trigger change places by drag, by a button or by Alt with an arrow key: of them the first whose guard
 * holds is taken. A click or Enter opens one, unless it is the one that is open.
 */
export function Exits({ label, exits, open }: { label: string; exits: readonly Transition[]; open?: string }) {
  const draft = useDraft()
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const ranked = exits.some((exit) => alikeOf(draft, exit).length > 1)
  const move = (uid: string, place: number) => {
    run(reorder(draftNow(), uid, place))
    // A row that changes its place in the page loses the focus.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-exit="${CSS.escape(uid)}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent, exit: Transition) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    const place = alikeOf(draft, exit).indexOf(exit) + by
    if (place >= 0) move(exit.uid, place)
  }
  return (
    <>
      {ranked && <p className={shared.quiet}>The first that holds is taken. Drag to reorder, or press Alt with ↑ or ↓.</p>}
      <ol ref={list} className={styles.list} aria-label={label}>
        {exits.map((exit) => {
          const alike = alikeOf(draft, exit)
          const place = alike.indexOf(exit)
          const mayDrop = dragged !== null && dragged !== exit.uid && alike.some(({ uid }) => uid === dragged)
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is one way of three; the buttons in it have the keys
            <li
              key={exit.uid}
              className={styles.exit}
              draggable={alike.length > 1}
              data-dragged={dragged === exit.uid ? '' : undefined}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(exit.uid)
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => mayDrop && event.preventDefault()}
              onDrop={() => mayDrop && move(dragged, place)}
            >
              {alike.length > 1 && <GripVertical size={12} aria-hidden />}
              <button
                type="button"
                data-exit={exit.uid}
                className={styles.link}
                aria-current={exit.uid === open ? 'true' : undefined}
                {...(alike.length > 1 ? { 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown' } : {})}
                onClick={() => select([exit.uid])}
                onKeyDown={(event) => onKeyDown(event, exit)}
              >
                <span>{`${alike.length > 1 ? `${place + 1}. ` : ''}${sayExit(exit, draft, alike.length > 1)}`}</span>
                <ArrowRight size={12} aria-hidden />
                <span className={shared.quiet}>
                  {exit.targets.flatMap((uid) => (draft.states[uid] ? [titleOf(draft.states[uid])] : [])).join(', ') || 'stays'}
                </span>
              </button>
              {place > 0 && <IconButton label="Ask earlier" icon={<ArrowUp />} onClick={() => move(exit.uid, place - 1)} />}
            </li>
          )
        })}
      </ol>
    </>
  )
}

function sayExit(exit: Transition, draft: ReturnType<typeof useDraft>, ranked: boolean): string {
  const { trigger, guard } = wordsOf(exit, draft)
  return [trigger || (guard ? '' : ranked ? 'otherwise' : 'At once'), guard && `if ${guard}`].filter(Boolean).join(', ')
}
