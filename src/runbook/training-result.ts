import type { Revision } from '../machine/workflow-file.ts'
import { compareVersions } from '../revisions/version.ts'
import { parseJson } from '../workflow/canonical.ts'
import { z } from '../workflow/zod.ts'
import { composeRunbook } from './compose.ts'
import { changedQuestions, composeTraining, type Training } from './training.ts'

/** The file that a training check gives (training-html.ts). `meaning` is empty for a draft. */
const TrainingResult = z.object({
  gemba: z.literal('training-result'),
  format: z.literal(1),
  document: z.string().max(200),
  version: z.string().max(40),
  meaning: z.string().max(64),
  questions: z.string().max(64),
  name: z.string().trim().min(1).max(100),
  at: z.iso.datetime(),
  right: z.int().min(0).max(1000),
  of: z.int().min(1).max(1000),
  passed: z.boolean(),
  answers: z.array(z.int().min(0).max(100)).max(1000),
})
type TrainingResult = z.infer<typeof TrainingResult>

/**
 * How a result stands for one version. `holds`: passed, and nothing asked of that version was changed since; `retake`: passed for a version whose ways were changed since; `failed`; `unknown`: of a version
 * or document that is not among these; `wrong`: no result file, or one whose answers do not give what it says.
 */
export type Standing = 'holds' | 'retake' | 'failed' | 'unknown' | 'wrong'

/** One file, judged. `say` is a sentence. */
export type JudgedResult = {
  readonly file: string
  readonly standing: Standing
  /** Null where no name can be read. */
  readonly name: string | null
  readonly version: string | null
  /** ISO 8601, as the file says. */
  readonly at: string | null
  readonly say: string
}

/** A result that is judged by the version that it names: each file for itself. */
export function judgeResults(
  files: readonly { readonly name: string; readonly text: string }[],
  all: readonly Revision[],
  version: string,
): JudgedResult[] {
  const judge = judgeOf(all, version)
  return files.map(({ name: file, text }) => {
    const read = readResult(text)
    return read.ok
      ? { file, name: read.result.name, version: read.result.version, at: read.result.at, ...judge(read.result) }
      : { file, name: null, version: null, at: null, standing: 'wrong', say: read.message }
  })
}

/** Each person once, with the result that counts most: one that holds, else the last. */
export function byPerson(judged: readonly JudgedResult[]): JudgedResult[] {
  const best = new Map<string, JudgedResult>()
  for (const one of judged) {
    if (one.name === null) continue
    const key = one.name.normalize('NFC').toLocaleLowerCase('en')
    const known = best.get(key)
    const [isBetter, isLater] = [one.standing === 'holds', (one.at ?? '') > (known?.at ?? '')]
    if (!known || (known.standing === 'holds' ? isBetter && isLater : isBetter || isLater)) best.set(key, one)
  }
  return [...best.values()].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en'))
}

function readResult(
  text: string,
): { readonly ok: true; readonly result: TrainingResult } | { readonly ok: false; readonly message: string } {
  const parsed = parseJson(text)
  if (!parsed.ok) return { ok: false, message: `This is no result of a training check. ${parsed.message}` }
  const read = TrainingResult.safeParse(parsed.value)
  if (read.success) return { ok: true, result: read.data }
  const [issue] = read.error.issues
  return {
    ok: false,
    message: `This is no result of a training check: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not as it should be'}.`,
  }
}

/** Judges against the version; what each other version asks is worked out once. */
function judgeOf(all: readonly Revision[], version: string): (result: TrainingResult) => Pick<JudgedResult, 'standing' | 'say'> {
  const target = all.find((one) => one.version === version)
  if (!target) throw new Error(`There is no version ${version}.`)
  const runbookOf = (revision: Revision) => composeRunbook({ revision, previous: null, all })
  const known = new Map<string, { readonly training: Training; readonly changed: number }>()
  const asked = (revision: Revision) => {
    const found = known.get(revision.version)
    if (found) return found
    const before = all
      .filter((one) => compareVersions(one.version, revision.version) < 0)
      .toSorted((a, b) => compareVersions(b.version, a.version))[0]
    const own = runbookOf(revision)
    const made = {
      training: composeTraining(own, before === undefined ? null : runbookOf(before)),
      changed: changedQuestions(own, runbookOf(target)),
    }
    known.set(revision.version, made)
    return made
  }
  return (result) => {
    const revision = all.find((one) => one.hashes.meaning === result.meaning)
    if (result.meaning === '') return { standing: 'unknown', say: 'It is of a draft, which nobody works by.' }
    if (!revision)
      return {
        standing: 'unknown',
        say: `It says version ${result.version} of ${result.document}, whose hash ${result.meaning.slice(0, 12)} is that of no version here.`,
      }
    const { training, changed } = asked(revision)
    const wrong = faultOf(result, training)
    if (wrong !== null) return { standing: 'wrong', say: wrong }
    const unchecked = result.questions === training.digest ? '' : ' (as it says: its questions are not those asked now)'
    const points = `${result.right} of ${result.of} right for ${revision.version}${unchecked}`
    if (!result.passed) return { standing: 'failed', say: `${points}: not passed.` }
    if (changed === 0)
      return {
        standing: 'holds',
        say: `${points}: passed${revision.version === version ? '' : `; nothing that is asked is new or gone in ${version}`}.`,
      }
    return {
      standing: 'retake',
      say: `${points}: passed, but ${changed === 1 ? 'one way is' : `${changed} ways are`} new, changed or gone in ${version}: to be taken again.`,
    }
  }
}

/** What the answers say against the result; null: nothing. Other questions than ours cannot be gone through again. */
function faultOf(result: TrainingResult, { questions, digest, pass }: Training): string | null {
  if (result.of < result.right) return 'It says more right answers than questions.'
  if (result.questions !== digest) return null
  const right = questions.filter((question, index) => question.right === result.answers[index]).length
  if (
    result.answers.length !== questions.length ||
    result.right !== right ||
    result.of !== questions.length ||
    result.passed !== right >= pass
  )
    return `It says ${result.right} of ${result.of} right, ${result.passed ? 'passed' : 'not passed'}; its answers give ${right} of ${questions.length}.`
  return null
}
