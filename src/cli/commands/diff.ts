import { writeDiffMarkdown, writeDiffText } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft } from '../documents.ts'
import { parse } from '../input.ts'
import { print, printJson } from '../output.ts'

const usage = 'diff BASE HEAD [--format text|json|markdown] [--json] [--exit-code]'

/** Says what changes from one version to another, in plain words by channel. */
export const diff: Command = {
  usage,
  summary: 'Says what changes between two versions (drafts or revisions). With --exit-code: 1 if anything does.',
  run: async ({ args }) => {
    const options = {
      format: { type: 'string' },
      json: { type: 'boolean' },
      'exit-code': { type: 'boolean' },
      scenario: { type: 'string' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 2, most: 2 })
    const format = values.json ? 'json' : (values.format ?? 'text')
    if (values.scenario !== undefined) refuse('--scenario (the measured impact) does not exist here yet; the studio’s Review place has it.')
    const [base, head] = await Promise.all([loadDraft(positionals[0] ?? ''), loadDraft(positionals[1] ?? '')])
    const found = diffWorkflows(base, head, { layouts: { base: base.layout, head: head.layout } })
    if (format === 'json') await printJson(found)
    else if (format === 'text') await print(writeDiffText(found))
    else if (format === 'markdown') await print(writeDiffMarkdown(found))
    else refuse(`--format takes text, json or markdown, not “${format}”.`)
    return values['exit-code'] && found.changes.length > 0 ? 1 : 0
  },
}
