import type { InspectionEvent, Observer } from 'xstate'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CaseContext } from '../../machine/implementations.ts'
import { startWalk, type Walk, type WalkState } from '../../machine/walk.ts'
import type { Workflow } from '../../workflow/workflow.ts'

/** A case that is being walked: `workflow` is the drawing as it was when the walk began. */
export type Walking = { readonly workflow: Workflow; readonly walk: Walk; readonly context: CaseContext; readonly state: WalkState }

type WalkView = {
  /** Whether the panel is open. */
  readonly open: boolean
  readonly walking: Walking | null
  /** Why no walk could begin. */
  readonly fault: string | null
}

const store = createStore<WalkView>(() => ({ open: false, walking: null, fault: null }))

/** How the walk stands, in a component. */
export function useWalk(): WalkView {
  return useStore(store)
}

/** Opens or closes the panel; closing ends the walk. */
export function openWalk(open: boolean): void {
  if (!open) stop()
  store.setState({ open, ...(open ? {} : { walking: null, fault: null }) })
}

/** Begins a walk with a case of these attributes. */
export function beginWalk(workflow: Workflow, context: CaseContext, inspect?: Observer<InspectionEvent>): void {
  stop()
  try {
    const walk = startWalk(workflow, context, inspect ? { inspect } : {})
    store.setState({ walking: { workflow, walk, context, state: walk.state() }, fault: null })
  } catch (error) {
    store.setState({ walking: null, fault: error instanceof Error ? error.message : String(error) })
  }
}

/** Forgets the case, so that another can be chosen. */
export function endWalk(): void {
  stop()
  store.setState({ walking: null, fault: null })
}

/** Makes a move and shows where it led. */
export function moveWalk(move: (walk: Walk) => WalkState): void {
  const { walking } = store.getState()
  if (walking) store.setState({ walking: { ...walking, state: move(walking.walk) } })
}

function stop() {
  store.getState().walking?.walk.stop()
}
