import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { kindOf, kindWords } from '../../workflow/drawing/kind.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { rename as renameState } from '../../workflow/edit/rename.ts'
import type { State } from '../../workflow/state.ts'
import { ancestorsOf, titleOf } from '../../workflow/tree.ts'
import { KindGlyph } from '../canvas/glyph.tsx'
import { classes } from '../kit/class-names.ts'
import { formatAmount } from '../../words/number.ts'
import { Button } from '../kit/button.tsx'
import { Menu } from '../kit/menu.tsx'
import { TextField } from '../kit/text-field.tsx'
import { openEditor } from '../scenario/open.ts'
import { type PartId, partIds, partTitles } from '../scenario/parts.ts'
import { useScenario } from '../session/scenario-edit.ts'
import { reveal, run, select, session, setPlace, useSession } from '../session/session.ts'
import styles from './outline.module.css'
import { type OutlineRow, outlineRows, step } from './outline-rows.ts'

/** All states as a tree: the drawing for the keyboard. Arrow keys walk it, F2 renames, Enter shows the state on the canvas, letters jump. */
export function Outline() {
  const tables = useSession((state) => state.tables)
  const selection = useSession((state) => state.selection)
  const problems = useSession((state) => state.problems)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const tree = useRef<HTMLUListElement>(null)
  const rows = useMemo(() => outlineRows(tables, closed), [tables, closed])
  const badges = useMemo(() => countByState(problems, tables.transitions), [problems, tables.transitions])
  const current = rows.some(({ state }) => state.uid === active) ? active : (rows[0]?.state.uid ?? null)

  // What is selected elsewhere is followed, its containers opened, without taking the focus.
  const [only] = selection.size === 1 ? selection : []
  const [followed, setFollowed] = useState<string>()
  if (only !== followed) {
    setFollowed(only)
    if (only !== undefined && Object.hasOwn(tables.states, only)) {
      const parents = new Set(ancestorsOf(tables, only).map(({ uid }) => uid))
      setActive(only)
      if ([...closed].some((uid) => parents.has(uid))) setClosed(new Set([...closed].filter((uid) => !parents.has(uid))))
    }
  }
  useEffect(() => {
    if (only === undefined) return
    tree.current?.querySelector(`[data-uid="${CSS.escape(only)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [only])

  const go = (uid: string, extend = false) => {
    setActive(uid)
    select(extend ? [...session.getState().selection, uid] : [uid])
    tree.current?.querySelector<HTMLElement>(`[data-uid="${CSS.escape(uid)}"]`)?.focus()
  }
  const setOpen = (uid: string, open: boolean) =>
    setClosed((before) => new Set(open ? [...before].filter((other) => other !== uid) : [...before, uid]))
  const onKeyDown = (event: KeyboardEvent, row: OutlineRow) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'F2') setRenaming(row.state.uid)
    else if (event.key === 'Delete' || event.key === 'Backspace')
      run(remove(tables, selection.has(row.state.uid) ? [...selection] : [row.state.uid]))
    else if (event.key === 'Enter' || event.key === ' ') reveal({ kind: 'state', id: row.state.uid })
    else {
      const move = step(rows, row, event.key)
      if (!move) return
      if ('open' in move) setOpen(row.state.uid, move.open)
      else go(move.to, event.shiftKey)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const rename = (state: State, title: string) => {
    setRenaming(null)
    const next = title.trim()
    if (next !== '' && next !== state.title) run(renameState(tables, state.uid, { title: next }))
    // Back to the row that was renamed, unless the next thing is already being done.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        tree.current?.querySelector<HTMLElement>(`[data-uid="${CSS.escape(state.uid)}"]`)?.focus()
    })
  }
  return (
    <div className={styles.outline}>
      <div className={styles.head}>
        <h2>States</h2>
        <span className={styles.count}>{rows.length}</span>
      </div>
      <ul ref={tree} role="tree" aria-label="States" aria-multiselectable="true" className={styles.tree}>
        {rows.map((row) => {
          const { state, depth, open, position, size } = row
          const kind = kindOf(state, tables)
          const badge = badges.get(state.uid)
          return (
            <li
              key={state.uid}
              role="treeitem"
              data-uid={state.uid}
              tabIndex={state.uid === current ? 0 : -1}
              aria-level={depth + 1}
              aria-posinset={position}
              aria-setsize={size}
              aria-expanded={open ?? undefined}
              aria-selected={selection.has(state.uid)}
              aria-label={`${titleOf(state)}, ${kindWords[kind].toLowerCase()}${badge ? `, ${formatAmount(badge.count, 'problem')}` : ''}`}
              className={styles.row}
              style={{ paddingLeft: 6 + depth * 14 }}
              onKeyDown={(event) => onKeyDown(event, row)}
              onClick={(event) => {
                const extend = event.shiftKey || event.ctrlKey || event.metaKey
                go(state.uid, extend)
                if (!extend) reveal({ kind: 'state', id: state.uid }, true)
              }}
              onDoubleClick={() => setRenaming(state.uid)}
            >
              <span
                className={styles.fold}
                aria-hidden="true"
                onClick={(event) => open !== null && (event.stopPropagation(), setOpen(state.uid, !open))}
              >
                {open !== null && <ChevronRight className={classes(open && styles.opened)} />}
              </span>
              <span className={styles.glyph} data-kind={kind} style={{ color: `var(--color-kind-${kind})` }}>
                <KindGlyph kind={kind} size={14} />
              </span>
              {renaming === state.uid ? <Rename state={state} onDone={rename} /> : <span className={styles.title}>{titleOf(state)}</span>}
              {badge && renaming !== state.uid && (
                <span className={classes(styles.badge, badge.error ? styles.error : styles.warning)}>{badge.count}</span>
              )}
            </li>
          )
        })}
      </ul>
      <ScenarioParts />
    </div>
  )
}

/** The way from the drawing to what it is run with. */
function ScenarioParts() {
  const scenario = useScenario()
  if (!scenario) return null
  const go = (part: PartId) => {
    setPlace('simulate')
    openEditor(part)
  }
  return (
    <div className={styles.scenario}>
      <Menu align="start" items={partIds.map((part) => ({ label: partTitles[part], onSelect: () => go(part) }))}>
        <Button variant="quiet">Edit the scenario</Button>
      </Menu>
    </div>
  )
}

function Rename({ state, onDone }: { readonly state: State; readonly onDone: (state: State, title: string) => void }) {
  const done = useRef(false)
  const end = (title: string) => {
    if (done.current) return
    done.current = true
    onDone(state, title)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keeps the field's keys from the tree around it
    <span
      className={styles.rename}
      onBlur={() => end(state.title)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape' || event.key === 'Enter') end(state.title)
      }}
    >
      <TextField label={`New name of ${titleOf(state)}`} hideLabel value={titleOf(state)} onCommit={end} selectOnMount />
    </span>
  )
}

type Badge = { readonly count: number; readonly error: boolean }

function countByState(
  problems: ReturnType<typeof session.getState>['problems'],
  transitions: Readonly<Record<string, { readonly source: string }>>,
): Map<string, Badge> {
  const badges = new Map<string, Badge>()
  for (const { place, severity } of problems) {
    const uid = place.kind === 'state' ? place.id : place.kind === 'transition' ? transitions[place.id]?.source : undefined
    if (uid === undefined) continue
    const before = badges.get(uid)
    badges.set(uid, { count: (before?.count ?? 0) + 1, error: (before?.error ?? false) || severity === 'error' })
  }
  return badges
}
