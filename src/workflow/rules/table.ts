/** What is known of a rule besides how it looks. */
export type RuleRecord = {
  /** `either`: an error where the workflow is to be run, else a warning. */
  readonly severity: 'error' | 'warning' | 'either'
  /** What it finds, as the rest of the sentence "Finds …". */
  readonly finds: string
  /** Why its errors cannot be switched off; null where it only warns. Its warnings always can. */
  readonly needed: string | null
}

const error = (finds: string, needed: string): RuleRecord => ({ severity: 'error', finds, needed })
const warning = (finds: string): RuleRecord => ({ severity: 'warning', finds, needed: null })
const either = (finds: string, needed: string): RuleRecord => ({ severity: 'either', finds, needed })

const stops = 'a run would stop there'
const lost = 'a file cannot hold it, so work would be lost'
const stays = 'cases would stay open for ever and every figure of a run would grow with its length'
const nobody = 'cases would wait for ever for work that nobody does'

/** Every rule that a workflow is read with, by the id under which its findings come. A finding whose rule has no record here does not compile. */
export const rules = {
  'initial-missing': error('containers that do not say where a case begins', 'no machine can be made of the workflow'),
  'bad-name': error('names of states that XState mishandles: dots, digits only, `__proto__`', lost),
  'name-twice': error('two states beside each other with one name', lost),
  'id-twice': error('two states with one id', 'a case would move on from the wrong one'),
  'bad-event-name': either('names of events that a file or JavaScript does not keep as they are', lost),
  'guard-expression': error('guards that are no condition over the attributes', stops),
  'set-expression': error('values of `set` that do not fit their attribute', stops),
  'guard-by-name': error('guards that have only a name', stops),
  'action-by-name': warning('actions that have only a name, which Gemba keeps and does not run'),
  'not-run-by-gemba': warning('parts of an imported machine that Gemba keeps and does not run'),
  'unknown-attribute': error('actions on attributes that are not declared', stops),
  'action-type': error('actions that give an attribute what it cannot take', stops),
  'draw-shares': error('shares of `draw` that do not add up to 1', stops),
  'endless-always': error('circles of transitions that are taken at once', 'a run would never end'),
  'dead-end': either('states that are no end and that nothing ever leaves', stays),
  'no-end': either('a workflow without an end on its top level', stays),
  'no-end-from-here': either('states from which no end can be reached', stays),
  'step-without-outcome': error('steps without an outcome', nobody),
  'outcome-untaken': error('outcomes that no transition takes', stays),
  'outcome-twice': error('outcomes listed twice', 'their shares would be counted twice'),
  'self-without-reenter': either('outcomes that lead only back to their own step without beginning it again', stays),
  'failure-untaken': error('failures of an automatic step that no transition takes', stays),
  'failure-is-outcome': error('failures that are an outcome of the step as well', 'their shares would be counted twice'),
  'wait-limit-untaken': error('limits on waiting whose event no transition takes', stays),
  'step-without-pool': error('reviews that no pool does', nobody),
  'unknown-pool': error('reviews by a pool that is not declared', nobody),
  'unreachable-state': warning('states that no case can get to'),
  'unreachable-end': warning('ends that no case can get to'),
  'guard-never': warning('guards that no case fulfils'),
  'guard-hidden': warning('transitions that are never taken, because an earlier one always is'),
  'outcome-not-always-taken': warning('outcomes that no transition takes for some cases'),
  'rest-not-always-left': warning('rests in which some cases stay for ever'),
  'event-unsent': warning('transitions for an event that no step sends while a case is there'),
  'timer-too-long': warning('timers longer than real clocks can hold'),
  'timer-without-length': error('timers that have only a name', stops),
  'parallel-without-tracks': warning('parallel states in which nothing runs side by side'),
  'history-beside-leaving': warning('ways back into history beside which another track is left'),
  'restriction-without-notice-or-appeal': warning('restrictive ends without a notice or a way to appeal'),
  'notice-not-written': warning('restrictive ends whose notice is not in the handbook'),
  'notice-incomplete': warning('notices of restrictive ends that leave out what Article 17 of the Digital Services Act asks for'),
  'escalation-without-contact': warning('escalations that do not say whom to call, in a workflow with a handbook'),
  'definition-without-examples': warning('definitions with fewer than two examples on either side'),
  'unknown-clause': warning('definitions of a clause that no policy of the handbook has'),
  'exposure-without-wellbeing': warning('disturbing material in a workflow whose handbook does not say what protects people'),
  'system-without-outage': warning('steps of the system in a workflow whose handbook does not say what is done in an outage'),
  'restriction-without-rollback': warning(
    'restrictive ends in a workflow whose handbook does not say how a wrong enforcement is taken back',
  ),
  'unused-attribute': warning('attributes that neither the workflow nor the scenario asks for'),
  'rule-not-off': warning('rules that the workflow switches off and that do not exist, or whose errors cannot be switched off'),
} as const satisfies Readonly<Record<string, RuleRecord>>

export type RuleId = keyof typeof rules

/** The record of a rule by an id that somebody wrote, or undefined. */
export function ruleOf(id: string): RuleRecord | undefined {
  return Object.hasOwn(rules, id) ? rules[id as RuleId] : undefined
}
