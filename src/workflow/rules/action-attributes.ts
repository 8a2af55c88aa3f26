import type { Action } from '../action.ts'
import type { Attribute } from '../attribute.ts'
import type { Draft } from '../draft.ts'
import { putAttribute } from '../edit/attributes.ts'
import type { Problem } from '../problem.ts'
import { documentOrder } from '../tree.ts'
import { transitionsInOrder } from '../where.ts'
import { atState, atTransition, fixBy } from './rule.ts'
import type { Finding, Rule } from './rule.ts'

/** Actions on attributes that are not declared or cannot take what the action gives, and actions that Gemba cannot run. */
export const findBadActions: Rule = (draft) => forEachAction(draft, (action) => checkAction(draft, action))

/** Runs a check over all actions of states and transitions; what it finds is placed where the action stands. */
export function forEachAction(draft: Draft, check: (action: Action) => Finding[]): Problem[] {
  return [
    ...documentOrder(draft).flatMap((state) =>
      [...state.entry, ...state.exit].flatMap(check).map((finding) => atState(draft, state, finding)),
    ),
    ...transitionsInOrder(draft).flatMap((transition) =>
      transition.actions.flatMap(check).map((finding) => atTransition(draft, transition, finding)),
    ),
  ]
}

function checkAction(draft: Draft, action: Action): Finding[] {
  if (action.type === 'named') {
    return [
      {
        rule: 'action-by-name',
        severity: 'warning',
        message: `The action "${action.name}" has only a name; Gemba cannot run it.`,
        why: 'It is kept in the file for the system that runs it, but in simulation and step-through nothing happens.',
      },
    ]
  }
  const attribute = Object.hasOwn(draft.attributes, action.attribute) ? draft.attributes[action.attribute] : undefined
  if (!attribute) {
    return [
      {
        rule: 'unknown-attribute',
        severity: 'error',
        message: `The action changes "${action.attribute}", which is no attribute of a case.`,
        why: 'No guard can ask for it, and a run stops here.',
        fix: fixBy(putAttribute(draft, proposed(action)), `Declare the attribute ${action.attribute}`),
      },
    ]
  }
  if (action.type === 'count' && attribute.type !== 'number') {
    return [
      {
        rule: 'action-type',
        severity: 'error',
        message: `"${attribute.name}" is not a number, so it cannot be counted.`,
        why: 'A run stops here.',
      },
    ]
  }
  return action.type === 'draw' ? checkDraw(attribute, action.shares) : []
}

function proposed(
  action: Exclude<Action, { type: 'named' }>,
): Omit<Extract<Attribute, { type: 'number' }>, 'order'> | Omit<Extract<Attribute, { type: 'enum' }>, 'order'> {
  const [first, ...more] = action.type === 'draw' ? Object.keys(action.shares) : []
  const common = { name: action.attribute, title: action.attribute }
  return first === undefined
    ? { ...common, type: 'number', default: 0 }
    : { ...common, type: 'enum', values: [first, ...more], default: first }
}

function checkDraw(attribute: Attribute, shares: Readonly<Record<string, number>>): Finding[] {
  const values = Object.keys(shares)
  const strange = values.filter((value) => !canBe(attribute, value))
  const sum = Object.values(shares).reduce((total, share) => total + share, 0)
  const findings: Finding[] = strange.map((value) => ({
    rule: 'action-type',
    severity: 'error',
    message: `"${attribute.name}" can never be "${value}".`,
    why: 'A case would get a value that no guard knows.',
  }))
  if (Math.abs(sum - 1) > 1e-6 || Object.values(shares).some((share) => share < 0)) {
    findings.push({
      rule: 'draw-shares',
      severity: 'error',
      message: `The shares of "${attribute.name}" add up to ${Math.round(sum * 1e6) / 1e6}, not to 1.`,
      why: 'It is not clear how often each value is meant.',
    })
  }
  return findings
}

function canBe(attribute: Attribute, text: string): boolean {
  switch (attribute.type) {
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text))
    case 'boolean':
      return text === 'true' || text === 'false'
    case 'enum':
      return attribute.values.includes(text)
  }
}
