import { updateHeader } from '../../workflow/edit/update-header.ts'
import { Panel } from '../kit/panel.tsx'
import { AttributesPanel } from './attributes-panel.tsx'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { HandbookPanel } from './handbook-panel.tsx'
import styles from './inspector.module.css'
import { PoolsPanel } from './pools-panel.tsx'
import { draftNow, useDraft } from './use-draft.ts'

/** What is said of the workflow as a whole, when nothing is selected. */
export function WorkflowForm() {
  const { id, title, description, owner, version } = useDraft().header.workflow
  return (
    <>
      <header className={styles.head}>
        <h2>{title}</h2>
        <span className={shared.quiet}>{version === null ? 'not published yet' : `from ${version}`}</span>
      </header>
      <Panel id="workflow.what" title="Workflow">
        <div className={shared.fields}>
          <CheckedField
            key={`title ${id}`}
            label="Title"
            value={title}
            onCommit={(text) => attempt(updateHeader(draftNow(), { title: text.trim() }, 'Rename the workflow'))}
          />
          <CheckedField
            key={`description ${id}`}
            label="Description"
            lines={3}
            value={description ?? ''}
            onCommit={(text) => attempt(updateHeader(draftNow(), { description: text || undefined }, 'Describe the workflow'))}
          />
          <CheckedField
            key={`owner ${id}`}
            label="Owner"
            hint="Who answers for it"
            value={owner ?? ''}
            onCommit={(text) => attempt(updateHeader(draftNow(), { owner: text.trim() || undefined }, 'Change the owner'))}
          />
        </div>
      </Panel>
      <AttributesPanel />
      <PoolsPanel />
      <HandbookPanel key={`handbook ${id}`} />
    </>
  )
}
