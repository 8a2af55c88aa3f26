import { Handle, Position, type NodeProps } from '@xyflow/react'
import { ChevronDown, ChevronRight, CircleAlert, ClockAlert, Pin, Plus, TriangleAlert } from 'lucide-react'
import { Fragment, useContext, type CSSProperties } from 'react'
import { heatColour, heatTextColour } from '../kit/colours.ts'
import { CanvasActions } from './actions.ts'
import { turnGroup } from './commands.ts'
import { DetailContext } from './detail.ts'
import { ChangeGlyph } from './glyph.tsx'
import { nodeId, type StateData, type StateNode } from './project.ts'
import { RenameField } from './rename-field.tsx'
import styles from './state.module.css'

/** Where a state stands is nothing to what it shows: its place is on the element around it. */
export function sameState(before: NodeProps<StateNode>, after: NodeProps<StateNode>): boolean {
  return before.data === after.data && before.selected === after.selected && before.width === after.width && before.height === after.height
}

/** Attributes that all drawn states share: their name and kind, difference and activity, for the style sheet. */
export function stateAttributes({ kind, mark, state, region, spoken, folded }: StateData) {
  return {
    id: nodeId(state.uid),
    role: 'group',
    'aria-label': spoken,
    'data-kind': kind,
    'data-change': mark?.change,
    'data-folded': folded ? '' : undefined,
    'data-region': region ? '' : undefined,
    'data-active': mark?.active ? '' : undefined,
    'data-restrictive': state.disposition?.restrictive ? '' : undefined,
    'data-heat': mark?.heat === undefined ? undefined : '',
    style: (mark?.heat === undefined ? {} : { '--heat': heatColour(mark.heat), '--on-heat': heatTextColour(mark.heat) }) as CSSProperties,
  } as const
}

/** The title, or the field in which it is being written. */
export function StateTitle({ data }: { data: StateData }) {
  const { renaming } = useContext(CanvasActions)
  const detail = useContext(DetailContext)
  if (data.editable && renaming === data.state.uid) return <RenameField uid={data.state.uid} title={data.state.title} />
  if (detail === 'number')
    return (
      <span className={styles.count} title={data.title}>
        {data.number}
        <span className={styles.whole}>{data.title}</span>
      </span>
    )
  return (
    <span className={styles.title} title={data.title}>
      {detail === 'brief' ? <Words of={data.title} /> : data.title}
    </span>
  )
}

/** Folds a group to a card, or unfolds it; by keys that is G. */
export function FoldButton({ data: { state, title, folded, editable } }: { data: StateData }) {
  const detail = useContext(DetailContext)
  if (!editable || detail === 'heat' || detail === 'number') return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`nodrag nopan ${styles.fold}`}
      aria-label={`${folded ? 'Unfold' : 'Fold'} ${title}`}
      title={folded ? 'Unfold (G)' : 'Fold to a card (G)'}
      onClick={(event) => {
        event.stopPropagation()
        turnGroup(state.uid)
      }}
    >
      {folded ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
    </button>
  )
}

/** Words of so many letters may be wider than a card that is far away. */
const longWord = 10

/** A title whose lines break between words only; a word that is wider than its card ends in an ellipsis. */
function Words({ of: title }: { readonly of: string }) {
  const words = title.split(' ')
  if (words.every(({ length }) => length < longWord)) return title
  return words.map((word, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- words have no identity but their place
    <Fragment key={index}>
      {index > 0 && ' '}
      {word.length < longWord ? word : <span className={styles.word}>{word}</span>}
    </Fragment>
  ))
}

/** Far out: the layer's number alone, in a tag under the state; with a clock where a target is missed. */
function StateTag({ data: { mark } }: { data: StateData }) {
  const detail = useContext(DetailContext)
  if (mark?.line === undefined || (detail !== 'brief' && detail !== 'number')) return null
  return (
    <span className={styles.tag} title={mark.missed}>
      {mark.missed !== undefined && <ClockAlert aria-hidden />}
      {mark.short ?? mark.line}
    </span>
  )
}

/** One line of numbers from the layer on its colour band, else the quiet note. */
export function StateLine({ data }: { data: StateData }) {
  const detail = useContext(DetailContext)
  const { mark, note } = data
  if (detail === 'brief' || detail === 'number') return null
  if (mark?.line !== undefined)
    return (
      <span className={styles.line} title={[mark.line, mark.missed].filter(Boolean).join('. ')}>
        {mark.missed !== undefined && <ClockAlert aria-hidden />}
        {mark.line}
      </span>
    )
  return mark?.heat === undefined && note !== '' ? (
    <span className={styles.note} title={note}>
      {note}
    </span>
  ) : null
}

/** The layer's tag, the arrow at the initial state, the marks of difference, problem and pin, and the ends for connecting. */
export function StateMarks({ data }: { data: StateData }) {
  const { addFrom } = useContext(CanvasActions)
  const detail = useContext(DetailContext)
  const { state, editable, initial, mark, problem, pinned } = data
  const exits = state.type !== 'final' && state.type !== 'history'
  return (
    <>
      <StateTag data={data} />
      {initial && (
        <svg className={styles.initial} width="26" height="18" aria-hidden>
          <circle cx="5" cy="5" r="4.5" />
          <path d="M5 5V8Q5 12 9 12H20" />
          <path d="M18 8.5L25 12L18 15.5Z" className={styles.initialHead} />
        </svg>
      )}
      {mark?.change && (
        <span className={styles.change}>
          <ChangeGlyph change={mark.change} />
        </span>
      )}
      {detail !== 'heat' && problem && (
        <span
          className={styles.problem}
          data-severity={problem}
          title={problem === 'error' ? 'There is an error here' : 'There is a warning here'}
        >
          {problem === 'error' ? <CircleAlert size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
        </span>
      )}
      {pinned && (
        <span className={styles.pin} title="Pinned: automatic layout leaves it here">
          <Pin size={11} aria-hidden />
        </span>
      )}
      {detail === 'heat' ? (
        <FarEnds />
      ) : (
        <>
          <Handle id="in" type="target" position={Position.Left} isConnectableStart={false} className={styles.entry} />
          {editable && exits ? (
            <Handle
              id="out"
              type="source"
              position={Position.Right}
              className={styles.handle}
              title="Drag to connect, click to add what comes next"
              onClick={(event) => addFrom(state.uid, { x: event.clientX, y: event.clientY })}
            >
              <Plus size={12} strokeWidth={2.5} aria-hidden />
            </Handle>
          ) : (
            <Handle id="out" type="source" position={Position.Right} isConnectable={false} className={styles.entry} />
          )}
        </>
      )}
    </>
  )
}

/** Far out nothing is connected, but React Flow still looks for the ends in the page; these are plain elements, which many states can afford. */
export function FarEnds() {
  return (
    <>
      <i className={`react-flow__handle react-flow__handle-left target ${styles.entry}`} data-handleid="in" data-handlepos="left" />
      <i className={`react-flow__handle react-flow__handle-right source ${styles.entry}`} data-handleid="out" data-handlepos="right" />
    </>
  )
}
