import { canonicalJson } from '../../workflow/canonical.ts'
import type { Draft } from '../../workflow/draft.ts'
import { toMachineConfig } from '../../machine/config.ts'
import { drawSvg } from '../../exchange/svg.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft } from '../documents.ts'
import { parse } from '../input.ts'
import { writeOut } from '../output.ts'
import { writeRunbook } from '../runbook.ts'

const usage = 'export WORKFLOW --to md|html|svg|xstate -o FILE [--report FILE] [--base REVISION]'
const formats = ['md', 'html', 'svg', 'xstate'] as const
const planned = ['docx', 'pdf', 'ts', 'scxml', 'bpmn', 'mermaid']

/** Writes a workflow as a runbook, a drawing or a plain XState machine. */
export const exportWorkflow: Command = {
  usage,
  summary: 'Writes a workflow as a runbook (md, html), a drawing (svg) or a plain XState machine config (xstate).',
  flags: [
    ['--report FILE', 'figures for the runbook: the JSON of “gemba simulate --json”'],
    ['--base REVISION', 'version that the runbook’s changes are told from'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      to: { type: 'string' },
      output: { type: 'string', short: 'o' },
      report: { type: 'string' },
      base: { type: 'string' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    const path = positionals[0] ?? ''
    const to = formats.find((format) => format === values.to)
    if (!to)
      return refuse(
        planned.includes(values.to ?? '')
          ? `Exporting ${values.to} does not exist yet.`
          : `Say what to write with --to.\nUsage: gemba ${usage}`,
      )
    if (values.output === undefined) return refuse(`Say where to write it with -o.\nUsage: gemba ${usage}`)
    const draft = await loadDraft(path)
    // Neither a config nor Markdown holds a picture: nobody waits for one.
    const laidOut = () => withLayout(draft, signal)
    if (to === 'xstate') await writeOut(values.output, canonicalJson(toMachineConfig(draft)))
    else if (to === 'svg') await laidOut().then((drawn) => writeOut(values.output ?? '-', drawSvg(drawn, drawn.layout)))
    else await writeOut(values.output, await writeRunbook(path, to === 'md' ? draft : await laidOut(), to, values))
    return 0
  },
}

/** A workflow that nobody has drawn yet is laid out first. */
async function withLayout(draft: Draft, signal: AbortSignal): Promise<Draft> {
  return Object.keys(draft.layout).length > 0 ? draft : { ...draft, layout: await layoutDraft(draft, { signal }) }
}
