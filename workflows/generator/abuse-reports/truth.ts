import type { PoolScenario } from '../../../src/simulation/model/scenario.ts'
import { day, hour, utc } from '../clock.ts'
import type { DemandTruth, Kind, Values } from '../demand.ts'

/**
 * What is true in the made-up operation, for the history and for the scenario alike. One case is everything reported about one account within a day
 * (some sixty items, at the published minute or less per item), hence handle times of most of an hour.
 */

/** The history runs from here to here, UTC. */
export const period = { from: utc('2025-10-01T00:00:00'), to: utc('2026-10-01T00:00:00') }

type Mix = { weight: number; high: number }

/** Category → share of reports in per cent, and how many of them are of high severity. */
export const categories: Record<string, Mix> = {
  abuse: { weight: 33, high: 0.1 },
  hateful: { weight: 24, high: 0.15 },
  'violent-speech': { weight: 13, high: 0.2 },
  spam: { weight: 9, high: 0 },
  'sensitive-media': { weight: 5, high: 0 },
  'child-safety': { weight: 4, high: 1 },
  impersonation: { weight: 4, high: 0.1 },
  'private-information': { weight: 3, high: 0.3 },
  'illegal-goods': { weight: 2, high: 0 },
  'legal-notice': { weight: 1.2, high: 0 },
  'self-harm': { weight: 1, high: 1 },
  'violent-entities': { weight: 0.8, high: 1 },
}

/** Language → share in per cent, and hours by which its day runs ahead of the measured one. */
const languages: Record<string, { weight: number; ahead: number }> = {
  en: { weight: 44, ahead: 0 },
  es: { weight: 11, ahead: -3 },
  pt: { weight: 7, ahead: -3 },
  ja: { weight: 9, ahead: 6 },
  ar: { weight: 11, ahead: 1 },
  fr: { weight: 5, ahead: 0 },
  de: { weight: 4, ahead: 0 },
  other: { weight: 9, ahead: 2 },
}
export const languageNames = Object.keys(languages)

const kinds: Kind[] = Object.entries(categories).flatMap(([category, { weight, high }]) =>
  Object.entries(languages).flatMap(([language, tongue]) =>
    [['high', high] as const, ['standard', 1 - high] as const]
      .filter(([, share]) => share > 0)
      .map(([severity, share]) => ({
        weight: (weight * tongue.weight * share) / 100,
        values: { category, language, severity },
        ahead: tongue.ahead,
      })),
  ),
)

const of =
  (field: string, ...names: string[]) =>
  (values: Values) =>
    names.includes(values[field] ?? '')
const both =
  (...tests: ((values: Values) => boolean)[]) =>
  (values: Values) =>
    tests.every((test) => test(values))

/** Eight bursts and a quiet week, as a year brings them. */
const bursts: DemandTruth['bursts'] = [
  {
    title: 'Election, Spanish',
    from: utc('2025-11-14T00:00:00'),
    to: utc('2025-11-24T00:00:00'),
    factor: 1.6,
    when: both(of('language', 'es'), of('category', 'hateful', 'abuse')),
  },
  { title: 'Quiet week', from: utc('2025-12-24T00:00:00'), to: utc('2025-12-31T00:00:00'), factor: 0.75, when: () => true },
  {
    title: 'Raid on a Japanese creator',
    from: utc('2026-01-16T11:00:00'),
    halfLife: 6 * hour,
    factor: 7,
    when: both(of('language', 'ja'), of('category', 'abuse')),
  },
  { title: 'Spam wave', from: utc('2026-02-10T06:00:00'), to: utc('2026-02-13T06:00:00'), factor: 10, when: of('category', 'spam') },
  {
    title: 'Attack in the news',
    from: utc('2026-03-19T15:00:00'),
    halfLife: 36 * hour,
    factor: 3,
    when: of('category', 'violent-speech', 'hateful', 'violent-entities'),
  },
  {
    title: 'Viral post, English',
    from: utc('2026-05-07T18:00:00'),
    halfLife: 6 * hour,
    factor: 5,
    when: both(of('language', 'en'), of('category', 'abuse')),
  },
  {
    title: 'Election, German and French',
    from: utc('2026-06-05T00:00:00'),
    to: utc('2026-06-15T00:00:00'),
    factor: 1.6,
    when: both(of('language', 'de', 'fr'), of('category', 'hateful', 'abuse')),
  },
  {
    title: 'Raid, Spanish',
    from: utc('2026-08-21T20:00:00'),
    halfLife: 6 * hour,
    factor: 8,
    when: both(of('language', 'es'), of('category', 'hateful')),
  },
]

/** While the classifier is out, most of what it would have decided goes to people. */
export const classifierOutage = { from: utc('2026-07-09T08:00:00'), to: utc('2026-07-09T17:00:00'), missed: 0.8 }

export const demand: DemandTruth = {
  casesPerHour: 4.85,
  growthPerMonth: 0.01,
  steepness: 1.1,
  // Hourly counts of the wiki vary 71-fold the mean of 150, which is a variation of 0.68 of the rate; this floor is smaller, so a little more.
  noise: { variation: 0.78, correlation: 0.5 },
  kinds,
  bursts,
}

/** Queue of first review by language. */
export const queues: Record<string, { step: string; pool: string }> = {
  en: { step: 'english', pool: 'english' },
  es: { step: 'iberian', pool: 'iberian' },
  pt: { step: 'iberian', pool: 'iberian' },
  ja: { step: 'japanese', pool: 'japanese' },
  ar: { step: 'arabic', pool: 'arabic' },
}
export const otherQueue = { step: 'european', pool: 'european' }

const weekdays = [1, 2, 3, 4, 5]
const allDays = [1, 2, 3, 4, 5, 6, 7]
const inTurn = { kind: 'arrival' } as const

/** Time on task, breaks already out. Every pool has people for about 82 % on a mean week, but for the Arabic one. */
export const pools: Record<string, PoolScenario> = {
  english: {
    shifts: [
      { title: 'Early', people: 2, days: weekdays, from: '06:00', to: '14:00' },
      { title: 'Middle', people: 1, days: weekdays, from: '10:00', to: '18:00' },
      { title: 'Late', people: 3, days: weekdays, from: '14:00', to: '22:00' },
      { title: 'Night', people: 2, days: allDays, from: '22:00', to: '06:00' },
      { title: 'Weekend, early', people: 1, days: [6, 7], from: '06:00', to: '14:00' },
      { title: 'Weekend, late', people: 2, days: [6, 7], from: '14:00', to: '22:00' },
    ],
    order: inTurn,
    costPerHour: 31,
  },
  iberian: {
    timezone: 'America/Bogota',
    shifts: [
      { title: 'Day', people: 1, days: allDays, from: '06:00', to: '14:00' },
      { title: 'Evening', people: 1, days: allDays, from: '14:00', to: '22:00' },
      { title: 'Weekday support', people: 1, days: weekdays, from: '10:00', to: '19:00' },
    ],
    order: inTurn,
    costPerHour: 17,
  },
  japanese: {
    timezone: 'Asia/Tokyo',
    shifts: [
      { title: 'Day', people: 1, days: allDays, from: '10:00', to: '15:30' },
      { title: 'Evening', people: 1, days: allDays, from: '15:30', to: '21:00' },
    ],
    order: inTurn,
    costPerHour: 29,
  },
  arabic: {
    timezone: 'Asia/Amman',
    shifts: [
      { title: 'Day', people: 1, days: allDays, from: '08:00', to: '13:30' },
      { title: 'Evening', people: 1, days: allDays, from: '13:30', to: '19:00' },
    ],
    order: inTurn,
    costPerHour: 19,
  },
  european: {
    timezone: 'Europe/Lisbon',
    shifts: [
      { title: 'Day', people: 1, days: allDays, from: '07:00', to: '15:00' },
      { title: 'Evening', people: 1, days: allDays, from: '15:00', to: '23:00' },
      { title: 'Weekday support', people: 1, days: weekdays, from: '11:00', to: '20:00' },
    ],
    order: inTurn,
    costPerHour: 24,
  },
  specialist: {
    shifts: [
      { title: 'Morning', people: 1, days: allDays, from: '06:00', to: '14:00' },
      { title: 'Afternoon', people: 1, days: allDays, from: '14:00', to: '22:00' },
      { title: 'Night', people: 1, days: allDays, from: '22:00', to: '06:00' },
      { title: 'Weekday support', people: 1, days: weekdays, from: '12:00', to: '18:00' },
    ],
    order: { kind: 'priority', expression: 'severity == "high" ? 1.0 : 0.0' },
    costPerHour: 46,
  },
  senior: {
    shifts: [
      { title: 'Morning desk', people: 1, days: allDays, from: '08:00', to: '10:00' },
      { title: 'Midday desk', people: 1, days: allDays, from: '12:00', to: '14:00' },
      { title: 'Afternoon desk', people: 1, days: allDays, from: '16:00', to: '18:00' },
      { title: 'Evening desk', people: 1, days: allDays, from: '20:00', to: '22:00' },
    ],
    order: inTurn,
    costPerHour: 44,
  },
}

/** Standard deviation of the logarithm of every handle time (0.93 was measured in a call centre). */
export const spread = 0.85

/** Median minutes of a first review. */
export const reviewMinutes: Record<string, number> = {
  abuse: 48,
  hateful: 57,
  'violent-speech': 44,
  spam: 22,
  'sensitive-media': 24,
  impersonation: 75,
  'private-information': 75,
  'illegal-goods': 57,
  'legal-notice': 100,
}
/** Arabic takes longer by this factor: many dialects, and few of the policy texts are translated. */
export const arabicFactor = 1.3
/** Median minutes at the specialists; escalated cases of other categories take `escalated`. */
export const specialistMinutes: Record<string, number> = { 'child-safety': 60, 'violent-entities': 85, 'self-harm': 50, escalated: 65 }
export const secondMinutes = 11
export const qualityMinutes = 12
export const overdueMinutes = 45
/** Median seconds of the automatic steps. */
export const triageSeconds = 4
export const noticeSeconds = 2
export const bulkSeconds = 30
/** Timer on first review. */
export const overdueAfter = 3 * day
/** Sampling for the quality check. */
export const sampleShare = 0.03
export const automaticSpread = 0.5

export type Shares = Record<string, number>

/** How automatic triage ends; `usual` for the categories that are not named. */
export const triageShares: Record<string, Shares> = {
  spam: { DUPLICATE: 0.08, SPAM: 0.84, AUTO_ACTION: 0, AUTO_CLEAR: 0.02, PERSON: 0.06 },
  'child-safety': { DUPLICATE: 0.08, SPAM: 0, AUTO_ACTION: 0.1, AUTO_CLEAR: 0, PERSON: 0.82 },
  'self-harm': { DUPLICATE: 0.08, SPAM: 0, AUTO_ACTION: 0, AUTO_CLEAR: 0, PERSON: 0.92 },
  'violent-entities': { DUPLICATE: 0.08, SPAM: 0, AUTO_ACTION: 0.1, AUTO_CLEAR: 0, PERSON: 0.82 },
  usual: { DUPLICATE: 0.08, SPAM: 0.01, AUTO_ACTION: 0.08, AUTO_CLEAR: 0.12, PERSON: 0.71 },
}

/** How a first review ends. Impersonation comes back in 30 of 100: the report form does not ask for proof of identity. */
export const reviewShares: Record<string, Shares> = {
  impersonation: { NO_VIOLATION: 0.34, LIMIT: 0.04, REMOVE: 0.06, SUSPEND: 0.22, ESCALATE: 0.04, SEND_BACK: 0.3 },
  hateful: { NO_VIOLATION: 0.58, LIMIT: 0.12, REMOVE: 0.12, SUSPEND: 0.04, ESCALATE: 0.1, SEND_BACK: 0.04 },
  'violent-speech': { NO_VIOLATION: 0.56, LIMIT: 0.1, REMOVE: 0.14, SUSPEND: 0.06, ESCALATE: 0.1, SEND_BACK: 0.04 },
  usual: { NO_VIOLATION: 0.66, LIMIT: 0.1, REMOVE: 0.11, SUSPEND: 0.03, ESCALATE: 0.06, SEND_BACK: 0.04 },
}
export const specialistShares: Shares = { NO_VIOLATION: 0.22, REMOVE: 0.4, SUSPEND: 0.26, REFER: 0.12 }
/** Nobody ever changes a decision: the step is there because of one bad case years ago. */
export const secondShares: Shares = { AGREE: 1, CHANGE: 0 }
export const qualityShares: Shares = { CONFIRM: 0.96, CORRECT: 0.04 }
export const overdueShares: Shares = { NO_VIOLATION: 0.68, LIMIT: 0.1, REMOVE: 0.17, SUSPEND: 0.05 }

/** Escalations are looked at twice a day on weekdays, Dublin time. */
export const escalationTimes = ['mon', 'tue', 'wed', 'thu', 'fri'].flatMap((name) => [`${name} 10:00`, `${name} 16:00`])
/** Categories that go straight to the specialists. */
export const specialistCategories = Object.keys(specialistMinutes).filter((name) => name !== 'escalated')

/** The entry of a table for a category. */
export function forCategory<T>(table: Record<string, T>, category: string, fallback: string): T {
  const found = table[category] ?? table[fallback]
  if (found === undefined) throw new Error(`no entry for ${category}`)
  return found
}
