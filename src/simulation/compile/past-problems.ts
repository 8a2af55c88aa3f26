import type { Attribute, AttributeValue } from '../../workflow/attribute.ts'
import { isPastName } from '../model/past.ts'
import type { PastFile } from '../model/past.ts'
import { needsPast } from '../model/scenario.ts'
import { scenarioPlace } from './found.ts'
import type { Context } from './found.ts'
import { holidayKind, pastDays } from './past-days.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
/** Fewer days of a weekday than this are too few to differ as days do. */
const fewest = 3
/** Fewer cases than this that lend their luck are too few to differ as cases do. */
const fewestCases = 200

/** Days of the past can be drawn, and luck taken of its cases, only from the file that the scenario means. `past`: undefined where nobody has read it. */
export function checkPast(context: Context, past: PastFile | null | undefined): void {
  const { scenario, found } = context
  if (!needsPast(scenario)) return
  const days = scenario.demand.kind === 'resample'
  const where = days ? 'Demand' : 'Luck'
  const refuse = (path: string, message: string, why: string) => found('missing-past', scenarioPlace(path), where, message, why)
  const whence = `Calibrate it on a history again, or ${days ? 'let cases come by a rate' : 'have luck drawn from the tables'}.`
  if (scenario.past === undefined)
    return refuse(
      'past',
      `${days ? 'Days of the past are to be drawn' : 'Cases are to take the luck of past ones'}, but the scenario names no file of past cases.`,
      whence,
    )
  const { file } = scenario.past
  if (!isPastName(file))
    return refuse(
      'past.file',
      `"${file}" is not the name of a file of past cases beside the scenario, like october.past.jsonl.`,
      'No file is read from any other place.',
    )
  if (past === undefined) return
  if (past === null) return refuse('past', `The file of past cases, ${file}, is not beside the scenario.`, whence)
  if (past.hash !== scenario.past.hash)
    return found(
      'past-hash',
      scenarioPlace('past.hash'),
      where,
      `${scenario.past.file} is not the file of past cases that this scenario was made with.`,
      'Another past would give other results under the same name. Put the right file back, or calibrate again.',
    )
  checkValues(context, past)
  checkDays(context, past)
  checkLuck(context, past)
}

/** Somebody must lend his luck, and so many that they differ as cases do. */
function checkLuck({ scenario, found }: Context, past: PastFile): void {
  if (scenario.run.luck !== 'history') return
  const lending = past.cases.filter(({ complete, visits }) => complete && visits.length > 0).length
  if (lending === 0)
    found(
      'no-past-luck',
      scenarioPlace('run.luck'),
      'Luck',
      `Cases are to take the luck of past ones, but ${scenario.past!.file} tells of none what befell it.`,
      'Calibrate with past luck, or have luck drawn from the tables.',
    )
  else if (lending < fewestCases)
    found(
      'few-sources',
      scenarioPlace('run.luck'),
      'Luck',
      `Only ${lending} past cases lend their luck.`,
      'So few differ less than cases do: intervals are too narrow.',
      { severity: 'warning' },
    )
}

function checkDays({ scenario, found }: Context, past: PastFile): void {
  const { demand } = scenario
  if (demand.kind !== 'resample') return
  const place = scenarioPlace('demand.window')
  const kinds = pastDays(demand, scenario, past)
  const named = (days: readonly number[]) => weekdays.filter((_, kind) => days.includes(kind)).join(', ')
  const counts = kinds.slice(0, holidayKind).map((days) => days.length)
  const empty = counts.flatMap((count, kind) => (count === 0 ? [kind] : []))
  const few = counts.flatMap((count, kind) => (count > 0 && count < fewest ? [kind] : []))
  const [first, last] = demand.window.split('/') as [string, string]
  if (empty.length > 0)
    found(
      'empty-weekday',
      place,
      'Demand',
      `The past has no ${named(empty)} from ${first} to ${last}; it tells of ${past.header.from} to ${past.header.to}.`,
      'Such a day of the run would have nothing to take. Widen the window, or leave out fewer dates.',
    )
  else if (few.length > 0)
    found(
      'few-sources',
      place,
      'Demand',
      `Every ${named(few)} of the run is one of ${Math.min(...few.map((kind) => counts[kind]!))} of the past.`,
      'So few days differ less than days do: intervals are too narrow. Widen the window.',
      { severity: 'warning' },
    )
}

/** Values of past cases must be such as the workflow's attributes can have; the first that is not is named. */
function checkValues({ attributes, found }: Context, { header, cases }: PastFile): void {
  const columns = header.attributes.flatMap((name, at) => {
    const attribute = attributes.find((known) => known.name === name)
    return attribute ? [{ attribute, at }] : []
  })
  for (const [index, { values }] of cases.entries())
    for (const { attribute, at } of columns) {
      const value = values[at]!
      if (value === null || fits(attribute, value)) continue
      return found(
        'bad-value',
        scenarioPlace('past'),
        'Past cases',
        `"${attribute.name}" cannot be ${JSON.stringify(value)}, as line ${index + 2} has it.`,
        'Conditions would compare it with values it never has.',
      )
    }
}

function fits(attribute: Attribute, value: AttributeValue): boolean {
  return attribute.type === 'enum' ? typeof value === 'string' && attribute.values.includes(value) : typeof value === attribute.type
}
