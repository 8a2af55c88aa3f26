import { attributesIn } from '../../machine/evaluate-tree.ts'
import { checkExpression } from '../../machine/expression.ts'
import type { AttributeValue } from '../../workflow/attribute.ts'
import type { MixBlock, MixEntry, Profile, SpecialDays, Spike } from '../model/demand.ts'
import { localSeconds, localText } from '../model/wall-clock.ts'
import { isZone } from '../model/zone.ts'
import { checkCondition, round, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'

/** What is wrong with where cases come from. */
export function checkDemand(context: Context): void {
  const { scenario, found } = context
  const { demand, mix, mixByWeek = [] } = scenario
  if (!isZone(scenario.timezone))
    found(
      'bad-zone',
      scenarioPlace('timezone'),
      'Scenario',
      `"${scenario.timezone}" is not a time zone; write one like Europe/Dublin.`,
      'All wall-clock times depend on it.',
    )
  checkTime(context, scenario.start, 'start', 'Scenario')
  mix.forEach((kind, i) => checkKind(context, kind, `mix.${i}`))
  mixByWeek.forEach((block, i) => checkBlock(context, block, `mixByWeek.${i}`))
  ;(demand.spikes ?? []).forEach((spike, i) => checkSpike(context, spike, `demand.spikes.${i}`))
  ;(demand.calendar ?? []).forEach((special, i) => checkSpecial(context, special, `demand.calendar.${i}`))
  checkCondition(context, demand.thinning?.keep, scenarioPlace('demand.thinning.keep'), 'Thinning')
  if (demand.thinning?.share === 0)
    found(
      'nothing-arrives',
      scenarioPlace('demand.thinning.share'),
      'Thinning',
      'A share of 0 lets no case through.',
      'Nothing would be simulated.',
      {
        severity: 'warning',
      },
    )
  const level = demand.kind === 'profile' ? hoursLevel(demand) : null
  if (level !== null)
    found(
      'hour-factors',
      scenarioPlace('demand.hourOfWeek'),
      'Demand',
      level,
      'The factors say how a week is shaped, and should have a mean of 1; else they change how much comes.',
      { severity: 'warning' },
    )
  if (demand.kind === 'profile' && demand.growthPerMonth <= -1)
    found(
      'bad-growth',
      scenarioPlace('demand.growthPerMonth'),
      'Demand',
      'A growth of -100 % a month or less leaves nothing.',
      'Demand cannot become negative.',
    )
}

/** What really comes where the 168 factors of the week do not have a mean of 1 (to 2 %), in a sentence; null where they have. */
export function hoursLevel({ casesPerHour, hourOfWeek }: Pick<Profile, 'casesPerHour' | 'hourOfWeek'>): string | null {
  const mean = hourOfWeek.reduce((total, factor) => total + factor, 0) / Math.max(1, hourOfWeek.length)
  if (Math.abs(mean - 1) <= 0.02) return null
  return `The factors of the week have a mean of ${round(mean)}, so that ${round(casesPerHour * mean)} cases an hour come, not ${round(casesPerHour)}.`
}

/** Cases that are there at the start must be in states in which a case can stay. */
export function checkBacklog(context: Context): void {
  const { scenario, workflow, found } = context
  ;(scenario.backlog ?? []).forEach(({ title, state, values = {} }, i) => {
    const path = `backlog.${i}`
    checkValues(context, values, `${path}.values`, title)
    const type = workflow.states[state]?.type
    if (type !== 'atomic')
      found(
        'unknown-state',
        scenarioPlace(`${path}.state`),
        title,
        type === undefined
          ? `The open cases are in the state "${state}", which is not in the workflow.`
          : `A case cannot stay in a state of type ${type} alone.`,
        'The run must know where they are.',
      )
  })
}

function checkSpike(context: Context, { title, from, to, halfLife, when }: Spike, path: string): void {
  checkTime(context, from, `${path}.from`, title)
  if (to !== undefined) checkTime(context, to, `${path}.to`, title)
  checkKindCondition(context, when, `${path}.when`, title)
  if (to === undefined && halfLife === undefined)
    context.found(
      'endless-spike',
      scenarioPlace(path),
      title,
      'This spike has neither an end nor a half-life.',
      'It would last to the end of the run.',
      { severity: 'warning' },
    )
  else if (to !== undefined && to <= from)
    context.found('empty-spike', scenarioPlace(path), title, 'This spike ends before it begins.', 'It has no effect.', {
      severity: 'warning',
    })
}

function checkSpecial(context: Context, { title, dates, when }: SpecialDays, path: string): void {
  dates.forEach((text, i) => {
    const [first, last] = text.split('/') as [string, string?]
    for (const date of last === undefined ? [first] : [first, last])
      checkTime(context, `${date}T00:00:00`, `${path}.dates.${i}`, title, date)
    if (last !== undefined && last < first)
      context.found(
        'bad-date',
        scenarioPlace(`${path}.dates.${i}`),
        title,
        `"${text}" ends before it begins.`,
        'Write the earlier date first.',
      )
  })
  checkKindCondition(context, when, `${path}.when`, title)
}

/** A spike is about kinds of case, so its condition cannot ask for what is drawn for each case. */
function checkKindCondition(context: Context, when: string | undefined, path: string, title: string): void {
  if (!checkCondition(context, when, scenarioPlace(path), title) || when === undefined || context.scenario.demand.kind !== 'profile') return
  const drawn = new Set(context.scenario.mix.flatMap(({ numbers }) => Object.keys(numbers ?? {})))
  const checked = checkExpression(when, context.attributes)
  const asked = checked.ok ? [...attributesIn(checked.tree)].filter((name) => drawn.has(name)) : []
  for (const name of asked)
    context.found(
      'drawn-attribute',
      scenarioPlace(path),
      title,
      `"${name}" is drawn for each case, so it cannot say which kinds of case this is about.`,
      'Ask for an attribute that the mix gives to a kind.',
    )
}

function checkKind(context: Context, { values, numbers = {} }: MixEntry, path: string): void {
  checkValues(context, values, path, 'Mix')
  for (const name of Object.keys(numbers)) {
    const attribute = context.attributes.find((known) => known.name === name)
    if (attribute?.type === 'number') continue
    const message = attribute
      ? `"${name}" is not a number, so it cannot be drawn from a distribution.`
      : `"${name}" is not an attribute of the workflow.`
    context.found(
      attribute ? 'bad-value' : 'unknown-attribute',
      scenarioPlace(`${path}.numbers`),
      'Mix',
      message,
      'No guard could ask for it.',
    )
  }
}

/** Attributes given to cases must be the workflow's, with values that they can have. */
function checkValues({ attributes, found }: Context, values: Readonly<Record<string, AttributeValue>>, path: string, where: string): void {
  for (const [name, value] of Object.entries(values)) {
    const attribute = attributes.find((known) => known.name === name)
    const fits =
      attribute !== undefined && (attribute.type === 'enum' ? attribute.values.includes(String(value)) : typeof value === attribute.type)
    if (!attribute)
      found('unknown-attribute', scenarioPlace(path), where, `"${name}" is not an attribute of the workflow.`, 'No guard could ask for it.')
    else if (!fits)
      found(
        'bad-value',
        scenarioPlace(path),
        where,
        `"${name}" cannot be ${JSON.stringify(value)}.`,
        'Guards would compare it with values it never has.',
      )
  }
}

function checkBlock({ scenario, found }: Context, { title, weights }: MixBlock, path: string): void {
  if (weights.length !== scenario.mix.length)
    found(
      'bad-mix',
      scenarioPlace(path),
      title,
      `There are ${weights.length} weights for ${scenario.mix.length} kinds of case.`,
      'Each kind needs one, in the order of the mix.',
    )
  else if (!weights.some((weight) => weight > 0))
    found('bad-mix', scenarioPlace(path), title, 'All weights are 0.', 'No kind of case could arrive in these hours.')
}

function checkTime({ found }: Context, text: string, path: string, where: string, shown = text): void {
  const seconds = localSeconds(text)
  const exists = !Number.isNaN(seconds) && localText(seconds).startsWith(text)
  if (!exists) found('bad-date', scenarioPlace(path), where, `"${shown}" is not a date that exists.`, 'It would be taken for another day.')
}
