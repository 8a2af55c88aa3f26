import { expect, test } from 'vitest'
import type { Workflow } from '../../workflow/workflow.ts'
import { sayParameter } from './parameter-words.ts'

const workflow = {
  states: { notice: { uid: 'notice', key: 'SendNotice', title: 'Send notice' } },
  pools: { ar: { id: 'ar', title: 'Arabic reviewers' } },
} as unknown as Workflow

test.each([
  ['demand.casesPerHour', 'cases an hour'],
  ['mix', 'kinds of case'],
  ['performance.notice.time', 'time of Send notice'],
  ['performance.notice.delay', 'delay before Send notice'],
  ['performance.notice.rest', 'time left open after the work of Send notice'],
  ['performance.notice.clock', 'working hours of the wait at Send notice'],
  ['performance.notice.outcomes', 'outcomes of Send notice'],
  ['pools.ar.shifts', 'people of Arabic reviewers'],
  ['pools.ar.members', 'people of Arabic reviewers'],
  ['pools.ar.exposure', 'exposure budget of Arabic reviewers'],
  ['quality.errors', 'error rates'],
  ['quality.constructor', 'decision quality'],
  ['performance.gone.time', 'performance.gone.time'],
  ['demand.constructor', 'demand.constructor'],
])('%s reads “%s”', (path, words) => expect(sayParameter(path, workflow)).toBe(words))
