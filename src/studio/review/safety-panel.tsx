import { Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Verdict } from '../../safety/judge.ts'
import type { SafetyRule } from '../../safety/rule.ts'
import { idsOn } from '../../safety/say-path.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { Button } from '../kit/button.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Notice } from '../kit/notice.tsx'
import { reveal, select, useSession } from '../session/session.ts'
import { type Review } from './review-store.ts'
import { SafetyForm } from './safety-form.tsx'
import styles from './proposal-panel.module.css'
import { rulesBeside, useVerdicts } from './safety-store.ts'

/** The promises kept with the workflow, and what the newer of the two versions makes of each. */
export function SafetyPanel({ review }: { readonly review: Review }) {
  const slug = useSession((state) => state.slug)
  const scenarios = useSession((state) => state.tables.scenarios)
  const { records: rules, unreadable, past } = rulesBeside.use((state) => state)
  const [adding, setAdding] = useState(false)
  const { draft, title } = review.head
  const verdicts = useVerdicts(draft, rules, scenarios)
  useEffect(() => (slug === null ? undefined : rulesBeside.open(slug)), [slug])
  if (unreadable !== null)
    return (
      <div className={styles.panel}>
        <Notice tone="error" title="The safety rules cannot be read">
          {unreadable} The file is left as it is; put it right and open this place again. Nothing can be published meanwhile.
        </Notice>
      </div>
    )
  return (
    <div className={styles.panel}>
      <p className={styles.how}>
        Promises about every case, looked for in all that a case can do, loops included. Judged here: {title.toLowerCase()}. They are kept
        beside the workflow and are no part of a version.
      </p>
      <ul className={styles.list}>
        {rules.map((rule, index) => (
          <li key={rule.id}>
            <RuleNotice
              rule={rule}
              verdict={verdicts?.[index] ?? null}
              workflow={draft}
              onBlocks={(blocks) => rulesBeside.put(rules.with(index, { ...rule, blocks }))}
              onRemove={() => rulesBeside.put(rules.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ul>
      {adding ? (
        <SafetyForm
          workflow={draft}
          taken={rules.map(({ id }) => id)}
          onAdd={(rule) => {
            rulesBeside.put([...rules, rule])
            setAdding(false)
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <div className={styles.buttons}>
          <Button onClick={() => setAdding(true)}>Add a safety rule</Button>
          {past.length > 0 && (
            <Button variant="quiet" icon={<Undo2 aria-hidden="true" />} onClick={rulesBeside.undo}>
              Undo
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

const tones = { holds: 'good', broken: 'error', undecided: 'warning' } as const
const words = { holds: 'Holds', broken: 'Broken', undecided: 'Undecided' } as const

function RuleNotice({
  rule,
  verdict,
  workflow,
  onBlocks,
  onRemove,
}: {
  readonly rule: SafetyRule
  readonly verdict: Verdict | null
  readonly workflow: Workflow
  readonly onBlocks: (blocks: boolean) => void
  readonly onRemove: () => void
}) {
  if (!verdict) return <Notice tone="info" title="Looking through all that a case can do" />
  const { says, outcome, text, path } = verdict
  const show = () => {
    if (!path) return
    const { states, transitions } = idsOn(workflow, path)
    const [first] = states
    if (first === undefined) return
    reveal({ kind: 'state', id: first }, true)
    select([...states, ...transitions])
  }
  return (
    <Notice tone={tones[outcome]} title={`${words[outcome]}: ${says}`}>
      <p>{text}</p>
      <Checkbox label="Stands against publishing while it does not hold" checked={rule.blocks} onChange={onBlocks} />
      <div className={styles.buttons}>
        {path && (
          <Button variant="quiet" onClick={show}>
            Show the way on the drawing
          </Button>
        )}
        <IconButton label={`Remove the rule: ${says}`} icon={<Trash2 />} onClick={onRemove} />
      </div>
    </Notice>
  )
}
