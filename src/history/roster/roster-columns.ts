import { HistoryError } from '../fault.ts'
import type { Question } from '../question.ts'
import { synonyms } from '../synonyms.ts'
import { timeFormatsOf } from '../time-shape.ts'
import { writtenReader } from '../time-format.ts'
import type { RosterColumns, RosterDay } from './roster.ts'
import { dayColumns } from './roster-dates.ts'
import { hoursOf, isOff, timeOfDay, weekdaysOf } from './shift-hours.ts'

export type RosterTable = {
  readonly header: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[]; readonly raw: string }[]
}

type Role = keyof RosterColumns

/** Which column of a roster is what, by header and by place; `days` are the columns of a table that has one for each day. */
export type FoundColumns = {
  readonly columns: RosterColumns
  readonly at: Readonly<Partial<Record<Role, number>>>
  readonly days: readonly { readonly at: number; readonly day: RosterDay }[]
  readonly dateFormats: { readonly formats: readonly string[]; readonly column: string | null; readonly examples: readonly string[] }
  /** Whether the dates above its columns say no year. */
  readonly isYearless: boolean
  readonly questions: readonly Question[]
}

const names: Readonly<Record<Exclude<Role, 'hours'>, RegExp>> = {
  person: /^(name|fullname|person|persons?name|staff(member|name)?|mitarbeiter(in)?|employeename|teammember|member|empleado|who)$/,
  people:
    /^(people|persons|personen|headcount|heads?|fte|staff(ing|count)?|agents?|reviewers|moderators|count|number|anzahl|n|required|scheduled|onshift|planned)$/,
  team: /^(team|pool|queue|group|department|dept|skill|site|abteilung|gruppe|equipo|unit|desk|function)$/,
  day: /^(day|weekday|dayofweek|days|tag|wochentag|dia)$/,
  date: /^(date|shiftdate|workdate|datum|fecha|day)$/,
  from: /^(from|start|begin|shiftstart|starttime|shiftfrom|von|beginn|dienstbeginn|in|starts?at|desde|timefrom)$/,
  to: /^(to|end|until|shiftend|endtime|shiftto|bis|ende|dienstende|out|ends?at|hasta|timeto)$/,
}

/** Recognises the columns by what they hold and what they are called. Throws a HistoryError that says which are missing. */
export function findRosterColumns({ header, rows }: RosterTable, given: RosterColumns = {}, dateFormat?: string): FoundColumns {
  const columns = header.map((name, at) =>
    describe(
      name,
      rows.map(({ cells }) => cells[at] ?? ''),
    ),
  )
  const called = (words: readonly string[]) => columns.some(({ plain }) => words.includes(plain))
  if (Object.keys(given).length === 0 && called(synonyms.activity) && called(synonyms.case_id))
    throw new HistoryError('This looks like a history, not like a roster: it has a case and an activity.')
  const taken = new Map<number, Role>()
  for (const [role, name] of Object.entries(given) as [Role, string][]) {
    const at = header.indexOf(name)
    if (at < 0) throw new HistoryError(`The mapping file names the column “${name}” for the roster, and there is none of that name.`)
    taken.set(at, role)
  }
  const has = (role: Role) => [...taken.values()].includes(role)
  const questions: Question[] = []
  const take = (role: Role, fits: (column: (typeof columns)[number]) => boolean) => {
    if (has(role)) return
    const at = columns.findIndex((column, place) => !taken.has(place) && fits(column))
    if (at >= 0) taken.set(at, role)
  }
  const grid = dayColumns(
    header.map((name, at) => (taken.has(at) ? '' : name)),
    dateFormat,
  )
  const { days } = grid
  const isGrid = days.length >= 2
  for (const { at } of isGrid ? days : []) taken.set(at, 'day')
  const holds = (share: number) => share >= 0.5
  if (!isGrid) {
    take('day', ({ days: share }) => holds(share))
    take('from', ({ plain, clock, dated }) => names.from.test(plain) && (holds(clock) || holds(dated)))
    take('to', ({ plain, clock, dated }) => names.to.test(plain) && (holds(clock) || holds(dated)))
    take('hours', ({ hours }) => holds(hours))
    if (!has('hours')) {
      take('from', ({ clock, plain }) => holds(clock) && !names.people.test(plain))
      take('to', ({ clock, plain }) => holds(clock) && !names.people.test(plain))
    }
    if (!has('day')) take('date', ({ dated }) => holds(dated))
  } else take('hours', ({ hours }) => holds(hours))
  take('team', ({ plain }) => names.team.test(plain))
  take('people', ({ plain, number }) => holds(number) && (names.people.test(plain) || synonyms.count.includes(plain)))
  take('person', ({ plain, number }) => !holds(number) && (names.person.test(plain) || synonyms.resource.includes(plain)))
  if (!has('person') && !has('people')) guessWho(columns, taken, isGrid, questions)
  const at = Object.fromEntries(
    [...taken].filter(([place, role]) => role !== 'day' || !days.some((one) => one.at === place)).map(([place, role]) => [role, place]),
  )
  const dated = [at.date, at.from]
    .map((place) => (place === undefined ? undefined : columns[place]))
    .find((column) => column !== undefined && column.dated >= 0.5)
  refuseIncomplete(at, isGrid, header, dated !== undefined)
  return {
    columns: Object.fromEntries(Object.entries(at).map(([role, place]) => [role, header[place]!])),
    at,
    days: isGrid ? days : [],
    isYearless: grid.isYearless,
    dateFormats: isGrid
      ? { formats: grid.formats, column: grid.examples[0] ?? null, examples: grid.examples }
      : { formats: dated?.formats ?? [], column: dated?.name ?? null, examples: dated?.texts.slice(0, 3) ?? [] },
    questions,
  }
}

type Described = ReturnType<typeof describe>

function describe(name: string, cells: readonly string[]) {
  const texts = cells.filter((text) => text !== '')
  const filled = texts.filter((text) => !isOff(text))
  const share = (test: (text: string) => boolean) => (filled.length === 0 ? 0 : filled.filter(test).length / filled.length)
  // A number is a time of day as well: how it is called has to tell.
  const { formats } = timeFormatsOf(filled)
  const reader = formats[0] === undefined ? null : writtenReader(formats[0])
  return {
    name,
    plain: name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
    texts: filled,
    formats,
    clock: share((text) => timeOfDay(text) !== null && /[:.h]\d\d|[ap]\.?m|^\d{1,2}$|^\d{4}$/i.test(text)),
    hours: share((text) => hoursOf(text) !== null),
    days: share((text) => weekdaysOf(text) !== null),
    number: share((text) => /^\d{1,4}([.,]\d+)?$/.test(text)),
    dated: share((text) => timeOfDay(text) === null && reader !== null && reader(text) !== null),
    distinct: new Set(filled).size,
  }
}

/** Who is on shift is in no column that is called so: the one column of words is asked about; a column of numbers is taken as numbers of people, and that is asked as well. */
function guessWho(columns: readonly Described[], taken: Map<number, Role>, isGrid: boolean, questions: Question[]): void {
  const free = columns.map((column, at) => ({ ...column, at })).filter(({ at, texts }) => !taken.has(at) && texts.length > 0)
  const words = free.find(({ number, days, dated }) => number < 0.5 && days < 0.5 && dated < 0.5)
  const numbers = isGrid ? undefined : free.find(({ number }) => number >= 0.5)
  const chosen = words ?? numbers
  if (!chosen) return
  const role: Role = words ? 'person' : 'people'
  taken.set(chosen.at, role)
  questions.push({
    id: 'roster:who',
    column: chosen.name,
    text: words
      ? `“${chosen.name}” was read as the people on shift (${chosen.texts.slice(0, 3).join(', ')}).`
      : `“${chosen.name}” was read as how many people are on shift (${chosen.texts.slice(0, 3).join(', ')}).`,
    read: words ? 'people' : 'numbers of people',
    count: chosen.texts.length,
    examples: chosen.texts.slice(0, 3),
    default: words ? 'People' : 'Numbers of people',
    answers: [
      { answer: 'People', mapping: { roster: { columns: { person: chosen.name } } } },
      { answer: 'Numbers of people', mapping: { roster: { columns: { people: chosen.name } } } },
      { answer: 'Teams', mapping: { roster: { columns: { team: chosen.name } } } },
    ],
  })
}

function refuseIncomplete(at: Partial<Record<Role, number>>, isGrid: boolean, header: readonly string[], isDated: boolean): void {
  if (isGrid) return
  const hasHours = at.hours !== undefined || (at.from !== undefined && at.to !== undefined)
  const missing = [
    hasHours ? null : 'from when to when a shift goes',
    at.day !== undefined || at.date !== undefined || isDated ? null : 'its day',
  ].filter((what) => what !== null)
  if (missing.length > 0)
    throw new HistoryError(
      `The roster does not tell ${missing.join(' nor ')} (columns: ${header.slice(0, 8).join(', ')}). It has a row for each shift, with a day or date, from and to, and who or how many; or a column for each day of the week or each date. Say in a mapping file (“roster”) which column is what.`,
    )
}
