import type { Attribute, AttributeValue } from '../../workflow/attribute.ts'
import { isPastName } from '../model/past.ts'
import type { PastFile } from '../model/past.ts'
import { scenarioPlace } from './found.ts'
import type { Context } from './found.ts'
import { holidayKind, pastDays } from './past-days.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
/** Fewer days of a weekday than this are too few to differ as days do. */
const fewest = 3

/** Days of the past can be drawn only from the file that the scenario means, and each weekday must be in it. `past`: undefined where nobody has read it. */
export function checkPast(context: Context, past: PastFile | null | undefined): void {
  const { scenario, found } = context
  const { demand } = scenario
  if (demand.kind !== 'resample') return
  const refuse = (path: string, message: string, why: string) => found('missing-past', scenarioPlace(path), 'Demand', message, why)
  const whence = 'Calibrate it on a history again, or let cases come by a rate.'
  if (scenario.past === undefined)
    return refuse('past', 'Days of the past are to be drawn, but the scenario names no file of past cases.', whence)
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
      'Demand',
      `${scenario.past.file} is not the file of past cases that this scenario was made with.`,
      'Another past would give other results under the same name. Put the right file back, or calibrate again.',
    )
  checkValues(context, past)
  checkDays(context, past)
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
