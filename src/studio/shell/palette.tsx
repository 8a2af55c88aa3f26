import { Command } from 'cmdk'
import { Keys } from '../kit/keys.tsx'
import { titleOf } from '../../workflow/tree.ts'
import { kindOf, kindWords } from '../../workflow/drawing/kind.ts'
import { type Command as Offered, useCommands } from '../session/commands.ts'
import { reveal, useSession } from '../session/session.ts'
import { KindGlyph } from '../canvas/glyph.tsx'
import { rankOf } from './rank.ts'
import { showOverlay, typeInPalette, useTyped } from './overlay.ts'
import styles from './palette.module.css'

/** Everything that can be asked for, and every state, by a few letters. */
export function Palette() {
  const commands = useCommands().filter(({ id, enabled }) => id !== 'palette' && (enabled?.() ?? true))
  const tables = useSession((state) => state.tables)
  const slug = useSession((state) => state.slug)
  const typed = useTyped()
  const groups = [...new Set(commands.map(({ group }) => group))]
  const states = slug === null ? [] : Object.values(tables.states).filter(({ parent }) => parent !== null)
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
      filter={(_, typed, [title = '', ...others] = []) => rankOf(typed, title, others)}
      overlayClassName={styles.backdrop ?? ''}
      contentClassName={styles.palette ?? ''}
      loop
    >
      <Command.Input
        value={typed}
        onValueChange={(text) => typeInPalette(() => text)}
        placeholder="Find a command or a state"
        className={styles.input}
      />
      <Command.List className={styles.list}>
        <Command.Empty className={styles.empty}>Nothing is called that.</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group} className={styles.group}>
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <Line key={command.id} command={command} onRun={() => perform(command.run)} />
              ))}
          </Command.Group>
        ))}
        {states.length > 0 && (
          <Command.Group heading="States" className={styles.group}>
            {states.map((state) => (
              <Command.Item
                key={state.uid}
                value={`state ${state.uid}`}
                keywords={[titleOf(state), state.key]}
                className={styles.item}
                onSelect={() => perform(() => goTo(state.uid))}
              >
                <KindGlyph kind={kindOf(state, tables)} size={14} />
                <span className={styles.words}>{titleOf(state)}</span>
                <span className={styles.kind}>{kindWords[kindOf(state, tables)]}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
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

function Line({ command, onRun }: { readonly command: Offered; readonly onRun: () => void }) {
  return (
    <Command.Item
      value={command.id}
      keywords={[command.title, command.group, command.words ?? '']}
      className={styles.item}
      onSelect={onRun}
    >
      <span className={styles.words}>{command.title}</span>
      {command.shortcut !== undefined && <Keys keys={command.shortcut} />}
    </Command.Item>
  )
}
