import { CircleAlert, TriangleAlert, Wrench } from 'lucide-react'
import { useEffect } from 'react'
import type { Problem } from '../../workflow/problem.ts'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { reveal, run, useSession } from '../session/session.ts'
import { problemKey } from './problem-key.ts'
import { markRead } from './read-problems.ts'
import styles from './problems.module.css'

/** What the rules found: what, where, why it matters. A line jumps to its place; where there is a repair, one press does it. */
export function Problems() {
  const slug = useSession((state) => state.slug)
  const problems = useSession((state) => state.problems)
  useEffect(() => {
    if (slug !== null) markRead(slug, problems)
  }, [slug, problems])
  if (problems.length === 0) return <Empty title="No problems">The rules find nothing wrong with this workflow and its scenario.</Empty>
  return (
    <ul className={styles.list} aria-label="Problems">
      {problems.map((problem, index) => (
        <Line key={`${problemKey(problem)} ${index}`} problem={problem} />
      ))}
    </ul>
  )
}

function Line({ problem }: { readonly problem: Problem }) {
  const { severity, message, why, where, fix, place } = problem
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <li className={styles.line}>
      <button type="button" className={styles.jump} onClick={() => reveal(place)}>
        <Icon aria-label={severity === 'error' ? 'Error' : 'Warning'} className={styles[severity]} />
        <span className={styles.where}>{where}</span>
        <span className={styles.message}>
          {message} <span className={styles.why}>{why}</span>
        </span>
      </button>
      {fix && (
        <Button variant="quiet" icon={<Wrench aria-hidden="true" />} onClick={() => run(fix)}>
          {fix.label}
        </Button>
      )}
    </li>
  )
}
