import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { formatMeasuredInterval, formatShareInterval } from '../../src/words/interval.ts'
import { formatCount } from '../../src/words/number.ts'
import { type Column, Table } from '../../src/studio/kit/table.tsx'
import { Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Table' }
export default meta

type Step = {
  readonly id: string
  readonly title: string
  readonly visits: number
  readonly wait: number
  readonly half: number
  readonly use: number
}

const steps: readonly Step[] = [
  { id: 'triage', title: 'Automatic triage', visits: 44_812, wait: 0, half: 0, use: 0.02 },
  { id: 'english', title: 'English review', visits: 21_406, wait: 2_340, half: 190, use: 0.71 },
  { id: 'arabic', title: 'Arabic review', visits: 4_120, wait: 36_900, half: 2_600, use: 0.97 },
  { id: 'specialist', title: 'Specialist review', visits: 3_077, wait: 14_400, half: 1_100, use: 0.83 },
]

const columns: readonly Column<Step>[] = [
  { id: 'title', title: 'Step', cell: ({ title }) => title, sortBy: ({ title }) => title },
  { id: 'visits', title: 'Visits', numeric: true, cell: ({ visits }) => formatCount(visits), sortBy: ({ visits }) => visits },
  {
    id: 'wait',
    title: 'Wait',
    hint: 'Mean wait per visit, with its 95 % interval',
    numeric: true,
    cell: ({ wait, half }) => formatMeasuredInterval({ value: wait, low: wait - half, high: wait + half }),
    sortBy: ({ wait }) => wait,
  },
  {
    id: 'use',
    title: 'Utilisation',
    numeric: true,
    cell: ({ use }) => formatShareInterval({ value: use, low: use - 0.01, high: use + 0.01 }),
    sortBy: ({ use }) => use,
  },
]

function Steps({ rows }: { readonly rows: readonly Step[] }) {
  const [selected, setSelected] = useState<string | null>('arabic')
  return (
    <Sheet>
      <Table
        caption="Steps of the run"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        initialSort={{ column: 'wait', descending: true }}
        selected={selected}
        onSelect={({ id }) => setSelected(id)}
        empty="Run the simulation to fill this table."
      />
    </Sheet>
  )
}

export const Sorted: StoryObj = {
  render: () => <Steps rows={steps} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const first = () => canvas.getAllByRole('row')[1]
    await expect(first()).toHaveTextContent('Arabic review')
    await userEvent.click(canvas.getByRole('button', { name: 'Visits' }))
    await expect(first()).toHaveTextContent('Automatic triage')
    await userEvent.click(canvas.getByRole('button', { name: 'Visits' }))
    await expect(first()).toHaveTextContent('Specialist review')
    first()?.focus()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect(canvas.getByRole('row', { selected: true })).toHaveTextContent('Arabic review')
  },
}

export const Empty: StoryObj = { render: () => <Steps rows={[]} /> }
