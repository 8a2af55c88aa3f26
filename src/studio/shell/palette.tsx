import { Command } from 'cmdk'
import { type ReactNode, useState } from 'react'
import { findStates, predicates } from '../../workflow/find.ts'
import type { State } from '../../workflow/state.ts'
import { Keys } from '../kit/keys.tsx'
import { titleOf } from '../../workflow/tree.ts'
import { kindOf, kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import { type Command as Offered, useCommands } from '../session/commands.ts'
import { reveal, useSession } from '../session/session.ts'
import { KindGlyph } from '../canvas/glyph.tsx'
import { rankOf } from './rank.ts'
import { showOverlay, typeInPalette, useTyped } from './overlay.ts'
import styles from './palette.module.css'

type Entry = { readonly id: string; readonly group: string; readonly rank: number; readonly line: ReactNode; readonly run: () => void }

/** Everything that can be asked for, and every state, by a few letters: what is called so first, over all groups. */
export function Palette() {
  const commands = useCommands().filter(({ id, enabled }) => id !== 'palette' && (enabled?.() ?? true))
  const tables = useSession((state) => state.tables)
  const slug = useSession((state) => state.slug)
  const typed = useTyped()
  const [chosen, choose] = useState<{ readonly typed: string; readonly id: string } | null>(null)
  const problems = useSession((state) => state.problems)
  const found = slug === null ? null : findStates(typed, tables, problems)
  const states = slug === null ? [] : Object.values(tables.states).filter(({ parent }) => parent !== null)
  const hits = (found ?? []).flatMap((uid, index): Entry[] => {
    const state = tables.states[uid]
    if (!state) return []
    const line = <StateLine state={state} kind={kindOf(state, tables)} />
    return [{ id: `state ${uid}`, group: `Found: ${found?.length}`, rank: 1 / (index + 1), line, run: () => goTo(uid) }]
  })
  const named: readonly Entry[] = [
    ...commands.map((command) => ({
      id: `command ${command.id}`,
      group: command.group,
      rank: rankOf(typed, command.title, [command.group, command.words ?? '']),
      line: <CommandLine command={command} />,
      run: command.run,
    })),
    ...states.map((state) => ({
      id: `state ${state.uid}`,
      group: 'States',
      rank: rankOf(typed, titleOf(state), [state.key]),
      line: <StateLine state={state} kind={kindOf(state, tables)} />,
      run: () => goTo(state.uid),
    })),
  ]
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
  const entries = found === null ? named : hits
  const groups = [...new Set(entries.map(({ group }) => group))]
  const first = entries.find(({ group }) => group === groups[0])?.id ?? ''
  const perform = (run: () => void) => {
    showOverlay(null)
    // After the palette has given the focus back, so that what runs may take it.
    requestAnimationFrame(run)
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && showOverlay(null)}
      label="Find a command or a state"
      shouldFilter={false}
      // With each letter the best is chosen anew.
      value={chosen?.typed === typed ? chosen.id : first}
      onValueChange={(id) => {
        choose({ typed, id })
        // Going through what was found shows each in the drawing.
        if (found !== null && id.startsWith('state ')) reveal({ kind: 'state', id: id.slice('state '.length) }, true)
      }}
      overlayClassName={styles.backdrop ?? ''}
      contentClassName={styles.palette ?? ''}
      loop
    >
      {/* The dialog selects what stands in the field that it gives the focus to: letters that came before it would be typed over. */}
      <Command.Input
        value={typed}
        onValueChange={(text) => typeInPalette(() => text)}
        onFocus={({ currentTarget: input }) => queueMicrotask(() => input.setSelectionRange(input.value.length, input.value.length))}
        placeholder="Find a command or a state, or ask: pool:panel is:problem sla:<4h"
        className={styles.input}
      />
      <Command.List className={styles.list}>
        <Command.Empty className={styles.empty}>
          {found === null
            ? 'Nothing is called that.'
            : `No state is so. You can ask: ${predicates.map(({ example }) => example).join(' ')}`}
        </Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group} className={styles.group}>
            {entries
              .filter((entry) => entry.group === group)
              .map(({ id, line, run }) => (
                <Command.Item key={id} value={id} className={styles.item} onSelect={() => perform(run)}>
                  {line}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  )
}

function goTo(uid: string): void {
  reveal({ kind: 'state', id: uid })
  focusState(uid)
}

/** Gives the focus to the state's row in the outline, so that keys go on from there. The place may still be opening; without an outline the work has it. */
function focusState(uid: string, frames = 60): void {
  const row = document.querySelector<HTMLElement>(`[role="treeitem"][data-uid="${CSS.escape(uid)}"]`)
  if (row) row.focus()
  else if (frames > 0) requestAnimationFrame(() => focusState(uid, frames - 1))
  else document.getElementById('main-work')?.focus()
}

function CommandLine({ command }: { readonly command: Offered }) {
  return (
    <>
      <span className={styles.words}>{command.title}</span>
      {command.shortcut !== undefined && <Keys keys={command.shortcut} />}
    </>
  )
}

function StateLine({ state, kind }: { readonly state: State; readonly kind: StateKind }) {
  return (
    <>
      <KindGlyph kind={kind} size={14} />
      <span className={styles.words}>{titleOf(state)}</span>
      <span className={styles.kind}>{kindWords[kind]}</span>
    </>
  )
}
