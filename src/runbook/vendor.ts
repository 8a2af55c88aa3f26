import { drawAround, type Surroundings } from '../exchange/svg-around.ts'
import type { Revision } from '../machine/workflow-file.ts'
import { sentence } from '../revisions/say.ts'
import { formatDuration } from '../words/duration.ts'
import { sayList } from '../words/list.ts'
import { kindOf } from '../workflow/drawing/kind.ts'
import { clauseName } from '../workflow/handbook/clause-name.ts'
import type { StepGuide } from '../workflow/handbook/step-guide.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import { documentOrder, stateOf, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { composeCards } from './cards.ts'
import { type Document, facts, grid, linesOf, paragraph, type Picture, type Section } from './document.ts'
import { exposedAt } from './handbook-facts.ts'
import { policySections, wellbeingSection } from './handbook-sections.ts'
import type { Reference, StepCard } from './runbook.ts'
import { endOfShiftWords } from './step-card.ts'
import { waysOutOf } from './ways.ts'

type ReviewState = State & { readonly step: Extract<Step, { kind: 'review' }> }

/** The vendors that a workflow names, each once, in the order of their pools. */
export function vendorsOf(workflow: Workflow): string[] {
  const pools = Object.values(workflow.pools).toSorted((a, b) => a.order - b.order)
  return [...new Set(pools.flatMap(({ vendor }) => vendor ?? []))]
}

/**
 * The edition for one vendor, made of what a vendor may read and of nothing else: the title and version, the vendor's own pools, and of their steps the title, instructions, outcomes with
 * criteria, policy references with the clauses and definitions that they name, target, guide without who else answers for it, what the end of a shift means, and the names of the states they lead to; and what protects its people. No condition, attribute, timer, other step, other pool, description, message, author, history or figure
 * comes into it; not even ids, which may tell as much as a name.
 */
export function composeVendorEdition(
  { workflow, version, published, hashes }: Revision,
  all: readonly { version: string }[],
  vendor: string,
): Document {
  const { title } = workflow.header.workflow
  const pools = Object.values(workflow.pools)
    .filter((pool) => pool.vendor === vendor)
    .toSorted((a, b) => a.order - b.order)
  const ids = new Set(pools.map(({ id }) => id))
  const states = documentOrder(workflow).filter((state): state is ReviewState => isReviewBy(state, ids))
  const cards = states.map((state, index) => cardOf(workflow, state, ids, `step-${index + 1}`))
  const day = published.slice(0, 10)
  const status = all.some((other) => other.version !== version && isLater(other.version, version)) ? 'Superseded' : 'Published, in force'
  return {
    title,
    version,
    form: 'book',
    kicker: `Runbook, version ${version}, edition for ${vendor}`,
    control: facts([
      ['Version', linesOf([version])],
      ['Status', linesOf([status])],
      ['Published', linesOf([day])],
      ['Edition for', linesOf([vendor])],
      ['Hash of the meaning', [[{ type: 'code', text: hashes.meaning }]]],
    ])[0] ?? { type: 'facts', rows: [] },
    proof: 1,
    sections: [
      {
        id: 'edition',
        title: 'What this edition leaves out',
        inside: [
          paragraph(
            'It holds the steps that you do and nothing else. Left out: the steps of others, how cases are detected and assigned (conditions, thresholds, attributes), timers and escalation rules, other pools, the map, notices, records, quality and outage, the history of versions, and figures. Ask your contact for what you need of them.',
          ),
        ],
      },
      {
        id: 'roles',
        title: 'Your people',
        inside: grid(
          ['Role', 'Needs to know'],
          pools.map((pool) => ({ anchor: null, cells: [linesOf([pool.title]), linesOf([(pool.skills ?? []).join(', ')])] })),
        ),
      },
      ...handbookSections(workflow, states).filter(({ inside }) => inside.length > 0),
      {
        id: 'steps',
        title: 'Your steps',
        inside:
          cards.length === 0
            ? [paragraph('No step is done by your people in this version.')]
            : composeCards(cards, (anchors) => aroundOf(workflow, states, anchors)),
      },
    ],
    above: `${title} · ${version} · ${status} · Edition for ${vendor}`,
    below: `Published ${day} · ${hashes.meaning.slice(0, 12)} · Printed copies are uncontrolled`,
  }
}

function isReviewBy(state: State, pools: ReadonlySet<string>): boolean {
  return state.step?.kind === 'review' && state.step.pools.some((id) => pools.has(id))
}

function isLater(a: string, b: string): boolean {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]]
  const at = x.findIndex((part, index) => part !== y[index])
  return at >= 0 && (x[at] ?? 0) > (y[at] ?? 0)
}

function cardOf(workflow: Workflow, state: ReviewState, pools: ReadonlySet<string>, anchor: string): StepCard {
  const { step } = state
  return {
    anchor,
    title: titleOf(state),
    kind: 'Review',
    byPeople: true,
    group: '',
    description: '',
    who: step.pools.filter((id) => pools.has(id)).map((id) => workflow.pools[id]?.title ?? ''),
    arrives: [],
    instructions: step.instructions ?? '',
    policy: (step.policy ?? []).map((reference) => clauseName(workflow, reference)),
    guide: permittedGuide(step),
    target: step.target ? `Within ${formatDuration(parseDuration(step.target))} of arrival at this step` : '',
    outcomes: step.outcomes.map(({ event, title, criteria }) => {
      const targets = targetsOn(workflow, state, event).map((text) => ({ text, anchor: null }))
      return {
        title,
        criteria: criteria ?? '',
        ways:
          targets.length === 0
            ? []
            : [
                {
                  condition: '',
                  targets: [
                    {
                      text: sayList(
                        targets.map(({ text }) => text),
                        'or',
                      ),
                      anchor: null,
                    },
                  ],
                  actions: '',
                },
              ],
      }
    }),
    late: step.endOfShift ? [endOfShiftWords(step.endOfShift)] : [],
    notes: step.sensitive ? ['You may see disturbing material here. Take your breaks; ask for another queue when you need one.'] : [],
  }
}

/** Of a step's guide what its own people need; who answers for it and who else is told is the house's. */
function permittedGuide({ guide = {} }: Step): StepGuide {
  const { accountable: _accountable, consulted: _consulted, informed: _informed, ...rest } = guide
  return rest
}

/** What protects the vendor's people, and the clauses and words that their steps name. */
function handbookSections(workflow: Workflow, states: readonly ReviewState[]): Section[] {
  const { wellbeing, policies = [], definitions = [] } = workflow.header.workflow.handbook ?? {}
  const named = new Set(states.flatMap(({ step }) => step.policy ?? []))
  const refer = (all: readonly State[]): Reference[] =>
    states.flatMap((state, index) => (all.includes(state) ? [{ text: titleOf(state), anchor: `step-${index + 1}` }] : []))
  const exposed = states.some(({ step }) => step.guide?.exposure ?? step.sensitive) ? exposedAt(states, refer) : []
  const own = policies.flatMap((policy) => {
    const clauses = policy.clauses.filter(({ id }) => named.has(id))
    return clauses.length === 0
      ? []
      : [
          {
            policy,
            clauses: clauses.map((clause) => ({ clause, steps: refer(states.filter(({ step }) => step.policy?.includes(clause.id))) })),
          },
        ]
  })
  const words = definitions
    .filter(({ clause }) => clause !== undefined && named.has(clause))
    .map((definition) => ({ definition, clause: clauseName(workflow, definition.clause ?? '') }))
  return [
    wellbeingSection({ handbook: wellbeing === undefined || states.length === 0 ? {} : { wellbeing }, exposed }),
    ...policySections({ policies: own, definitions: words }),
  ]
}

/** The names of the states that an outcome leads to, each once. */
function targetsOn(workflow: Workflow, state: State, event: string): string[] {
  const ways = waysOutOf(workflow, state).filter(({ trigger }) => trigger.kind === 'event' && trigger.event === event)
  const targets = ways.flatMap(({ targets: uids }) => uids.map((uid) => stateOf(workflow, uid)))
  return [...new Set(targets.flatMap((target) => (target ? [titleOf(target)] : [])))]
}

function aroundOf(workflow: Workflow, states: readonly ReviewState[], anchors: readonly string[]): Picture {
  const here = states.filter((_, index) => anchors.includes(`step-${index + 1}`))
  const to = new Map<string, Surroundings['to'][number]>()
  for (const state of here)
    for (const { event, title } of state.step.outcomes)
      for (const target of targetsOn(workflow, state, event)) {
        const known = to.get(target)
        const labels = known?.labels.includes(title) ? known.labels : [...(known?.labels ?? []), title]
        to.set(target, { title: target, kind: 'rest', labels, flow: 'normal' })
      }
  const around: Surroundings = {
    here: here.map((state) => ({ title: titleOf(state), kind: kindOf(state, workflow) })),
    from: [],
    to: [...to.values()],
  }
  const alt = sentence(
    `where you are: ${sayList(around.here.map(({ title }) => title))}. Cases go to ${sayList(around.to.map(({ title }) => title)) || 'nowhere'}.`,
  )
  return {
    type: 'picture',
    id: `around-${anchors[0] ?? ''}`,
    alt,
    size: 'small',
    draw: () => drawAround(around, alt, false),
    pages: () => [],
    mermaid: null,
  }
}
