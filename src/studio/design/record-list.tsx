import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AddButton } from '../fields/add-button.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { NewRecord } from './new-record.tsx'
import type { FieldForm, Put, RecordValue } from './record-form.ts'
import styles from './record.module.css'

/** A list of records, of which one is open: its fields, its place in the list, and the way to take it away. */
export function RecordList({
  form,
  items,
  onPut,
  children,
}: {
  readonly form: FieldForm & { readonly kind: 'list' }
  readonly items: readonly RecordValue[]
  readonly onPut: Put<readonly RecordValue[] | undefined>
  /** The fields of one. */
  readonly children: (item: RecordValue, onPut: Put<RecordValue>) => ReactNode
}) {
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const put = (next: readonly RecordValue[], then: number | null) => {
    const refused = onPut(next)
    if (refused === null) setOpen(then)
    return refused
  }
  const move = (from: number, to: number) => {
    const moved = items[from]
    if (moved) put(items.toSpliced(from, 1).toSpliced(to, 0, moved), to)
  }
  const nameOf = (item: RecordValue) => form.by.map((field) => String(item[field])).join(' · ')
  return (
    <div className={styles.list}>
      <ol className={styles.rows}>
        {items.map((item, index) => (
          <li key={index}>
            <button
              type="button"
              className={styles.row}
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? null : index)}
            >
              {nameOf(item)}
            </button>
            {open === index && (
              <div className={styles.inside}>
                {children(item, (next) => put(items.with(index, next), index))}
                <div className={styles.actions}>
                  <IconButton
                    label={`Move ${nameOf(item)} up`}
                    icon={<ArrowUp />}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  />
                  <IconButton
                    label={`Move ${nameOf(item)} down`}
                    icon={<ArrowDown />}
                    disabled={index === items.length - 1}
                    onClick={() => move(index, index + 1)}
                  />
                  <IconButton
                    label={`Remove ${nameOf(item)}`}
                    icon={<Trash2 />}
                    disabled={form.required === true && items.length === 1}
                    onClick={() => put(items.toSpliced(index, 1), null)}
                  />
                </div>
              </div>
            )}
          </li>
        ))}
      </ol>
      {open === 'new' ? (
        <NewRecord fields={form.fields} onAdd={(made) => put([...items, made], items.length)} onCancel={() => setOpen(null)} />
      ) : (
        <AddButton onClick={() => setOpen('new')}>{`Add ${form.one}`}</AddButton>
      )}
    </div>
  )
}
