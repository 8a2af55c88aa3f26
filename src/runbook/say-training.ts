import { count } from '../revisions/say.ts'
import { fixed } from '../words/number.ts'
import type { Agreement } from './agreement.ts'
import type { JudgedResult, Standing } from './training-result.ts'

/** What a standing is called in a list. */
export const standingWords: Readonly<Record<Standing, string>> = {
  holds: 'passed',
  retake: 'to retake',
  failed: 'not passed',
  unknown: 'of another version',
  wrong: 'cannot be counted',
}

/** The results in one sentence. */
export function sayResults(people: readonly JudgedResult[], version: string): string {
  const of = (standing: Standing) => people.filter((one) => one.standing === standing).length
  const others = people.length - of('holds') - of('retake') - of('failed')
  return `${count(people.length, 'person', 'people')}: ${of('holds')} passed for ${version}, ${of('retake')} to retake, ${of('failed')} not passed${others > 0 ? `, ${others} without a result that counts` : ''}.`
}

/** The agreement in sentences, the disputed cases last. */
export function sayAgreement({ kind, kappa, low, high, observed, cases, raters, disputed }: Agreement): string[] {
  const interval = low === null || high === null ? '' : ` (95 % interval ${fixed(low, 2)} to ${fixed(high, 2)})`
  return [
    kappa === null
      ? 'All decisions are the same one, so agreement beyond chance cannot be told.'
      : `${kind}’s κ is ${fixed(kappa, 2)}${interval}: ${count(raters.length, 'person', 'people')}, ${count(cases, 'case')} judged by more than one.`,
    `Of pairs of decisions on one case ${fixed(observed * 100, 0)} % are the same.`,
    ...disputed
      .slice(0, 10)
      .map((one) => `Case ${one.case}: ${one.decisions.map(([decision, times]) => `${decision} (${times})`).join(', ')}.`),
    ...(disputed.length > 10 ? [`And ${disputed.length - 10} more cases on which they differ.`] : []),
  ]
}
