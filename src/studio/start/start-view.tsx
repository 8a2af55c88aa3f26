import { History, Plus } from 'lucide-react'
import { type SyntheticEvent, useState } from 'react'
import type { ProjectEntry } from '../../workspace/project.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { FileDrop } from '../kit/file-drop.tsx'
import { formatAmount } from '../../words/number.ts'
import { Mark } from '../kit/mark.tsx'
import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { TextField } from '../kit/text-field.tsx'
import type { Recent } from '../session/recent.ts'
import { Miniature } from './miniature.tsx'
import styles from './start-view.module.css'
import { sayWhen } from './when.ts'

/** The start page as it looks for what is given. `entries` is null while they are read. */
export function StartView({
  entries,
  recent,
  now,
  fault,
  rowsRead = null,
  told = [],
  onNew,
  onFile,
}: {
  readonly entries: readonly ProjectEntry[] | null
  readonly recent: readonly Recent[]
  /** Milliseconds since 1970. */
  readonly now: number
  readonly fault: string | null
  /** Rows of a history read so far, while a workflow is drawn from it. */
  readonly rowsRead?: number | null
  /** What the home of the workflows has to say of itself. */
  readonly told?: readonly string[]
  readonly onNew: (title: string) => void
  readonly onFile: (file: File) => void
}) {
  const worked = new Map(recent.map(({ slug, at }) => [slug, at]))
  const sorted = [...(entries ?? [])].sort((a, b) => (worked.get(b.slug) ?? 0) - (worked.get(a.slug) ?? 0))
  return (
    <div className={styles.page}>
      <main className={styles.sheet}>
        <header className={styles.head}>
          <div className={styles.brand}>
            <Mark size={28} />
            <h1>Gemba</h1>
          </div>
          <p className={styles.sentence}>
            Draw how a report becomes a decision, run last year’s volume through it, and change it on evidence.
          </p>
        </header>

        {told.map((sentence) => (
          <Notice key={sentence} tone="warning" title={sentence} />
        ))}
        {fault !== null && <Notice tone="error" title={fault} />}

        <section aria-labelledby="workflows" className={styles.workflows}>
          <h2 id="workflows" className={styles.heading}>
            Workflows
          </h2>
          {entries === null && fault === null && <output className={styles.quiet}>Reading the workspace</output>}
          {entries?.length === 0 && (
            <p className={styles.quiet}>There is none here yet. Begin with an empty one, or bring a machine from a file.</p>
          )}
          <ul>
            {sorted.map((entry) => (
              <Entry key={entry.slug} entry={entry} when={worked.has(entry.slug) ? sayWhen(worked.get(entry.slug) ?? 0, now) : null} />
            ))}
          </ul>
        </section>

        <section aria-labelledby="begin" className={styles.begin}>
          <h2 id="begin" className={styles.heading}>
            Begin
          </h2>
          <New onNew={onNew} onHistory={onFile} />
          <FileDrop
            label="Choose a file"
            accept=".json,.ts,.tsx,.mts,.js,.jsx,.mjs,.cjs,.bpmn,.xml,application/json,.csv,.tsv,.txt,.gz,text/csv"
            onFile={onFile}
          >
            Drop or paste an XState machine here (TypeScript, JavaScript or JSON), a BPMN diagram, or a workflow of Gemba. Drop an event log
            (CSV or .csv.gz) to have the workflow drawn from the history.
          </FileDrop>
          {rowsRead !== null && <Progress title="Drawing the workflow from the history" done={rowsRead} total={null} unit="rows" />}
        </section>
      </main>
    </div>
  )
}

function Entry({
  entry: { slug, title, description, version, draft, message },
  when,
}: {
  readonly entry: ProjectEntry
  readonly when: string | null
}) {
  if (!draft) {
    return (
      <li className={styles.broken}>
        <Notice tone="warning" title={`${title} cannot be opened`}>
          {message}
        </Notice>
      </li>
    )
  }
  const steps = Object.values(draft.states).filter(({ step }) => step !== null).length
  return (
    <li>
      <a href={`#/${slug}/design`} className={styles.entry}>
        <span className={styles.picture}>
          <Miniature draft={draft} />
        </span>
        <span className={styles.words}>
          <strong className={styles.title}>{title}</strong>
          <span className={styles.description}>{description}</span>
          <span className={styles.facts}>
            <Chip>{version === null ? 'draft' : version}</Chip>
            {formatAmount(Object.keys(draft.states).length - 1, 'state')}, {formatAmount(steps, 'step')} of work,{' '}
            {formatAmount(Object.keys(draft.pools).length, 'pool')}
          </span>
        </span>
        <span className={styles.when}>{when === null ? '' : `opened ${when}`}</span>
      </a>
    </li>
  )
}

function New({ onNew, onHistory }: { readonly onNew: (title: string) => void; readonly onHistory: (file: File) => void }) {
  const [title, setTitle] = useState('')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (title.trim() !== '') onNew(title.trim())
  }
  return (
    <form className={styles.new} onSubmit={submit}>
      <TextField label="Name of a new workflow" value={title} onChange={setTitle} placeholder="Reports of impersonation" />
      <Button type="submit" variant="primary" icon={<Plus aria-hidden="true" />} disabled={title.trim() === ''}>
        New workflow
      </Button>
      <Button icon={<History aria-hidden="true" />} onClick={() => chooseHistory(onHistory)}>
        Bring a history
      </Button>
    </form>
  )
}

/** Asks for an event log, of which the workflow is drawn. */
function chooseHistory(onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.csv,.tsv,.txt,.gz,text/csv'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file) onFile(file)
  })
  input.click()
}
