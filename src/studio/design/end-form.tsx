import { updateState } from '../../workflow/edit/update-state.ts'
import type { Disposition, State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import { Checkbox } from '../kit/checkbox.tsx'
import { Panel } from '../kit/panel.tsx'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { draftNow } from './use-draft.ts'

/** What an end means for the people concerned. */
export function EndForm({ state }: { state: State }) {
  const disposition = state.disposition ?? { restrictive: false }
  const put = (patch: { [Key in keyof Disposition]?: Disposition[Key] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...disposition, ...patch }).filter(([, value]) => value !== undefined && value !== ''),
    ) as Disposition
    return attempt(updateState(draftNow(), state.uid, { disposition: next }, `Change what ${titleOf(state)} means`))
  }
  return (
    <Panel id="end.disposition" title="What it means for people">
      <div className={shared.fields}>
        <Checkbox
          label="Restricts somebody’s content or account"
          hint="Then a notice and a way to appeal are due"
          checked={disposition.restrictive}
          onChange={(restrictive) => put({ restrictive })}
        />
        <CheckedField
          label="Notice"
          hint="Name of the template that is sent"
          value={disposition.notice ?? ''}
          onCommit={(notice) => put({ notice: notice.trim() || undefined })}
        />
        <CheckedField
          label="Appeal"
          hint="How to appeal, or where the appeal goes"
          value={disposition.appeal ?? ''}
          onCommit={(appeal) => put({ appeal: appeal.trim() || undefined })}
        />
      </div>
    </Panel>
  )
}
