import { z } from '../../workflow/zod.ts'
import { Mapping } from '../../history/mapping.ts'
import { Diff } from '../../revisions/change.ts'
import { Report } from '../../simulation/report/report.ts'
import { PastHeader } from '../../simulation/model/past.ts'
import { Scenario } from '../../simulation/model/scenario.ts'
import { LayoutFile } from '../../workflow/layout.ts'
import { RevisionFile, WorkflowFile } from '../../workflow/file.ts'
import { type Command, refuse } from '../command.ts'
import { parse } from '../input.ts'
import { printJson } from '../output.ts'

const schemas: Readonly<Record<string, z.ZodType>> = {
  workflow: WorkflowFile,
  scenario: Scenario,
  past: PastHeader,
  report: Report,
  mapping: Mapping,
  diff: Diff,
  revision: RevisionFile,
  layout: LayoutFile,
}
const usage = `schema ${Object.keys(schemas).join('|')}`

/** Prints the JSON Schema of a kind of file. */
export const schema: Command = {
  usage,
  summary: 'Prints the JSON Schema (draft 2020-12) of a kind of file.',
  run: async ({ args }) => {
    const { positionals } = parse(args, usage, {}, { least: 1, most: 1 })
    const name = positionals[0] ?? ''
    const found = Object.hasOwn(schemas, name) ? schemas[name] : undefined
    if (!found) return refuse(`There is no schema “${name}”.\nUsage: gemba ${usage}`)
    await printJson(z.toJSONSchema(found, { io: 'input' }))
    return 0
  },
}
