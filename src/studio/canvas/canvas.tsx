import {
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
  useStoreApi,
  ViewportPortal,
  type Connection,
  type EdgeChange,
  type NodeChange,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { isEnclosed, unite } from '../../workflow/drawing/box.ts'
import { roundedPath } from '../../workflow/drawing/path.ts'
import type { Uid } from '../../workflow/name.ts'
import type { Problem } from '../../workflow/problem.ts'
import { ContextMenu } from '../kit/menu.tsx'
import { reveal, select, session, useSession } from '../session/session.ts'
import { CanvasActions } from './actions.ts'
import { Card } from './card.tsx'
import styles from './canvas.module.css'
import type { ChoiceMode } from './choose.ts'
import { alignSelected, connectStates } from './commands.ts'
import { DetailContext, detailAt, fontsAt, zoomStep } from './detail.ts'
import { useDrag } from './drag.ts'
import { extentAt } from './extent.ts'
import { DriftsContext } from './drifts.ts'
import { Frame } from './frame.tsx'
import { useCanvasCommands } from './keys.ts'
import type { CanvasLayer } from './layer.ts'
import { menuItems } from './menu-items.tsx'
import { mostListed, NumberList } from './number-list.tsx'
import { neighbourOf } from './neighbour.ts'
import { directions, useNudge } from './nudge.ts'
import { Plate, Point } from './plate.tsx'
import { createProjector, nodeId, type Projection, type StateNode, type TransitionEdge } from './project.ts'
import { QuickAdd } from './quick-add.tsx'
import { rememberFocus } from './return-focus.ts'
import { useReconnect } from './reconnect.ts'
import { tidy } from './tidy.ts'
import { dragType, Palette, Zoom } from './toolbar.tsx'
import { HoldersContext, TransitionLine } from './transition.tsx'
import { useAdding } from './adding.ts'
import { useView } from './view.ts'

const nodeTypes = { card: Card, plate: Plate, frame: Frame, point: Point }
const edgeTypes = { transition: TransitionLine }
// React Flow tells all its cards of every property that is not the same as before.
const multiSelectionKeys = ['Shift', 'Meta', 'Control']
const connectionLine = { stroke: 'var(--color-accent)', strokeWidth: 1.5, strokeDasharray: '5 4' }
const proOptions = { hideAttribution: false }
const onConnect = ({ source, target }: Connection) => connectStates(source, target)
const noProblems: ReadonlyMap<string, 'error' | 'warning'> = new Map()

/** The pills of so many ways are placed within a frame. */
const mostAtOnce = 150

export type CanvasProps = {
  /** What is laid over the drawing; its `draft`, if it has one, is drawn instead of the session's. */
  readonly layer?: CanvasLayer
  /** Whether the drawing can be changed. Default: it is only looked at, and things in it can be selected. */
  readonly editable?: boolean
}

/** The drawing. Reads the session's draft, selection and problems; every change goes through the session as one labelled edit. */
export function Canvas({ layer, editable = false }: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing layer={layer ?? null} editable={editable && !layer?.draft} />
    </ReactFlowProvider>
  )
}

function Drawing({ layer, editable }: { layer: CanvasLayer | null; editable: boolean }) {
  const step = useStore((state) => zoomStep(state.transform[2]))
  const late = useDeferredValue(step)
  const isLarge = useSession(({ tables }) => Object.keys((layer?.draft ?? tables).transitions).length > mostAtOnce)
  // Words change with the zoom, in the same frame; only where a great many pills are placed anew zooming goes on meanwhile.
  const fonts = fontsAt(isLarge ? late : step)
  const { nodes, edges, routes, extent, drag, draft } = useProjection(layer, editable, fonts.label)
  const slug = useSession((state) => state.slug)
  const zoom = useStore((state) => detailAt(state.transform[2]))
  const listed = (zoom === 'number' || zoom === 'heat') && nodes.length <= mostListed
  const surface = useRef<HTMLDivElement>(null)
  const isTall = useTall(surface)
  const said = useMemo(() => [...(layer?.states.values() ?? [])].some(({ line }) => line !== undefined), [layer])
  const { fit, centre, keep } = useView(
    routes,
    extent,
    layer?.draft ? `${slug} ${layer.title}` : String(slug),
    !layer?.draft,
    editable,
    { listed, isTall, said },
    layer?.focus,
  )
  useEffect(() => {
    const active = [...(layer?.states ?? [])].flatMap(([uid, mark]) => (mark.active ? (routes().boxes.get(uid) ?? []) : []))
    const place = unite(active.filter(({ kind }) => kind !== 'compound' && kind !== 'parallel'))
    if (place) centre(place)
  }, [layer, routes, centre])
  const [renaming, rename] = useState<Uid | null>(null)
  const { preview, begin: reconnect } = useReconnect()
  const adding = useAdding(draft, routes, rename, centre)
  const [menu, setMenu] = useState<Parameters<typeof menuItems>[0]>(null)
  const [menuAt, setMenuAt] = useState({ x: 0, y: 0 })
  const [tidying, setTidying] = useState(false)
  const flow = useStoreApi<StateNode>()
  useNudge(drag, editable)
  const onNodesChange = useCallback(
    (changes: NodeChange<StateNode>[]) => changeNodes(withoutHeldFrames(changes, flow.getState()), drag.move),
    [flow, drag],
  )
  const page = useStore((state) => state.domNode)
  const [lines, setLines] = useState<SVGSVGElement | null>(null)
  const [raised, setRaised] = useState<SVGSVGElement | null>(null)
  const holders = useMemo(
    () => ({ pills: page?.querySelector('.react-flow__edgelabel-renderer') ?? null, lines, raised }),
    [page, lines, raised],
  )
  const onNodeDoubleClick = useCallback((_: unknown, node: StateNode) => editable && rename(node.id), [editable, rename])

  const runTidy = useCallback(() => {
    setTidying(true)
    void tidy()
      .finally(() => setTidying(false))
      .then(() => requestAnimationFrame(() => fit()))
  }, [fit])
  const keyActions = useMemo(
    () => ({
      ask: (mode: ChoiceMode) => adding.askNearSelection(mode, surface.current),
      rename: () => {
        rememberFocus()
        rename([...session.getState().selection][0] ?? null)
      },
      selectAll: () => select(routes().boxes.keys()),
      fit: () => fit(),
      tidy: runTidy,
    }),
    [adding, fit, rename, routes, runTidy],
  )
  useCanvasCommands(keyActions, editable)
  const actions = useMemo(() => ({ renaming, rename, reconnect, addFrom: adding.askFrom }), [renaming, rename, reconnect, adding])

  const selected = nodes.find((node) => node.selected)?.id ?? null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== surface.current) return
    const direction = event.altKey ? directions[event.key] : undefined
    const uid = direction ? neighbourOf(selected, direction, [...routes().boxes.values()]) : null
    if (direction) event.preventDefault()
    if (uid !== null) reveal({ kind: 'state', id: uid }, true)
    if (event.key === 'Enter' && editable && selected && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      rename(selected)
    }
  }

  const drawing = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application handles its own keys; every one is also a command
    <div
      ref={surface}
      className={styles.canvas}
      data-zoom={zoom}
      style={sizesOf(fonts, step)}
      data-tall={isTall ? '' : undefined}
      data-plain={layer?.plain ? '' : undefined}
      data-editable={editable ? '' : undefined}
      role="application"
      aria-label={layer?.title ?? 'Drawing of the workflow'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application is one stop of the Tab key; its own keys go on from there
      tabIndex={0}
      {...(selected === null ? {} : { 'aria-activedescendant': nodeId(selected) })}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (editable && event.dataTransfer.types.includes(dragType)) event.preventDefault()
      }}
      onDrop={(event) => adding.drop(event.dataTransfer.getData(dragType), { x: event.clientX, y: event.clientY })}
      onContextMenuCapture={(event) => {
        const target = event.target instanceof Element ? event.target : null
        const byKey = target === surface.current ? [...session.getState().selection][0] : undefined
        const id =
          byKey ??
          target?.closest('.react-flow__node, .react-flow__edge')?.getAttribute('data-id') ??
          target?.closest('[data-edge]')?.getAttribute('data-edge') ??
          null
        const subject = id?.split('/')[0] ?? null
        if (subject !== null && !session.getState().selection.has(subject)) select([subject])
        setMenu(subject)
        setMenuAt({ x: event.clientX, y: event.clientY })
      }}
    >
      <ReactFlow<StateNode, TransitionEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={changeEdges}
        onNodeDragStop={drag.end}
        onSelectionDragStop={drag.end}
        onConnect={onConnect}
        onConnectEnd={adding.connectEnd}
        onMoveEnd={keep}
        onNodeDoubleClick={onNodeDoubleClick}
        onlyRenderVisibleElements
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        zIndexMode="manual"
        minZoom={0.05}
        maxZoom={2.5}
        panOnScroll
        zoomOnDoubleClick={false}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={multiSelectionKeys}
        selectionMode={SelectionMode.Partial}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesConnectable={editable}
        nodesDraggable={editable}
        nodesFocusable={false}
        edgesFocusable={false}
        edgesReconnectable={false}
        connectionRadius={24}
        nodeDragThreshold={3}
        connectionLineStyle={connectionLine}
        proOptions={proOptions}
      >
        <ViewportPortal>
          <svg ref={setLines} className={styles.lines} />
          <svg ref={setRaised} className={`${styles.lines} ${styles.raised}`} />
        </ViewportPortal>
        {editable && (
          <Panel position="top-left">
            <Palette
              onAdd={(kind) => adding.addByClick(kind, surface.current)}
              onTidy={runTidy}
              tidying={tidying}
              selected={nodes.filter((node) => node.selected).length}
              onAlign={alignSelected}
            />
          </Panel>
        )}
        <Panel position="bottom-left">
          <Zoom onFit={() => fit()} />
        </Panel>
      </ReactFlow>
      {listed && <NumberList nodes={nodes} />}
      {preview && <Thread preview={preview} edges={edges} />}
      {adding.request && <QuickAdd request={adding.request} draft={draft} onAdd={adding.add} onPick={adding.pick} onClose={adding.close} />}
    </div>
  )
  return (
    <CanvasActions value={actions}>
      <DetailContext value={zoom}>
        <DriftsContext value={drag.drifts}>
          <HoldersContext value={holders}>
            {editable ? (
              <ContextMenu items={menuItems(menu, menuAt, { quickAdd: adding.ask, rename, tidy: runTidy, fit: () => fit() })}>
                {drawing}
              </ContextMenu>
            ) : (
              drawing
            )}
          </HoldersContext>
        </DriftsContext>
      </DetailContext>
    </CanvasActions>
  )
}

/** Whether the stage is higher than wide: then the list of numbers stands under the drawing, else beside it. */
function useTall(surface: RefObject<HTMLDivElement | null>): boolean {
  const [isTall, setTall] = useState(false)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setTall(entry.contentRect.height > entry.contentRect.width * 1.1))
    if (surface.current) observer.observe(surface.current)
    return () => observer.disconnect()
  }, [surface])
  return isTall
}

const noDrawing: Omit<Projection, 'seen'> = {
  nodes: [],
  edges: [],
  routes: { boxes: new Map(), edges: new Map(), initial: new Set(), simple: 0 },
}

/** Nodes and edges of what is to be drawn now; a drag under way goes its own way. */
function useProjection(layer: CanvasLayer | null, editable: boolean, font: number) {
  const tables = useSession((state) => state.tables)
  const selection = useSession((state) => state.selection)
  const problems = useSession((state) => state.problems)
  const [project] = useState(createProjector)
  const marks = useMemo(() => (editable ? marksOf(problems) : noProblems), [problems, editable])
  const latest = useRef<ReturnType<typeof project> | null>(null)
  const draft = layer?.draft ?? tables
  const drawn = useCallback(() => latest.current ?? noDrawing, [])
  const routes = useCallback(() => drawn().routes, [drawn])
  const projection = useMemo(
    () => project({ draft, layer, selection, problems: marks, editable, font }),
    [project, draft, layer, selection, marks, editable, font],
  )
  useLayoutEffect(() => {
    latest.current = projection
  })
  const input = useRef({ draft, layer, problems: marks })
  useLayoutEffect(() => {
    input.current = { draft, layer, problems: marks }
  })
  const extent = useCallback((zoom: number) => extentAt(input.current, routes(), zoom), [routes])
  const drag = useDrag(projection.seen, drawn)
  // What is drawn anew meanwhile, its selection say, does not end a drag. React Flow has taken the new nodes by now.
  useEffect(() => drag.show(), [drag, projection])
  return { nodes: projection.nodes, edges: projection.edges, routes, extent, drag, draft }
}

function changeNodes(
  changes: NodeChange<StateNode>[],
  move: (positions: ReadonlyMap<Uid, { x: number; y: number }>, mayLeave: boolean) => void,
) {
  const positions = new Map(
    changes.flatMap((change) =>
      change.type === 'position' && change.dragging && change.position ? [[change.id, change.position] as const] : [],
    ),
  )
  if (positions.size > 0) move(positions, true)
  selectBy(changes.flatMap((change) => (change.type === 'select' ? [change] : [])))
}

type Drawn = Parameters<typeof isEnclosed>[0]

/** A box that is drawn selects what it touches, but a frame only where it goes round all of it: else deleting what lies in a group took the group. */
function withoutHeldFrames(
  changes: NodeChange<StateNode>[],
  {
    userSelectionRect,
    transform: [x, y, zoom],
    nodeLookup,
  }: { userSelectionRect: Drawn | null; transform: [number, number, number]; nodeLookup: ReadonlyMap<string, StateNode> },
): NodeChange<StateNode>[] {
  if (!userSelectionRect) return changes
  const { x: left, y: top, width, height } = userSelectionRect
  const drawn = { x: (left - x) / zoom, y: (top - y) / zoom, width: width / zoom, height: height / zoom }
  return changes.filter((change) => {
    const node = change.type === 'select' && change.selected ? nodeLookup.get(change.id) : undefined
    return node?.type !== 'frame' || isEnclosed({ ...node.position, width: node.width ?? 0, height: node.height ?? 0 }, drawn)
  })
}

function changeEdges(changes: EdgeChange<TransitionEdge>[]) {
  selectBy(
    changes.flatMap((change) =>
      change.type === 'select' ? [{ id: change.id.split('/')[0] ?? change.id, selected: change.selected }] : [],
    ),
  )
}

function selectBy(changes: readonly { readonly id: string; readonly selected: boolean }[]) {
  if (changes.length === 0) return
  const next = new Set(session.getState().selection)
  for (const { id, selected } of changes) if (!selected) next.delete(id)
  for (const { id, selected } of changes) if (selected) next.add(id)
  select(next)
}

function marksOf(problems: readonly Problem[]): ReadonlyMap<string, 'error' | 'warning'> {
  const marks = new Map<string, 'error' | 'warning'>()
  for (const { place, severity } of problems) {
    if ((place.kind === 'state' || place.kind === 'transition') && marks.get(place.id) !== 'error') marks.set(place.id, severity)
  }
  return marks
}

/** Sizes in pixels of the drawing: of titles and pills, of a pixel of the screen, and of the marks at a state, which shrink more slowly than it. */
function sizesOf({ title, label }: ReturnType<typeof fontsAt>, step: number): CSSProperties {
  const sizes = { '--title': title, '--label': label, '--screen': 1 / step, '--mark': Math.max(1, 0.7 / step) }
  return Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, `${value}px`])) as CSSProperties
}

/** The line from the end that stays to the pointer, while the other end is moved. */
function Thread({
  preview,
  edges,
}: {
  preview: NonNullable<ReturnType<typeof useReconnect>['preview']>
  edges: readonly TransitionEdge[]
}) {
  const [x, y, zoom] = useStore((state) => state.transform)
  const corner = useStore((state) => state.domNode)?.getBoundingClientRect()
  const points = edges.find(({ id }) => id === preview.edge)?.data?.route.points
  const fixed = preview.end === 'source' ? points?.at(-1) : points?.[0]
  if (!fixed || !corner) return null
  const from = { x: fixed.x * zoom + x, y: fixed.y * zoom + y }
  return (
    <svg className={styles.thread} aria-hidden>
      <path d={roundedPath([from, { x: preview.at.x - corner.x, y: preview.at.y - corner.y }], 0)} />
    </svg>
  )
}
