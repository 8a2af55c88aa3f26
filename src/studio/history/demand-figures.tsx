import type { Profile } from '../../history/profile.ts'
import { BarChart } from '../kit/chart/bar-chart.tsx'
import { dayTicks } from '../kit/chart/ticks.ts'
import { LineChart } from '../kit/chart/line-chart.tsx'
import { WeekStrip } from '../kit/chart/week-strip.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatCount, formatNumber, formatShare } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'
import { dailyAnswer, mixAnswer, weekAnswer } from './answers.ts'
import { showRows } from './rows-shown.ts'

type Props = { readonly profile: Profile }

/** When in the week cases arrive. */
export function WeekFigure({ profile }: Props) {
  const { hourOfWeek } = profile.demand
  return (
    <Figure
      answer={weekAnswer(profile.demand)}
      note={`Mean arrivals an hour, clock of ${profile.timezone}`}
      fileName="demand-by-hour-of-week"
      rows={{ all: () => showRows({ of: 'cases' }), line: (hour) => showRows({ of: 'cases', hour }) }}
      table={{
        columns: ['Hour of the week', 'Arrivals an hour'],
        rows: hourOfWeek.map((mean, hour) => [formatHourOfWeek(hour), Math.round(mean * 100) / 100]),
      }}
    >
      <WeekStrip
        label="Arrivals an hour"
        values={hourOfWeek}
        format={(mean) => `${formatNumber(mean)} an hour`}
        onHour={(hour) => showRows({ of: 'cases', hour })}
      />
    </Figure>
  )
}

/** How demand runs over the days; days that the log does not tell of leave a gap of zeros and are named in the sentence. Where the log is cut within its last day, the line ends the day before. */
export function DailyFigure({ profile }: Props) {
  const daily = wholeDays(profile.demand.daily)
  const points = daily.map(({ count }, index) => ({ x: index, y: Math.round(count) }))
  const week = daily.map((_, index) => ({ x: index, y: meanOf(daily.slice(Math.max(0, index - 3), index + 4)) }))
  return (
    <Figure
      answer={dailyAnswer(profile.demand)}
      note="Cases a day, and their mean over seven days"
      fileName="daily-volume"
      rows={{ all: () => showRows({ of: 'cases' }), line: (day) => showRows({ of: 'cases', day: profile.demand.daily[day]!.date }) }}
      table={{
        columns: ['Day', 'Cases', 'In the log'],
        rows: profile.demand.daily.map(({ date, count, observed }) => [date, Math.round(count), observed ? 'yes' : 'no']),
      }}
    >
      <LineChart
        label="Cases a day"
        lines={[
          { id: 'daily', title: 'a day', points, past: true },
          { id: 'week', title: '7 days', points: week },
        ]}
        x={{
          title: 'Day',
          format: (index) => daily[Math.round(index)]?.date ?? '',
          ticks: dayTicks(daily.map(({ date }) => date)),
        }}
        y={{ title: 'Cases', format: formatCount }}
      />
    </Figure>
  )
}

/** What kinds of case there are. */
export function MixFigure({ profile }: Props) {
  if (profile.mix.length === 0) return null
  const bars = profile.mix.slice(0, 14).map(({ value, share }) => ({ id: value, title: value || 'no category', value: share }))
  const show = (category: string) => showRows({ of: 'cases', category })
  return (
    <Figure
      answer={mixAnswer(profile)}
      note={`Share of ${formatCount(profile.cases)} cases`}
      fileName="mix"
      rows={{ all: () => showRows({ of: 'cases' }), line: (at) => show(profile.mix[at]!.value) }}
      table={{
        columns: ['Category', 'Cases', 'Share'],
        rows: profile.mix.map(({ value, cases, share }) => [
          value || 'no category',
          Math.round(cases),
          Math.round(share * 10_000) / 10_000,
        ]),
      }}
    >
      <BarChart label="Share of cases by category" bars={bars} format={formatShare} onSelect={show} />
    </Figure>
  )
}

/** Without a last day that has less than a quarter of a usual one: the log ends within it. */
function wholeDays<Day extends { readonly count: number; readonly observed: boolean }>(daily: readonly Day[]): readonly Day[] {
  const last = daily.at(-1)
  return last && daily.length > 7 && last.count < meanOf(daily) / 4 ? daily.slice(0, -1) : daily
}

function meanOf(days: readonly { readonly count: number; readonly observed: boolean }[]): number {
  const seen = days.filter(({ observed }) => observed)
  return Number(formatNumber(seen.reduce((sum, { count }) => sum + count, 0) / Math.max(1, seen.length), 1).replaceAll(',', ''))
}
