import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { Checkbox } from '../../src/studio/kit/checkbox.tsx'
import { OriginChip } from '../../src/studio/kit/chip.tsx'
import { FileDrop } from '../../src/studio/kit/file-drop.tsx'
import { NumberField } from '../../src/studio/kit/number-field.tsx'
import { Segmented } from '../../src/studio/kit/segmented.tsx'
import { Select } from '../../src/studio/kit/select.tsx'
import { TextArea, TextField } from '../../src/studio/kit/text-field.tsx'
import { Row, Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Fields' }
export default meta

function Form() {
  const [title, setTitle] = useState('Tier 1 review')
  const [people, setPeople] = useState<number | null>(12)
  const [kind, setKind] = useState<'review' | 'automatic' | 'wait'>('review')
  const [unit, setUnit] = useState<'wait' | 'utilisation' | 'queue'>('wait')
  const [sensitive, setSensitive] = useState(true)
  return (
    <Sheet width={320}>
      <TextField label="Title" value={title} onCommit={setTitle} hint="What reviewers call it" />
      <TextField
        label="Guard"
        value="reports > 3 && langage == 'ar'"
        mono
        error="There is no attribute “langage”. Did you mean “language”?"
      />
      <TextArea
        label="Instructions"
        value="Read the reported message in its thread. Look for a pattern before you judge one line."
        rows={3}
      />
      <NumberField
        label="Reviewers on shift"
        value={people}
        onCommit={setPeople}
        min={0}
        whole
        unit="people"
        aside={<OriginChip source="fitted" />}
      />
      <NumberField label="Cost" value={null} onCommit={() => {}} optional unit="per hour" placeholder="not counted" />
      <Select
        label="Kind"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'review', label: 'Review', hint: 'People look at the case' },
          { value: 'automatic', label: 'Automatic step' },
          { value: 'wait', label: 'Wait' },
        ]}
      />
      <Select label="Pool" value={null} onChange={() => {}} options={[{ value: 'tier-1', label: 'Tier 1' }]} disabled />
      <Segmented
        label="Layer"
        value={unit}
        onChange={setUnit}
        options={[
          { value: 'wait', label: 'Wait' },
          { value: 'utilisation', label: 'Utilisation' },
          { value: 'queue', label: 'Queue' },
        ]}
      />
      <Row>
        <Checkbox label="Disturbing material" checked={sensitive} onChange={setSensitive} hint="Exposure is counted" />
        <Checkbox label="Some shifts" checked={false} some onChange={() => {}} />
      </Row>
      <FileDrop label="Choose a CSV file" accept=".csv" onFile={() => {}}>
        Drop the export of last year here.
      </FileDrop>
    </Sheet>
  )
}

export const Fields: StoryObj = { render: () => <Form /> }

export const Typing: StoryObj = {
  render: () => <Form />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const people = canvas.getByLabelText('Reviewers on shift')
    await userEvent.clear(people)
    await userEvent.type(people, '1,250{Enter}')
    await expect(people).toHaveValue('1250')
    await userEvent.keyboard('{ArrowUp}{Shift>}{ArrowUp}{/Shift}')
    await expect(people).toHaveValue('1261')
    await userEvent.clear(people)
    await userEvent.type(people, 'many{Enter}')
    await expect(canvas.getByText('“many” is not a number.')).toBeVisible()
    const title = canvas.getByLabelText('Title')
    await userEvent.type(title, ' of images{Escape}')
    await expect(title).toHaveValue('Tier 1 review')
    await userEvent.type(title, ' of images{Enter}')
    await expect(title).toHaveValue('Tier 1 review of images')
  },
}
