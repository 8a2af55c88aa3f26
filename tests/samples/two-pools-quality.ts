import type { Quality } from '../../src/simulation/model/quality.ts'
import type { Num, QualityReport } from '../../src/simulation/report/report.ts'

const num = (value: number, half: number): Num => ({ value, low: value - half, high: value + half })
const views = (perCase: number, perDay: number) => ({ perCase: num(perCase, perCase / 20), perDay: num(perDay, perDay / 20) })

/** What a scenario would ask for to get it. */
export const twoPoolsJudged: Quality = {
  violating: [{ share: 0.31 }],
  decisions: ['english', 'arabic', 'specialist'].map((step) => ({ step, violating: ['REMOVE'], harmless: ['KEEP'] })),
  errors: [
    { step: 'arabic', wronglyRemoved: 0.06, wronglyKept: 0.12 },
    { wronglyRemoved: 0.03, wronglyKept: 0.07 },
  ],
  removed: ['removed'],
  kept: ['kept'],
  harm: { until: ['removed'], curves: [{ viewsPerHour: 250, halfLife: 'PT18H' }] },
}

/** Decision quality of the two pools: who waits for the Arabic pool is seen longer, and the specialists set two of three errors right. */
export const twoPoolsQuality: QualityReport = {
  cases: 13_320,
  violating: num(0.31, 0.006),
  wronglyRemoved: num(0.034, 0.002),
  wronglyKept: num(0.081, 0.005),
  views: views(2140, 159_000),
  precision: num(0.924, 0.006),
  ends: { harmlessKept: 8878, harmlessRemoved: 313, harmlessOther: 0, violatingKept: 334, violatingRemoved: 3795, violatingOther: 0 },
  decisions: 14_610,
  steps: {
    english: { title: 'English tier 1', decisions: 10_480, wronglyRemoved: num(0.03, 0.002), wronglyKept: num(0.07, 0.005), check: null },
    arabic: { title: 'Arabic tier 1', decisions: 2640, wronglyRemoved: num(0.061, 0.007), wronglyKept: num(0.118, 0.014), check: null },
    specialist: {
      title: 'Specialist review',
      decisions: 1490,
      wronglyRemoved: num(0.012, 0.004),
      wronglyKept: num(0.021, 0.006),
      check: {
        checked: 640,
        changed: num(0.14, 0.02),
        faulty: num(0.16, 0.02),
        corrected: num(0.68, 0.07),
        spoilt: num(0.03, 0.01),
      },
    },
  },
  segments: {
    English: {
      cases: 10_650,
      violating: num(0.31, 0.007),
      wronglyRemoved: num(0.029, 0.002),
      wronglyKept: num(0.072, 0.005),
      views: views(1830, 108_000),
    },
    Arabic: {
      cases: 2670,
      violating: num(0.31, 0.014),
      wronglyRemoved: num(0.055, 0.006),
      wronglyKept: num(0.112, 0.013),
      views: views(3420, 51_000),
    },
  },
  foundByQa: { checked: 640, changed: num(0.14, 0.02), faulty: num(0.16, 0.02), corrected: num(0.68, 0.07), spoilt: num(0.03, 0.01) },
  overturned: null,
  harm: {
    views: {
      mean: num(2140, 107),
      p50: num(1410, 82),
      p90: num(5020, 210),
      p95: num(7310, 420),
      p99: num(12_900, 980),
    },
    total: num(8_836_000, 441_000),
    prevented: num(0.62, 0.015),
  },
}
