import { type Configuration, type Move, outcomesAt } from '../machine/configurations.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { SafetyRule } from './rule.ts'

/** What a rule must remember of a case on its way, as a text, and when it is broken. */
export type Monitor = {
  begin(start: Configuration): string
  next(memory: string, from: Configuration, by: Move, to: Configuration): string
  isBroken(memory: string, at: Configuration): boolean
}

/** Follows a case for a rule that lacks nothing. */
export function monitorOf(workflow: Workflow, rule: SafetyRule): Monitor {
  const dispositionsAt = (at: Configuration) => (at.ended ? at.states.flatMap((uid) => workflow.states[uid]?.disposition ?? []) : [])
  const isRestricted = (at: Configuration) => dispositionsAt(at).some(({ restrictive }) => restrictive)
  switch (rule.template) {
    case 'notice-and-appeal':
      return {
        begin: () => '',
        next: () => '',
        isBroken: (_, at) => dispositionsAt(at).some(({ restrictive, notice, appeal }) => restrictive && !(notice && appeal)),
      }
    case 'other-judge':
      return {
        begin: () => '',
        next: (pools, from, by) => {
          const deciding = lookedAt(workflow, from, by).filter((uid) => rule.decisions.includes(uid))
          return [...new Set([...listed(pools), ...deciding.flatMap((uid) => poolsOf(workflow, uid))])].sort().join(' ')
        },
        isBroken: (pools, at) =>
          at.states.some((uid) => rule.appeals.includes(uid) && poolsOf(workflow, uid).some((pool) => listed(pools).includes(pool))),
      }
    case 'people-before':
      // Who looked: the pools of each look, one look that may be by somebody of before counts for nothing.
      return {
        begin: () => '',
        next: (looks, from, by) => {
          let all = looks
          for (const uid of lookedAt(workflow, from, by)) {
            const pools = poolsOf(workflow, uid)
            const known = all.split(/[ /]/)
            if (listed(all).length < rule.people && !pools.some((pool) => known.includes(pool)))
              all = [...listed(all), pools.join('/')].sort().join(' ')
          }
          return all
        },
        isBroken: (looks, at) => isRestricted(at) && listed(looks).length < rule.people,
      }
    case 'always-passes': {
      const passes = (at: Configuration) => at.states.includes(rule.step)
      return {
        begin: (start) => (passes(start) ? 'passed' : ''),
        next: (memory, _, __, to) => (memory !== '' || passes(to) ? 'passed' : ''),
        isBroken: (memory, at) => memory === '' && (rule.before === 'end' ? at.ended : isRestricted(at)),
      }
    }
  }
}

const listed = (memory: string) => memory.split(' ').filter((word) => word !== '')

/** The steps at which a person's outcome is this move. */
function lookedAt(workflow: Workflow, from: Configuration, by: Move): string[] {
  return by.kind === 'event'
    ? from.states.filter((uid) => poolsOf(workflow, uid).length > 0 && outcomesAt(workflow, uid).includes(by.event))
    : []
}

function poolsOf(workflow: Workflow, uid: string): readonly string[] {
  const step = workflow.states[uid]?.step
  return step?.kind === 'review' ? step.pools : []
}
