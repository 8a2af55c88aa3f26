import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { cancelTrial, useTrial } from '../session/trials.ts'

/** How far a long piece of work is, with a way to stop it; or why it stopped. */
export function TrialProgress({
  id,
  title,
  failed,
}: {
  readonly id: string
  readonly title: string
  /** Heads the reason. */ readonly failed: string
}) {
  const { running, failure } = useTrial(id)
  if (running)
    return (
      <Progress
        title={running.said === '' ? title : `${title}: ${running.said}`}
        done={running.done}
        total={running.planned}
        unit="pieces of work"
        onCancel={cancelTrial}
      />
    )
  return failure === null ? null : (
    <Notice tone="error" title={failed}>
      {failure}
    </Notice>
  )
}
