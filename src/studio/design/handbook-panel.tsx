import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Edit, Refusal } from '../../workflow/draft.ts'
import { renameNotice, updateGuide, updateHandbook } from '../../workflow/edit/handbook.ts'
import type { Handbook } from '../../workflow/handbook/handbook.ts'
import type { StepGuide } from '../../workflow/handbook/step-guide.ts'
import type { State } from '../../workflow/state.ts'
import { attempt } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { Panel } from '../kit/panel.tsx'
import { guideForms, handbookForms } from './handbook-forms.ts'
import { RecordField, RecordFields } from './record-fields.tsx'
import { countOf, type FieldForm } from './record-form.ts'
import styles from './record.module.css'
import { draftNow, useDraft } from './use-draft.ts'

/** What the documents of the workflow say besides the machine: each record of the handbook behind its name. */
export function HandbookPanel() {
  const handbook = useDraft().header.workflow.handbook ?? {}
  const [open, setOpen] = useState<keyof Handbook | null>(null)
  const names = Object.keys(handbookForms) as (keyof Handbook)[]
  return (
    <Panel
      id="workflow.handbook"
      title="Handbook"
      count={names.filter((name) => handbook[name] !== undefined).length}
      initiallyOpen={false}
    >
      <p className={shared.quiet}>
        What the runbook says besides the drawing. No case asks for it, so it changes nothing that is simulated.
      </p>
      <div className={styles.records}>
        {names.map((name) => {
          const form: FieldForm = handbookForms[name]
          const count = countOf(handbook[name])
          return (
            <div key={name}>
              <button
                type="button"
                className={styles.record}
                aria-expanded={open === name}
                onClick={() => setOpen(open === name ? null : name)}
              >
                <ChevronRight aria-hidden="true" />
                <span>{form.label}</span>
                <span className={shared.quiet}>{count === 0 ? '' : form.kind === 'list' ? count : 'written'}</span>
              </button>
              {open === name && (
                <div className={styles.inside}>
                  <RecordField form={form} value={handbook[name]} onPut={(value) => attempt(editOf(name, value))} bare />
                </div>
              )}
            </div>
          )
        })}
      </div>
    </Panel>
  )
}

/** A notice that only gets another name takes the ends that send it along. */
function editOf(name: keyof Handbook, value: unknown): Edit | Refusal {
  const draft = draftNow()
  const [before, after] = [draft.header.workflow.handbook?.notices ?? [], value as Handbook['notices']]
  const at = name === 'notices' && after?.length === before.length ? before.findIndex((one, index) => one.name !== after[index]?.name) : -1
  const [was, is] = [before[at], after?.[at]]
  const isAlone = before.every((one, index) => index === at || one.name === after?.[index]?.name)
  if (was && is && isAlone) return renameNotice(draft, was.name, is.name)
  return updateHandbook(draft, { [name]: value }, `Change the handbook: ${handbookForms[name].label.toLowerCase()}`)
}

/** What the people of a step are told besides what to do and to decide. */
export function GuidePanel({ state, guide }: { readonly state: State; readonly guide: StepGuide | undefined }) {
  return (
    <Panel id="step.guide" title="Guide" count={countOf(guide)} initiallyOpen={false}>
      <RecordFields
        fields={guideForms}
        value={guide ?? {}}
        onPut={(value) => attempt(updateGuide(draftNow(), state.uid, value as Partial<StepGuide>))}
      />
    </Panel>
  )
}
