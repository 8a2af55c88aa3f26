import { sentence } from '../revisions/say.ts'
import type { Document, GridRow } from './document.ts'
import { grid, linesOf, paragraph } from './document.ts'
import type { Contact } from './contacts.ts'
import type { Reference, Runbook } from './runbook.ts'
import { composeDocument } from './compose-document.ts'

/** A card holds so many questions, and so many answers to each. */
const most = { questions: 7, answers: 5 }

/** The quick card: one page of A5 to pin up. Whom to call first, then at most seven questions with their answers and where each leads. What does not fit is said, not cut off in silence. */
export function composeQuickCard(runbook: Runbook): Document {
  const whole = composeDocument(runbook)
  const questions = questionsOf(runbook)
  const left = questions.length - most.questions
  return {
    ...whole,
    form: 'card',
    kicker: `Quick card, ${runbook.control.version === null ? 'draft' : `version ${runbook.control.version}`}`,
    control: { type: 'facts', rows: [] },
    proof: null,
    sections: [
      { id: 'call', title: 'Call first', inside: callsOf(runbook).map(paragraph) },
      {
        id: 'questions',
        title: 'What is it?',
        inside: grid(['Ask', 'Then'], questions.slice(0, most.questions)),
      },
      {
        id: 'left-out',
        title: 'Left out here',
        inside: [
          paragraph(
            sentence(
              `${left > 0 ? `${left} more ${left === 1 ? 'question' : 'questions'}, ` : ''}instructions, policy, timers, notices and history: see the runbook.`,
            ),
          ),
        ],
      },
    ],
  }
}

function callsOf({ contacts, timers }: Runbook): string[] {
  const [first, second] = contacts
  if (first) return [say(first), ...(second ? [say(second)] : [])].map((text) => cut(text, 130))
  const escalations = timers.filter(({ kind }) => kind === 'Escalation').slice(0, 2)
  return escalations.length === 0
    ? ['Nobody is named yet: contacts.json beside the workflow says who.']
    : [
        'Nobody is named yet: contacts.json beside the workflow says who. Until then:',
        ...escalations.map(({ at, when, targets }) =>
          cut(`${at.text}, ${when.charAt(0).toLowerCase()}${when.slice(1)}: to ${names(targets)}`, 90),
        ),
      ]
}

/** A contact as one sentence. */
function say({ role, name, reach, fallback, when }: Contact): string {
  return `${role}${name === undefined ? '' : `, ${name}`}: ${reach}${when === undefined ? '' : ` (${when})`}${fallback === undefined ? '' : `; if nobody answers: ${fallback}`}`
}

/** Decisions and the steps of people, in reading order; steps with the same answers are one question. */
function questionsOf({ steps, decisions, order }: Runbook): GridRow[] {
  const asked = new Map<string, { titles: string[]; answers: string[] }>()
  const add = (title: string, answers: readonly string[]) => {
    if (answers.length === 0) return
    const key = answers.join('\n')
    const known = asked.get(key)
    if (known) known.titles.push(title)
    else asked.set(key, { titles: [title], answers: [...answers] })
  }
  for (const anchor of order) {
    const decision = decisions.find((one) => one.anchor === anchor)
    const step = steps.find((one) => one.anchor === anchor && one.byPeople)
    if (decision)
      add(
        decision.title,
        decision.rows.map(({ condition, targets }) => `${condition === '' ? 'Always' : condition}: ${names(targets)}`),
      )
    if (step)
      add(
        step.title,
        step.outcomes.map(
          ({ title, ways }) => `${title}: ${ways.length === 0 ? 'the case stays' : ways.map(({ targets }) => names(targets)).join(' or ')}`,
        ),
      )
  }
  return [...asked.values()].map(({ titles, answers }) => ({
    anchor: null,
    cells: [
      linesOf([cut(titles.length < 3 ? titles.join(', ') : `${titles[0]} and ${titles.length - 1} like it`, 44)]),
      linesOf([
        ...answers.slice(0, answers.length > most.answers ? most.answers - 1 : most.answers).map((text) => cut(text, 52)),
        answers.length > most.answers ? `and ${answers.length - most.answers + 1} more` : '',
      ]),
    ],
  }))
}

function names(targets: readonly Reference[]): string {
  return targets.length === 0 ? 'the case stays' : targets.map(({ text }) => text).join(', ')
}

function cut(text: string, most: number): string {
  const letters = Array.from(text.replace(/\s+/g, ' '))
  return letters.length <= most
    ? letters.join('')
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
