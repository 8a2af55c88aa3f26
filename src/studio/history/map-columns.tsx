import { useSelector } from '@xstate/react'
import { useMemo } from 'react'
import { plainName } from '../../history/activity-states.ts'
import type { KnownColumn, Mapping } from '../../history/mapping.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { Notice } from '../kit/notice.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { session } from '../session/session.ts'
import { columnHints, columnTitles, columnsOfForm, missingColumns, offeredTimeFormats } from './columns.ts'
import styles from './history.module.css'
import { MappingFile } from './mapping-file.tsx'
import { wizardActor } from './wizard-actor.ts'
import { Preview } from './preview.tsx'

const none = ''

/** Which column is what: the guesses with how sure they are, the zone, the format of times, and the first rows. */
export function MapColumns() {
  const file = useSelector(wizardActor, ({ context }) => context.file)
  const head = useSelector(wizardActor, ({ context }) => context.head)
  const mapping = useSelector(wizardActor, ({ context }) => context.mapping)
  const zones = useMemo(
    () => [
      ...new Set([
        mapping?.timezone ?? 'UTC',
        Intl.DateTimeFormat().resolvedOptions().timeZone,
        'UTC',
        ...Intl.supportedValuesOf('timeZone'),
      ]),
    ],
    [mapping?.timezone],
  )
  if (!head || !mapping || !file) return null
  const form = mapping.form ?? 'events'
  const { header } = head.opening
  const change = (next: Partial<Mapping>) => wizardActor.send({ type: 'MAP', mapping: { ...mapping, ...next } })
  const formats = offeredTimeFormats(head, mapping)
  const asks = head.recognition.questions.filter(
    ({ id, default: taken }) =>
      taken === null &&
      ((id.startsWith('times') && mapping.timeFormat === undefined) ||
        (id === 'zone' && mapping.timezone === undefined) ||
        (id === 'roster' && mapping.columns.case_id === undefined && mapping.columns.count === undefined)),
  )
  const missing = missingColumns(mapping)
  const unsure = head.recognition.guesses.some(
    ({ column, header: name, confidence }) => confidence < 0.6 && mapping.columns[column] === name,
  )
  return (
    <div className={styles.wide}>
      <header className={styles.head}>
        <div>
          <h2>Which column is what?</h2>
          <p className={styles.muted}>
            {file.name}: {header.length} columns, recognised by their names and first rows. Change what is wrong.
          </p>
        </div>
        <div className={styles.actions}>
          <Button onClick={() => wizardActor.send({ type: 'AGAIN' })}>Choose another file</Button>
          <MappingFile />
          <Button
            variant={unsure ? 'plain' : 'primary'}
            disabled={missing.length > 0 || asks.length > 0}
            onClick={() => wizardActor.send({ type: 'READ' })}
          >
            {unsure ? 'Read all rows as guessed' : 'Read all rows'}
          </Button>
        </div>
      </header>
      {head.opening.notes.map((note) => (
        <Notice key={note} title={note} />
      ))}
      {asks.map(({ text }) => (
        <Notice key={text} tone="warning" title="One thing to say first">
          {text}
        </Notice>
      ))}
      {missing.length > 0 && <Notice tone="warning" title={`Still to say: ${missing.map((column) => columnTitles[column]).join(', ')}`} />}
      <div className={styles.fields}>
        <div>
          <span className={styles.label}>One row is</span>
          <Segmented
            label="One row is"
            value={form}
            onChange={(next) => change({ form: next })}
            options={[
              { value: 'events', label: 'a piece of work' },
              { value: 'cases', label: 'a case' },
              { value: 'volume', label: 'an hour’s count' },
            ]}
          />
        </div>
        <Select
          label="Times are written as"
          value={mapping.timeFormat ?? null}
          placeholder="Say which"
          options={formats.map((value) => ({ value, label: value === 'iso' ? 'ISO 8601 (2025-01-31T08:00:00)' : value }))}
          onChange={(timeFormat) => change({ timeFormat })}
        />
        <Select
          label="Zone of times without offset"
          value={mapping.timezone ?? none}
          options={[{ value: none, label: 'told by the times’ offsets' }, ...zones.map((value) => ({ value, label: value }))]}
          onChange={(timezone) => {
            const { timezone: _, ...rest } = mapping
            wizardActor.send({ type: 'MAP', mapping: timezone === none ? rest : { ...mapping, timezone } })
          }}
        />
      </div>
      <div className={styles.fields}>
        {columnsOfForm[form].map((column) => {
          const guess = head.recognition.guesses.find((found) => found.column === column && found.header === mapping.columns[column])
          return (
            <div key={column} className={styles.field}>
              <Select
                label={columnTitles[column]}
                hint={columnHints[column]}
                value={mapping.columns[column] ?? none}
                options={[{ value: none, label: 'not in the file' }, ...header.map((value) => ({ value, label: value }))]}
                onChange={(name) => change({ columns: withColumn(mapping.columns, column, name) })}
              />
              {guess && <Confidence value={guess.confidence} why={guess.why} />}
            </div>
          )
        })}
      </div>
      <Attributes mapping={mapping} header={header} onChange={(attributes) => change({ attributes })} />
      <Preview opening={head.opening} mapping={mapping} />
    </div>
  )
}

function Confidence({ value, why }: { readonly value: number; readonly why: string }) {
  return (
    <Chip tone={value >= 0.7 ? 'fitted' : 'guessed'}>
      {value >= 0.8 ? 'sure' : value >= 0.5 ? 'likely' : 'a guess'}: {why}
    </Chip>
  )
}

/** The workflow's case attributes: from which column each is read. By name where nothing is said. */
function Attributes({
  mapping,
  header,
  onChange,
}: {
  readonly mapping: Mapping
  readonly header: readonly string[]
  readonly onChange: (attributes: Record<string, string>) => void
}) {
  const attributes = Object.values(session.getState().tables.attributes).sort((a, b) => a.order - b.order)
  if (attributes.length === 0) return null
  const set = (name: string, column: string) => {
    const rest = Object.fromEntries(Object.entries(mapping.attributes ?? {}).filter(([key]) => key !== name))
    onChange(column === none ? rest : { ...rest, [name]: column })
  }
  const foundByName = (name: string, title: string) => {
    const wanted = [plainName(name), plainName(title)]
    const found =
      header.find((column) => wanted.includes(plainName(column))) ?? (wanted.includes('category') ? mapping.columns.category : undefined)
    return found === undefined ? 'not in the file' : `by its name: ${found}`
  }
  return (
    <>
      <h3 className={styles.section}>Case attributes of this workflow</h3>
      <div className={styles.fields}>
        {attributes.map(({ name, title }) => (
          <Select
            key={name}
            label={title}
            value={mapping.attributes?.[name] ?? none}
            options={[{ value: none, label: foundByName(name, title) }, ...header.map((value) => ({ value, label: value }))]}
            onChange={(column) => set(name, column)}
          />
        ))}
      </div>
    </>
  )
}

function withColumn(columns: Mapping['columns'], column: KnownColumn, header: string): Mapping['columns'] {
  const others = Object.entries(columns).filter(([key, name]) => key !== column && name !== header)
  return Object.fromEntries(header === none ? others : [...others, [column, header]])
}
