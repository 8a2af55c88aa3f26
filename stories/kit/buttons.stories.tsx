import type { Meta, StoryObj } from '@storybook/react-vite'
import { Play, Plus, Trash2, Undo2 } from 'lucide-react'
import { Button } from '../../src/studio/kit/button.tsx'
import { Chip, OriginChip } from '../../src/studio/kit/chip.tsx'
import { IconButton } from '../../src/studio/kit/icon-button.tsx'
import { Keys } from '../../src/studio/kit/keys.tsx'
import { Mark } from '../../src/studio/kit/mark.tsx'
import { Row, Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Buttons and chips' }
export default meta

export const Buttons: StoryObj = {
  render: () => (
    <Sheet>
      <Row>
        <Button variant="primary">Publish</Button>
        <Button icon={<Play aria-hidden="true" />} shortcut="Ctrl Enter">
          Run
        </Button>
        <Button variant="quiet" icon={<Plus aria-hidden="true" />}>
          Add a shift
        </Button>
        <Button variant="danger" icon={<Trash2 aria-hidden="true" />}>
          Delete the pool
        </Button>
      </Row>
      <Row>
        <Button variant="primary" disabled>
          Publish
        </Button>
        <Button disabled>Run</Button>
        <Button variant="quiet" disabled>
          Add a shift
        </Button>
      </Row>
      <Row>
        <IconButton label="Undo" shortcut="Ctrl Z" icon={<Undo2 aria-hidden="true" />} />
        <IconButton label="Pin" pressed icon={<Plus aria-hidden="true" />} />
        <IconButton label="Redo" disabled icon={<Undo2 aria-hidden="true" />} />
        <Keys keys="Ctrl Shift Z" />
        <Mark size={28} />
      </Row>
    </Sheet>
  ),
}

export const Chips: StoryObj = {
  render: () => (
    <Sheet>
      <Row>
        <Chip>Arabic reviewers</Chip>
        <Chip tone="accent">1.2.0</Chip>
        <Chip tone="good">met</Chip>
        <Chip tone="warning">breaking</Chip>
        <Chip tone="error">missed</Chip>
        <Chip tone="info">draft</Chip>
        <Chip onRemove={() => {}} removeLabel="Remove English reviewers">
          English reviewers
        </Chip>
      </Row>
      <Row>
        <Chip tone="added">added</Chip>
        <Chip tone="removed">removed</Chip>
        <Chip tone="changed">changed</Chip>
        <Chip tone="moved">moved</Chip>
      </Row>
      <Row>
        <OriginChip source="fitted" />
        <OriginChip source="typed" />
        <OriginChip source="guessed" />
      </Row>
    </Sheet>
  ),
}
