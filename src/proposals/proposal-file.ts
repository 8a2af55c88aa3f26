import { canonicalJson, parseJson } from '../workflow/canonical.ts'
import { applyChange, type ChangeSet, invertChange } from '../workflow/change-set.ts'
import { describeIssues } from '../workflow/issues.ts'
import type { Json } from '../workflow/json.ts'
import { hangsTogether } from '../workflow/merge.ts'
import { migrate } from '../workflow/migrations.ts'
import { editsOf } from './edits.ts'
import { type Proposal, ProposalFile, type ProposedEdits, type ProposedTables } from './proposal.ts'

/** The canonical text of a proposal; the open one's edits are what the tables hold beyond it. */
export function writeProposal(proposal: Proposal, tables: ProposedTables): string {
  const { id, title, reason, workflow, base, scenario, effect, comments, decisions, published, status } = proposal
  const edits = inOrder(editsOf(proposal, tables))
  const file: ProposalFile = {
    gemba: 'proposal',
    format: 1,
    id,
    title,
    reason,
    workflow,
    base,
    status,
    scenario,
    published,
    effect,
    comments,
    decisions,
    edits,
  }
  // Properties in the order of the schema; what is undefined is absent in a file.
  return canonicalJson(JSON.parse(JSON.stringify(ProposalFile.parse(file))) as Json)
}

/** Tables and records by name, so that the same edits give the same bytes. */
function inOrder(edits: ProposedEdits): ProposedEdits {
  const sorted = (records: object) => Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)))
  return Object.fromEntries(
    Object.entries(edits).flatMap(([table, change]) =>
      change ? [[table, { added: sorted(change.added), removed: sorted(change.removed), updated: sorted(change.updated) }]] : [],
    ),
  )
}

/** Reads a proposal's file. `message` says what is wrong and where. */
export function readProposal(
  text: string,
): { readonly ok: true; readonly file: ProposalFile } | { readonly ok: false; readonly message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const migrated = migrate(parsed.value, 'proposal')
  if (!migrated.ok) return migrated
  const file = ProposalFile.safeParse(migrated.file)
  return file.success
    ? { ok: true, file: file.data }
    : { ok: false, message: `This proposal cannot be read: ${describeIssues(file.error)}.` }
}

/** A proposal beside the tables that its folder holds: these are the open one's head. Null where its edits do not fit them. */
export function proposalOf(file: ProposalFile, tables: ProposedTables): Proposal | null {
  const { gemba: _, format: __, status, edits, ...facts } = file
  if (status !== 'open') return { ...facts, status, edits }
  const before = applyChange(tables, invertChange(edits as ChangeSet))
  return hangsTogether(before) ? { ...facts, status, before } : null
}
