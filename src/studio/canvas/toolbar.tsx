import {
  AlignHorizontalJustifyCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalJustifyCenter,
  Loader,
  Maximize,
  Minus,
  Plus,
  Sparkles,
} from 'lucide-react'
import { useReactFlow, useStore } from '@xyflow/react'
import { kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { useRoving } from '../kit/roving.ts'
import type { Alignment } from './align.ts'
import { KindGlyph } from './glyph.tsx'
import { addable } from './quick-add.tsx'
import styles from './toolbar.module.css'

/** The kind that a drag from the palette carries. */
export const dragType = 'application/x-gemba-kind'

const alignments: readonly { readonly alignment: Alignment; readonly label: string; readonly icon: React.ReactNode }[] = [
  { alignment: 'left', label: 'Align left edges', icon: <AlignStartVertical /> },
  { alignment: 'centre', label: 'Align centres in a column', icon: <AlignHorizontalJustifyCenter /> },
  { alignment: 'top', label: 'Align top edges', icon: <AlignStartHorizontal /> },
  { alignment: 'middle', label: 'Align middles in a row', icon: <AlignVerticalJustifyCenter /> },
]

/** Words of a kind where there is little room: the part of its name that tells it from the others. */
const captions: Partial<Record<StateKind, string>> = { automatic: 'Automatic', parallel: 'Parallel', history: 'Return' }

/** A tool with its word under it. */
function Captioned({ icon, caption }: { icon: React.ReactNode; caption: string }) {
  return (
    <>
      {icon}
      <span className={styles.caption}>{caption}</span>
    </>
  )
}

/** What can be added, by click or by dragging it to its place; and tidying. */
export function Palette({
  onAdd,
  onTidy,
  tidying,
  selected,
  onAlign,
}: {
  onAdd: (kind: StateKind) => void
  onTidy: () => void
  tidying: boolean
  selected: number
  onAlign: (alignment: Alignment) => void
}) {
  const roving = useRoving<HTMLDivElement>()
  return (
    <div {...roving} className={styles.palette} role="toolbar" aria-label="Add to the drawing" aria-orientation="vertical">
      {addable.map(({ kind, hint }) => (
        <span
          key={kind}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(dragType, kind)
            event.dataTransfer.effectAllowed = 'copy'
          }}
          className={styles.tool}
          data-kind={kind}
        >
          <IconButton
            label={`Add: ${kindWords[kind]}`}
            hint={`${kindWords[kind]}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}`}
            icon={<Captioned icon={<KindGlyph kind={kind} />} caption={captions[kind] ?? kindWords[kind]} />}
            className={styles.captioned ?? ''}
            onClick={() => onAdd(kind)}
          />
        </span>
      ))}
      <hr className={styles.rule} />
      <IconButton
        label="Tidy the drawing"
        hint="Lay everything out anew; pinned states stay"
        icon={<Captioned icon={tidying ? <Loader className={styles.busy} /> : <Sparkles />} caption="Tidy" />}
        className={styles.captioned ?? ''}
        disabled={tidying}
        onClick={onTidy}
      />
      {selected > 1 &&
        alignments.map(({ alignment, label, icon }) => (
          <IconButton key={alignment} label={label} icon={icon} onClick={() => onAlign(alignment)} />
        ))}
    </div>
  )
}

/** How near the drawing is, and fitting it to the window. */
export function Zoom({ onFit }: { onFit: () => void }) {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const zoom = useStore((state) => Math.round(state.transform[2] * 100))
  const roving = useRoving<HTMLDivElement>()
  return (
    <div {...roving} className={styles.zoom} role="toolbar" aria-label="Zoom">
      <IconButton label="Farther" icon={<Minus />} onClick={() => void zoomOut({ duration: 120 })} />
      <button type="button" className={styles.percent} title="To 100 %" onClick={() => void zoomTo(1, { duration: 120 })}>
        {zoom} %
      </button>
      <IconButton label="Nearer" icon={<Plus />} onClick={() => void zoomIn({ duration: 120 })} />
      <IconButton label="Show all" shortcut="F" icon={<Maximize />} onClick={onFit} />
    </div>
  )
}
