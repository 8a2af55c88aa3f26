import { useState } from 'react'
import { count } from '../../revisions/say.ts'
import { sayAgreement, sayResults, standingWords } from '../../runbook/say-training.ts'
import { byPerson, judgeResults } from '../../runbook/training-result.ts'
import type { Agreement } from '../../runbook/agreement.ts'
import { Button } from '../kit/button.tsx'
import shared from '../fields/fields.module.css'
import { FileDrop } from '../kit/file-drop.tsx'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { useSession } from '../session/session.ts'
import { draftId, useVersionId } from './runbook-store.ts'
import styles from './side.module.css'

type Brought = { readonly name: string; readonly text: string }

/** Results of training checks, judged by the version that is read; they are looked at, never kept. */
export function TrainingPanel() {
  const revisions = useSession((state) => state.revisions)
  const chosen = useVersionId()
  const version = chosen === draftId ? revisions[0]?.version : chosen
  const [files, setFiles] = useState<readonly Brought[]>([])
  const [agreement, setAgreement] = useState<Agreement | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const judged = version === undefined ? [] : judgeResults(files, revisions, version)
  const people = byPerson(judged)
  const bring = async (file: File) => {
    setFault(null)
    const { name } = file
    const text = await file.text()
    if (!name.toLowerCase().endsWith('.csv')) return setFiles((known) => [...known.filter((one) => one.name !== name), { name, text }])
    const read = await readAgreement(text)
    if (typeof read === 'string') setFault(`${name}: ${read}`)
    else setAgreement(read)
  }
  return (
    <Panel id="runbook.training" title="Training" count={people.length} initiallyOpen={false}>
      <div className={styles.list}>
        {version === undefined ? (
          <p className={shared.quiet}>No version is published yet, so nobody can be trained for one.</p>
        ) : (
          <FileDrop label="Choose files" accept=".json,.csv" many onFile={(file) => void bring(file)}>
            Result files of the training check, or ratings as CSV (case, rater, decision)
          </FileDrop>
        )}
        {fault !== null && <Notice tone="error">{fault}</Notice>}
        {people.length > 0 && version !== undefined && <p>{sayResults(people, version)}</p>}
        <ul className={styles.rows} aria-label="Results">
          {people.map(({ name, standing, say }) => (
            <li key={name} className={styles.result}>
              <strong>{name}</strong> {standingWords[standing]}
              <p className={shared.quiet}>{say}</p>
            </li>
          ))}
          {judged
            .filter(({ name }) => name === null)
            .map(({ file, say }) => (
              <li key={file} className={styles.result}>
                <strong>{file}</strong> {standingWords.wrong}
                <p className={shared.quiet}>{say}</p>
              </li>
            ))}
        </ul>
        {agreement && sayAgreement(agreement).map((sentence) => <p key={sentence}>{sentence}</p>)}
        {(files.length > 0 || agreement !== null) && (
          <div className={styles.actions}>
            <Button variant="quiet" onClick={() => (setFiles([]), setAgreement(null))}>
              {`Forget ${count(files.length + (agreement === null ? 0 : 1), 'file')}`}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  )
}

/** The agreement that ratings give, or why there is none. */
async function readAgreement(text: string): Promise<Agreement | string> {
  const [{ readRatings }, { agreementOf }] = await Promise.all([import('../../history/ratings.ts'), import('../../runbook/agreement.ts')])
  try {
    const agreement = agreementOf(readRatings(text))
    return agreement === null ? 'no case is judged by two people.' : 'refused' in agreement ? agreement.refused : agreement
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
