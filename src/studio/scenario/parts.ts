import type { Scenario } from '../../simulation/model/scenario.ts'
import { backlog, mix, mixByWeek } from './cases-form.tsx'
import { demand } from './demand-form.ts'
import { byProduct, type Field, list, record } from './form.tsx'
import { choiceOrNone, durationOrNone, localTime, number, text, textOrNone, when, zone } from './leaves.tsx'
import { holidays, pools } from './people-form.tsx'
import { quality } from './quality-form.tsx'
import { warmup } from './warmup-form.tsx'
import { performance } from './work-form.tsx'

/** The parts of the editor, in the order in which a wrong answer hangs on them. */
export const partIds = ['cases', 'demand', 'open', 'people', 'work', 'decisions', 'targets', 'run'] as const
export type PartId = (typeof partIds)[number]

export const partTitles: Readonly<Record<PartId, string>> = {
  cases: 'Kinds of case',
  demand: 'Demand',
  open: 'Open at the start',
  people: 'People',
  work: 'Work',
  decisions: 'Decisions and harm',
  targets: 'Targets',
  run: 'Run',
}

type Segment = Scenario['segments'][number]
const segments = list(
  record<Segment>({
    title: { label: 'Name', form: text },
    when: { label: 'Cases with', form: when },
    target: { label: 'Done within', form: durationOrNone, hint: 'Empty: no target' },
  }),
  {
    one: 'segment',
    ordered: true,
    name: ({ title, when: condition }: Segment) => (condition === undefined ? title : `${title}: ${condition}`),
    begin: (): Segment => ({ title: 'Urgent harm', target: 'PT4H' }),
  },
)

/** What is absent is `drawn`. */
const luck = choiceOrNone<NonNullable<Scenario['run']['luck']>>([{ value: 'history', label: 'A past case' }], 'Fitted tables')

const run = record<Scenario['run']>(
  {
    days: { label: 'Length', form: number({ min: 0.01, max: 36_525, unit: 'days' }) },
    replications: { label: 'Replications', form: number({ min: 1, max: 100_000, whole: true }) },
    seed: { label: 'Seed', form: number({ min: 0, max: 4_294_967_295, whole: true }) },
    warmup: { label: 'Warm-up', form: warmup },
    luck: {
      label: 'Each case takes its luck from',
      form: luck,
      hint: 'Luck: how long its work and its outside waits take, and how its steps end. Past cases come with a history; queues and people are computed anew either way',
    },
  },
  ['days', 'replications', 'seed', 'warmup'],
)

/** Every key of a scenario, with the part that shows it: a key that the schema has and no part shows does not compile. */
export const scenarioFields: { readonly [K in keyof Scenario]-?: (Field<Scenario[K]> & { readonly part: PartId }) | typeof byProduct } = {
  mix: { part: 'cases', label: 'Kinds of case', form: mix, hint: 'With their shares; what is not set has its default' },
  mixByWeek: { part: 'cases', label: 'Another mix by the hour', form: mixByWeek },
  demand: { part: 'demand', label: 'Where cases come from', form: demand },
  backlog: { part: 'open', label: 'Open cases', form: backlog, hint: 'A run that begins with them has no warm-up unless one is set' },
  pools: { part: 'people', label: 'Pools', form: pools },
  holidays: { part: 'people', label: 'Holidays of every pool', form: holidays },
  performance: { part: 'work', label: 'Steps', form: performance },
  quality: {
    part: 'decisions',
    label: 'Decision quality and harm',
    form: quality,
    hint: 'Without it a run says nothing of errors nor of what is seen meanwhile',
  },
  segments: { part: 'targets', label: 'Segments and their targets', form: segments },
  title: { part: 'run', label: 'Title', form: text },
  description: { part: 'run', label: 'Description', form: textOrNone },
  timezone: { part: 'run', label: 'Time zone', form: zone },
  start: { part: 'run', label: 'Begins', form: localTime },
  run: { part: 'run', label: 'Run', form: run },
  gemba: byProduct,
  format: byProduct,
  id: byProduct,
  workflow: byProduct,
  origins: byProduct,
  check: byProduct,
  past: byProduct,
  inForceFrom: byProduct,
}
