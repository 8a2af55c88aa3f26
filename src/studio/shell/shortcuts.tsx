import { useState } from 'react'
import { Checkbox } from '../kit/checkbox.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { Keys } from '../kit/keys.tsx'
import { useCommands } from '../session/commands.ts'
import { showOverlay } from './overlay.ts'
import { setSingleKeys, singleKeysOn } from './single-keys.ts'
import styles from './shortcuts.module.css'

// Keys of parts of the screen, which no command stands for.
const ofParts = [
  {
    group: 'Outline',
    keys: [
      ['↑ ↓', 'Walk the states and their ways out'],
      ['← →', 'Close and open a state'],
      ['F2', 'Rename in place'],
      ['Enter', 'Show on the canvas; of a way out, say when it is taken'],
      ['Alt ↑ ↓', 'Earlier or later in its order'],
      ['Alt ← →', 'Out of its group, or into the group before it'],
    ],
  },
  {
    group: 'Canvas',
    keys: [
      ['Alt ← ↑ → ↓', 'Go to the next state that way'],
      ['← ↑ → ↓', 'Move what is selected; with Shift, farther'],
      ['Enter', 'Rename what is selected'],
    ],
  },
  {
    group: 'Tables and pictures',
    keys: [
      ['↑ ↓', 'Walk the rows'],
      ['Enter', 'Choose the row'],
      ['← →', 'Read a picture hour by hour'],
      ['T', 'The table behind a picture'],
    ],
  },
  {
    group: 'Edges between regions',
    keys: [
      ['← →', 'Make narrower or wider'],
      ['Enter', 'Back to the first size'],
    ],
  },
] as const

/** All keys in one list. */
export function Shortcuts() {
  const commands = useCommands().filter(({ shortcut }) => shortcut !== undefined)
  const groups = [...new Set(commands.map(({ group }) => group))]
  const [single, setSingle] = useState(singleKeysOn)
  return (
    <Dialog open onClose={() => showOverlay(null)} title="Keyboard shortcuts" size="large">
      <Checkbox
        label="Shortcuts of a single key"
        hint="1 to 6, brackets and the question mark. Turn them off if you dictate, or press keys by accident."
        checked={single}
        onChange={(on) => {
          setSingleKeys(on)
          setSingle(on)
        }}
      />
      <div className={styles.columns}>
        {groups.map((group) => (
          <Group
            key={group}
            title={group}
            keys={commands.filter((command) => command.group === group).map(({ shortcut = '', title }) => [shortcut, title])}
          />
        ))}
        {ofParts.map(({ group, keys }) => (
          <Group key={group} title={group} keys={keys} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ title, keys }: { readonly title: string; readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {keys.map(([shortcut, words]) => (
          <div key={words} className={styles.line}>
            <dt>{words}</dt>
            <dd>
              <span className="spoken">{shortcut}</span>
              <Keys keys={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
