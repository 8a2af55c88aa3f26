import type { State } from '../workflow/state.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { own } from '../workflow/same.ts'

/**
 * The step of which a new one is a part: of `base`, still in `head`, done by the same people, sharing a word of its title, with the new step directly before
 * or behind it on ways that were its own. Null where there is none. With the sides swapped: the step into which a removed one was merged.
 */
export function splitFrom(base: Workflow, head: Workflow, added: State): State | null {
  const pools = poolsOf(added)
  if (pools === '') return null
  const whole = Object.values(base.states).find((state) => {
    const now = own(head.states, state.uid)
    return (
      now !== undefined &&
      poolsOf(state) === pools &&
      poolsOf(now) === pools &&
      sharesWord(state, added) &&
      follows(base, head, added.uid, state.uid)
    )
  })
  return whole ?? null
}

function follows(base: Workflow, head: Workflow, added: string, whole: string): boolean {
  const [out, out0] = [targets(head, added), targets(base, whole)]
  const tookItsWays = Object.values(head.transitions).some(
    ({ uid, targets: to }) => to.includes(added) && own(base.transitions, uid)?.targets.includes(whole) === true,
  )
  if (tookItsWays && out.size > 0 && [...out].every((uid) => uid === whole)) return true
  const into = Object.values(head.transitions).filter(({ source, targets: to }) => to.includes(added) && source !== added)
  const goesOn = [...out].filter((uid) => uid !== added)
  return into.length > 0 && into.every(({ source }) => source === whole) && goesOn.length > 0 && goesOn.every((uid) => out0.has(uid))
}

function targets(workflow: Workflow, source: string): Set<string> {
  return new Set(Object.values(workflow.transitions).flatMap((way) => (way.source === source ? way.targets : [])))
}

function poolsOf({ step }: State): string {
  return step?.kind === 'review' ? [...step.pools].sort().join() : ''
}

function sharesWord(one: State, other: State): boolean {
  const words = (title: string) => new Set(title.toLowerCase().match(/\p{L}{4,}/gu))
  const theirs = words(other.title ?? '')
  return [...words(one.title ?? '')].some((word) => theirs.has(word))
}
