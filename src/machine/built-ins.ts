import type { Attribute } from '../workflow/attribute.ts'

/** What conditions of a scenario may ask of a case beside its attributes: how often it has begun a step, the steps it has left last, how long it has been there, and the hour of the week. */
export const builtIns: readonly string[] = ['visits', 'prev', 'prev2', 'age', 'weekHour']

/** The name under which `visits("uid")` stands among the attributes. */
export function visitsOf(uid: string): string {
  return `visits("${uid}")`
}

/** Whether a name among the attributes is that of `visits("uid")`. */
export function isVisits(name: string): boolean {
  return name.startsWith('visits(')
}

/**
 * The attributes with the built-ins after them, for the steps of these uids. `visits("uid")`: how often the case has begun that step, now included; `prev`,
 * `prev2`: uid of the step whose visit was over last, and before that, `""` at first; `age`: seconds since its arrival; `weekHour`: whole hours since
 * Monday 00:00 on the scenario's wall clock, 0 to 167. An attribute of the same name wins.
 */
export function withBuiltIns(attributes: readonly Attribute[], steps: readonly string[]): Attribute[] {
  const taken = new Set(attributes.map(({ name }) => name))
  const number = (name: string): Attribute => ({ name, order: 0, title: name, type: 'number', default: 0 })
  const step = (name: string): Attribute => ({ name, order: 0, title: name, type: 'enum', values: ['', ...steps], default: '' })
  const visits = taken.has('visits') ? [] : steps.map((uid) => number(visitsOf(uid)))
  return [
    ...attributes,
    ...[step('prev'), step('prev2'), number('age'), number('weekHour')].filter(({ name }) => !taken.has(name)),
    ...visits,
  ]
}

/** Where a built-in may stand, for somebody who wrote it elsewhere. */
export function sayBuiltIn(name: string): string {
  const written = name === 'visits' ? 'visits("…")' : name
  return `"${written}" is known only in conditions of a scenario's times, delays, outcomes, patience and failures; count in an attribute what a guard must know.`
}
