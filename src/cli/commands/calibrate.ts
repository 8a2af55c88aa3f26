import { basename } from 'node:path'
import { calibrate as calibrateScenario } from '../../history/calibrate.ts'
import { writeScenario } from '../../simulation/model/scenario-file.ts'
import { Slug } from '../../workflow/name.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadScenario } from '../documents.ts'
import { loadHistory } from '../history.ts'
import { parse } from '../input.ts'
import { say, writeOut } from '../output.ts'

const usage = 'calibrate WORKFLOW --history FILE [--map FILE] [--large] [--until DATE] [--base SCENARIO] -o SCENARIO'

/** Makes a scenario of a history. */
export const calibrate: Command = {
  usage,
  summary: 'Fits a scenario to a history: arrivals, mix, handle times, outcome shares, pools and shifts, each with its origin.',
  flags: [
    ['--map FILE', 'what the columns are, their zone and time format, where they are not recognised'],
    ['--large', 'reads a packed history however far it unpacks'],
    ['--until DATE', 'only what happened before this date'],
    ['--base SCENARIO', 'keeps from it what a history does not tell: costs, quality, failures, patience, people one by one'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      history: { type: 'string' },
      map: { type: 'string' },
      large: { type: 'boolean' },
      until: { type: 'string' },
      base: { type: 'string' },
      output: { type: 'string', short: 'o' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    if (values.history === undefined || values.output === undefined) return refuse(`The history and -o are needed.\nUsage: gemba ${usage}`)
    const workflow = await loadDraft(positionals[0] ?? '')
    const base = values.base === undefined ? undefined : await loadScenario(values.base)
    const history = await loadHistory(values.history, values, signal)
    const scenarioId = idOf(values.output)
    const made = calibrateScenario({
      workflow,
      history,
      scenarioId,
      ...(values.until ? { until: values.until } : {}),
      ...(base ? { base } : {}),
    })
    for (const note of made.notes) say(note)
    await writeOut(values.output, writeScenario(made.scenario))
    return 0
  },
}

/** The scenario is called as its file. */
function idOf(path: string): string {
  const id =
    path === '-'
      ? 'calibrated'
      : basename(path, '.json')
          .toLowerCase()
          .replaceAll(/[^a-z0-9-]+/g, '-')
  return Slug.safeParse(id).success ? id : 'calibrated'
}
