import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { BarChart } from '../../src/studio/kit/chart/bar-chart.tsx'
import { Histogram } from '../../src/studio/kit/chart/histogram.tsx'
import { LineChart } from '../../src/studio/kit/chart/line-chart.tsx'
import { durationTicks, roundDurationsBetween } from '../../src/studio/kit/chart/ticks.ts'
import { WeekStrip } from '../../src/studio/kit/chart/week-strip.tsx'
import { WhiskerList } from '../../src/studio/kit/chart/whisker-list.tsx'
import { Figure } from '../../src/studio/kit/figure.tsx'
import { formatDuration, formatMeasured } from '../../src/words/duration.ts'
import { formatCount, formatSigned } from '../../src/words/number.ts'
import { formatHourOfWeek, formatWeekday } from '../../src/words/week.ts'
import { Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Figures' }
export default meta

// A week with a swell in the evening, made without chance so that the picture is the same each time.
const week = Array.from({ length: 168 }, (_, hour) =>
  Math.max(0, Math.round(34 * Math.sin(((hour % 24) - 12) / 4) + 10 * Math.cos(hour / 30) + 4)),
)

export const Week: StoryObj = {
  render: () => (
    <Sheet width={720}>
      <Figure
        answer="Arabic review is short of people from 16:00 to 22:00"
        note="Mean cases waiting by hour of the week, 30 replications of 4 weeks"
        fileName="queue-week"
        table={{ columns: ['Hour', 'Cases waiting'], rows: week.map((value, hour) => [formatHourOfWeek(hour), value]) }}
      >
        <WeekStrip
          label="Cases waiting for Arabic review"
          values={week}
          format={(value) => `${formatCount(value)} waiting`}
          marked={(hour) => (week[hour] ?? 0) > 40}
        />
      </Figure>
    </Sheet>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const strip = canvas.getByRole('slider')
    strip.focus()
    await userEvent.keyboard('{Home}{ArrowRight}')
    await expect(strip).toHaveAttribute('aria-valuetext', expect.stringMatching(/01:00: \d+ waiting/))
    await userEvent.keyboard('t')
    await expect(canvas.getByRole('table')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Show as table' }))
  },
}

function WaitBars() {
  const [selected, setSelected] = useState<string | null>('arabic')
  const bars = [
    { id: 'arabic', title: 'Arabic review', value: 36_900, low: 34_300, high: 39_500, past: 33_000 },
    { id: 'escalation', title: 'Escalation round', value: 21_600, low: 20_900, high: 22_300, past: 23_400 },
    { id: 'specialist', title: 'Specialist review', value: 14_400, low: 13_300, high: 15_500, past: 12_000 },
    {
      id: 'english',
      title: 'English review with a name that is much too long for its room',
      value: 2_340,
      low: 2_150,
      high: 2_530,
      past: 2_700,
    },
  ]
  return (
    <Figure
      answer="Cases wait longest for Arabic review: 10 h 15 min"
      note="Mean wait per visit; history in grey"
      fileName="wait"
      table={{ columns: ['Step', 'Wait, s'], rows: bars.map(({ title, value }) => [title, value]) }}
    >
      <BarChart label="Mean wait by step" bars={bars} format={formatDuration} selected={selected} onSelect={setSelected} />
    </Figure>
  )
}

export const Bars: StoryObj = {
  render: () => (
    <Sheet width={720}>
      <WaitBars />
      <Figure
        answer="Most waiting is for people who are not on shift"
        fileName="causes"
        table={{
          columns: ['Cause', 'Hours'],
          rows: [
            ['Not on shift', 6],
            ['Busy', 3.1],
            ['Batching', 1.2],
          ],
        }}
      >
        <BarChart
          label="Wait by cause"
          format={(value) => `${value} h`}
          bars={[
            {
              id: 'a',
              title: 'Arabic review',
              value: 10.3,
              note: 'not on shift, busy, batching',
              parts: [
                { title: 'Not on shift', value: 6, colour: 'var(--color-kind-wait)' },
                { title: 'Busy', value: 3.1, colour: 'var(--color-kind-review)' },
                { title: 'Batching', value: 1.2, colour: 'var(--color-kind-batch)' },
              ],
            },
          ]}
        />
      </Figure>
    </Sheet>
  ),
}

const days = Array.from({ length: 57 }, (_, x) => ({ x, y: 120 + 30 * Math.sin(x / 4) + (x % 7 > 4 ? -40 : 0) }))

export const Lines: StoryObj = {
  render: () => (
    <Sheet width={820}>
      <Figure
        answer="The backlog settles after three weeks"
        note="Cases in the house"
        fileName="backlog"
        table={{ columns: ['Day', 'Simulated'], rows: days.map(({ x, y }) => [x, Math.round(y)]) }}
      >
        <LineChart
          label="Cases in the house by day"
          lines={[
            { id: 'past', title: 'history', past: true, points: days.map(({ x, y }) => ({ x, y: y * 0.9 + 12 * Math.cos(x) })) },
            { id: 'now', title: 'simulated', points: days.map(({ x, y }) => ({ x, y, low: y - 12, high: y + 12 })) },
          ]}
          x={{ title: 'weekday', ticks: [0, 7, 14, 21, 28, 35, 42, 49, 56], format: (day) => formatWeekday(day % 7) }}
          y={{ title: 'cases', format: formatCount }}
        />
      </Figure>
    </Sheet>
  ),
}

const edges = Array.from({ length: 33 }, (_, index) => 60 * 1.35 ** index)
const shares = Array.from({ length: 32 }, (_, index) => Math.exp(-(((index - 17) / 5) ** 2)) / 8.8)

export const Distribution: StoryObj = {
  render: () => (
    <Sheet width={720}>
      <Figure
        answer="Nine of ten cases are decided within a day"
        fileName="lead-time"
        table={{ columns: ['From, s', 'Share'], rows: shares.map((share, index) => [Math.round(edges[index] ?? 0), share]) }}
      >
        <Histogram
          label="Lead time"
          axis="lead time, log scale"
          edges={edges}
          shares={shares}
          ticks={roundDurationsBetween(60, 86_400 * 7)}
          format={formatDuration}
          marks={[
            { at: 60 * 1.35 ** 17, title: 'half' },
            { at: 60 * 1.35 ** 22.5, title: 'nine of ten' },
          ]}
        />
      </Figure>
    </Sheet>
  ),
}

const remedies = [
  { id: 'arabic', title: 'One more in Arabic review', value: -25_200, low: -28_800, high: -21_600, colour: 'var(--color-good)' },
  { id: 'batch', title: 'Escalation round twice a day', value: -7_200, low: -9_000, high: -5_400, colour: 'var(--color-good)' },
  { id: 'english', title: 'One more in English review', value: -360, low: -1_400, high: 680, colour: 'var(--color-past)' },
  { id: 'qa', title: 'Check 5 % instead of 3 %', value: 1_900, low: 900, high: 2_900, colour: 'var(--color-removed)' },
]

export const Differences: StoryObj = {
  render: () => (
    <Sheet width={720}>
      <Figure
        answer="One more person in Arabic review saves 7 h a case"
        note="Difference of the mean lead time on the same cases, 95 % interval"
        fileName="remedies"
        table={{ columns: ['Remedy', 'Difference, s'], rows: remedies.map(({ title, value }) => [title, value]) }}
      >
        <WhiskerList
          label="What each remedy does to the mean lead time"
          rows={remedies}
          ticks={durationTicks}
          format={(seconds) => formatSigned(seconds, (value) => (value === 0 ? '0' : formatMeasured(value, { name: 'h', seconds: 3600 })))}
        />
      </Figure>
    </Sheet>
  ),
}
