import { useState } from 'react'
import { type Answers, usualAnswers } from '../../simulation/model/guessed-scenario.ts'
import { DurationField } from '../fields/checked-field.tsx'
import { Button } from '../kit/button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { beginScenario } from '../session/begin-scenario.ts'
import styles from './form.module.css'

/** Four questions to whom has no history: enough for a first run, in which every parameter is marked as a guess. */
export function BeginForm() {
  const [answers, setAnswers] = useState<Answers>(usualAnswers)
  const answer = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }))
  return (
    <div className={styles.record}>
      <div className={styles.whole}>
        <NumberField
          label="How many cases an hour?"
          min={0.001}
          value={answers.casesPerHour}
          onCommit={(casesPerHour) => casesPerHour !== null && answer({ casesPerHour })}
        />
      </div>
      <div className={styles.whole}>
        <NumberField
          label="How many people in each pool?"
          min={1}
          max={100_000}
          whole
          value={answers.people}
          onCommit={(people) => people !== null && answer({ people })}
        />
      </div>
      <div className={styles.whole}>
        <span className={styles.hint}>When are they there?</span>
        <Segmented
          label="When are they there?"
          value={answers.hours}
          options={[
            { value: 'office', label: 'Office hours' },
            { value: 'always', label: 'Round the clock' },
          ]}
          onChange={(hours) => answer({ hours })}
        />
      </div>
      <div className={styles.whole}>
        <DurationField
          label="How long does a review usually take?"
          seconds={answers.review}
          onCommit={(review) => {
            if (review === null || review <= 0) return 'Write how long, like 5 min.'
            answer({ review })
            return null
          }}
        />
      </div>
      <div className={styles.whole}>
        <Button variant="primary" onClick={() => beginScenario(answers)}>
          Begin with guesses
        </Button>
      </div>
    </div>
  )
}
