import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findProblems } from '../src/machine/problems.ts'
import { readLayout, readWorkflow, writeWorkflow } from '../src/machine/workflow-file.ts'
import { compile } from '../src/simulation/compile/compile.ts'
import { replicate } from '../src/simulation/experiment/replicate.ts'
import { runExperiment } from '../src/simulation/experiment/experiment.ts'
import { guessedScenario, usualAnswers } from '../src/simulation/model/guessed-scenario.ts'
import { applyChange, invertChange } from '../src/workflow/change-set.ts'
import { emptyDraft, type Draft } from '../src/workflow/draft.ts'
import { boxesOf, overlaps } from '../src/workflow/drawing/box.ts'
import { insertTemplate } from '../src/workflow/edit/insert-template.ts'
import { templates } from '../src/workflow/edit/templates.ts'
import { childrenOf, titleOf } from '../src/workflow/tree.ts'
import type { Workflow } from '../src/workflow/workflow.ts'

/* Each template in an empty workflow and in the sample of urgent harm: no problem more than before, and every step of it has cases in a run. */

function sample(): Draft {
  const text = (name: string) => readFileSync(new URL(`../workflows/urgent-harm/${name}.json`, import.meta.url), 'utf8')
  const [workflow, layout] = [readWorkflow(text('workflow')), readLayout(text('layout'))]
  if (!workflow.ok || !layout.ok) throw new Error('the sample cannot be read')
  return { ...workflow.workflow, layout: layout.layout }
}

let made = 0
const newUid = () => `n${made++}`

const places = [
  { where: 'an empty workflow', begin: () => emptyDraft({ id: 'new', title: 'New' }, newUid), after: 'Start' },
  { where: 'urgent harm', begin: sample, after: '' },
]

const said = (workflow: Workflow) => findProblems(workflow).map(({ rule, message }) => `${rule}: ${message}`)

test.each(places.flatMap((place) => templates.map((template) => ({ ...place, template, id: template.id }))))(
  '$id in $where brings no problem, and its cases run through it',
  async ({ begin, after, template }) => {
    const before = begin()
    const root = before.header.workflow.root
    const top = childrenOf(before, root)
    const from = top.find((state) => (after === '' ? state.step?.kind === 'review' : titleOf(state) === after))
    if (!from) throw new Error('nothing to begin after')
    const at = { x: 0, y: Math.max(...[...boxesOf(before).values()].map(({ y, height }) => y + height)) + 96 }
    const edit = insertTemplate(before, template, { parent: root, from: from.uid, at }, newUid)
    if ('refused' in edit) throw new Error(edit.refused)
    const draft = applyChange(before, edit.change)

    expect(said(draft).filter((problem) => !said(before).includes(problem))).toEqual([])
    const parts = childrenOf(draft, root).filter(({ uid }) => edit.uids.includes(uid))
    expect(parts.map(titleOf)).toEqual(Object.values(template.states).map(({ title }) => title))
    const boxes = [...boxesOf(draft).values()].filter(({ parent }) => parent === null)
    expect(boxes.filter((box, index) => boxes.slice(index + 1).some((other) => overlaps(box, other))).map(({ uid }) => uid)).toEqual([])
    const read = readWorkflow(writeWorkflow(draft))
    if (!read.ok) throw new Error(read.message)

    const guess = guessedScenario(read.workflow, {
      id: 'guess',
      timezone: 'Etc/UTC',
      start: '2026-01-05T00:00:00',
      answers: { ...usualAnswers, casesPerHour: 4, people: 6, hours: 'office' },
    })
    const compiled = compile({ workflow: read.workflow, scenario: { ...guess, run: { days: 40, warmup: 0, replications: 1, seed: 1 } } })
    if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
    const report = await runExperiment(compiled.program, [
      { replicate: async (program, number) => replicate(program, number), close: () => {} },
    ])
    const steps = Object.values(report.steps).filter(({ uid }) => edit.uids.includes(uid))
    expect(steps.map(({ title }) => title).toSorted()).toEqual(parts.flatMap((part) => (part.step ? [titleOf(part)] : [])).toSorted())
    expect(steps.filter(({ visits }) => visits === 0).map(({ title }) => title)).toEqual([])
    // One gesture, and back.
    expect(applyChange(draft, invertChange(edit.change))).toEqual(before)
  },
)
