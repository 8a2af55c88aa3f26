import { canonicalJson } from '../../workflow/canonical.ts'
import type { Draft } from '../../workflow/draft.ts'
import { toMachineConfig } from '../../machine/config.ts'
import type { Exported } from '../../exchange/out/exported.ts'
import { drawSvg } from '../../exchange/svg.ts'
import { editionIds } from '../../runbook/edition.ts'
import { governing } from '../../runbook/governing.ts'
import { sayList } from '../../words/list.ts'
import { simplified } from '../../workers/layout-graph.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft } from '../documents.ts'
import { parse } from '../input.ts'
import { say, writeOut } from '../output.ts'
import { writeRunbook } from '../runbook.ts'

const usage =
  'export WORKFLOW --to md|html|docx|pdf|svg|xstate|ts|scxml|bpmn|mermaid -o FILE [--edition reviewer|lead|auditor|quick|training|vendor|status [--for VENDOR] [--on DATE]] [--report FILE] [--base REVISION] [--since VERSION]'
const formats = ['md', 'html', 'docx', 'pdf', 'svg', 'xstate', 'ts', 'scxml', 'bpmn', 'mermaid'] as const
const editions: readonly string[] = editionIds.filter((id) => id !== 'whole')
const planned = ['png']

/** Writes a workflow as a runbook, a drawing or a plain XState machine. */
export const exportWorkflow: Command = {
  usage,
  summary:
    'Writes a workflow as a runbook (md, html, docx; pdf by the Chromium of this machine), a drawing (svg, mermaid), an XState machine (config: xstate, source: ts), SCXML (scxml) or a BPMN 2.0 diagram (bpmn).',
  flags: [
    ['--edition quick', 'of the runbook only the quick card: one page of A5 with whom to call first and at most seven questions'],
    ['--edition reviewer, lead, auditor', 'of the runbook the sections that these work by; each begins with what it leaves out'],
    [
      '--edition training',
      'questions from the ways of a case, the changed first, as a page that gives a result file with the hash of the version (html)',
    ],
    [
      '--edition vendor',
      'of a published version only what this vendor may read: its own steps, without conditions, thresholds and other pools',
    ],
    [
      '--edition status',
      'the sheet beside the frozen document: what is in force, who approved and confirmed it by now, which version governed when',
    ],
    ['--on DATE', 'for the status sheet: which version governed a case of that day or moment (2025-09-22, 2025-09-22T08:00Z)'],
    ['--report FILE', 'figures for the runbook: the JSON of “gemba simulate --json”'],
    [
      '--since VERSION',
      'for who knows that version: at most ten lines on top, and what is new and what is gone marked in the running text (whole runbook, reviewer, lead, auditor)',
    ],
    ['--base REVISION', 'version that the runbook’s changes are told from'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      to: { type: 'string' },
      output: { type: 'string', short: 'o' },
      edition: { type: 'string' },
      for: { type: 'string' },
      on: { type: 'string' },
      since: { type: 'string' },
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
    if (values.edition !== undefined && !editions.includes(values.edition))
      return refuse(`--edition takes ${sayList(editions, 'or')}, not “${values.edition}”.`)
    if (values.on !== undefined && (values.edition !== 'status' || governing([], values.on) === null))
      return refuse(
        values.edition === 'status'
          ? `--on takes a day like 2025-09-22 or a moment like 2025-09-22T08:00Z, not “${values.on}”.`
          : 'The status sheet answers for a date: say --edition status with --on.',
      )
    if (values.since !== undefined && ['quick', 'training', 'vendor', 'status'].includes(values.edition ?? ''))
      return refuse(
        `--since marks what is new in the whole runbook and in the editions reviewer, lead and auditor, not in “${values.edition}”.`,
      )
    if (values.output === undefined) return refuse(`Say where to write it with -o.\nUsage: gemba ${usage}`)
    const draft = await loadDraft(path)
    const content = await write(path, draft, to, values, signal)
    // Drawing holds the thread: an interrupt that came meanwhile is heard here, before anything is written.
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
    await writeOut(values.output, content)
    return 0
  },
}

/** Only what holds a picture is laid out. */
async function write(
  path: string,
  draft: Draft,
  to: (typeof formats)[number],
  options: { report?: string; base?: string; edition?: string; for?: string; on?: string; since?: string },
  signal: AbortSignal,
): Promise<string | Uint8Array> {
  if (to === 'xstate') return canonicalJson(toMachineConfig(draft))
  if (to === 'ts' || to === 'scxml' || to === 'mermaid') return withLosses((await writers[to]())(draft))
  if (to === 'md') return writeRunbook(path, draft, to, options, signal)
  const drawn = await withLayout(draft, signal)
  if (to === 'bpmn') return withLosses((await import('../../exchange/out/bpmn.ts')).toBpmn(drawn))
  return to === 'svg' ? drawSvg(drawn, drawn.layout) : writeRunbook(path, drawn, to, options, signal)
}

const writers = {
  ts: async () => (await import('../../exchange/out/typescript.ts')).toTypeScript,
  scxml: async () => (await import('../../exchange/out/scxml.ts')).toScxml,
  mermaid: async () => (await import('../../exchange/out/mermaid.ts')).toMermaid,
}

/** What the form cannot say is told, and stands at the head of the file as well. */
function withLosses({ text, losses }: Exported): string {
  for (const loss of losses) say(`Not in the file: ${loss}`)
  return text
}

/** A workflow that nobody has drawn yet is laid out first. */
async function withLayout(draft: Draft, signal: AbortSignal): Promise<Draft> {
  if (Object.keys(draft.layout).length > 0) return draft
  const note = simplified(draft)
  if (note !== null) say(note)
  return { ...draft, layout: await layoutDraft(draft, { signal }) }
}
