import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../../src/studio/kit/button.tsx'
import { Empty } from '../../src/studio/kit/empty.tsx'
import { Notice } from '../../src/studio/kit/notice.tsx'
import { Progress } from '../../src/studio/kit/progress.tsx'
import { Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Feedback' }
export default meta

export const Notices: StoryObj = {
  render: () => (
    <Sheet>
      <Notice title="Results are of the workflow before 3 edits" action={<Button>Run again</Button>} />
      <Notice tone="good" title="45,112 rows read, all usable" />
      <Notice tone="warning" title="212 rows have no end time" action={<Button variant="quiet">Show them</Button>}>
        They count as cases still open on 30 September.
      </Notice>
      <Notice tone="error" title="The scenario has no people for “Arabic reviewers”">
        Add a shift to the pool, or take the pool away from the step.
      </Notice>
    </Sheet>
  ),
}

export const Working: StoryObj = {
  render: () => (
    <Sheet>
      <Progress title="Simulating October" done={18} total={50} unit="replications" remaining="about 20 s" onCancel={() => {}} />
      <Progress title="Reading cases.csv" done={1_204_000} total={null} unit="rows" />
    </Sheet>
  ),
}

export const Nothing: StoryObj = {
  render: () => (
    <Sheet>
      <Empty title="No history yet" action={<Button variant="primary">Use the sample</Button>}>
        Drop an export of past cases here, one row per case or per event.
      </Empty>
    </Sheet>
  ),
}
