import { dirname, join } from 'node:path'
import { judge } from '../../machine/problems.ts'
import { writeLayout, writeWorkflow } from '../../machine/workflow-file.ts'
import { linesOf } from '../../revisions/diff-text.ts'
import { mergeDrafts } from '../../revisions/merge-drafts.ts'
import { formatAmount } from '../../words/number.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft } from '../documents.ts'
import { parse } from '../input.ts'
import { say, writeOut } from '../output.ts'

const usage = 'merge BASE OURS THEIRS -o OUT'

/** Merges two sides of one workflow. */
export const merge: Command = {
  usage,
  summary:
    'Merges what two sides made of one workflow, record by record (a state, a transition, a pool). Where both changed the same one otherwise, OUT has that of OURS, both are named, and the exit code is 1; so it is where the result has errors. Places on the drawing never conflict.',
  run: async ({ args }) => {
    const { values, positionals } = parse(args, usage, { output: { type: 'string', short: 'o' } }, { least: 3, most: 3 })
    const output = values.output ?? refuse(`Say where to write it with -o.\nUsage: gemba ${usage}`)
    const [base, ours, theirs] = await Promise.all(positionals.map(loadDraft))
    const id = base!.header.workflow.id
    for (const [i, draft] of [ours!, theirs!].entries())
      if (draft.header.workflow.id !== id)
        refuse(`${positionals[i + 1]} is the workflow “${draft.header.workflow.id}”, and ${positionals[0]} is “${id}”.`)
    const done = mergeDrafts(base!, ours!, theirs!)
    if (done === null)
      return refuse(
        `${positionals[1]} and ${positionals[2]} contradict each other: one removes a state that the other leads to. Nothing was written; take one of them and make the other’s changes again.`,
      )
    const { merged, contested, asked } = done
    const { layout, ...workflow } = merged
    await writeOut(output, writeWorkflow(workflow))
    if (output.endsWith('/workflow.json')) await writeOut(join(dirname(output), 'layout.json'), writeLayout(layout))
    if (contested > 0)
      say(
        `Both sides changed ${formatAmount(contested, 'record')}, each in its own way. OUT is as ${positionals[1]}; with ${positionals[2]}:`,
      )
    for (const { text } of linesOf(asked)) say(`  ${text}`)
    const errors = judge(workflow, null).problems.filter(({ severity }) => severity === 'error')
    for (const error of errors) say(`${error.where}: ${error.message}`)
    return contested > 0 || errors.length > 0 ? 1 : 0
  },
}
