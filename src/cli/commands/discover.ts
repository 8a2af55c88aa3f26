import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasSameStates, keepIdentity } from '../../exchange/keep-identity.ts'
import { discover as discoverWorkflow } from '../../history/discover/discover.ts'
import type { Discovered } from '../../history/discover/discover.ts'
import { tellDiscovered } from '../../history/discover/told.ts'
import type { Told } from '../../history/discover/told.ts'
import { readLayout, readWorkflow, writeLayout, writeWorkflow } from '../../machine/workflow-file.ts'
import { writeDiffText } from '../../revisions/diff-text.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import type { Placement } from '../../workflow/layout.ts'
import { Slug } from '../../workflow/name.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { type Command, refuse } from '../command.ts'
import { loadHistory, mostFiles } from '../history.ts'
import { parse } from '../input.ts'
import { print, printJson, say, writeOut } from '../output.ts'
import { table } from '../table.ts'
import { fixed, formatAmount, formatCount, formatShare } from '../../words/number.ts'

const usage = 'discover HISTORY… [--map FILE] [--large] [--keep 0.01] [--json] -o WORKFLOW'

/** Draws a workflow from a history. */
export const discover: Command = {
  usage,
  summary:
    'Draws a first workflow from an event log: steps, ways between them, what runs side by side, loops and teams; and says what of the log the drawing cannot do.',
  flags: [
    ['--keep 0.01', 'draws ways that at least this share of the moves out of their step takes; 0 draws all'],
    ['--map FILE', 'what the columns are, their zone and time format, where they are not recognised'],
    ['--large', 'reads a packed history however far it unpacks'],
    ['-o WORKFLOW', 'over a workflow that is there it keeps what people added to the steps that are still in it'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      map: { type: 'string' },
      large: { type: 'boolean' },
      keep: { type: 'string' },
      json: { type: 'boolean' },
      output: { type: 'string', short: 'o' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: mostFiles })
    if (values.output === undefined && values.json !== true)
      return refuse(`Say where to write it with -o, or ask for --json alone.\nUsage: gemba ${usage}`)
    if (values.output === '-' && values.json === true) return refuse('--json and -o - would mix in one output. Give the workflow a file.')
    const path = positionals[0] ?? ''
    const history = await loadHistory(positionals, values, signal)
    const found = discoverWorkflow(history, { ...headingOf(path), keep: keepOf(values.keep) })
    const told = tellDiscovered(found, history)
    if (values.output !== undefined) await write(values.output, found, signal)
    await (values.json ? printJson(told) : values.output === '-' ? undefined : print(inWords(told)))
    return 0
  },
}

function keepOf(text: string | undefined): number {
  const keep = Number(text ?? 0.01)
  if (text?.trim() === '' || !(keep >= 0 && keep <= 1)) refuse(`--keep takes a share from 0 to 1, not “${text}”.`)
  return keep
}

/** The workflow is called as its history: `loan-app.csv.gz` is `loan-app`. */
function headingOf(path: string): { id: string; title: string } {
  const name = path === '-' ? 'history' : basename(path).replace(/(\.(csv|tsv|txt|gz))+$/i, '')
  const id = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
  return { id: Slug.safeParse(id).success ? id : 'from-history', title: `Drawn from ${name}` }
}

async function write(output: string, { workflow: drawn }: Discovered, signal: AbortSignal): Promise<void> {
  const before = await existing(output)
  const kept = before === null ? null : keepIdentity(before, drawn)
  const isSame = before !== null && kept !== null && hasSameStates(before, kept)
  if (before && !isSame) say(`${output} was another workflow; nothing of it is kept.`)
  const workflow = isSame && kept ? kept : drawn
  if (isSame) {
    const diff = diffWorkflows(before, workflow, { names: { base: 'before', head: 'drawn' } })
    say(diff.changes.length === 0 ? `${output} was drawn so before; it stays as it is.` : writeDiffText(diff))
  }
  // Laid out before anything is written: whoever interrupts it finds all as it was.
  const layout = output.endsWith('/workflow.json') ? await layoutFor(output, workflow, isSame, signal) : null
  await writeOut(output, writeWorkflow(workflow))
  if (layout !== null) await writeOut(join(dirname(output), 'layout.json'), writeLayout(layout))
}

async function existing(path: string): Promise<Workflow | null> {
  if (path === '-') return null
  const text = await readFile(path, 'utf8').catch(() => null)
  const read = text === null ? null : readWorkflow(text)
  return read?.ok ? read.workflow : null
}

/** The places that are known stay; new states find theirs. */
async function layoutFor(
  output: string,
  workflow: Workflow,
  isSame: boolean,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Placement>>> {
  const text = isSame ? await readFile(join(dirname(output), 'layout.json'), 'utf8').catch(() => null) : null
  const known = text === null ? null : readLayout(text)
  const isComplete = known?.ok && Object.keys(workflow.states).every((uid) => Object.hasOwn(known.layout, uid))
  return isComplete ? known.layout : layoutDraft({ ...workflow, layout: {} }, { signal })
}

function inWords({ activities, blocks, teams, ways, keep, fitness, dropped, markers }: Told): string {
  // Cut, not rounded: 100 % is said of all alone.
  const share = (part: number, of: number) =>
    `${formatCount(part)} of ${formatCount(of)} (${fixed(of === 0 ? 100 : Math.floor((part / of) * 1000) / 10, 1)} %)`
  return [
    `${formatAmount(activities, 'step')}, ${formatAmount(ways, 'way')} between them, ${formatAmount(teams.length, 'team')}; ways kept from ${formatShare(keep)} of the moves out of their step on.`,
    ...(teams.length === 0
      ? ['The log names nobody who works, so that no step has people. Does a column hold them? A mapping file says which (--map).']
      : []),
    ...markers.map((name) => `“${name}” only marks the start or the end of a case and is no step.`),
    ...blocks.map((tracks) => `Side by side: ${tracks.map((track) => track.map((name) => `“${name}”`).join(' and ')).join(' | ')}.`),
    `The drawing can do ${share(fitness.fittingCases, fitness.cases)} cases and ${share(fitness.fittingMoves, fitness.moves)} moves.`,
    ...(fitness.missing > 0
      ? [`${formatCount(fitness.missing)} cases leave out a track that runs side by side in nearly all others.`]
      : []),
    ...(dropped.length === 0
      ? []
      : [
          '',
          'What the log does and the drawing forbids:',
          table(
            ['from', 'to', 'times', 'for instance'],
            dropped
              .slice(0, 20)
              .map(({ from, to, count, cases }) => [from ?? '(start)', to ?? '(end)', formatCount(count), cases.join(', ')]),
          ),
          ...(dropped.length > 20 ? [`and ${dropped.length - 20} more; --json has all.`] : []),
        ]),
  ].join('\n')
}
