import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { abusePeople } from './abuse-reports/guides.ts'
import { abuseHistory } from './abuse-reports/history.ts'
import { abusePlaces } from './abuse-reports/places.ts'
import { abuseQualityScenario } from './abuse-reports/quality.ts'
import { abuseScenario } from './abuse-reports/scenario.ts'
import { abuseWorkflow } from './abuse-reports/workflow.ts'
import { appealsPeople } from './appeals/handbook.ts'
import { appealsHistory } from './appeals/history.ts'
import { appealsPlaces } from './appeals/places.ts'
import { appealsScenario } from './appeals/scenario.ts'
import { appealsWorkflow } from './appeals/workflow.ts'
import type { Edition } from './edition.ts'
import type { SamplePeople } from './handbook.ts'
import type { Places } from './place.ts'
import { urgentPeople } from './urgent-harm/handbook.ts'
import { urgentHistory } from './urgent-harm/history.ts'
import { urgentPlaces } from './urgent-harm/places.ts'
import { urgentScenario } from './urgent-harm/scenario.ts'
import { urgentWorkflow } from './urgent-harm/workflow.ts'

/** How a revision came about. */
export type Publication = { readonly published: string; readonly author: string; readonly message: string }

/** A worked sample: everything from which its folder is written. */
export type Sample = {
  readonly slug: string
  readonly workflow: (edition: Edition) => Workflow
  readonly places: (edition: Edition) => Places
  readonly people: SamplePeople
  readonly scenario: () => Scenario
  /** Other questions to the same workflow. */
  readonly variants?: readonly (() => Scenario)[]
  /** `luck`: seed of what becomes of each case, where it is not that of the arrivals. */
  readonly history: (seed: number, luck?: number) => string
  readonly seed: number
  /** File name of the history, without `.csv.gz`. */
  readonly period: string
  readonly publications: Readonly<Record<'1.0.0' | '1.1.0', Publication>>
}

export const samples: readonly Sample[] = [
  {
    slug: 'abuse-reports',
    workflow: abuseWorkflow,
    places: abusePlaces,
    people: abusePeople,
    scenario: abuseScenario,
    variants: [abuseQualityScenario],
    history: abuseHistory,
    seed: 22,
    period: '2025-10-to-2026-09',
    publications: {
      '1.0.0': {
        published: '2025-06-02T09:30:00Z',
        author: 'Process design',
        message: 'First published version: triage, first review by language, specialists, quality check.',
      },
      '1.1.0': {
        published: '2025-09-22T08:00:00Z',
        author: 'Policy lead',
        message:
          'Removals are confirmed by a second reviewer; escalations are looked at twice a day; overdue after three days; Abuse policy 3.1.',
      },
    },
  },
  {
    slug: 'appeals',
    workflow: appealsWorkflow,
    places: appealsPlaces,
    people: appealsPeople,
    scenario: appealsScenario,
    history: appealsHistory,
    seed: 5,
    period: '2026-04-to-2026-09',
    publications: {
      '1.0.0': {
        published: '2025-11-10T10:00:00Z',
        author: 'Process design',
        message: 'First published version: independent review, panel, reinstatement.',
      },
      '1.1.0': {
        published: '2026-03-30T07:30:00Z',
        author: 'Appeals lead',
        message: 'Panel days on Tuesday and Thursday; statement window of three days; deadline of two weeks.',
      },
    },
  },
  {
    slug: 'urgent-harm',
    workflow: urgentWorkflow,
    places: urgentPlaces,
    people: urgentPeople,
    scenario: urgentScenario,
    history: urgentHistory,
    seed: 3,
    period: '2026-04-to-2026-09',
    publications: {
      '1.0.0': {
        published: '2025-12-01T12:00:00Z',
        author: 'Process design',
        message: 'First published version: assessment, legal and safety work side by side.',
      },
      '1.1.0': {
        published: '2026-03-27T16:00:00Z',
        author: 'Urgent-harm lead',
        message: 'Backup is paged after ten minutes; outreach is tried again; the duty manager takes over after three hours.',
      },
    },
  },
]
