import { formatMeasured } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { fixed, formatNumber, formatShare, noNumber } from '../words/number.ts'
import type { Followed } from './alarms.ts'
import { causesOf } from './drift.ts'
import type { Drift } from './drift.ts'
import type { Kind } from './months.ts'

/** The alarm as a sentence: what, by how much, since when, and what went off with it. */
export function sayAlarm(figure: Followed, { spans, figures }: Drift): string {
  const alarm = figure.alarm!
  const [since, until] = [spans[alarm.since]!.title, spans[alarm.until]!.title]
  const when =
    alarm.since === 0 && alarm.lasts
      ? 'from the beginning, so that the model has it wrong'
      : alarm.lasts
        ? `since ${since}`
        : since === until
          ? `in ${since} alone`
          : `from ${since} to ${until}`
  const by = figure.kind === 'share' ? `${fixed(Math.abs(alarm.change) * 100, 1)} points` : `${formatShare(Math.abs(alarm.change))}`
  const sentence = `${figure.title}: ${by} ${alarm.change > 0 ? 'more' : 'less'} than the model has, ${when}`
  if (figure.role === 'cause') return `${sentence}.`
  const causes = causesOf(figure, figures).map(({ title }) => title)
  return causes.length > 0
    ? `${sentence}. With it went: ${sayList(causes)}.`
    : `${sentence}. Nothing of what comes in or is done went off with it.`
}

/** A figure as it is written: a count is by the day, a time in its own unit. */
export function sayFigure(kind: Kind, value: number | null): string {
  if (value === null) return noNumber
  if (kind === 'time') return formatMeasured(value)
  return kind === 'share' ? formatShare(value) : `${formatNumber(value)}${kind === 'count' ? ' a day' : ''}`
}
