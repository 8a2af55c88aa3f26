import type { MappingPatch } from '../../history/mapping.ts'
import type { Question } from '../../history/question.ts'
import { formatCount } from '../../words/number.ts'
import { Chip } from '../kit/chip.tsx'
import { Select } from '../kit/select.tsx'
import { TextField } from '../kit/text-field.tsx'
import styles from './history.module.css'
import { wizardActor } from './wizard-actor.ts'

/** Each doubt about the reading, with the answer that was taken and the others; an answer reads the file again. `of`: what was read, `the roster`. */
export function Questions({
  questions,
  of = 'the reading',
  onAnswer = (answer) => wizardActor.send({ type: 'ANSWER', answer }),
}: {
  readonly questions: readonly Question[]
  readonly of?: string
  readonly onAnswer?: (answer: MappingPatch) => void
}) {
  if (questions.length === 0) return null
  return (
    <section className={styles.block} aria-label={`Questions about ${of}`}>
      <h3 className={styles.section}>
        {questions.length === 1 ? 'One question' : `${formatCount(questions.length)} questions`} about how this was read
      </h3>
      {questions.map((question) => (
        <div key={question.id} className={styles.question}>
          <p>
            {question.text}{' '}
            <Chip tone={question.default === null ? 'warning' : 'guessed'}>{question.default === null ? 'to be answered' : 'a guess'}</Chip>
          </p>
          {question.id.startsWith('format:') ? (
            <OwnFormat question={question} />
          ) : (
            <Select
              label="Answer"
              value={question.default}
              placeholder="Say which"
              options={question.answers.map(({ answer }) => ({ value: answer, label: answer }))}
              onChange={(chosen) => {
                const found = question.answers.find(({ answer }) => answer === chosen)
                if (found) onAnswer(found.mapping)
              }}
            />
          )}
        </div>
      ))}
    </section>
  )
}

/** How the times of a column are written, in the tokens of a format. */
function OwnFormat({ question }: { readonly question: Question }) {
  const [answer] = question.answers
  const [known] = Object.keys(answer?.mapping.formats ?? {})
  if (!answer || known === undefined) return null
  return (
    <TextField
      label={`Format of “${question.examples[0] ?? ''}”`}
      value=""
      placeholder="dd/MM/yyyy HH:mm"
      mono
      onCommit={(format) => wizardActor.send({ type: 'ANSWER', answer: { ...answer.mapping, formats: { [known]: format } } })}
    />
  )
}
