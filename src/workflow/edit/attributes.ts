import { Attribute } from '../attribute.ts'
import type { Draft, Edit, Refusal } from '../draft.ts'
import { actionNames, guardNames, renameInActions, renameInGuard } from '../identifier.ts'
import type { AttributeName } from '../name.ts'
import { describeState, describeTransition } from '../where.ts'
import { finish, without } from './finish.ts'

/** An attribute to keep; without `order` it stays where it is, or goes last. */
export type AttributeDraft = Attribute extends infer A
  ? A extends Attribute
    ? Omit<A, 'order'> & { readonly order?: number }
    : never
  : never

/** Adds an attribute or changes one. `was`: its former name; guards and actions that name it are rewritten. */
export function putAttribute(draft: Draft, attribute: AttributeDraft, was: AttributeName = attribute.name): Edit | Refusal {
  const old = Object.hasOwn(draft.attributes, was) ? draft.attributes[was] : undefined
  const parsed = Attribute.safeParse({ order: old?.order ?? Number.MAX_SAFE_INTEGER, ...attribute })
  if (!parsed.success) return { refused: `This attribute does not fit: ${parsed.error.issues[0]?.message ?? 'a value is wrong'}.` }
  const { data } = parsed
  if (data.name !== was && Object.hasOwn(draft.attributes, data.name))
    return { refused: `There is already an attribute "${data.name}". Choose another name.` }
  if (data.type === 'enum' && new Set(data.values).size < data.values.length)
    return { refused: `"${data.name}" lists a value twice; keep one of them.` }
  if (data.type === 'enum' && !data.values.includes(data.default))
    return { refused: `The default of "${data.name}" must be one of its values.` }
  const renamed = old && data.name !== was ? renameAttribute(draft, was, data.name) : draft
  const after = { ...renamed, attributes: { ...without(renamed.attributes, new Set([was])), [data.name]: data } }
  const label = old ? `Change the attribute ${was}` : `Add the attribute ${data.name}`
  return finish(data.name === was || !old ? label : `Rename the attribute ${was} to ${data.name}`, draft, after)
}

/** Takes an attribute away that nothing asks for. */
export function removeAttribute(draft: Draft, name: AttributeName): Edit | Refusal {
  if (!Object.hasOwn(draft.attributes, name)) return { refused: `There is no attribute "${name}".` }
  const uses = usesOf(draft, name)
  if (uses.length > 0) {
    const shown = uses.slice(0, 3).join('; ')
    return {
      refused: `"${name}" is used by ${uses.length} guard${uses.length === 1 ? '' : 's'} or actions (${shown}${uses.length > 3 ? '; …' : ''}). Change those first.`,
    }
  }
  return finish(`Delete the attribute ${name}`, draft, { ...draft, attributes: without(draft.attributes, new Set([name])) })
}

/** Where an attribute is asked for or changed, in words. */
export function usesOf(draft: Pick<Draft, 'header' | 'attributes' | 'pools' | 'states' | 'transitions'>, name: AttributeName): string[] {
  const states = Object.values(draft.states).filter((state) => [...state.entry, ...state.exit].some((action) => actionNames(action, name)))
  const transitions = Object.values(draft.transitions).filter(
    (transition) => guardNames(transition.guard, name) || transition.actions.some((action) => actionNames(action, name)),
  )
  return [
    ...states.map((state) => describeState(draft, state.uid)),
    ...transitions.map((transition) => describeTransition(draft, transition)),
  ]
}

function renameAttribute(draft: Draft, from: AttributeName, to: AttributeName): Draft {
  const states = Object.fromEntries(
    Object.entries(draft.states).map(([uid, state]) => {
      const [entry, exit] = [renameInActions(state.entry, from, to), renameInActions(state.exit, from, to)]
      return [uid, entry === state.entry && exit === state.exit ? state : { ...state, entry, exit }]
    }),
  )
  const transitions = Object.fromEntries(
    Object.entries(draft.transitions).map(([uid, transition]) => {
      const [guard, actions] = [renameInGuard(transition.guard, from, to), renameInActions(transition.actions, from, to)]
      return [uid, guard === transition.guard && actions === transition.actions ? transition : { ...transition, guard, actions }]
    }),
  )
  return { ...draft, states, transitions }
}
