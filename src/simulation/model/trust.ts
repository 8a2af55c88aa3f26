import { isLuck, isOff, isSmall, offBy } from './check.ts'
import type { Check, CheckRow, Foretold, ForetoldAnswer } from './check.ts'
import type { Scenario } from './scenario.ts'
import { uncheckedHash } from './scenario-file.ts'

/** What may be believed of a scenario's figures: the badge that stands wherever one of them is shown. */
export type Trust = {
  /** `unchecked`: not measured. `changed`: since it was measured. `good`, `off`: whether its times come back. */
  readonly state: 'unchecked' | 'changed' | 'good' | 'off'
  /** How far its times come back, in a sentence. */
  readonly sentence: string
  /** In two or three words, for the badge itself. */
  readonly mark: string
  /** Whether nothing speaks against any use of it. */
  readonly isGood: boolean
  /** What a back-test measured; null: none was made. */
  readonly foretold: Foretold | null
  /** All of it in words: the sentence, what it may be used for, what not, why, and when that was measured. */
  readonly text: string
}

/** What may be believed of a scenario, from its check against history and from the back-test of its fit. */
export function trustOf(scenario: Scenario): Trust {
  const { check } = scenario
  if (!check)
    return {
      state: 'unchecked',
      sentence: 'Not measured against history.',
      mark: 'not measured',
      isGood: false,
      foretold: null,
      text: 'Not measured against history: which questions it may answer is not known.',
    }
  const isChanged = check.of !== uncheckedHash(scenario)
  const off = check.rows.filter(isOff)
  const state = isChanged ? 'changed' : off.length > 0 ? 'off' : 'good'
  const sentence = isChanged ? 'Changed since it was checked against history.' : sentenceOf(check, off)
  const foretold = check.foretold ?? null
  return {
    state,
    sentence,
    mark: markOf(state, foretold),
    isGood: state === 'good' && (foretold === null || foretold.answers.every(({ colour }) => colour === 'green')),
    foretold,
    text: `${sentence} ${foretold === null ? notForetold : sayForetold(foretold, isChanged)}`,
  }
}

const notForetold = 'No back-test: which questions it may answer is not measured.'

/** “Use it for: … Not for: … Because …”, the part of the badge that a back-test gives; `cautions` stand at the end. */
export function sayAnswers(answers: readonly ForetoldAnswer[], cautions: readonly string[]): string {
  const list = (colour: ForetoldAnswer['colour']) => answers.filter((answer) => answer.colour === colour).map(({ title }) => title)
  const [good, fair, poor] = [list('green'), list('amber'), list('red')]
  const reasons = answers.filter(({ colour }) => colour === 'red').map(({ because }) => because)
  return [
    good.length > 0 ? `Use it for: ${good.join('; ')}.` : 'Do not use it as it is.',
    ...(fair.length > 0 ? [`With care for: ${fair.join('; ')} (beyond the bar, by less than the bar again).`] : []),
    ...(poor.length > 0 ? [`Not for: ${poor.join('; ')}.`, `Because ${reasons.join('; and ')}.`] : []),
    ...cautions,
  ].join(' ')
}

function sayForetold(foretold: Foretold, isChanged: boolean): string {
  const { on, learnt, tested, answers, cautions } = foretold
  return `${isChanged ? 'Before the change: ' : ''}${sayAnswers(answers, cautions)} Measured on ${on}: learnt from ${learnt.cases.toLocaleString('en')} cases before ${learnt.until.slice(0, 10)}, and foretold ${tested.cases.toLocaleString('en')} until ${tested.until.slice(0, 10)}.`
}

function markOf(state: Trust['state'], foretold: Foretold | null): string {
  if (state === 'changed') return 'changed'
  if (!foretold) return state === 'off' ? 'off' : 'checked'
  const good = foretold.answers.filter(({ colour }) => colour === 'green').length
  return `${good} of ${foretold.answers.length} questions`
}

function sentenceOf(check: Check, off: readonly CheckRow[]): string {
  const full =
    check.saturated.length > 0
      ? ` ${check.saturated.join(', ')} ${check.saturated.length === 1 ? 'is' : 'are'} at work all the time: what is asked may be more than can be done.`
      : ''
  const [worst] = off.toSorted((a, b) => Math.abs(offBy(b)) - Math.abs(offBy(a)))
  return worst
    ? check.rows.length === 1
      ? `Against its history ${describe(worst)} is off by more than 15 % and more than luck does; no other time can be compared.${full}`
      : `Against its history ${off.length} of ${check.rows.length} times ${off.length === 1 ? 'is' : 'are'} off by more than 15 % and more than luck does${off.length === 1 ? ':' : ', most of all'} ${describe(worst)}.${full}`
    : `Checked against its history: ${check.rows.length === 1 ? 'its one time comes' : `all ${check.rows.length} times come`} back within 15 %${sayBounds(check.rows)}.${full}`
}

/** What else than the share lets a row pass, where one needs it. */
function sayBounds(rows: readonly CheckRow[]): string {
  const bounds = [...(rows.some(isSmall) ? ['a minute'] : []), ...(rows.some(isLuck) ? ['what luck alone does'] : [])]
  return bounds.length === 0 ? '' : bounds.length === 1 ? ` or ${bounds[0]}` : `, ${bounds.join(' or ')}`
}

/** `the wait at Overdue desk (+130 %)`. */
function describe(row: CheckRow): string {
  const by = offBy(row)
  const what = row.measure === 'leadTime' ? 'the lead time' : `the ${row.measure === 'wait' ? 'wait' : 'work'} at ${row.title}`
  return `${what} (${Number.isFinite(by) ? `${by > 0 ? '+' : '−'}${Math.round(Math.abs(by) * 100)} %` : 'nothing comes there'})`
}
