import { sayList } from '../words/list.ts'
import { paragraph, type Section } from './document.ts'
import type { Runbook } from './runbook.ts'

/** What a reader may look for and does not find, and why: nobody has recorded it, it is a document of its own, or it was not asked for. */
export function missingSection(runbook: Runbook): Section {
  const unrecorded = wanted.flatMap(([name, isThere]) => (isThere(runbook) ? [] : [name]))
  return {
    id: 'missing',
    title: 'Not in this runbook',
    inside: [
      ...(unrecorded.length === 0 ? [] : [paragraph(`Nobody has recorded yet: ${sayList(unrecorded)}.`)]),
      paragraph(
        `Documents of their own: the quick card, the training check${runbook.figures === null ? '; simulated figures are added when they are asked for' : ''}.`,
      ),
    ],
  }
}

const wanted: readonly (readonly [name: string, isThere: (runbook: Runbook) => boolean])[] = [
  ['from when it is in force', ({ control }) => control.effective !== ''],
  ['when it is reviewed next', ({ control }) => control.review !== ''],
  ['who approves it', ({ control, approvals }) => control.approver !== '' || approvals.length > 0],
  ['languages, markets and what is out of scope', ({ handbook }) => handbook.scope !== undefined],
  ['what protects people who see disturbing material', ({ handbook }) => handbook.wellbeing !== undefined],
  ['the policies behind the references', ({ handbook }) => handbook.policies !== undefined],
  ['definitions with examples', ({ handbook }) => handbook.definitions !== undefined],
  ['who is accountable, consulted and informed', ({ raci }) => raci.length > 0],
  ['limits of authority', ({ steps }) => steps.some(({ guide }) => guide.alone ?? guide.ask)],
  ['whom to call', ({ contacts }) => contacts.length > 0],
  ['when the clocks of targets start, pause and stop', ({ clocks }) => clocks.length > 0],
  ['actions by severity and history', ({ handbook }) => handbook.measures !== undefined],
  ['texts of notices', ({ handbook }) => handbook.notices !== undefined],
  ['work by hand in an outage', ({ handbook }) => handbook.outage !== undefined],
  ['the rollback of a wrong enforcement', ({ handbook }) => handbook.rollback !== undefined],
  ['the independence of appeals', ({ handbook }) => handbook.independence !== undefined],
  ['evidence and records of the steps', ({ kept }) => kept.length > 0],
  ['retention', ({ handbook }) => handbook.retention !== undefined],
  ['how personal data is handled', ({ handbook }) => handbook.personalData !== undefined],
  ['how quality is judged', ({ handbook }) => handbook.quality !== undefined],
  ['references', ({ handbook }) => handbook.references !== undefined],
  ['who gets it and who has confirmed it', ({ readers }) => readers.length > 0],
]
