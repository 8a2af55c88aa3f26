import { Check } from 'lucide-react'
import { sayEffort } from '../../lean/remedies/remedies.ts'
import type { RemedyResult } from '../../lean/findings.ts'
import type { Verdict } from '../../lean/verdict.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { Empty } from '../kit/empty.tsx'
import { keepUnits } from '../../words/interval.ts'
import { formatAmount, formatNumber, formatSigned } from '../../words/number.ts'
import { Panel } from '../kit/panel.tsx'
import { useSession } from '../session/session.ts'
import { tryRemedy, useSearch } from './search.ts'
import styles from './improve.module.css'
import { useVerdict } from './use-verdict.ts'

const words: Readonly<Record<RemedyResult['standing'], string>> = { better: 'helps', worse: 'harms', unclear: 'not proven' }
const tones = { better: 'good', worse: 'error', unclear: 'plain' } as const

/** The right of Improve: the chosen remedy, what it is worth and takes, and the button that makes it. */
export function RemedyInspector() {
  const { verdict, searching, stale } = useVerdict()
  if (!verdict) return <Empty title="No remedy chosen">Each remedy’s worth stands here once it has been tried.</Empty>
  return <RemedyDetails verdict={verdict} searching={searching} stale={stale} />
}

/** The chosen remedy of one verdict, and how the figures were found. */
export function RemedyDetails({
  verdict,
  searching,
  stale = false,
}: {
  readonly verdict: Verdict
  readonly searching: boolean
  /** Found for another draft: then the first thing to do is to try all again. */
  readonly stale?: boolean
}) {
  const chosen = useSearch((state) => state.chosen)
  const result = verdict.results.find(({ remedy }) => remedy.id === chosen) ?? verdict.results[0]
  return (
    <div className={styles.inspector}>
      {result && <Chosen result={result} searching={searching} stale={stale} />}
      <Panel id="improve.method" title="How this was found" initiallyOpen={false}>
        {verdict.method.map((sentence) => (
          <p key={sentence} className={styles.quiet}>
            {sentence}.
          </p>
        ))}
      </Panel>
    </div>
  )
}

function Chosen({ result, searching, stale }: { readonly result: RemedyResult; readonly searching: boolean; readonly stale: boolean }) {
  const { remedy, sentence, standing, maybeBest, gain, targets } = result
  const applied = useSession((state) => state.undo.at(-1)?.label === remedy.label)
  return (
    <Panel id="improve.remedy" title={remedy.where} aside={<Chip tone={tones[standing]}>{words[standing]}</Chip>}>
      <p className={styles.sentence}>{keepUnits(sentence)}.</p>
      {maybeBest && standing === 'better' && (
        <p className={styles.quiet}>As far as {formatAmount(gain.n, 'pair')} of runs can tell, nothing tried is better.</p>
      )}
      <Button
        variant={stale ? 'plain' : 'primary'}
        icon={<Check aria-hidden="true" />}
        disabled={searching || applied}
        onClick={() => tryRemedy(remedy)}
      >
        {applied ? 'In the draft' : 'Try it in the draft'}
      </Button>
      <p className={styles.quiet}>Changes the draft and runs again. Undo takes it back.</p>
      <dl className={styles.facts}>
        <Fact title="Takes" value={sayEffort(remedy.effort)} />
        {targets.map((target) => (
          <Fact
            key={target.segment}
            title={`${target.segment} in time`}
            value={`${formatSigned(target.gain.value * 100, (value) => formatNumber(value, 1))}${target.gain.halfWidth === null ? '' : ` ± ${formatNumber(target.gain.halfWidth * 100, 1)}`} points`}
          />
        ))}
        <Fact title="Pairs of runs" value={String(gain.n)} />
      </dl>
    </Panel>
  )
}

function Fact({ title, value }: { readonly title: string; readonly value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  )
}
