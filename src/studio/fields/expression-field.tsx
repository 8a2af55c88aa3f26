/* oxlint-disable jsx-a11y/prefer-tag-over-role -- completions stand beside the text, which no list element can */
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { checkExpression } from '../../machine/expression.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { classes } from '../kit/class-names.ts'
import { Field } from '../kit/field.tsx'
import fieldStyles from '../kit/field.module.css'
import { completionsAt, type Completion } from './completion.ts'
import styles from './expression-field.module.css'
import { AttributeHint, Verdict } from './verdict.tsx'

/**
 * A CEL expression: checked with each key against the attributes, with the place of the fault; names and values are completed.
 * A faulty one is kept as it is typed: the draft may be wrong for a while, and the problems panel says so.
 */
export function ExpressionField({
  label,
  value,
  wanted,
  attributes,
  placeholder,
  onCommit,
  onDone,
}: {
  label: string
  value: string
  /** What the expression must give; null: anything. */
  wanted: 'bool' | 'number' | 'string' | null
  attributes: readonly Attribute[]
  placeholder?: string
  onCommit: (text: string) => string | null
  /** Enter or Escape leaves the field. */
  onDone?: (() => void) | undefined
}) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [offered, setOffered] = useState<readonly Completion[]>([])
  const [chosen, setChosen] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const text = typed ?? value
  const fault = faultOf(text, wanted, attributes)

  const offer = (next: string, at: number) => {
    setOffered(completionsAt(next, at, attributes))
    setChosen(0)
  }
  const take = (completion: Completion) => {
    const next = text.slice(0, completion.from) + completion.text + text.slice(completion.to)
    setTyped(next)
    setOffered([])
    const caret = completion.from + completion.text.length
    requestAnimationFrame(() => area.current?.setSelectionRange(caret, caret))
  }
  const commit = () => {
    setOffered([])
    if (typed === null || typed.trim() === value) return setTyped(null)
    const refused = onCommit(typed)
    setRefusal(refused)
    if (refused === null) setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const current = offered[chosen]
    if (current && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      return setChosen((chosen + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    }
    // Tab only passes through a field in which nothing was typed.
    const takes = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && typed !== null)
    if (current && takes) {
      event.preventDefault()
      return take(current)
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      commit()
      onDone?.()
    }
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (offered.length > 0) setOffered([])
    else {
      setTyped(null)
      onDone?.()
    }
  }
  return (
    <Field id={id} label={label} error={refusal}>
      <div className={styles.box}>
        <div className={fieldStyles.control}>
          <textarea
            ref={area}
            id={id}
            rows={Math.min(5, Math.max(1, Math.ceil(text.length / 34)))}
            className={classes(fieldStyles.area, fieldStyles.mono)}
            value={text}
            placeholder={placeholder}
            spellCheck={false}
            {...(offered.length > 0 ? { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${chosen}` } : {})}
            aria-autocomplete="list"
            aria-invalid={fault !== null && text !== ''}
            onChange={(event) => {
              setTyped(event.target.value)
              setRefusal(null)
              offer(event.target.value, event.target.selectionStart)
            }}
            onFocus={(event) => {
              if (text === '') offer('', event.target.selectionStart)
            }}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
        </div>
        {offered.length > 0 && (
          <div id={`${id}-list`} role="listbox" aria-label="Completions" className={styles.list}>
            {offered.map((completion, index) => (
              <div
                key={completion.text}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={styles.option}
                onPointerDown={(event) => {
                  event.preventDefault()
                  take(completion)
                }}
              >
                <code>{completion.text.trim()}</code>
                {completion.attribute ? (
                  <>
                    <small className={styles.hint}>{completion.attribute.title}</small>
                    <AttributeHint attribute={completion.attribute} />
                  </>
                ) : (
                  <small className={styles.hint}>{completion.hint}</small>
                )}
              </div>
            ))}
          </div>
        )}
      </div>
      {text.trim() !== '' && <Verdict source={text} message={fault?.message ?? null} range={fault?.range ?? null} />}
    </Field>
  )
}

const typeWords = { bool: 'true or false', number: 'a number', string: 'a text' } as const

function faultOf(
  text: string,
  wanted: 'bool' | 'number' | 'string' | null,
  attributes: readonly Attribute[],
): { message: string; range: readonly [number, number] | null } | null {
  if (text.trim() === '') return null
  const checked = checkExpression(text, attributes)
  if (!checked.ok) return { message: checked.message, range: checked.range }
  if (wanted !== null && checked.type !== wanted)
    return { message: `This gives ${typeWords[checked.type]}; here ${typeWords[wanted]} is needed.`, range: null }
  return null
}
