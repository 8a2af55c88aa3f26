import { useState } from 'react'
import { reviewSteps } from '../../safety/judge.ts'
import { lacking, type SafetyRule, sayRule } from '../../safety/rule.ts'
import { sentence } from '../../revisions/say.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { Button } from '../kit/button.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { TextField } from '../kit/text-field.tsx'
import styles from './proposal-panel.module.css'

type Template = SafetyRule['template']

const templates: readonly { readonly value: Template; readonly label: string }[] = [
  { value: 'notice-and-appeal', label: 'Every restriction has a notice and an appeal' },
  { value: 'other-judge', label: 'Nobody judges the appeal of the own decision' },
  { value: 'people-before', label: 'No restriction without people who looked' },
  { value: 'always-passes', label: 'No end before it has been at a step' },
]

/** A new rule from a template; its sentence is shown as it is filled in. */
export function SafetyForm({
  workflow,
  taken,
  onAdd,
  onCancel,
}: {
  readonly workflow: Workflow
  readonly taken: readonly string[]
  readonly onAdd: (rule: SafetyRule) => void
  readonly onCancel: () => void
}) {
  const [template, setTemplate] = useState<Template>('notice-and-appeal')
  const [decision, setDecision] = useState<string | null>(null)
  const [step, setStep] = useState<string | null>(null)
  const [people, setPeople] = useState<'1' | '2' | '3'>('2')
  const [before, setBefore] = useState<'restriction' | 'end'>('restriction')
  const [when, setWhen] = useState('')
  const steps = reviewSteps(workflow).map(({ uid, title }) => ({ value: uid, label: title }))
  const common = { id: freeId(template, taken), blocks: true }
  const condition = when.trim() === '' ? {} : { when: when.trim() }
  const rule = ((): SafetyRule | null => {
    switch (template) {
      case 'notice-and-appeal':
        return { template, ...common }
      case 'other-judge':
        return decision === null || step === null ? null : { template, ...common, decisions: [decision], appeals: [step] }
      case 'people-before':
        return { template, ...common, people: Number(people), ...condition }
      case 'always-passes':
        return step === null ? null : { template, ...common, step, before, ...condition }
    }
  })()
  const fault = rule && lacking(rule, workflow)
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault()
        if (rule && fault === null) onAdd(rule)
      }}
    >
      <Select label="Template" value={template} options={templates} onChange={setTemplate} />
      {template === 'other-judge' && <Select label="Decided at" value={decision} options={steps} onChange={setDecision} />}
      {(template === 'other-judge' || template === 'always-passes') && (
        <Select label={template === 'other-judge' ? 'Judged at' : 'Step'} value={step} options={steps} onChange={setStep} />
      )}
      {template === 'people-before' && (
        <Segmented
          label="People who looked"
          value={people}
          onChange={setPeople}
          options={(['1', '2', '3'] as const).map((value) => ({ value, label: value }))}
        />
      )}
      {template === 'always-passes' && (
        <Segmented
          label="Before"
          value={before}
          onChange={setBefore}
          options={[
            { value: 'restriction', label: 'a restriction' },
            { value: 'end', label: 'any end' },
          ]}
        />
      )}
      {(template === 'people-before' || template === 'always-passes') && (
        <TextField label="Only cases with" hint='For instance severity == "high"; empty: all cases' value={when} onChange={setWhen} />
      )}
      <p className={styles.note}>
        {rule === null ? 'Choose the steps.' : fault === null ? `${sayRule(rule, workflow)}.` : `${sentence(fault)}.`}
      </p>
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" disabled={rule === null || fault !== null}>
          Add
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function freeId(template: Template, taken: readonly string[]): string {
  let number = 1
  while (taken.includes(`${template}-${number}`)) number++
  return `${template}-${number}`
}
