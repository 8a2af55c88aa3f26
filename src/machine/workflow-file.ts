import { canonicalJson, parseJson } from '../workflow/canonical.ts'
import { currentFormat, RevisionFile, WorkflowFile } from '../workflow/file.ts'
import { Handbook } from '../workflow/handbook/handbook.ts'
import { sha256 } from '../workflow/hash.ts'
import { describeIssues } from '../workflow/issues.ts'
import type { JsonObject } from '../workflow/json.ts'
import { LayoutFile } from '../workflow/layout.ts'
import type { Placement } from '../workflow/layout.ts'
import { migrate } from '../workflow/migrations.ts'
import type { Uid } from '../workflow/name.ts'
import { RulesOff, type Workflow } from '../workflow/workflow.ts'
import { attributesInOrder, fromMachineConfig, inOrder, toMachineConfig } from './config.ts'
import { uidByPath } from './config-read.ts'
import { meaningOf } from './meaning.ts'
import { isObject } from './reading.ts'

type Failure = { readonly ok: false; readonly message: string }
type Layout = Readonly<Record<Uid, Placement>>

/** A published version in memory: its envelope, the workflow and the layout as records. */
export type Revision = Omit<RevisionFile, 'gemba' | 'format' | 'workflow' | 'layout'> & {
  readonly workflow: Workflow
  readonly layout: Layout
}

/** The canonical text of `workflow.json`: the same workflow gives the same bytes. */
export function writeWorkflow(workflow: Workflow): string {
  return canonicalJson(workflowFile(workflow))
}

/**
 * Reads `workflow.json`. `message` says what is wrong and where. States and transitions without a `meta.uid` get one that depends on
 * their path only. `notes`: sentences on what the machine has that XState would not take.
 */
export function readWorkflow(
  text: string,
): { readonly ok: true; readonly workflow: Workflow; readonly notes: readonly string[] } | Failure {
  const parsed = parseJson(text)
  return parsed.ok ? workflowFromFile(parsed.value) : parsed
}

/** Lower-case hexadecimal SHA-256 of what behaviour and operations read (meaning.ts): equal for two workflows that differ in wording, uids or layout only. */
export function meaningHash(workflow: Workflow): string {
  return sha256(canonicalJson(meaningOf(workflow)))
}

/** SHA-256 of the canonical text: equal only for the same file. */
export function fileHash(workflow: Workflow): string {
  return sha256(writeWorkflow(workflow))
}

/** The text of `layout.json`, placements sorted by uid. */
export function writeLayout(layout: Layout): string {
  return canonicalJson(layoutFile(layout))
}

/** Reads `layout.json`. */
export function readLayout(text: string): { readonly ok: true; readonly layout: Layout } | Failure {
  const parsed = parseJson(text)
  return parsed.ok ? layoutFromFile(parsed.value) : parsed
}

/** The text of a revision. */
export function writeRevision(revision: Revision): string {
  const { version, base, published, author, message, approvals, hashes, workflow, layout } = revision
  return canonicalJson({
    gemba: 'revision',
    format: currentFormat,
    version,
    base,
    published,
    author,
    message,
    ...(approvals === undefined ? {} : { approvals: approvals.map((approval) => inOrder(approval, ['by', 'at', 'note'])) }),
    hashes: { meaning: hashes.meaning, file: hashes.file },
    workflow: workflowFile(workflow),
    layout: layoutFile(layout),
  })
}

/** Reads a revision. `intact` is false when its workflow is not the one that was published: somebody changed the file since. */
export function readRevision(text: string): { readonly ok: true; readonly revision: Revision; readonly intact: boolean } | Failure {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const migrated = migrate(parsed.value, 'revision')
  if (!migrated.ok) return migrated
  const envelope = RevisionFile.omit({ workflow: true, layout: true }).loose().safeParse(migrated.file)
  if (!envelope.success) return { ok: false, message: `This revision cannot be read: ${describeIssues(envelope.error)}.` }
  const workflow = workflowFromFile(migrated.file['workflow'] ?? null)
  if (!workflow.ok) return workflow
  const layout = layoutFromFile(migrated.file['layout'] ?? null)
  if (!layout.ok) return layout
  const { version, base, published, author, message, approvals, hashes } = envelope.data
  const intact = sha256(canonicalJson(migrated.file['workflow'] ?? null)) === hashes.file
  return {
    ok: true,
    intact,
    revision: {
      version,
      base,
      published,
      author,
      message,
      ...(approvals === undefined ? {} : { approvals }),
      hashes,
      workflow: workflow.workflow,
      layout: layout.layout,
    },
  }
}

function workflowFile(workflow: Workflow): JsonObject {
  const { id, title, description, owner, version, handbook } = workflow.header.workflow
  const pools = Object.values(workflow.pools).sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1))
  return {
    gemba: 'workflow',
    format: currentFormat,
    id,
    title,
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner }),
    version,
    attributes: attributesInOrder(workflow).map(({ order: _order, ...attribute }) =>
      inOrder(attribute, ['name', 'type', 'values', 'default', 'unit', 'title', 'description']),
    ),
    pools: pools.map(({ order: _order, ...pool }) => inOrder(pool, ['id', 'title', 'description', 'skills', 'vendor'])),
    // In the order of the schema, whatever the order in which it was typed.
    ...(handbook === undefined ? {} : { handbook: Handbook.parse(handbook) as JsonObject }),
    machine: toMachineConfig(workflow),
  }
}

function workflowFromFile(value: Parameters<typeof migrate>[0]): ReturnType<typeof readWorkflow> {
  const migrated = migrate(value, 'workflow')
  if (!migrated.ok) return migrated
  const file = WorkflowFile.safeParse(migrated.file)
  if (!file.success) return { ok: false, message: `This workflow cannot be read: ${describeIssues(file.error)}.` }
  const { id, title, description, owner, version, attributes, pools, handbook, machine } = file.data
  const config = fromMachineConfig(machine as JsonObject, id, { uidFor: uidByPath, origin: 'ours' })
  if (!config.ok) return config
  const repeated = repeatedName(attributes.map(({ name }) => name)) ?? repeatedName(pools.map((pool) => pool.id))
  if (repeated !== null) return { ok: false, message: `"${repeated}" is declared twice; rename or remove one of them.` }
  const { root, transitions, context, extra, notes } = config.value
  const { states, rulesOff } = takeRulesOff(config.value)
  const off = RulesOff.optional().safeParse(rulesOff)
  if (!off.success) return { ok: false, message: `"meta.rulesOff" of the machine is wrong: ${describeIssues(off.error)}.` }
  const contextFault = attributes.find(({ name, default: value }) => Object.hasOwn(context, name) && context[name] !== value)
  if (contextFault) {
    const found = JSON.stringify(context[contextFault.name])
    return {
      ok: false,
      message: `machine.context.${contextFault.name} is ${found}, but the attribute's default is ${JSON.stringify(contextFault.default)}; make them the same, or leave the context out.`,
    }
  }
  const otherContext = Object.fromEntries(
    Object.entries(context).filter(([name]) => !attributes.some((attribute) => attribute.name === name)),
  )
  const wholeExtra = { ...(Object.keys(otherContext).length > 0 ? { context: otherContext } : {}), ...extra } as Record<string, never>
  const workflow: Workflow = {
    header: {
      workflow: {
        id,
        title,
        version,
        root,
        ...(description === undefined ? {} : { description }),
        ...(owner === undefined ? {} : { owner }),
        ...(off.data === undefined ? {} : { rulesOff: off.data }),
        ...(handbook === undefined ? {} : { handbook }),
        ...(Object.keys(wholeExtra).length > 0 ? { extra: wholeExtra } : {}),
      },
    },
    attributes: Object.fromEntries(attributes.map((attribute, order) => [attribute.name, { ...attribute, order }])),
    pools: Object.fromEntries(pools.map((pool, order) => [pool.id, { ...pool, order }])),
    states,
    transitions,
  }
  return { ok: true, workflow, notes }
}

/** The states without what the root's meta says of the whole workflow, and that. */
function takeRulesOff({ root, states }: { readonly root: Uid; readonly states: Workflow['states'] }): {
  readonly states: Workflow['states']
  readonly rulesOff?: unknown
} {
  const state = states[root]
  const meta = state?.extra?.['meta']
  if (!state?.extra || !isObject(meta) || !Object.hasOwn(meta, 'rulesOff')) return { states }
  const { rulesOff, ...others } = meta
  const { meta: _meta, ...extra } = state.extra
  const { extra: _extra, ...bare } = state
  const left = Object.keys(others).length > 0 ? { ...extra, meta: others } : extra
  return { rulesOff, states: { ...states, [root]: Object.keys(left).length > 0 ? { ...bare, extra: left } : bare } }
}

function repeatedName(names: readonly string[]): string | null {
  return names.find((name, at) => names.indexOf(name) !== at) ?? null
}

function layoutFile(layout: Layout): JsonObject {
  const placements = Object.keys(layout)
    .sort()
    .flatMap((uid) => {
      const placement = layout[uid]
      return placement ? [[uid, inOrder(placement, ['uid', 'x', 'y', 'width', 'height', 'pinned'])] as const] : []
    })
  return { gemba: 'layout', format: currentFormat, placements: Object.fromEntries(placements) }
}

function layoutFromFile(value: Parameters<typeof migrate>[0]): ReturnType<typeof readLayout> {
  const migrated = migrate(value, 'layout')
  if (!migrated.ok) return migrated
  const file = LayoutFile.safeParse(migrated.file)
  if (!file.success) return { ok: false, message: `This layout cannot be read: ${describeIssues(file.error)}.` }
  return { ok: true, layout: file.data.placements }
}
