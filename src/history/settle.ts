import { textAt } from './dictionary.ts'
import type { FaultList } from './fault.ts'
import { findFarTimes } from './far-times.ts'
import { gatherRows, rowsBut } from './gather.ts'
import type { Rows } from './gather.ts'
import { pairLifecycle } from './lifecycle.ts'
import type { Question } from './question.ts'
import { joinSameNames } from './same-names.ts'
import { splitStageNames } from './stage-names.ts'
import { withCountTimes } from './count-times.ts'
import { setTotalsAside } from './totals.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'

/** What is done when all rows are there: far times set aside, starts and ends paired, marks of a case's ends named. `zone`: for times in words. */
export function settle(given: Rows, zone: string, faults: FaultList): { rows: Rows; notes: string[]; questions: Question[] } {
  const notes: string[] = []
  const questions: Question[] = []
  const near = setTotalsAside(withCountTimes(setFarAside(given, zone, faults, questions), zone, notes), faults, questions)
  const named = splitStageNames(near, questions)
  const joined = joinSameNames(named.rows, questions)
  const rows = setMarksAside(paired(joined, named.split, faults, notes), faults, questions)
  return { rows, notes, questions }
}

function paired(rows: Rows, split: boolean, faults: FaultList, notes: string[]): Rows {
  if (rows.form !== 'events' || (!split && rows.mapping.columns.lifecycle === undefined)) return rows
  const done = pairLifecycle(rows)
  for (const { row, reason, detail } of done.aside) faults.add(reason, rows.line[row]!, detail, textOf(rows, row))
  notes.push(...done.notes)
  return done.rows
}

function setFarAside(rows: Rows, zone: string, faults: FaultList, questions: Question[]): Rows {
  const all = findFarTimes(rows)
  if (all.length === 0) return rows
  // What could be meant is used until somebody says otherwise.
  const wrong = all.filter(({ sure }) => sure)
  const far = rows.mapping.keepFar === undefined && wrong.length > 0 ? wrong : all
  const clock = zoneOf(zone)
  const shown = (time: number) => localText(clock.toLocal(time)).replace('T', ' ')
  const kept = rows.mapping.keepFar ?? wrong.length === 0
  const examples = far.slice(0, 5).map(({ row, column, time }) => `line ${rows.line[row]!}: ${column} ${shown(time)}`)
  questions.push({
    id: 'far',
    column: far[0]!.column,
    text: `${far.length === 1 ? 'One row has a time' : `${far.length.toLocaleString('en')} rows have times`} far from all others (${examples.slice(0, 3).join('; ')}). ${kept ? 'They are used' : 'Not used, so that the period is that of all the others'}.`,
    read: kept ? 'used' : 'set aside',
    count: far.length,
    examples,
    default: kept ? 'Use them' : 'Set them aside',
    answers: [
      { answer: 'Set them aside', mapping: { keepFar: false } },
      { answer: 'Use them', mapping: { keepFar: true } },
    ],
  })
  if (kept) return rows
  for (const { row, column, time } of far)
    faults.add('far', rows.line[row]!, `“${column}” is ${shown(time)}, far from all others.`, textOf(rows, row))
  return gatherRows(rows, rowsBut(rows.rows, new Set(far.map(({ row }) => row))))
}

const markName =
  /^(?:(?:process|case|trace|artificial|dummy)[\s_-]*)?(start|begin|source|anfang|beginn|end|stop|finish|sink|ende)(?:[\s_-]*(?:event|process|case))?$/i

/** Rows that only say that a case begins or ends, which some tools add; they are not work. */
function setMarksAside(rows: Rows, faults: FaultList, questions: Question[]): Rows {
  if (rows.form !== 'events') return rows
  const wanted = new Set(rows.mapping.notWork ?? [])
  const marks = rows.activity.values.filter((name, code) => wanted.has(name) || (markName.test(name) && lacksDuration(rows, code)))
  if (marks.length === 0) return rows
  const names = new Set(marks)
  const found = new Set<number>()
  for (let row = 0; row < rows.rows; row++) if (names.has(textAt(rows.activity, row))) found.add(row)
  const aside = wanted.size > 0
  questions.push({
    id: 'marks',
    column: rows.mapping.columns.activity ?? null,
    text: `${marks.map((name) => `“${name}”`).join(' and ')} take no time and seem to mark where a case begins or ends.`,
    read: aside ? 'not work' : 'activities like the others',
    count: found.size,
    examples: marks,
    default: aside ? 'They are not work' : 'They are work',
    answers: [
      { answer: 'They are not work', mapping: { notWork: marks } },
      { answer: 'They are work', mapping: { notWork: [] } },
    ],
  })
  return aside ? withoutMarks(rows, found, wanted, faults) : rows
}

function lacksDuration({ activity, start, end }: Rows, code: number): boolean {
  return activity.codes.every((own, row) => own !== code || !(end[row]! - start[row]! > 0))
}

/** The earliest mark of a case still tells when it arrived. */
function withoutMarks(rows: Rows, found: ReadonlySet<number>, wanted: ReadonlySet<string>, faults: FaultList): Rows {
  const aside = new Set([...found].filter((row) => wanted.has(textAt(rows.activity, row))))
  const arrivals = new Float64Array(rows.caseId.values.length).fill(NaN)
  for (const row of aside) {
    const c = rows.caseId.codes[row]!
    const time = Number.isNaN(rows.start[row]!) ? rows.end[row]! : rows.start[row]!
    if (!(arrivals[c]! <= time)) arrivals[c] = time
    faults.add('mark', rows.line[row]!, `“${textAt(rows.activity, row)}” is not work.`, textOf(rows, row))
  }
  const arrived = rows.arrived.map((time, row) => (Number.isNaN(time) ? arrivals[rows.caseId.codes[row]!]! : time))
  return gatherRows({ ...rows, arrived }, rowsBut(rows.rows, aside))
}

/** A row in words that need no file: what its columns hold. */
function textOf(rows: Rows, row: number): string {
  const parts = [rows.caseId, rows.activity, rows.resource, rows.category, rows.outcome].map((column) => textAt(column, row))
  const time = Number.isNaN(rows.start[row]!) ? rows.end[row]! : rows.start[row]!
  return [...parts.filter((part) => part !== ''), localText(time)].join(', ')
}
