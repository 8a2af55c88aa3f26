import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'

const demandWords: Readonly<Record<string, string>> = {
  casesPerHour: 'cases an hour',
  growthPerMonth: 'growth',
  hourOfWeek: 'demand over the week',
  noise: 'noise from hour to hour',
  spikes: 'spikes',
  calendar: 'special days',
  scale: 'scale of demand',
  shift: 'shift of demand',
  thinning: 'which cases come',
  window: 'days of the past that are drawn',
}
const performanceWords: Readonly<Record<string, string>> = {
  time: 'time of',
  delay: 'delay before',
  rest: 'time left open after the work of',
  clock: 'working hours of the wait at',
  outcomes: 'outcomes of',
  wait: 'wait at',
  patience: 'patience at',
  failures: 'failures of',
}
const poolWords: Readonly<Record<string, string>> = {
  order: 'order of the queue',
  absences: 'absences',
  holidays: 'holidays',
  exposure: 'exposure budget',
  costPerHour: 'cost',
  costPerCase: 'cost',
}
const qualityWords: Readonly<Record<string, string>> = {
  violating: 'share of violating cases',
  errors: 'error rates',
  factors: 'factors on error rates',
  harm: 'views until action',
}

/** A parameter's path in a scenario (`performance.<uid>.time`) as people say it: `time of Send notice`. What is not known stays as it is. */
export function sayParameter(path: string, workflow: Pick<Workflow, 'states' | 'pools'>): string {
  const [table = '', key = '', field = ''] = path.split('.')
  if (table === 'mix') return 'kinds of case'
  if (table === 'holidays') return 'holidays'
  if (table === 'mixByWeek') return 'kinds of case by the week'
  if (table === 'past') return 'past cases'
  if (table === 'backlog') return 'open cases at the start'
  if (table === 'demand' && Object.hasOwn(demandWords, key)) return demandWords[key]!
  if (table === 'quality') return Object.hasOwn(qualityWords, key) ? qualityWords[key]! : 'decision quality'
  if (table === 'pools' && Object.hasOwn(workflow.pools, key))
    return `${Object.hasOwn(poolWords, field) ? poolWords[field]! : 'people'} of ${workflow.pools[key]!.title}`
  if (table === 'performance' && Object.hasOwn(workflow.states, key))
    return `${Object.hasOwn(performanceWords, field) ? performanceWords[field]! : 'figures of'} ${titleOf(workflow.states[key]!)}`
  return path
}
