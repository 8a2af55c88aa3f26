import type { Mapping } from '../../history/mapping.ts'
import { formatAmount, formatCount, formatShare } from '../../words/number.ts'
import { saveProject } from '../../workspace/project.ts'
import { freeSlug } from './folder-name.ts'
import { historyWorker } from './loaded-history.ts'
import { workspace } from './workspace.ts'
import type { HistoryFile } from '../../workers/history.browser.ts'

/** What came of drawing: the folder of the new workflow, or why there is none. */
export type Drawn = { readonly ok: true; readonly slug: string } | { readonly ok: false; readonly message: string }

type NamedFile = { readonly name: string; readonly blob: HistoryFile }

/** The file from which a workflow of this session was drawn, so that it need not be looked for again. */
const drawnFrom = new Map<string, NamedFile>()

/** The file from which this workflow was drawn in this session, or null. */
export function fileDrawnFrom(slug: string): NamedFile | null {
  return drawnFrom.get(slug) ?? null
}

/** Lets go of that file. */
export function forgetFileDrawnFrom(slug: string): void {
  drawnFrom.delete(slug)
}

/** Whether a file is, by its name, a history and no machine. */
export function isHistoryName(name: string): boolean {
  return /\.(csv|tsv|txt)(\.gz)?$/i.test(name)
}

/** Reads an event log with the columns that are recognised, and draws its workflow in a folder of its own. Times without a zone are of this machine's. */
export async function drawFromFile(file: NamedFile, onRows: (rows: number) => void): Promise<Drawn> {
  const worker = historyWorker()
  const { recognition } = await worker.readHead(file.blob)
  if ((recognition.mapping.form ?? 'events') !== 'events' || recognition.questions.length > 0)
    return {
      ok: false,
      message: `${file.name}: its columns do not say plainly which are the case, the activity and the times. Make a new workflow, bring the file in its History, say which column is which, and draw it there.`,
    }
  const mapping = { ...recognition.mapping, timezone: recognition.mapping.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone }
  await worker.read(file.blob, mapping, ({ rows }) => onRows(rows))
  return drawFromRows(file, mapping, 0.01)
}

/** Draws the workflow of the event log that the history worker holds, in a folder of its own. `keep`: least share of the moves out of a step that a way needs. */
export async function drawFromRows(file: NamedFile, mapping: Mapping, keep: number): Promise<Drawn> {
  const name = file.name.replace(/(\.(csv|tsv|txt|gz))+$/i, '')
  const slug = await freeSlug(name)
  const { workflow, told } = await historyWorker().discover({ id: slug, title: name, keep }, mapping)
  const { fittingCases, cases } = told.fitness
  const going =
    fittingCases === cases ? `all ${formatAmount(cases, 'case')} go` : `${formatCount(fittingCases)} of ${formatAmount(cases, 'case')} go`
  const description = `Drawn from ${file.name}: ${formatAmount(told.activities, 'step')} and the ${formatAmount(told.ways, 'way')} that at least ${formatShare(keep)} take from a step; ${going} that way.`
  const header = { workflow: { ...workflow.header.workflow, description } }
  const { layoutDraft } = await import('../../workers/layout.browser.ts')
  const layout = await layoutDraft({ ...workflow, header, layout: {} })
  const saved = await saveProject(await workspace(), slug, { ...workflow, header, layout, scenarios: {}, proposals: {} }, {})
  if (!saved.ok) return { ok: false, message: `There is something in the folder ${slug} already. Name the file otherwise.` }
  drawnFrom.set(slug, file)
  return { ok: true, slug }
}
