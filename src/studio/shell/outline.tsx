import { ChevronRight, CornerDownRight } from 'lucide-react'
import { type KeyboardEvent, type UIEvent, useEffect, useMemo, useRef, useState } from 'react'
import { kindOf, kindWords } from '../../workflow/drawing/kind.ts'
import { spokenWay, wordsOf } from '../../workflow/drawing/words.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { childrenOf, titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { retitle } from '../canvas/commands.ts'
import { KindGlyph } from '../canvas/glyph.tsx'
import { classes } from '../kit/class-names.ts'
import { formatAmount } from '../../words/number.ts'
import { Button } from '../kit/button.tsx'
import { Menu } from '../kit/menu.tsx'
import { TextField } from '../kit/text-field.tsx'
import { openEditor } from '../scenario/open.ts'
import { type PartId, partIds, partTitles } from '../scenario/parts.ts'
import { useScenario } from '../session/scenario-edit.ts'
import { reveal, select, session, setPlace, useSession } from '../session/session.ts'
import styles from './outline.module.css'
import { outlineAction } from './outline-keys.ts'
import { holdersOf, type OutlineRow, outlineRows } from './outline-rows.ts'

/** Rows are filled in so many at a time: more than a screen holds. */
const block = 48

/**
 * Whether a row is filled in: those in sight are, and those of a block before and after. Far from it a row is its name to a screen reader and its place alone,
 * for a chart may have thousands, and the browser would put together all their glyphs whenever anything moves.
 */
function useFilled(): [(index: number) => boolean, (event: UIEvent<HTMLElement>) => void] {
  const [seen, setSeen] = useState(0)
  const onScroll = ({ currentTarget: { scrollTop, scrollHeight, childElementCount } }: UIEvent<HTMLElement>) =>
    setSeen(Math.floor((scrollTop * childElementCount) / Math.max(1, scrollHeight) / block))
  return [(index) => Math.abs(Math.floor(index / block) - seen) <= 1, onScroll]
}

/**
 * The drawing as a tree: states, with their ways out and what is in them. Whatever the drawing can do is done here too, by the same commands: arrow keys walk
 * it, with Alt they move what is chosen; letters are the drawing's commands.
 */
export function Outline() {
  const tables = useSession((state) => state.tables)
  const selection = useSession((state) => state.selection)
  const problems = useSession((state) => state.problems)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<{ readonly uid: string; readonly at: number }>({ uid: '', at: 0 })
  const [renaming, setRenaming] = useState<string | null>(null)
  const tree = useRef<HTMLUListElement>(null)
  const rows = useMemo(() => outlineRows(tables, turned), [tables, turned])
  const [filled, onScroll] = useFilled()
  const badges = useMemo(() => countByPlace(problems, tables.transitions), [problems, tables.transitions])
  // What is gone leaves its place to what follows it.
  const current = rows.some(({ uid }) => uid === active.uid) ? active.uid : (rows[Math.min(active.at, rows.length - 1)]?.uid ?? null)

  // What is selected elsewhere is followed, what holds it opened, without taking the focus from elsewhere.
  const [only] = selection.size === 1 ? selection : []
  const [followed, setFollowed] = useState<string>()
  if (only !== followed) {
    setFollowed(only)
    if (only !== undefined && (Object.hasOwn(tables.states, only) || Object.hasOwn(tables.transitions, only))) {
      setActive({
        uid: only,
        at: Math.max(
          0,
          rows.findIndex(({ uid }) => uid === only),
        ),
      })
      const shut = holdersOf(tables, only).filter((uid) => childrenOf(tables, uid).length > 0 === turned.has(uid))
      if (shut.length > 0) setTurned(withTurned(turned, shut))
    }
  }
  useEffect(() => {
    if (only === undefined) return
    const row = tree.current?.querySelector<HTMLElement>(`[data-uid="${CSS.escape(only)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    if (tree.current?.contains(document.activeElement) && document.activeElement?.matches('[role="treeitem"]')) row?.focus()
  }, [only])

  const focusRow = (uid: string) => tree.current?.querySelector<HTMLElement>(`[data-uid="${CSS.escape(uid)}"]`)?.focus()
  const go = (uid: string, extend = false) => {
    setActive({ uid, at: rows.findIndex((row) => row.uid === uid) })
    select(extend ? [...session.getState().selection, uid] : [uid])
    focusRow(uid)
  }
  const onKeyDown = (event: KeyboardEvent, row: OutlineRow) => {
    if (event.target !== event.currentTarget) return
    const action = outlineAction(event, row, rows, { tables, selection })
    if (action === null) return
    event.preventDefault()
    event.stopPropagation()
    if ('go' in action) go(action.go, event.shiftKey)
    else if ('turn' in action) setTurned(withTurned(turned, [row.uid]))
    else if ('rename' in action) setRenaming(row.uid)
    else {
      action.act()
      // A line that changes its place in the page loses the focus.
      if (action.moves) requestAnimationFrame(() => focusRow(row.uid))
    }
  }
  const rename = (state: State, title: string) => {
    setRenaming(null)
    if (title.trim() !== '' && title.trim() !== state.title) retitle(state.uid, title.trim())
    // Back to the row that was renamed, unless the next thing is already being done.
    requestAnimationFrame(() => document.activeElement === document.body && focusRow(state.uid))
  }
  return (
    <div className={styles.outline}>
      <div className={styles.head}>
        <h2>States</h2>
        <span className={styles.count}>{Object.keys(tables.states).length - 1}</span>
      </div>
      <ul ref={tree} role="tree" aria-label="States" aria-multiselectable="true" className={styles.tree} onScroll={onScroll}>
        {rows.map((row, index) => {
          const badge = badges.get(row.uid)
          return (
            <li
              key={row.uid}
              role="treeitem"
              data-uid={row.uid}
              tabIndex={row.uid === current ? 0 : -1}
              aria-level={row.depth + 1}
              aria-posinset={row.position}
              aria-setsize={row.size}
              aria-expanded={row.open ?? undefined}
              aria-selected={selection.has(row.uid)}
              aria-label={`${row.transition ? spokenWay(row.transition, tables) : sayState(row.state, tables)}${badge ? `, ${formatAmount(badge.count, 'problem')}` : ''}`}
              title={row.transition ? spokenWay(row.transition, tables) : undefined}
              className={styles.row}
              style={{ paddingLeft: 6 + row.depth * 14 }}
              onKeyDown={(event) => onKeyDown(event, row)}
              onFocus={(event) => {
                // Commands are about what is selected; coming here by Tab or F6 chooses the row.
                if (event.target === event.currentTarget && !session.getState().selection.has(row.uid)) select([row.uid])
              }}
              onClick={(event) => {
                const extend = event.shiftKey || event.ctrlKey || event.metaKey
                go(row.uid, extend)
                if (!extend) reveal({ kind: row.transition ? 'transition' : 'state', id: row.uid }, true)
              }}
              onDoubleClick={() => row.transition === null && setRenaming(row.uid)}
            >
              {(filled(index) || renaming === row.uid) && (
                <>
                  <span
                    className={styles.fold}
                    aria-hidden="true"
                    onClick={(event) => row.open !== null && (event.stopPropagation(), setTurned(withTurned(turned, [row.uid])))}
                  >
                    {row.open !== null && <ChevronRight className={classes(row.open && styles.opened)} />}
                  </span>
                  {row.transition ? (
                    <Way transition={row.transition} />
                  ) : renaming === row.uid ? (
                    <Rename state={row.state} onDone={rename} />
                  ) : (
                    <StateLine state={row.state} />
                  )}
                  {badge && renaming !== row.uid && (
                    <span className={classes(styles.badge, badge.error ? styles.error : styles.warning)}>{badge.count}</span>
                  )}
                </>
              )}
            </li>
          )
        })}
      </ul>
      <ScenarioParts />
    </div>
  )
}

function sayState(state: State, tables: Workflow): string {
  return `${titleOf(state)}, ${kindWords[kindOf(state, tables)].toLowerCase()}`
}

function StateLine({ state }: { readonly state: State }) {
  const kind = useSession(({ tables }) => kindOf(state, tables))
  return (
    <>
      <span className={styles.glyph} data-kind={kind} style={{ color: `var(--color-kind-${kind})` }}>
        <KindGlyph kind={kind} size={14} />
      </span>
      <span className={styles.title}>{titleOf(state)}</span>
    </>
  )
}

/** A way out: where it leads, and on what. */
function Way({ transition }: { readonly transition: Transition }) {
  const tables = useSession((state) => state.tables)
  const { trigger, guard } = wordsOf(transition, tables)
  const to = transition.targets.flatMap((uid) => (tables.states[uid] ? [titleOf(tables.states[uid])] : []))
  return (
    <>
      <CornerDownRight size={12} className={styles.way} aria-hidden="true" />
      <span className={styles.title}>
        {to.join(', ') || 'stays'}
        <span className={styles.on}>{[trigger, guard && `if ${guard}`].filter(Boolean).join(', ')}</span>
      </span>
    </>
  )
}

function withTurned(turned: ReadonlySet<string>, uids: readonly string[]): ReadonlySet<string> {
  const next = new Set(turned)
  for (const uid of uids) if (!next.delete(uid)) next.add(uid)
  return next
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

function countByPlace(
  problems: ReturnType<typeof session.getState>['problems'],
  transitions: Readonly<Record<string, { readonly source: string }>>,
): Map<string, Badge> {
  const badges = new Map<string, Badge>()
  const add = (uid: string, isError: boolean) => {
    const before = badges.get(uid)
    badges.set(uid, { count: (before?.count ?? 0) + 1, error: (before?.error ?? false) || isError })
  }
  for (const { place, severity } of problems) {
    if (place.kind !== 'state' && place.kind !== 'transition') continue
    add(place.id, severity === 'error')
    const source = place.kind === 'transition' ? transitions[place.id]?.source : undefined
    if (source !== undefined) add(source, severity === 'error')
  }
  return badges
}
