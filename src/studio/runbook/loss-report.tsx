import { X } from 'lucide-react'
import { IconButton } from '../kit/icon-button.tsx'
import { Notice } from '../kit/notice.tsx'
import styles from './runbook-main.module.css'

/** What a file that was just saved could not say. */
export type Losses = { readonly file: string; readonly form: string; readonly said: readonly string[] }

/** What is lost on the way out, a sentence each; the same sentences stand at the head of the file. */
export function LossReport({ losses: { file, form, said }, onClose }: { readonly losses: Losses; readonly onClose: () => void }) {
  return (
    <div className={styles.losses}>
      <Notice
        tone={said.length === 0 ? 'good' : 'warning'}
        title={said.length === 0 ? `${file} says all that the workflow does` : `Not in ${file}`}
        action={<IconButton label="Close" icon={<X />} onClick={onClose} />}
      >
        {said.length === 0 ? (
          `${form} has a form for everything in it.`
        ) : (
          <ul>
            {said.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}
