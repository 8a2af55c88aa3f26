import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { firstScenario } from '../../exchange/first-scenario.ts'
import { importMachine } from '../../exchange/import-machine.ts'
import { hasSameStates, keepIdentity } from '../../exchange/keep-identity.ts'
import { offers } from '../../exchange/xstate/runnable.ts'
import type { OfferName } from '../../exchange/xstate/runnable.ts'
import { readLayout, readWorkflow, writeLayout, writeWorkflow } from '../../machine/workflow-file.ts'
import { writeDiffText } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { mondayAfter } from '../../simulation/model/guessed-scenario.ts'
import { writeScenario } from '../../simulation/model/scenario-file.ts'
import type { Draft } from '../../workflow/draft.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { type Command, refuse } from '../command.ts'
import { parse, readText } from '../input.ts'
import { say, writeOut } from '../output.ts'

const usage = 'import FILE [--from xstate|scxml|bpmn] [--machine NAME] [--without OFFER,…] [--scenario OUT] -o WORKFLOW'
const offerNames = Object.keys(offers) as OfferName[]

/** Makes a workflow of a machine in any form. */
export const importWorkflow: Command = {
  usage,
  summary:
    'Makes a workflow of a machine: an XState 5 or 4 config, JSON.stringify(machine), TypeScript or JavaScript source, which is read and never run, a document of SCXML, or a process of BPMN 2.0. Over an existing workflow it keeps what people added and says what changes.',
  flags: [
    ['--machine NAME', 'the machine or process to take where the file holds several'],
    ['--without OFFER,…', `leaves ways out by which the machine is made to run: ${offerNames.join(', ')}, or all`],
    ['--scenario OUT', 'also writes a scenario of guesses with which it runs; beside a workflow.json it is scenarios/first-guess.json'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      from: { type: 'string' },
      machine: { type: 'string' },
      without: { type: 'string' },
      scenario: { type: 'string' },
      output: { type: 'string', short: 'o' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    const from = values.from ?? 'xstate'
    if (from !== 'xstate' && from !== 'bpmn' && from !== 'scxml')
      refuse(`Importing ${from} does not exist yet; --from takes xstate, scxml or bpmn.`)
    const output = values.output ?? refuse(`Say where to write it with -o.\nUsage: gemba ${usage}`)
    const path = positionals[0] ?? ''
    const read = await importMachine(await readText(path), { machine: values.machine, declined: declinedOffers(values.without) })
    if (!read.ok) return refuse(`${path}: ${read.message}`)
    if (values.from !== undefined && read.from !== 'gemba' && read.from !== from)
      refuse(`${path} is ${read.from === 'bpmn' ? 'BPMN' : read.from === 'scxml' ? 'SCXML' : 'a machine'}, not ${from}.`)
    for (const note of read.notes) say(`note: ${note}`)
    for (const { title, told, taken } of read.offers) {
      say(`${taken ? 'made to run' : 'not made'}: ${title}.`)
      for (const sentence of told) say(`  ${sentence}`)
    }
    const before = await existing(output)
    const kept = before ? keepIdentity(before, read.workflow) : null
    const isSame = before !== null && kept !== null && hasSameStates(before, kept)
    if (before && !isSame) say(`${output} was a workflow of another machine; nothing of it is kept.`)
    const taken = isSame && kept ? kept : read.workflow
    // As the file will have it, whose order of timers is its own.
    const written = readWorkflow(writeWorkflow(taken))
    const workflow = written.ok ? written.workflow : taken
    if (isSame) say(writeDiffText(diffWorkflows(before, workflow, { names: { base: 'before', head: 'import' } })))
    // Laid out before anything is written: whoever interrupts it finds all as it was.
    const layout = output.endsWith('/workflow.json') ? await layoutFor(output, workflow, signal) : null
    await writeOut(output, writeWorkflow(workflow))
    if (layout !== null) await writeOut(join(dirname(output), 'layout.json'), writeLayout(layout))
    await besides(output, workflow, values.scenario)
    return 0
  },
}

function declinedOffers(list: string | undefined): Set<OfferName> {
  if (list === 'all') return new Set(offerNames)
  return new Set(
    (list ?? '')
      .split(',')
      .filter((name) => name !== '')
      .map(
        (name) => offerNames.find((known) => known === name) ?? refuse(`--without takes ${offerNames.join(', ')} or all, not “${name}”.`),
      ),
  )
}

/** The workflow that stands where the import is to be written, if one does. */
async function existing(path: string): Promise<Workflow | null> {
  if (path === '-') return null
  const text = await readFile(path, 'utf8').catch(() => null)
  const read = text === null ? null : readWorkflow(text)
  return read?.ok ? read.workflow : null
}

/** The layout beside a `workflow.json`: the one that is there stays, a new one is made. */
async function layoutFor(output: string, workflow: Workflow, signal: AbortSignal): Promise<Draft['layout']> {
  const text = await readFile(join(dirname(output), 'layout.json'), 'utf8').catch(() => null)
  const known = text === null ? null : readLayout(text)
  return known?.ok ? known.layout : layoutDraft({ ...workflow, layout: {} }, { signal })
}

/** The first scenario beside a `workflow.json`; scenarios that are there stay. */
async function besides(output: string, workflow: Workflow, scenarioPath: string | undefined): Promise<void> {
  const whole = output.endsWith('/workflow.json')
  const scenario = () =>
    writeScenario(
      firstScenario(workflow, {
        id: 'first-guess',
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        start: `${mondayAfter(new Date())}T00:00:00`,
      }),
    )
  if (scenarioPath !== undefined) return writeOut(scenarioPath, scenario())
  const folder = join(dirname(output), 'scenarios')
  if (!whole || (await stat(folder).catch(() => null))) return
  await mkdir(folder)
  await writeOut(join(folder, 'first-guess.json'), scenario())
}
