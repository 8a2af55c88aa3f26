import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { Button } from '../../src/studio/kit/button.tsx'
import { Dialog } from '../../src/studio/kit/dialog.tsx'
import { Menu } from '../../src/studio/kit/menu.tsx'
import { NumberField } from '../../src/studio/kit/number-field.tsx'
import { Popover } from '../../src/studio/kit/popover.tsx'
import { Row, Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Above' }
export default meta

function Parts() {
  const [dark, setDark] = useState(false)
  const [open, setOpen] = useState(false)
  return (
    <Sheet>
      <Row>
        <Menu
          items={[
            'State',
            { label: 'Rename', shortcut: 'F2', onSelect: () => {} },
            { label: 'Duplicate', shortcut: 'Ctrl D', onSelect: () => {} },
            '-',
            { label: 'Dark', checked: dark, onSelect: () => setDark(!dark) },
            { label: 'Delete', danger: true, shortcut: 'Delete', onSelect: () => {} },
          ]}
        >
          <Button>Menu</Button>
        </Menu>
        <Popover trigger={<Button>Settings of the run</Button>} title="Settings of the run">
          <NumberField label="Replications" value={30} onCommit={() => {}} whole min={1} />
        </Popover>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
      </Row>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Publish 1.2.0"
        description="A revision never changes again."
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            Publish
          </Button>
        }
      >
        <p>Two changes since 1.1.0.</p>
      </Dialog>
    </Sheet>
  )
}

export const OpenMenu: StoryObj = {
  render: () => <Parts />,
  play: async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Menu' }))
    await waitFor(() => expect(screen.getByRole('menuitem', { name: /Rename/ })).toBeVisible())
  },
}

export const OpenPopover: StoryObj = {
  render: () => <Parts />,
  play: async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Settings of the run' }))
    await waitFor(() => expect(screen.getByLabelText('Replications')).toBeVisible())
  },
}

export const OpenDialog: StoryObj = {
  render: () => <Parts />,
  play: async ({ canvasElement }) => {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Dialog' }))
    await waitFor(() => expect(screen.getByRole('dialog', { name: 'Publish 1.2.0' })).toBeVisible())
  },
}
