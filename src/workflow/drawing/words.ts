import { formatDuration } from '../../words/duration.ts'
import type { Guard } from '../action.ts'
import type { Transition } from '../transition.ts'
import { childrenOf, titleOf, transitionsFrom } from '../tree.ts'
import type { Workflow } from '../workflow.ts'

/** What stands in the pill of a transition. */
export type TransitionWords = {
  /** `Violation`, `4 h`, `otherwise`; empty where nothing needs to be said. */
  readonly trigger: string
  /** The guard in words: `reports over 3 and language is Arabic`. Empty without one. */
  readonly guard: string
  readonly clock: boolean
}

/** A transition in the reader's words: its own title, else what triggers it, and its guard. */
export function wordsOf(transition: Transition, workflow: Workflow): TransitionWords {
  const guard = transition.guard ? guardWords(transition.guard, workflow) : ''
  const trigger = triggerWords(transition, workflow)
  const clock = transition.trigger.kind === 'after'
  return { trigger: transition.title === '' ? trigger : clock ? `${transition.title}, ${trigger}` : transition.title, guard, clock }
}

/** A transition as it is spoken: `from Tier 1 review to Specialist on Escalate if severity is at least 4`. */
export function spokenWay(transition: Transition, workflow: Workflow): string {
  const nameOf = (uid: string) => (workflow.states[uid] ? titleOf(workflow.states[uid]) : uid)
  const { source, targets, trigger } = transition
  const to = targets.length === 0 ? ', staying there,' : ` to ${targets.map(nameOf).join(' and ')}`
  const { guard, trigger: said } = wordsOf(transition, workflow)
  const when = {
    event: `on ${said}`,
    after: `after ${said}`,
    always: guard ? '' : said === 'otherwise' ? said : 'at once',
    done: 'when all inside is done',
  }[trigger.kind]
  return [`from ${nameOf(source)}${to}`, when, guard && `if ${guard.replace(/(?<! is) (at least|at most|over|under) /g, ' is $1 ')}`]
    .filter(Boolean)
    .join(' ')
}

function triggerWords(transition: Transition, workflow: Workflow): string {
  const { trigger } = transition
  switch (trigger.kind) {
    case 'event':
      return eventTitle(trigger.event, transition.source, workflow)
    case 'after':
      return typeof trigger.delay === 'number' ? formatDuration(trigger.delay / 1000) : trigger.delay
    case 'done':
      return transition.guard ? '' : 'when done'
    case 'always':
      return transition.guard || transitionsFrom(workflow, transition.source).length < 2 ? '' : 'otherwise'
  }
}

/** Title of an event: that of the outcome of the step it leaves, or of one inside it; else its name made readable. */
export function eventTitle(event: string, source: string, workflow: Workflow, depth = 0): string {
  const own = workflow.states[source]?.step?.outcomes.find((outcome) => outcome.event === event)
  if (own) return own.title
  if (depth > 20) return humanise(event)
  for (const child of childrenOf(workflow, source)) {
    const title = eventTitle(event, child.uid, workflow, depth + 1)
    if (title !== humanise(event)) return title
  }
  return humanise(event)
}

/** `NO_VIOLATION`, `noViolation` → `No violation`. */
export function humanise(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const operatorWords: Record<string, string> = {
  '&&': 'and',
  '||': 'or',
  '==': 'is',
  '!=': 'is not',
  '>=': 'at least',
  '<=': 'at most',
  '>': 'over',
  '<': 'under',
  '!': 'not',
  in: 'in',
}

/** A guard as a phrase: attributes by title, operators as words, values readable. It says the expression, it does not judge it. */
export function guardWords(guard: Guard, workflow: Workflow): string {
  if ('name' in guard) return humanise(guard.name)
  const tokens = guard.expression.match(/"[^"]*"|'[^']*'|&&|\|\||[!=<>]=|[A-Za-z_]\w*|\d+(\.\d+)?|\S/g) ?? []
  const words = tokens.map((token) => {
    if (/^["']/.test(token)) return token.slice(1, -1)
    const attribute = Object.hasOwn(workflow.attributes, token) ? workflow.attributes[token] : undefined
    if (attribute) return (attribute.title || humanise(token)).toLowerCase()
    return operatorWords[token] ?? token
  })
  const phrase = words
    .join(' ')
    .replace(/(\(|\[) /g, '$1')
    .replace(/ (\)|\]|,|\.)/g, '$1')
    .replace(/ is true\b/g, '')
    .replace(/ in \[([^\]]*)\]/g, ' is one of $1')
  return shortened(phrase)
}

/** `language is es or language is pt` → `language is es or pt`: the subject is said once. */
function shortened(phrase: string): string {
  let before = ''
  for (let text = phrase; ;) {
    before = text
    text = text.replace(
      /((?:^|\b(?:and|or) |\()([^()]+?) is (?:(?!\band\b|\bor\b|\().)+(?: or (?:(?!\band\b|\bor\b| is |\().)+)*) or \2 is (?!not\b)/,
      '$1 or ',
    )
    if (text === before) return text
  }
}
