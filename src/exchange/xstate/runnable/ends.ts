import { uidByPath } from '../../../machine/config-read.ts'
import { newState } from '../../../workflow/draft.ts'
import { freeKey } from '../../../workflow/key.ts'
import type { Uid } from '../../../workflow/name.ts'
import { endingStates, reachableStates } from '../../../workflow/reach.ts'
import type { State } from '../../../workflow/state.ts'
import type { Transition, Trigger } from '../../../workflow/transition.ts'
import { ancestorsOf, childrenOf, documentOrder, rootOf, stateOf, titleOf, transitionsFrom } from '../../../workflow/tree.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import { withRecords } from './offer.ts'
import type { Offer } from './offer.ts'

/** A case that comes to rest for ever has ended: a state that nothing leaves is an end, and so is the end of a group that leads no further. */
export const restsAreEnds: Offer = {
  title: 'A state that nothing ever leaves is an end',
  apply: (workflow) => {
    const told: string[] = []
    let next = workflow
    for (const state of documentOrder(workflow)) {
      if (!reachableStates(workflow).has(state.uid) || state.parent === null || inParallel(workflow, state)) continue
      if (state.type === 'atomic' && state.step === null && waysOf(workflow, state).length === 0) {
        if (state.parent === rootOf(workflow).uid) next = withRecords(next, [{ ...state, type: 'final' }])
        else next = leadToEnd(next, state.uid, { kind: 'always' }, 'Ended')
        told.push(`Nothing leads on from ${titleOf(state)}; it is taken as an end.`)
      }
      if (endsInside(workflow, state) && waysOf(workflow, state).length === 0) {
        next = leadToEnd(next, state.uid, { kind: 'done' }, 'Ended')
        told.push(`${titleOf(state)} comes to its end and nothing follows; the case ends there.`)
      }
    }
    return { workflow: next, told }
  },
}

/** A case of a machine that goes round for ever leaves it some time: a further outcome of each step from which no end can be reached. */
export const casesMayLeave: Offer = {
  title: 'Where no end can be reached, a case may leave',
  apply: (workflow) => {
    const ending = endingStates(workflow)
    const stuck = documentOrder(workflow).filter(
      (state) => state.type === 'atomic' && reachableStates(workflow).has(state.uid) && !ending.has(state.uid),
    )
    if (stuck.length === 0) return { workflow, told: [] }
    const root = rootOf(workflow)
    const working = stuck.filter(
      (state) => topOf(workflow, state) !== null && (state.step !== null || waysOf(workflow, state).length === 0),
    )
    if (root.type === 'compound' && working.length === 0) {
      return {
        workflow: leadToEnd(workflow, root.uid, { kind: 'after', delay: longestRound }, 'Left'),
        told: ['The machine never ends and waits for nobody; a case is taken to leave it after ten minutes (guessed).'],
      }
    }
    let next = workflow
    for (const state of working) next = mayLeave(next, state)
    const names = working.map(titleOf)
    return {
      workflow: next,
      told:
        names.length === 0
          ? []
          : [`The machine never ends; a case may leave it at ${names.join(', ')}, as often as anything else happens there (guessed).`],
    }
  },
}

/** Long enough for a few rounds of a machine of timers, in milliseconds. */
const longestRound = 600_000
const leave = 'gemba.leave'

function mayLeave(workflow: Workflow, state: State): Workflow {
  const { step } = state
  const top = topOf(workflow, state)
  if (top === null) return workflow
  const outcomes = [...(step?.outcomes ?? []), { event: leave, title: 'Leaves' }]
  const next = withRecords(workflow, [{ ...state, step: step === null ? { kind: 'wait', outcomes } : { ...step, outcomes } }])
  return leadToEnd(next, state.uid, { kind: 'event', event: leave }, 'Left', top)
}

/** Where the end of a case stands: the machine itself, or its track where the machine is a parallel state. */
function topOf(workflow: Workflow, state: State): State | null {
  const root = rootOf(workflow)
  if (root.type === 'compound') return root
  const track = [state, ...ancestorsOf(workflow, state.uid)].find(({ parent }) => parent === root.uid)
  return track?.type === 'compound' ? track : null
}

function leadToEnd(workflow: Workflow, source: Uid, trigger: Trigger, title: string, top = rootOf(workflow)): Workflow {
  if (top.type !== 'compound') return workflow
  const uid = uidByPath(`end ${top.uid} ${title}`)
  const siblings = childrenOf(workflow, top.uid)
  const end =
    stateOf(workflow, uid) ??
    newState({
      uid,
      key: freeKey(title.toLowerCase(), new Set(siblings.map(({ key }) => key))),
      parent: top.uid,
      order: Math.max(-1, ...siblings.map(({ order }) => order)) + 1,
      type: 'final',
      title,
    })
  const transition: Transition = {
    uid: uidByPath(`to end ${source} ${title}`),
    source,
    order: Math.max(-1, ...transitionsFrom(workflow, source).map(({ order }) => order)) + 1,
    trigger,
    targets: [uid],
    guard: null,
    actions: [],
    reenter: false,
    title: '',
    flow: 'normal',
  }
  return withRecords(workflow, [end], [transition])
}

function inParallel(workflow: Workflow, state: State): boolean {
  return ancestorsOf(workflow, state.uid).some(({ type }) => type === 'parallel')
}

function endsInside(workflow: Workflow, state: State): boolean {
  if (state.type === 'parallel') {
    const tracks = childrenOf(workflow, state.uid).filter(({ type }) => type !== 'history')
    return tracks.length > 0 && tracks.every((track) => track.type === 'final' || endsInside(workflow, track))
  }
  return (
    state.type === 'compound' &&
    childrenOf(workflow, state.uid).some(({ type, uid }) => type === 'final' && reachableStates(workflow).has(uid))
  )
}

/** Ways that lead a case on from the state, its own and those of what it lies in. */
function waysOf(workflow: Workflow, state: State): Transition[] {
  return [state, ...ancestorsOf(workflow, state.uid)]
    .flatMap((part) => transitionsFrom(workflow, part.uid))
    .filter(({ targets }) => targets.length > 0)
}
