import type { ActivityProfile, Profile } from '../../history/profile.ts'
import type { Spread } from '../../history/quantile.ts'
import { BarChart } from '../kit/chart/bar-chart.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatMeasured } from '../../words/duration.ts'
import { handleAnswer, waitAnswer } from './answers.ts'
import { showRows } from './rows-shown.ts'

const shown = 14

/** How long cases wait for each activity, and how long the work takes. */
export function ActivityFigures({ profile }: { readonly profile: Profile }) {
  const { activities } = profile
  const waits = activities.filter(({ wait, rows }) => wait !== null && wait.p90 > 0 && wait.n >= rows / 20)
  const handled = activities.filter(({ handle, resources }) => handle !== null && (resources > 0 || handle.p90 > 0))
  return (
    <>
      {activities.some(({ wait }) => wait !== null) && (
        <Figure
          answer={waitAnswer(activities)}
          note="Median wait, from when the work could begin to its start; in brackets what one in ten exceeds"
          fileName="wait-by-activity"
          rows={{
            all: () => showRows({ of: 'rows', measured: 'wait' }),
            line: (at) => showRows({ of: 'rows', activity: waits[at]!.name, measured: 'wait' }),
          }}
          table={tableOf(waits, ({ wait }) => wait)}
        >
          <BarChart
            label="Median wait by activity"
            bars={barsOf(waits, ({ wait }) => wait)}
            format={formatMeasured}
            onSelect={(activity) => showRows({ of: 'rows', activity, measured: 'wait' })}
          />
        </Figure>
      )}
      {handled.length > 0 && (
        <Figure
          answer={handleAnswer(activities)}
          note="Median handle time, from start to end; in brackets what one in ten exceeds"
          fileName="handle-time-by-activity"
          rows={{
            all: () => showRows({ of: 'rows', measured: 'handle' }),
            line: (at) => showRows({ of: 'rows', activity: handled[at]!.name, measured: 'handle' }),
          }}
          table={tableOf(handled, ({ handle }) => handle)}
        >
          <BarChart
            label="Median handle time by activity"
            bars={barsOf(handled, ({ handle }) => handle)}
            format={formatMeasured}
            onSelect={(activity) => showRows({ of: 'rows', activity, measured: 'handle' })}
          />
        </Figure>
      )}
    </>
  )
}

type Pick = (activity: ActivityProfile) => Spread | null

function barsOf(activities: readonly ActivityProfile[], pick: Pick) {
  return activities
    .map((activity) => ({
      id: activity.name,
      title: activity.name,
      value: pick(activity)!.p50,
      note: `(${formatMeasured(pick(activity)!.p90)})`,
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, shown)
}

function tableOf(activities: readonly ActivityProfile[], pick: Pick) {
  return {
    columns: ['Activity', 'Rows', 'Mean (s)', 'Median (s)', 'p90 (s)', 'Sigma of log', 'People'],
    rows: activities.map((activity) => {
      const { n, mean, p50, p90, sigma } = pick(activity)!
      return [activity.name, n, Math.round(mean), Math.round(p50), Math.round(p90), Math.round(sigma * 100) / 100, activity.resources]
    }),
  }
}
