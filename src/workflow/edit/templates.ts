import type { Attribute } from '../attribute.ts'
import { newState } from '../draft.ts'
import type { Disposition } from '../state.ts'
import type { Step } from '../step.ts'
import type { Trigger } from '../transition.ts'
import { newTransition } from './finish.ts'
import type { Fragment } from './fragment.ts'

/** What is drawn at a place of the template: column and row from 0, the first state is where it begins. */
type Part = {
  readonly at: readonly [number, number]
  readonly title: string
  readonly step?: Step
  readonly decision?: true
  readonly end?: Disposition
}
/** From, to, on which event (`after …` in hours, empty: at once), and if what holds. */
type Way = readonly [from: string, to: string, on: string, more?: { readonly if?: string; readonly escalates?: true }]

/** A piece of a workflow that is drawn again and again: put in whole, then made one's own. */
export type Template = {
  readonly id: string
  readonly title: string
  /** What it is for, in a sentence. */
  readonly about: string
  readonly states: Readonly<Record<string, Part>>
  readonly ways: readonly Way[]
  readonly pools: Readonly<Record<string, string>>
  readonly attributes?: readonly Attribute[]
}

const outcomes = (...titles: readonly string[]) => titles.map((title) => ({ event: title.toUpperCase().replace(/[^A-Z]+/g, '_'), title }))
const review = (pool: string, target: string, ...ends: readonly string[]): Step => ({
  kind: 'review',
  pools: [pool],
  target,
  outcomes: outcomes(...ends),
})
const automatic: Step = { kind: 'automatic', outcomes: outcomes('Done') }
const harmless: Disposition = { restrictive: false }
const restrictive: Disposition = { restrictive: true, appeal: 'Within 14 days' }

/** The templates in the order in which they are offered. */
export const templates: readonly Template[] = [
  {
    id: 'two-tier',
    title: 'Two-tier review with a quality check',
    about: 'A first and a second tier decide; of what is found a violation a part is checked again before it is carried out.',
    pools: { 'tier-1': 'Tier 1', 'tier-2': 'Tier 2', quality: 'Quality' },
    attributes: [{ name: 'quality_sample', order: 0, title: 'Drawn for the quality check', type: 'boolean', default: false }],
    states: {
      tier1: { at: [0, 0], title: 'Tier 1 review', step: review('tier-1', 'PT4H', 'No violation', 'Violation', 'Escalate') },
      tier2: { at: [0, 1], title: 'Tier 2 review', step: review('tier-2', 'PT8H', 'No violation', 'Violation') },
      drawn: { at: [1, 0], title: 'Drawn for a check?', decision: true },
      check: { at: [1, 1], title: 'Quality check', step: review('quality', 'P1D', 'Confirm', 'Overturn') },
      restricted: { at: [2, 0], title: 'Restricted', end: restrictive },
      clear: { at: [2, 1], title: 'No violation', end: harmless },
    },
    ways: [
      ['tier1', 'clear', 'NO_VIOLATION'],
      ['tier1', 'drawn', 'VIOLATION'],
      ['tier1', 'tier2', 'ESCALATE', { escalates: true }],
      ['tier2', 'clear', 'NO_VIOLATION'],
      ['tier2', 'drawn', 'VIOLATION'],
      ['drawn', 'check', '', { if: 'quality_sample' }],
      ['drawn', 'restricted', ''],
      ['check', 'restricted', 'CONFIRM'],
      ['check', 'clear', 'OVERTURN'],
    ],
  },
  {
    id: 'appeal',
    title: 'Appeal',
    about: 'Whoever is restricted has fourteen days to appeal; somebody else looks again, and what was wrong is taken back.',
    pools: { appeals: 'Appeals' },
    states: {
      window: { at: [0, 0], title: 'Time to appeal', step: { kind: 'wait', outcomes: outcomes('Appealed') } },
      again: { at: [1, 0], title: 'Appeal review', step: review('appeals', 'P3D', 'Uphold', 'Overturn') },
      restore: { at: [2, 1], title: 'Take it back', step: automatic },
      none: { at: [0, 1], title: 'Not appealed', end: restrictive },
      upheld: { at: [2, 0], title: 'Appeal upheld', end: restrictive },
      reversed: { at: [3, 1], title: 'Decision reversed', end: harmless },
    },
    ways: [
      ['window', 'again', 'APPEALED'],
      ['window', 'none', `after ${14 * 24}`],
      ['again', 'upheld', 'UPHOLD'],
      ['again', 'restore', 'OVERTURN'],
      ['restore', 'reversed', 'DONE'],
    ],
  },
  {
    id: 'escalation',
    title: 'Escalation timer',
    about: 'What is not decided in four hours goes to a desk for what is overdue.',
    pools: { 'tier-1': 'Tier 1', overdue: 'Overdue desk' },
    states: {
      decide: { at: [0, 0], title: 'Review in time', step: review('tier-1', 'PT4H', 'Decided') },
      overdue: { at: [0, 1], title: 'Overdue desk', step: review('overdue', 'PT1H', 'Decided') },
      done: { at: [1, 0], title: 'Decided', end: harmless },
    },
    ways: [
      ['decide', 'done', 'DECIDED'],
      ['decide', 'overdue', 'after 4', { escalates: true }],
      ['overdue', 'done', 'DECIDED'],
    ],
  },
  {
    id: 'four-eyes',
    title: 'Four-eyes decision',
    about: 'One proposes, another agrees or not; where they differ a lead decides.',
    pools: { reviewers: 'Reviewers', 'second-reviewers': 'Second reviewers', leads: 'Leads' },
    states: {
      propose: { at: [0, 0], title: 'Proposal', step: review('reviewers', 'PT4H', 'Proposed') },
      second: { at: [1, 0], title: 'Second pair of eyes', step: review('second-reviewers', 'PT4H', 'Agree', 'Differ') },
      lead: { at: [1, 1], title: 'Lead decides', step: review('leads', 'P1D', 'Carry out', 'Drop it') },
      carried: { at: [2, 0], title: 'Carried out', end: restrictive },
      dropped: { at: [2, 1], title: 'Dropped', end: harmless },
    },
    ways: [
      ['propose', 'second', 'PROPOSED'],
      ['second', 'carried', 'AGREE'],
      ['second', 'lead', 'DIFFER', { escalates: true }],
      ['lead', 'carried', 'CARRY_OUT'],
      ['lead', 'dropped', 'DROP_IT'],
    ],
  },
  {
    id: 'hand-off',
    title: 'Batch hand-off',
    about: 'Cases are gathered and handed to a vendor together, fifty at a time or once a day, and what comes back is looked through.',
    pools: { vendor: 'Vendor', intake: 'Intake' },
    states: {
      gather: {
        at: [0, 0],
        title: 'Gather for the vendor',
        step: { kind: 'batch', outcomes: outcomes('Handed over'), size: 50, age: 'P1D' },
      },
      vendor: { at: [1, 0], title: 'Vendor works on it', step: review('vendor', 'P2D', 'Returned') },
      intake: { at: [2, 0], title: 'Look through', step: review('intake', 'PT8H', 'Accept', 'Send back') },
      accepted: { at: [3, 0], title: 'Accepted', end: harmless },
    },
    ways: [
      ['gather', 'vendor', 'HANDED_OVER'],
      ['vendor', 'intake', 'RETURNED'],
      ['intake', 'accepted', 'ACCEPT'],
      ['intake', 'gather', 'SEND_BACK'],
    ],
  },
]

/** Distance of the columns and of the rows of a template, pixels. */
const apart = { column: 336, row: 144 }

/** A template as what is pasted: with the pools and attributes that it names. `notice`: what its restrictive ends send. */
export function templateFragment({ states, ways, pools, attributes = [] }: Template, notice = 'decision'): Fragment {
  const names = Object.keys(states)
  return {
    gemba: 'fragment',
    format: 1,
    top: names,
    states: Object.entries(states).map(([name, { title, step = null, end, decision }], order) =>
      newState({
        uid: name,
        key: name,
        parent: null,
        order,
        type: end ? 'final' : 'atomic',
        title,
        step,
        disposition: end?.restrictive ? { ...end, notice } : (end ?? null),
        ...(decision ? { kind: 'decision' as const } : {}),
      }),
    ),
    transitions: ways.map(([source, target, on, more], order) =>
      newTransition({
        uid: `way-${order}`,
        order,
        source,
        targets: [target],
        trigger: triggerOf(on),
        guard: more?.if === undefined ? null : { expression: more.if },
        ...(more?.escalates ? { flow: 'escalation' as const, contact: 'Lead on duty' } : {}),
      }),
    ),
    placements: Object.entries(states).map(([uid, { at }]) => ({ uid, x: at[0] * apart.column, y: at[1] * apart.row })),
    attributes: [...attributes],
    pools: Object.entries(pools).map(([id, title], order) => ({ id, order, title })),
  }
}

function triggerOf(on: string): Trigger {
  if (on === '') return { kind: 'always' }
  return on.startsWith('after ') ? { kind: 'after', delay: Number(on.slice(6)) * 3_600_000 } : { kind: 'event', event: on }
}
