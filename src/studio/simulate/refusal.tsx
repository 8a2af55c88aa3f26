import { Button } from '../kit/button.tsx'
import { formatAmount } from '../../words/number.ts'
import { Notice } from '../kit/notice.tsx'
import { reveal, useSession } from '../session/session.ts'
import { startRun, useRuns } from '../session/runs/runs.ts'
import styles from './stage.module.css'

/** Why the last run could not start, problem by problem, each with the way to its place; or why it stopped. */
export function Refusal() {
  const slug = useSession((state) => state.slug)
  const failed = useRuns((state) => state.phase === 'failed' && state.now.slug === slug)
  const { problems, failure } = useRuns((state) => state.now)
  if (!failed) return null
  if (failure !== null) {
    return (
      <div className={styles.refusal}>
        <Notice tone="error" title="The run stopped" action={<Button onClick={startRun}>Run again</Button>}>
          {failure}
        </Notice>
      </div>
    )
  }
  const errors = problems.filter(({ severity }) => severity === 'error')
  return (
    <div className={styles.refusal}>
      <Notice tone="error" title={`The run cannot start: ${formatAmount(errors.length, 'problem')} to solve first`}>
        <ul className={styles.problems}>
          {errors.map((problem) => (
            <li key={`${problem.rule} ${problem.where} ${problem.message}`}>
              <span>
                <strong>{problem.where}</strong>: {problem.message}
              </span>
              <Button variant="quiet" onClick={() => reveal(problem.place)}>
                Show
              </Button>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
