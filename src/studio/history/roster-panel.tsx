import { useRef } from 'react'
import { withAnswer } from '../../history/mapping.ts'
import type { MappingPatch } from '../../history/mapping.ts'
import { formatAmount, formatCount } from '../../words/number.ts'
import { Button } from '../kit/button.tsx'
import { Notice } from '../kit/notice.tsx'
import { bringRoster, setRoster, useRoster } from '../session/loaded-history.ts'
import type { LoadedHistory, LoadedRoster } from '../session/loaded-history.ts'
import styles from './history.module.css'
import { Questions } from './questions.tsx'
import { wizardActor } from './wizard-actor.ts'

/** Who is on shift when, from a file beside the history: what it was read as, what it leaves in doubt, and that the next fit has its shifts. */
export function RosterPanel({ loaded }: { readonly loaded: LoadedHistory }) {
  const roster = useRoster()
  const input = useRef<HTMLInputElement>(null)
  return (
    <section className={styles.block} aria-label="Roster">
      <div className={styles.actions}>
        <Button onClick={() => input.current?.click()}>{roster ? 'Bring another roster' : 'Bring a roster beside it'}</Button>
        {roster && <Button onClick={() => setRoster(null)}>Leave the roster out</Button>}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.gz,.zip"
          aria-label="Roster file"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) void bringRoster(file, loaded.mapping)
            event.target.value = ''
          }}
        />
      </div>
      {roster === null && (
        <p className={styles.muted}>
          Who is on shift when, people or numbers, by day of the week or by date: pools then have these shifts.
        </p>
      )}
      {roster?.failure && (
        <Notice tone="error" title={`${roster.file.name} could not be read as a roster`}>
          {roster.failure}
        </Notice>
      )}
      {roster?.told && <Told roster={roster} told={roster.told} mapping={loaded.mapping} />}
    </section>
  )
}

function Told({
  roster,
  told,
  mapping,
}: {
  readonly roster: LoadedRoster
  readonly told: NonNullable<LoadedRoster['told']>
  readonly mapping: LoadedHistory['mapping']
}) {
  const { rows, kind, who, columns, notes } = told
  const answer = (patch: MappingPatch) => {
    const next = withAnswer(mapping, patch)
    wizardActor.send({ type: 'MAP', mapping: next })
    void bringRoster(roster.file, next)
  }
  const read = Object.entries(columns).map(([role, header]) => `${header} = ${role}`)
  return (
    <>
      <p>
        {roster.file.name}: {formatAmount(told.shifts, 'shift')} from {formatAmount(rows.read, 'row')} ({formatCount(rows.used)} used,{' '}
        {formatCount(rows.off)} off, {formatCount(rows.aside.length)} set aside),{' '}
        {who === 'persons' ? 'people by name' : 'numbers of people'}, {kind === 'weekly' ? 'by day of the week' : 'by date'}
        {read.length > 0 ? ` (${read.join(', ')})` : ''}. “Use for the scenario” takes these shifts.
      </p>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Questions questions={told.questions} of="the roster" onAnswer={answer} />
    </>
  )
}
