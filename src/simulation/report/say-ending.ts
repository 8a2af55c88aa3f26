import type { Report } from './report.ts'

/** What ended a run that went on until enough was known, in half a sentence after its number of replications; null for a fixed number. */
export function sayEnding({ precision }: Pick<Report, 'precision'>): string | null {
  if (precision?.ended === undefined) return null
  const { asked, points, ended } = precision
  const shares = points ? ` and each share in time to ± ${round(points.asked)} points` : ''
  switch (ended) {
    case 'precise':
      return `until the mean lead time was known to ± ${round(asked)} %${shares}`
    case 'events':
      return 'then ended by the limit on events'
    case 'replications':
      return 'the most that are run'
    case 'nothing':
      return 'then ended, for no case was completed in any'
  }
}

function round(share: number): number {
  return Math.round(share * 1000) / 10
}
