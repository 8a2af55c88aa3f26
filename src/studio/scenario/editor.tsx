import { useEffect, useRef } from 'react'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { Button } from '../kit/button.tsx'
import { classes } from '../kit/class-names.ts'
import { editScenario, useScenario } from '../session/scenario-edit.ts'
import { weightsAfter } from './weights-after.ts'
import styles from './editor.module.css'
import { byProduct, type Commit, type Field } from './form.tsx'
import { closeEditor, openEditor, useEditor } from './open.ts'
import { type PartId, partIds, partTitles, scenarioFields } from './parts.ts'
import { Picture } from './picture.tsx'

/** All that a scenario holds, part by part, each with its picture. */
export function ScenarioEditor() {
  const scenario = useScenario()
  const part = useEditor((state) => state.part)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [part])
  if (!scenario || part === null) return null
  return (
    <section className={styles.editor} aria-label={`Scenario ${scenario.title}`}>
      <nav className={styles.parts} aria-label="Parts of the scenario">
        {partIds.map((id) => (
          <button
            key={id}
            type="button"
            aria-current={id === part ? 'page' : undefined}
            className={classes(styles.part, id === part && styles.current)}
            onClick={() => openEditor(id)}
          >
            {partTitles[id]}
          </button>
        ))}
        <Button onClick={closeEditor}>Done</Button>
      </nav>
      <div className={styles.body}>
        <div className={styles.form}>
          <h2 ref={head} tabIndex={-1} className={styles.title}>
            {partTitles[part]}
          </h2>
          <PartForm key={`${scenario.id} ${part}`} scenario={scenario} part={part} />
        </div>
        <aside className={styles.picture} aria-label={`Picture of ${partTitles[part].toLowerCase()}`}>
          <Picture scenario={scenario} part={part} />
        </aside>
      </div>
    </section>
  )
}

function PartForm({ scenario, part }: { readonly scenario: Scenario; readonly part: PartId }) {
  return (Object.keys(scenarioFields) as (keyof Scenario)[]).map((key) => {
    const field = scenarioFields[key]
    if (field === byProduct || field.part !== part) return null
    return <KeyForm key={key} scenario={scenario} name={key} field={field as Field<Scenario[typeof key]>} />
  })
}

function KeyForm<K extends keyof Scenario>({
  scenario,
  name,
  field,
}: {
  readonly scenario: Scenario
  readonly name: K
  readonly field: Field<Scenario[K]>
}) {
  const commit: Commit<Scenario[K]> = (next, what) =>
    editScenario(what, (before) => {
      const { [name]: _old, ...rest } = before
      const after = (next === undefined ? rest : { ...before, [name]: next }) as Scenario
      return before.mixByWeek === undefined || after.mix === before.mix
        ? after
        : { ...after, mixByWeek: weightsAfter(before.mix, after.mix, before.mixByWeek) }
    })
  return (
    <div data-path={name}>
      <field.form
        label={field.label}
        value={scenario[name]}
        at={name}
        {...(field.hint === undefined ? {} : { hint: field.hint })}
        onCommit={commit}
      />
    </div>
  )
}
