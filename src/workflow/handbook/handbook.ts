import { z } from '../zod.ts'
import { Definition } from './definition.ts'
import { Notice } from './notice.ts'
import { Policy } from './policy.ts'
import { QualityRubric } from './quality.ts'
import { Day, Line, Lines, named, Prose } from './text.ts'

/** What the document says of itself besides its version. */
export const DocumentControl = z.strictObject({
  /** First day on which people work by it. */
  effective: Day.optional(),
  /** Day by which it is looked at again. */
  review: Day.optional(),
  /** Who must have approved it: a role. */
  approver: Line.optional(),
  /** Who may read it: `Internal`. */
  classification: Line.optional(),
})
export type DocumentControl = z.infer<typeof DocumentControl>

/** For whom and for what it holds. */
export const Scope = z.strictObject({
  languages: Lines.optional(),
  markets: Lines.optional(),
  /** What is done elsewhere, and where. */ out: Lines.optional(),
})
export type Scope = z.infer<typeof Scope>

/** One row of the action matrix: what is done at a severity, given what is known of the account. */
export const Measure = z.strictObject({
  severity: Line,
  history: Line,
  action: Line,
  duration: Line.optional(),
  /** Whether all of it can be taken back. */
  reversible: z.boolean().optional(),
})
export type Measure = z.infer<typeof Measure>

/** What is done while tools are out. */
export const Outage = z.strictObject({
  /** How it is noticed, and who says that it is one. */
  signs: Prose.optional(),
  /** What is done by hand meanwhile, what waits, and what may not wait. */
  manual: Prose,
  /** How the work comes back into the system. */
  back: Prose.optional(),
})
export type Outage = z.infer<typeof Outage>

/** How a wrong enforcement is taken back. */
export const Rollback = z.strictObject({
  /** Who may order it. */
  who: Line.optional(),
  /** From when it is known to when it is undone: `4 hours`. */
  within: Line.optional(),
  steps: Prose,
  /** How the person is told. */
  notice: Line.optional(),
})
export type Rollback = z.infer<typeof Rollback>

/** What protects the people who see disturbing material. */
export const Wellbeing = z.strictObject({
  /** How material is shown at first: blurred, grey, without sound. */
  display: Line.optional(),
  breaks: Line.optional(),
  rotation: Line.optional(),
  /** Whom to talk to. */
  support: Line.optional(),
  /** Anything else. */
  text: Prose.optional(),
})
export type Wellbeing = z.infer<typeof Wellbeing>

/** How long a kind of record is kept. */
export const Retention = z.strictObject({
  /** Unique in the workflow: `Reported content`. */
  what: Line,
  /** How long, from what on. */
  keep: Line,
  /** Why: the law, or the reason. */
  basis: Line.optional(),
  where: Line.optional(),
})
export type Retention = z.infer<typeof Retention>

/** A text or tool that people need beside this one. */
export const FurtherReading = z.strictObject({ /** Unique in the workflow. */ title: Line, where: Line.optional() })
export type FurtherReading = z.infer<typeof FurtherReading>

/** The records of a workflow that its documents are made of and that no case asks for. Each is optional; what belongs to one step is the step's own (`StepGuide`). */
export const Handbook = z.strictObject({
  control: DocumentControl.optional(),
  scope: Scope.optional(),
  wellbeing: Wellbeing.optional(),
  definitions: named(Definition, ({ term }) => term).optional(),
  policies: named(Policy, ({ name }) => name, 50)
    .refine(
      (policies) => isOnce(policies.flatMap(({ clauses }) => clauses.map(({ id }) => id))),
      'two policies have a clause with the same id',
    )
    .optional(),
  personalData: Prose.optional(),
  measures: named(Measure, ({ severity, history }) => `${severity} · ${history}`).optional(),
  notices: named(Notice, ({ name }) => name).optional(),
  outage: Outage.optional(),
  rollback: Rollback.optional(),
  /** Who may not decide an appeal, and how that is made sure. */
  independence: Prose.optional(),
  quality: QualityRubric.optional(),
  retention: named(Retention, ({ what }) => what).optional(),
  references: named(FurtherReading, ({ title }) => title).optional(),
})
export type Handbook = z.infer<typeof Handbook>

function isOnce(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}
