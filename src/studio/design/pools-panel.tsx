import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { putPool, removePool } from '../../workflow/edit/pools.ts'
import type { Pool } from '../../workflow/pool.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { Panel } from '../kit/panel.tsx'
import { run } from '../session/session.ts'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { ScenarioPool } from './scenario-pool.tsx'
import { AddButton } from '../fields/add-button.tsx'
import { draftNow, useDraft } from './use-draft.ts'

/** The roles that do review steps, and, for the scenario at hand, who is on duty. */
export function PoolsPanel() {
  const draft = useDraft()
  const [open, setOpen] = useState<string | null>(null)
  const pools = Object.values(draft.pools).toSorted((a, b) => a.order - b.order)
  const add = () => {
    const id = freeId(draft.pools)
    if (run(putPool(draftNow(), { id, title: 'New pool' }))) setOpen(id)
  }
  return (
    <Panel id="workflow.pools" title="Pools" count={pools.length}>
      <div className={styles.list}>
        {pools.length === 0 && <p className={shared.quiet}>A pool is a role that reviews cases: tier 1, Arabic desk, legal.</p>}
        {pools.map((pool) =>
          open === pool.id ? (
            <PoolForm key={pool.order} pool={pool} onRenamed={setOpen} />
          ) : (
            <button key={pool.id} type="button" className={styles.link} onClick={() => setOpen(pool.id)} aria-expanded={false}>
              <span>{pool.title}</span>
              <span className={shared.quiet}>{pool.vendor ?? ''}</span>
            </button>
          ),
        )}
        <AddButton onClick={add}>Add a pool</AddButton>
      </div>
    </Panel>
  )
}

function PoolForm({ pool, onRenamed }: { pool: Pool; onRenamed: (id: string | null) => void }) {
  const put = (patch: { [Key in keyof Pool]?: Pool[Key] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...pool, ...patch }).filter(([, value]) => value !== undefined)) as Pool
    return attempt(putPool(draftNow(), next, pool.id))
  }
  return (
    <div className={styles.item}>
      <div className={shared.row}>
        <CheckedField
          label="Title"
          value={pool.title}
          onCommit={(title) => (title.trim() === '' ? 'A pool needs a title.' : put({ title: title.trim() }))}
        />
        <IconButton
          label={`Delete ${pool.title}`}
          icon={<Trash2 />}
          onClick={() => {
            if (run(removePool(draftNow(), pool.id))) onRenamed(null)
          }}
        />
      </div>
      <div className={shared.pair}>
        <CheckedField
          label="Name in files"
          mono
          value={pool.id}
          onCommit={(id) => {
            const refused = put({ id: id.trim() })
            if (refused === null) onRenamed(id.trim())
            return refused
          }}
        />
        <CheckedField
          label="Vendor"
          value={pool.vendor ?? ''}
          placeholder="Own staff"
          onCommit={(vendor) => put({ vendor: vendor.trim() || undefined })}
        />
      </div>
      <CheckedField
        label="Skills"
        hint="With commas: languages, policy areas"
        value={(pool.skills ?? []).join(', ')}
        onCommit={(text) => {
          const skills = text
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '')
          return put({ skills: skills.length === 0 ? undefined : skills })
        }}
      />
      <CheckedField
        label="Description"
        lines={2}
        value={pool.description ?? ''}
        onCommit={(description) => put({ description: description || undefined })}
      />
      <ScenarioPool pool={pool} />
    </div>
  )
}

function freeId(pools: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number++) if (!Object.hasOwn(pools, `pool-${number}`)) return `pool-${number}`
}
