import type { Draft } from './draft.ts'
import { kindOf, kindWords } from './drawing/kind.ts'
import { isDuration, parseDuration } from './duration.ts'
import type { Uid } from './name.ts'
import type { Problem } from './problem.ts'
import { readDuration } from './read-duration.ts'
import type { State } from './state.ts'
import { documentOrder, titleOf, transitionsFrom } from './tree.ts'

/** What can be asked of states, each as `name:value`, with an example. */
export const predicates: readonly { readonly name: string; readonly example: string }[] = [
  { name: 'pool', example: 'pool:panel' },
  { name: 'is', example: 'is:problem' },
  { name: 'kind', example: 'kind:final' },
  { name: 'guard', example: 'guard:severity' },
  { name: 'sla', example: 'sla:<4h' },
]

type Test = (state: State, draft: Draft, problems: readonly Problem[]) => boolean

/**
 * The states for which everything holds that was typed, in document order: `pool:panel kind:review sla:<4h`, and words of the title. Null where nothing
 * typed is such a condition. One that nobody knows (`is:green`, `sla:soon`) holds for none.
 */
export function findStates(typed: string, draft: Draft, problems: readonly Problem[]): readonly Uid[] | null {
  const terms = typed.trim().split(/\s+/)
  const asked = terms.map((term) => /^([a-z]+):(.*)$/i.exec(term))
  if (!asked.some((found) => predicates.some(({ name }) => name === found?.[1]?.toLowerCase()))) return null
  const tests = terms.map((term, index) => {
    const [, name, value] = asked[index] ?? []
    return name === undefined ? hasWord(term) : testOf(name.toLowerCase(), (value ?? '').toLowerCase())
  })
  return documentOrder(draft)
    .filter((state) => state.parent !== null && tests.every((test) => test(state, draft, problems)))
    .map(({ uid }) => uid)
}

function hasWord(word: string): Test {
  return (state) => titleOf(state).toLowerCase().includes(word.toLowerCase())
}

function testOf(name: string, value: string): Test {
  if (name === 'pool')
    return ({ step }, { pools }) =>
      step?.kind === 'review' &&
      step.pools.some((id) => id.toLowerCase().includes(value) || (pools[id]?.title ?? '').toLowerCase().includes(value))
  if (name === 'kind')
    return (state, draft) => {
      const kind = kindOf(state, draft)
      return kind.startsWith(value) || kindWords[kind].toLowerCase().startsWith(value)
    }
  if (name === 'guard')
    return ({ uid }, draft) =>
      transitionsFrom(draft, uid).some(({ guard }) => guard !== null && JSON.stringify(guard).toLowerCase().includes(value))
  if (name === 'sla') return slaTest(value)
  if (name === 'is' && value === 'pinned') return ({ uid }, { layout }) => layout[uid]?.pinned === true
  if (name === 'is' && ['problem', 'error', 'warning'].includes(value))
    return ({ uid }, draft, problems) => {
      const places = new Set([uid, ...transitionsFrom(draft, uid).map((exit) => exit.uid)])
      return problems.some(
        ({ place, severity }) =>
          (value === 'problem' || severity === value) && (place.kind === 'state' || place.kind === 'transition') && places.has(place.id),
      )
    }
  return () => false
}

/** The service target against a duration: `<4h`, `>1d`, or exactly `4h`. */
function slaTest(value: string): Test {
  const [, sign = '', text = ''] = /^([<>]?=?)(.*)$/.exec(value) ?? []
  const wanted = readDuration(text)
  if (!wanted.ok) return () => false
  return ({ step }) => {
    if (!step?.target || !isDuration(step.target)) return false
    const [target, limit] = [parseDuration(step.target), wanted.seconds]
    if (target === limit) return sign === '' || sign.includes('=')
    return target < limit ? sign.startsWith('<') : sign.startsWith('>')
  }
}
