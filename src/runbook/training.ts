import { canonicalJson } from '../workflow/canonical.ts'
import { sha256 } from '../workflow/hash.ts'
import type { Json } from '../workflow/json.ts'
import type { Reference, Runbook, StepCard, Way } from './runbook.ts'

/** One question with its answers in an order that tells nothing; `right` is the place of the right one. */
export type Question = {
  readonly about: string
  readonly text: string
  readonly answers: readonly string[]
  readonly right: number
  readonly changed: boolean
}

/** A check of what somebody knows of one version: the hash of its meaning goes into every result. */
export type Training = {
  readonly title: string
  readonly documentId: string
  /** Null for a draft. */
  readonly version: string | null
  readonly meaning: string | null
  readonly questions: readonly Question[]
  /** So many must be right. */
  readonly pass: number
  /** SHA-256 of the questions. */
  readonly digest: string
}

const most = { questions: 20, answers: 4 }

/**
 * Questions made of the ways of a case: what is decided on which ground, where a case goes then, and what a decision of the system leads to. Wrong answers are those of the ways beside it. What is new or changed
 * since the version before comes first. The same versions give the same questions.
 */
export function composeTraining(runbook: Runbook, before: Runbook | null): Training {
  const known = new Set((before === null ? [] : everyQuestion(before)).map(keyOf))
  const all = everyQuestion(runbook).map((question) => ({ ...question, changed: before !== null && !known.has(keyOf(question)) }))
  const questions = [...all.filter(({ changed }) => changed), ...all.filter(({ changed }) => !changed)].slice(0, most.questions)
  const { documentId, version, hashes } = runbook.control
  return {
    title: runbook.title,
    documentId,
    version,
    meaning: hashes?.meaning ?? null,
    questions,
    pass: Math.ceil(questions.length * 0.8),
    digest: sha256(canonicalJson(questions as unknown as Json)),
  }
}

/** How many ways that are asked of in one of the two are not in the other: who knows the one must learn these for the other. Not only the twenty that a check has room for. */
export function changedQuestions(known: Runbook, now: Runbook): number {
  const [was, is] = [known, now].map((runbook) => new Set(everyQuestion(runbook).map(keyOf))) as [Set<string>, Set<string>]
  const asked = (keys: ReadonlySet<string>) => new Set([...keys].map((key) => key.slice(0, key.lastIndexOf('\n'))))
  const gone = [...asked(was)].filter((text) => !asked(is).has(text)).length
  return [...is].filter((key) => !was.has(key)).length + gone
}

type Asked = Omit<Question, 'changed'>

const keyOf = ({ text, answers, right }: Asked) => `${text}\n${answers[right]}`

/** Each question once, those of the first step first; of several steps that ask the same, the first. */
function everyQuestion({ order, steps, decisions }: Runbook): Asked[] {
  const asked = order.flatMap((anchor): Asked[] => {
    const step = steps.find((one) => one.anchor === anchor && one.byPeople)
    const decision = decisions.find((one) => one.anchor === anchor)
    if (step) return [...groundsOf(step), ...nextOf(step)]
    if (!decision) return []
    const places = decision.rows.map(({ targets }) => placesOf(targets))
    return decision.rows.flatMap((row) =>
      question(decision.title, `A case comes to “${decision.title}”. ${saidOf(row)} Where does it go?`, placesOf(row.targets), places),
    )
  })
  const seen = new Set<string>()
  return asked.filter((one) => {
    const key = keyOf({ ...one, text: one.text.replaceAll(one.about, '') })
    return seen.has(key) ? false : seen.add(key)
  })
}

function groundsOf({ title, outcomes }: StepCard): Asked[] {
  const titles = outcomes.map((outcome) => outcome.title)
  // The same ground for two outcomes would have two right answers.
  const isOwn = (criteria: string) => criteria !== '' && outcomes.filter((one) => one.criteria === criteria).length === 1
  return outcomes
    .filter(({ criteria }) => isOwn(criteria))
    .flatMap((outcome) => question(title, `You have a case at “${title}”. ${outcome.criteria} What do you decide?`, outcome.title, titles))
}

function nextOf({ title, outcomes }: StepCard): Asked[] {
  const places = outcomes.flatMap(({ ways }) => ways.map(({ targets }) => placesOf(targets)))
  return outcomes.flatMap((outcome) =>
    outcome.ways.flatMap((way) =>
      question(
        title,
        `At “${title}” you decide “${outcome.title}”. ${outcome.ways.length > 1 ? saidOf(way) : ''} Where does the case go next?`,
        placesOf(way.targets),
        places,
      ),
    ),
  )
}

function saidOf({ condition }: Way): string {
  if (condition === '') return ''
  return condition === 'Otherwise' ? 'None of the other conditions holds.' : `${condition.replace(/^If /, 'It is so that ')}.`
}

function placesOf(targets: readonly Reference[]): string {
  return targets.length === 0 ? 'It stays where it is' : targets.map(({ text }) => text).join(' and ')
}

/** None where nothing beside it could be mistaken for the answer. */
function question(about: string, text: string, right: string, others: readonly string[]): Asked[] {
  const shuffled = (answers: readonly string[]) => answers.toSorted((a, b) => (sha256(`${text}\n${a}`) < sha256(`${text}\n${b}`) ? -1 : 1))
  const wrong = shuffled([...new Set(others)].filter((one) => one !== right)).slice(0, most.answers - 1)
  const answers = shuffled([right, ...wrong])
  return wrong.length === 0 ? [] : [{ about, text: text.replace(/\s+/g, ' '), answers, right: answers.indexOf(right) }]
}
