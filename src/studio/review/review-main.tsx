import { ClipboardCopy } from 'lucide-react'
import { summariseDiff, writeDiffMarkdown } from '../../revisions/diff-text.ts'
import { Canvas } from '../canvas/canvas.tsx'
import { Button } from '../kit/button.tsx'
import { classes } from '../kit/class-names.ts'
import { Empty } from '../kit/empty.tsx'
import { say, setPlace } from '../session/session.ts'
import { effectOf, useEffects } from './effect.ts'
import { layerOf } from './overlay-layer.ts'
import styles from './review-main.module.css'
import { type Review, useReview } from './review-store.ts'
import { knownWarnings } from './warnings.ts'

const legend = [
  ['added', 'Added'],
  ['removed', 'Removed'],
  ['changed', 'Changed'],
  ['moved', 'Moved'],
] as const

/** Both versions as one drawing, under a line that says what it comes to. */
export function ReviewMain() {
  const review = useReview()
  if (!review) {
    return (
      <Empty title="There is one version only" action={<Button onClick={() => setPlace('design')}>Go to the drawing</Button>}>
        Publish the draft; then change it, and see here what the change is and what it does.
      </Empty>
    )
  }
  return (
    <div className={styles.review}>
      <Head review={review} />
      <div className={styles.drawing}>
        <Canvas layer={layerOf(review)} />
      </div>
    </div>
  )
}

function Head({ review }: { readonly review: Review }) {
  const effects = useEffects()
  const copy = () => {
    const impact = effectOf(effects, review)?.impact ?? null
    navigator.clipboard.writeText(writeDiffMarkdown({ ...review.diff, warnings: [...knownWarnings(review)], impact })).then(
      () => say(`Copied the review as Markdown${impact ? ', with the measured effect' : ''}.`, 'good'),
      () => say('The browser does not let Gemba write to the clipboard. Allow it for this page.', 'warning'),
    )
  }
  return (
    <header className={styles.head}>
      <h1 className={styles.summary}>{summariseDiff(review.diff)}</h1>
      <ul className={styles.legend} aria-label="Marks">
        {legend.map(([kind, title]) => (
          <li key={kind}>
            <span className={classes(styles.mark, styles[kind])} aria-hidden="true" />
            {title}
          </li>
        ))}
      </ul>
      <Button variant="quiet" icon={<ClipboardCopy aria-hidden="true" />} onClick={copy}>
        Copy as Markdown
      </Button>
    </header>
  )
}
