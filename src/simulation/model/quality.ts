import { z } from '../../workflow/zod.ts'
import { AttributeName, DurationText, Slug, Uid } from '../../workflow/name.ts'
import { When } from './fields.ts'

const Share = z.number().min(0).max(1)
const Events = z.array(z.string().min(1)).min(1)

/** A share by kind of case: the first entry whose `when` holds; 0 where none does. */
export const ShareByKind = z.strictObject({ when: When.optional(), share: Share })

/**
 * A step that decides: which of its outcomes say what. Shares still say how often the step decides and how often it does something else (escalates,
 * sends back), and how often which of several outcomes of one verdict; the verdict itself comes from the truth and the error rates.
 */
const Decision = z.union([
  /** Outcomes that are right for a violating and for a harmless case. */
  z.strictObject({
    step: Uid,
    /** `qa` and `appeal` check the decision made before, if there is one. Default: review. */
    role: z.enum(['review', 'qa', 'appeal']).optional(),
    violating: Events,
    harmless: Events,
  }),
  /** A check whose outcomes say only whether the decision made before stands; without one the outcome is drawn by its shares. */
  z.strictObject({ step: Uid, role: z.enum(['qa', 'appeal']), upheld: Events, overturned: Events }),
])

/** Error rates: of harmless cases so many are decided as violating (`wronglyRemoved`), of violating ones so many as harmless (`wronglyKept`). */
const ErrorRate = z.strictObject({
  when: When.optional(),
  step: Uid.optional(),
  pool: Slug.optional(),
  wronglyRemoved: Share,
  wronglyKept: Share,
})

/** How fast a case is seen by others, by hours since it was posted. One of `halfLife` and `points`. */
const ViewCurve = z.strictObject({
  when: When.optional(),
  /** Views per hour at the time of posting (with `points`: where the factor is 1): a number or an expression over the attributes. */
  viewsPerHour: z.union([z.number().nonnegative(), When]),
  /** Hours since it was posted when the case arrives: an expression; absent: 0. */
  age: When.optional(),
  /** The rate halves each time so much time has passed. */
  halfLife: DurationText.optional(),
  /** Factors on the rate at hours since posting, straight lines between them; before the first as at the first, after the last nobody looks. */
  points: z
    .array(z.strictObject({ hours: z.number().nonnegative(), factor: z.number().nonnegative() }))
    .min(2)
    .optional(),
})
export type ViewCurve = z.infer<typeof ViewCurve>

/** Decision quality and harm (simulation.md, section 7). In each list the first entry that holds wins. */
export const Quality = z.strictObject({
  /** The truth: the share of violating cases by kind, drawn at arrival. Where none holds a case is harmless. */
  violating: z.array(ShareByKind),
  /** Boolean attribute that gets the truth at arrival, so that conditions of the scenario may ask for it. */
  attribute: AttributeName.optional(),
  decisions: z.array(Decision),
  /** Where none holds nobody errs. */
  errors: z.array(ErrorRate),
  /** Factors on the error rates: from so many days in the job, and so many hours at work since the shift began, on. 1 before the first and where it is not known. */
  factors: z
    .strictObject({
      tenure: z.array(z.strictObject({ days: z.number().nonnegative(), factor: z.number().nonnegative() })).optional(),
      hoursAtWork: z.array(z.strictObject({ hours: z.number().nonnegative(), factor: z.number().nonnegative() })).optional(),
    })
    .optional(),
  /** Top-level final states in which the content is gone, or stays. */
  removed: z.array(Uid),
  kept: z.array(Uid),
  /**
   * Views of violating content from the arrival of the case until action: the first entry into one of the states `until`, else the end of the case. Content
   * that stays in the end (see `kept`, or no action was taken) is seen to the end of its curve.
   */
  harm: z.strictObject({ until: z.array(Uid), curves: z.array(ViewCurve) }).optional(),
})
export type Quality = z.infer<typeof Quality>
