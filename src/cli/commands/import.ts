import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { importMachine, writeLayout, writeWorkflow } from '../../machine/workflow-file.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { type Command, refuse } from '../command.ts'
import { parse, readText } from '../input.ts'
import { say, writeOut } from '../output.ts'

const usage = 'import FILE [--from xstate] -o WORKFLOW'

/** Makes a workflow of an XState v5 machine config. */
export const importWorkflow: Command = {
  usage,
  summary: 'Makes a workflow of an XState v5 machine config (JSON), and lays it out beside it if there is no layout yet.',
  run: async ({ args }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { from: { type: 'string' }, output: { type: 'string', short: 'o' } },
      { least: 1, most: 1 },
    )
    const from = values.from ?? 'xstate'
    if (from !== 'xstate') refuse(`Importing ${from} does not exist yet; --from takes xstate.`)
    if (values.output === undefined) return refuse(`Say where to write it with -o.\nUsage: gemba ${usage}`)
    let made = 0
    const read = importMachine(await readText(positionals[0] ?? ''), () => `i${++made}`)
    if (!read.ok) return refuse(`${positionals[0]}: ${read.message}`)
    await writeOut(values.output, writeWorkflow(read.workflow))
    for (const note of read.notes) say(`note: ${note}`)
    const layoutPath = values.output === '-' ? null : join(dirname(values.output), 'layout.json')
    if (layoutPath && values.output.endsWith('/workflow.json') && !(await stat(layoutPath).catch(() => null))) {
      await writeOut(layoutPath, writeLayout(await layoutDraft({ ...read.workflow, layout: {} })))
    }
    return 0
  },
}
