import type { Clause, Policy } from '../workflow/handbook/policy.ts'
import type { Definition } from '../workflow/handbook/definition.ts'
import type { Handbook } from '../workflow/handbook/handbook.ts'
import type { Notice } from '../workflow/handbook/notice.ts'
import type { ClockRule, StepGuide } from '../workflow/handbook/step-guide.ts'
import type { Contact } from './contacts.ts'
import type { Picture } from './document.ts'

/** A name in the document, with the anchor of the section that explains it (null: it has none). */
export type Reference = { readonly text: string; readonly anchor: string | null }

/** Where a case goes: under a condition (empty: in any case), to places, doing something on the way. */
export type Way = { readonly condition: string; readonly targets: readonly Reference[]; readonly actions: string }

/** One outcome of a step, as a row of its decision table. */
export type OutcomeRow = { readonly title: string; readonly criteria: string; readonly ways: readonly Way[] }

/** What one step asks of the person or the system that does it. */
export type StepCard = {
  readonly anchor: string
  readonly title: string
  /** `Review`, `Batch` … */
  readonly kind: string
  /** Whether people do it; else the words are about the system. */
  readonly byPeople: boolean
  /** The group it lies in, outermost first. */
  readonly group: string
  readonly description: string
  readonly who: readonly string[]
  /** How cases come here, in sentences. */
  readonly arrives: readonly string[]
  /** Markdown as the author typed it: only ever shown through `readRichText`. */
  readonly instructions: string
  readonly policy: readonly string[]
  /** What its people are told besides. */
  readonly guide: StepGuide
  readonly target: string
  readonly outcomes: readonly OutcomeRow[]
  /** What happens by itself with time, and at the end of a shift. */
  readonly late: readonly string[]
  readonly notes: readonly string[]
}

export type DecisionTable = { readonly anchor: string; readonly title: string; readonly description: string; readonly rows: readonly Way[] }
export type TimerRow = {
  readonly at: Reference
  readonly when: string
  readonly condition: string
  readonly targets: readonly Reference[]
  readonly kind: string
  /** Whom to call with it. */
  readonly contact: string
}
export type EndRow = {
  readonly anchor: string
  readonly title: string
  readonly restricts: string
  readonly notice: string
  readonly appeal: string
  readonly description: string
}
export type Role = {
  readonly title: string
  readonly description: string
  readonly skills: string
  readonly vendor: string
  readonly steps: readonly Reference[]
}
export type GlossaryRow = {
  readonly title: string
  readonly name: string
  readonly values: string
  readonly standard: string
  readonly description: string
}
export type ChangeGroup = { readonly title: string; readonly lines: readonly string[] }
export type HistoryRow = { readonly version: string; readonly published: string; readonly author: string; readonly message: string }

/** A table of figures: its first row is the header. */
export type FigureTable = { readonly title: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
/** Simulated figures, an appendix that stands by itself: `source` says where they come from, `hash` is the SHA-256 of all else in it. */
export type Figures = {
  readonly source: string
  /** What may be believed of the scenario: which questions it may answer, which not, why, measured when. */
  readonly trust: string
  readonly summary: readonly string[]
  readonly tables: readonly FigureTable[]
  readonly proof: string
  readonly hash: string
}

/** A runbook as data: everything the documents say, no markup. Texts are as typed and must be escaped by whoever writes them. */
export type Runbook = {
  readonly title: string
  readonly control: {
    readonly documentId: string
    /** Null for the draft. */
    readonly version: string | null
    readonly status: string
    readonly owner: string
    readonly published: string
    readonly author: string
    readonly message: string
    readonly hashes: { readonly meaning: string; readonly file: string } | null
    readonly verify: string
    readonly effective: string
    readonly review: string
    /** Who must have approved it, and who did. */
    readonly approver: string
    readonly approved: string
    readonly classification: string
  }
  /** What is new since the version before; null for the first. */
  readonly changed: { readonly since: string; readonly summary: string; readonly groups: readonly ChangeGroup[] } | null
  readonly purpose: string
  readonly scope: readonly string[]
  readonly map: Picture
  /** Draws where the steps with these anchors stand: what leads to them, where they lead. */
  readonly around: (anchors: readonly string[]) => Picture
  readonly mapText: string
  readonly roles: readonly Role[]
  /** Whom to call, as known at publication; in the order in which they are called. */
  readonly contacts: readonly Contact[]
  /** The records that no case asks for; empty where there is no handbook. */
  readonly handbook: Handbook
  /** Steps with disturbing material, the worst first. */
  readonly exposed: readonly { readonly level: string; readonly steps: readonly Reference[] }[]
  /** The policies with the steps that name their clauses. */
  readonly policies: readonly {
    readonly policy: Policy
    readonly clauses: readonly { readonly clause: Clause; readonly steps: readonly Reference[] }[]
  }[]
  readonly definitions: readonly { readonly definition: Definition; readonly clause: string }[]
  /** The notices with the ends that send them, and whether one of these restricts somebody. */
  readonly notices: readonly { readonly notice: Notice; readonly sentAt: readonly Reference[]; readonly restricts: boolean }[]
  /** What steps keep of a case and write down. */
  readonly kept: readonly {
    readonly steps: readonly Reference[]
    readonly evidence: readonly string[]
    readonly records: readonly string[]
  }[]
  /** Steps of which the same is said stand together. */
  readonly raci: readonly {
    readonly steps: readonly Reference[]
    readonly responsible: readonly string[]
    readonly accountable: string
    readonly consulted: readonly string[]
    readonly informed: readonly string[]
    readonly fourEyes: string
  }[]
  /** The targets whose clocks have a rule. */
  readonly clocks: readonly { readonly steps: readonly Reference[]; readonly target: string; readonly rule: ClockRule }[]
  /** The anchors of steps and decisions in reading order. */
  readonly order: readonly string[]
  readonly steps: readonly StepCard[]
  readonly decisions: readonly DecisionTable[]
  readonly timers: readonly TimerRow[]
  readonly ends: readonly EndRow[]
  readonly glossary: readonly GlossaryRow[]
  readonly figures: Figures | null
  readonly history: readonly HistoryRow[]
  readonly approvals: readonly { readonly by: string; readonly on: string; readonly note: string }[]
  /** Who gets it. `confirmed`: the day on which they confirmed to have read and understood just this version. */
  readonly readers: readonly { readonly name: string; readonly role: string; readonly edition: string; readonly confirmed: string }[]
}
