import type { Revision } from '../machine/workflow-file.ts'
import { groupChanges, linesOf, summariseDiff } from '../revisions/diff-text.ts'
import { diffWorkflows } from '../revisions/diff.ts'
import { poolName, triggerInWords } from '../revisions/names.ts'
import { count, sayValue, sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import { compareVersions } from '../revisions/version.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Attribute } from '../workflow/attribute.ts'
import { kindOf } from '../workflow/drawing/kind.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import { documentOrder, titleOf, transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Contact } from './contacts.ts'
import { handbookFacts } from './handbook-facts.ts'
import { confirmedOn, type Reader } from './readers.ts'
import { composeFigures, type Provenance } from './figures.ts'
import type { DecisionTable, EndRow, GlossaryRow, Role, Runbook, TimerRow } from './runbook.ts'
import { aroundOf, mapOf } from './pictures.ts'
import { composeStep } from './step-card.ts'
import { anchorOf, referTo, wayOf } from './ways.ts'

/** The draft, which has no version, moment or hash yet. */
type DraftVersion = Pick<Revision, 'workflow' | 'layout'> & { readonly version: null }

type RunbookSource = {
  readonly revision: Revision | DraftVersion
  /** The revision it is told against; null for the first. */
  readonly previous: Revision | null
  /** All revisions known at the time of writing, in any order. */
  readonly all: readonly Revision[]
  /** Simulated figures, if they belong to this version, for an appendix. */
  readonly report?: Report
  readonly provenance?: Provenance
  /** Whom to call, from the file beside the workflow. */
  readonly contacts?: readonly Contact[]
  /** Who gets it and who has confirmed it, from the file beside the workflow. */
  readonly readers?: readonly Reader[]
}

/** Composes the runbook of a version. Pure: the same input gives the same document. */
export function composeRunbook({ revision, previous, all, report, provenance, contacts = [], readers = [] }: RunbookSource): Runbook {
  const { workflow, layout } = revision
  const { title, description } = workflow.header.workflow
  return {
    title,
    control: composeControl(revision, all),
    changed: previous === null ? null : composeChanges(revision, previous),
    purpose: description ?? '',
    scope: scopeOf(workflow),
    map: mapOf(workflow, layout),
    around: (anchors) => aroundOf(workflow, anchors),
    mapText:
      'A card is a step, with who does it and by when; a rounded card is a decision or an end; a frame is a group. Arrows are the ways of a case: the label says what makes it go there, and under which condition. A clock is a timer; dashed arrows are escalations, dotted ones failures.',
    roles: Object.values(workflow.pools)
      .sort(byOrder)
      .map((pool) => roleOf(workflow, pool.id)),
    contacts,
    ...handbookFacts(workflow),
    order: documentOrder(workflow).flatMap((state) => anchorOf(workflow, state) ?? []),
    steps: documentOrder(workflow)
      .filter(isStep)
      .map((state) => composeStep(workflow, state)),
    decisions: documentOrder(workflow)
      .filter((state) => kindOf(state, workflow) === 'decision')
      .map((state) => decisionOf(workflow, state)),
    timers: documentOrder(workflow).flatMap((state) => timersOf(workflow, state, contacts)),
    ends: documentOrder(workflow)
      .filter(({ type }) => type === 'final')
      .map(endOf),
    glossary: Object.values(workflow.attributes).sort(byOrder).map(glossaryOf),
    figures: report ? composeFigures(report, provenance) : null,
    history: all
      .filter(({ version }) => revision.version === null || compareVersions(version, revision.version) <= 0)
      .toSorted((a, b) => compareVersions(b.version, a.version))
      .map(({ version, published, author, message }) => ({ version, published: published.slice(0, 10), author, message })),
    approvals: approvalsOf(revision).map(({ by, at, note = '' }) => ({ by, on: at.slice(0, 10), note })),
    readers: readers.map((reader) => ({
      name: reader.name,
      role: reader.role ?? '',
      edition: reader.edition === undefined ? '' : sentence(reader.edition),
      confirmed: revision.version === null ? '' : (confirmedOn(reader, revision.version, revision.hashes.meaning) ?? 'Not yet'),
    })),
  }
}

function composeControl(revision: RunbookSource['revision'], all: readonly Revision[]): Runbook['control'] {
  const { id, owner, handbook } = revision.workflow.header.workflow
  const { effective = '', review = '', approver = '', classification = '' } = handbook?.control ?? {}
  const approved = approvalsOf(revision).map(({ by, at }) => `${by} on ${at.slice(0, 10)}`)
  const common = {
    documentId: `${id}-runbook`,
    owner: owner ?? 'Not named',
    effective,
    review,
    approver,
    approved: sayList(approved),
    classification,
  }
  if (revision.version === null) {
    return {
      ...common,
      version: null,
      status: 'Draft: not in force',
      published: 'Not published',
      author: '',
      message: '',
      hashes: null,
      verify: 'A draft has no hash. Work by the published version.',
    }
  }
  const [newest] = all.toSorted((a, b) => compareVersions(b.version, a.version))
  const superseded = newest !== undefined && compareVersions(newest.version, revision.version) > 0
  return {
    ...common,
    version: revision.version,
    status: superseded ? `Superseded by ${newest.version}` : 'Published, in force',
    published: `${revision.published.slice(0, 10)} ${revision.published.slice(11, 16)} UTC`,
    author: revision.author,
    message: revision.message,
    hashes: revision.hashes,
    verify: `Opening revisions/${revision.version}.json in Gemba computes both hashes again and says so if they differ. Meaning: what cases do and who does it. File: the whole text. Printed copies are uncontrolled.`,
  }
}

function approvalsOf(revision: RunbookSource['revision']): NonNullable<Revision['approvals']> {
  return revision.version === null ? [] : (revision.approvals ?? [])
}

function composeChanges(revision: RunbookSource['revision'], previous: Revision): Runbook['changed'] {
  const diff = diffWorkflows(previous.workflow, revision.workflow, {
    names: { base: previous.version, head: revision.version ?? 'the draft' },
  })
  const groups = groupChanges(diff.changes).map(({ title, changes }) => ({
    title,
    lines: linesOf(changes).map(({ text }) => sentence(/[.?!]$/.test(text) ? text : `${text}.`)),
  }))
  return { since: previous.version, summary: summariseDiff(diff).replace(/ Suggested version: .*$/, ''), groups }
}

function scopeOf(workflow: Workflow): string[] {
  const states = documentOrder(workflow)
  const steps = states.filter(isStep)
  const ends = states.filter(({ type }) => type === 'final')
  const starts = states.filter(({ uid }) => states[0]?.initial === uid)
  return [
    starts.length > 0 ? `Begins at ${sayList(starts.map(titleOf))}; ends at ${sayList(ends.map(titleOf), 'or') || 'no end yet'}.` : '',
    `${count(steps.length, 'step')}, of which ${steps.filter(({ step }) => step.kind === 'review').length} by people; ${count(Object.keys(workflow.pools).length, 'role')}.`,
  ].filter((line) => line !== '')
}

function roleOf(workflow: Workflow, id: string): Role {
  const pool = workflow.pools[id]
  const steps = documentOrder(workflow).filter((state) => state.step?.kind === 'review' && state.step.pools.includes(id))
  return {
    title: poolName(workflow, id),
    description: pool?.description ?? '',
    skills: (pool?.skills ?? []).join(', '),
    vendor: pool?.vendor ?? '',
    steps: steps.map(({ uid }) => referTo(workflow, uid)),
  }
}

function decisionOf(workflow: Workflow, state: State): DecisionTable {
  const ways = transitionsFrom(workflow, state.uid)
  return {
    anchor: anchorOf(workflow, state) ?? '',
    title: titleOf(state),
    description: state.description ?? '',
    rows: ways.map((way) => wayOf(workflow, way, ways.length === 1)),
  }
}

/** Timers, and escalations and failures whatever sets them off. */
function timersOf(workflow: Workflow, state: State, contacts: readonly Contact[]): TimerRow[] {
  return transitionsFrom(workflow, state.uid)
    .filter(({ trigger, flow }) => trigger.kind === 'after' || flow !== 'normal')
    .map((transition) => {
      const words = triggerInWords(workflow, state.uid, transition.trigger)
      const { condition, targets } = wayOf(workflow, transition, true)
      const kind = { normal: 'Timer', escalation: 'Escalation', failure: 'Failure' }[transition.flow]
      return {
        at: referTo(workflow, state.uid),
        when: sentence(transition.trigger.kind === 'event' ? `on “${words}”` : words),
        condition,
        targets,
        kind,
        contact: whomToCall(transition.contact, contacts),
      }
    })
}

/** The role with how to reach it; a role that the list of contacts does not have is told by its name. */
function whomToCall(role: string | undefined, contacts: readonly Contact[]): string {
  if (role === undefined) return ''
  const known = contacts.find((contact) => contact.role === role)
  return known ? `${role}: ${known.reach}` : contacts.length === 0 ? role : `${role} (not among the contacts)`
}

function endOf(state: State): EndRow {
  const { disposition } = state
  return {
    anchor: `end-${state.uid}`,
    title: titleOf(state),
    description: state.description ?? '',
    restricts: disposition === null ? 'Not said' : disposition.restrictive ? 'Yes' : 'No',
    notice: disposition?.notice ?? (disposition?.restrictive ? 'Missing' : 'None'),
    appeal: disposition?.appeal ?? (disposition?.restrictive ? 'Missing' : 'None'),
  }
}

function glossaryOf(attribute: Attribute): GlossaryRow {
  const values =
    attribute.type === 'enum'
      ? attribute.values.join(', ')
      : attribute.type === 'boolean'
        ? 'yes, no'
        : attribute.unit
          ? `a number of ${attribute.unit}`
          : 'a number'
  return {
    title: attribute.title || attribute.name,
    name: attribute.name,
    values,
    standard: sayValue(attribute.default),
    description: attribute.description ?? '',
  }
}

function isStep(state: State): state is State & { readonly step: Step } {
  return state.step !== null
}

function byOrder(a: { order: number }, b: { order: number }): number {
  return a.order - b.order
}
