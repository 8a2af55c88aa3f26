import type { Quality } from '../../../src/simulation/model/quality.ts'
import type { Scenario } from '../../../src/simulation/model/scenario.ts'
import { byValue } from '../performance.ts'
import { abuseScenario, reviewers } from './scenario.ts'
import { specialistCategories } from './truth.ts'

/**
 * October again, asked another question: how often is a decision wrong, and how often is violating content seen before it is acted upon? The shares of
 * violating cases follow from the outcomes of the history; error rates and views are assumptions of the size that platforms publish.
 */
export function abuseQualityScenario(): Scenario {
  const october = abuseScenario()
  return {
    ...october,
    id: 'quality',
    title: 'October 2026, decisions and views',
    description:
      'October as staffed, with error rates and view curves. Try a larger quality sample, a second look at less, or more people where violating content waits longest.',
    quality: quality(),
    origins: {
      ...october.origins,
      'quality.violating': { source: 'typed', note: 'Shares of restrictive decisions in the history, by category.' },
      'quality.errors': {
        source: 'guessed',
        note: 'Of the size that transparency reports give for automated decisions; nobody has measured the reviewers.',
      },
      'quality.harm': { source: 'guessed', note: 'Two typical posts; replace by the measured views of reported content.' },
    },
  }
}

/** Share of violating cases by category. */
const violating: Record<string, number> = {
  spam: 0.93,
  hateful: 0.33,
  'violent-speech': 0.35,
  impersonation: 0.48,
  'child-safety': 0.78,
  'self-harm': 0.78,
  'violent-entities': 0.78,
  usual: 0.27,
}

function quality(): Quality {
  const restrictive = ['LIMIT', 'REMOVE', 'SUSPEND']
  const decides = (step: string, ...right: string[]) => ({ step, violating: right, harmless: ['NO_VIOLATION'] })
  const urgent = specialistCategories.map((name) => `category == "${name}"`).join(' || ')
  return {
    violating: byValue(violating, 'category', 'usual', (share, when) => ({ ...(when ? { when } : {}), share })),
    decisions: [
      { step: 'triage', violating: ['AUTO_ACTION', 'SPAM'], harmless: ['AUTO_CLEAR'] },
      ...reviewers.map((step) => decides(step, ...restrictive)),
      decides('specialist', 'REMOVE', 'SUSPEND', 'REFER'),
      decides('overdue', ...restrictive),
      { step: 'quality', role: 'qa', upheld: ['CONFIRM'], overturned: ['CORRECT'] },
    ],
    errors: [
      { step: 'triage', wronglyRemoved: 0.024, wronglyKept: 0.15 },
      { step: 'quality', wronglyRemoved: 0.02, wronglyKept: 0.02 },
      { step: 'specialist', wronglyRemoved: 0.02, wronglyKept: 0.03 },
      { step: 'arabic', wronglyRemoved: 0.06, wronglyKept: 0.12 },
      { when: 'category == "impersonation"', wronglyRemoved: 0.05, wronglyKept: 0.1 },
      { wronglyRemoved: 0.035, wronglyKept: 0.07 },
    ],
    removed: ['removed', 'limited', 'suspended', 'referred', 'spam-closed'],
    kept: ['no-violation'],
    harm: {
      // What was decided takes effect with the notice.
      until: ['removed', 'limited', 'suspended', 'referred', 'spam-closed'],
      curves: [
        { when: `${urgent} || category == "violent-speech"`, viewsPerHour: 900, age: '2.0', halfLife: 'PT10H' },
        { viewsPerHour: 250, age: '4.0', halfLife: 'PT18H' },
      ],
    },
  }
}
