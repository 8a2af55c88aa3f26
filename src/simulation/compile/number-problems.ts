import { round, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'
import { leadInOf } from './lead-in.ts'

/** Numbers that cannot all be meant: each by itself is allowed, together they say something else. */
export function checkNumbers(context: Context): void {
  checkSegments(context)
  checkPeriod(context)
}

/** A report has one place for each title. */
function checkSegments({ scenario: { segments }, found }: Context): void {
  segments.forEach(({ title }, i) => {
    if (segments.findIndex((other) => other.title === title) < i)
      found(
        'same-segment',
        scenarioPlace(`segments.${i}.title`),
        `Segment ${title}`,
        `Two segments are called “${title}”.`,
        'The report could show only one of them.',
      )
  })
}

function checkPeriod({ workflow, scenario, found }: Context): void {
  const { days, warmup } = scenario.run
  if (warmup !== 'auto' && warmup >= days)
    found(
      'nothing-measured',
      scenarioPlace('run.warmup'),
      'Scenario',
      `The warm-up of ${round(warmup)} days takes the whole run of ${round(days)} days.`,
      'Nothing is left to be measured.',
      { severity: 'warning' },
    )
  if (warmup === 'auto')
    for (const message of leadInOf(workflow, scenario)?.warnings ?? [])
      found('long-lead-time', scenarioPlace('run.warmup'), 'Scenario', message, 'The figures would be too low.', { severity: 'warning' })
}
