import { causesOf, type Drift, drift as followHistory } from '../../drift/drift.ts'
import { sayAlarm, sayFigure } from '../../drift/say-alarm.ts'
import { formatAmount } from '../../words/number.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import { type Command, refuse } from '../command.ts'
import { loadDraft, loadPast, loadScenario } from '../documents.ts'
import { loadHistory } from '../history.ts'
import { parse, wholeNumber } from '../input.ts'
import { print, printJson, progress } from '../output.ts'
import { table } from '../table.ts'

const usage = 'drift WORKFLOW --scenario FILE --history FILE [--map FILE] [--large] [--replications 20] [--seed N] [--strict] [--json]'

/** Follows a new history against the model. */
export const drift: Command = {
  usage,
  summary:
    'Follows a new history against the model, month by month: what is no longer as the model has it, since when, and what went off with it.',
  flags: [
    ['--replications 20', 'runs of the model over the same days; between them a month of the history must lie'],
    ['--map FILE', 'what the columns are, their zone and time format, where they are not recognised'],
    ['--large', 'reads a packed history however far it unpacks'],
    ['--strict', 'exit 1 if anything is off'],
  ],
  run: async ({ args, signal }) => {
    const options = {
      scenario: { type: 'string' },
      history: { type: 'string' },
      map: { type: 'string' },
      large: { type: 'boolean' },
      replications: { type: 'string' },
      seed: { type: 'string' },
      strict: { type: 'boolean' },
      json: { type: 'boolean' },
    } as const
    const { values, positionals } = parse(args, usage, options, { least: 1, most: 1 })
    const path = values.scenario ?? refuse(`The scenario is missing.\nUsage: gemba ${usage}`)
    const historyPath = values.history ?? refuse(`The history is missing.\nUsage: gemba ${usage}`)
    const replications = wholeNumber(values.replications, 'replications', 4) ?? 20
    const { layout: _, ...workflow } = await loadDraft(positionals[0] ?? '')
    const scenario = await loadScenario(path)
    const past = await loadPast(path, scenario)
    const found = await followHistory({
      workflow,
      scenario,
      past: past ?? null,
      history: await loadHistory(historyPath, values, signal),
      replications,
      seed: wholeNumber(values.seed, 'seed', 0) ?? 1,
      breathe: () => breathe(signal),
      onProgress: (done, planned) => progress(`${done} of ${planned} runs`),
    }).finally(() => progress(null))
    const trust = trustOf(scenario).text
    if (values.json) await printJson({ ...asJson(found), trust })
    else await print(`${inWords(found)}\n${trust}`)
    return values.strict === true && found.figures.some(({ alarm }) => alarm !== null) ? 1 : 0
  },
}

async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}

function inWords(found: Drift): string {
  const { spans, figures, replications } = found
  const off = figures.filter(({ alarm }) => alarm !== null)
  const what = `${spans[0]!.title} to ${spans.at(-1)!.title}, ${formatAmount(figures.length, 'figure')}, against ${replications} runs of the model over the same days`
  if (off.length === 0) return `Nothing is off: ${what}.\n`
  // What follows from something comes after it.
  const ordered = [...off.filter(({ role }) => role === 'cause'), ...off.filter(({ role }) => role === 'result')]
  const rows = ordered.flatMap(({ title, kind, points }) =>
    points.flatMap(({ seen, model, low, high, isOut }, i) =>
      isOut
        ? [[title, spans[i]!.title, sayFigure(kind, seen), sayFigure(kind, model), `${sayFigure(kind, low)} to ${sayFigure(kind, high)}`]]
        : [],
    ),
  )
  return [
    `${formatAmount(off.length, 'figure is', 'figures are')} off: ${what}.`,
    '',
    ...ordered.map((figure) => `- ${sayAlarm(figure, found)}`),
    '',
    table(['Off', 'In', 'Seen', 'Model', 'Between'], rows),
  ].join('\n')
}

function asJson(found: Drift) {
  return {
    replications: found.replications,
    spans: found.spans.map(({ title }) => title),
    figures: found.figures.map((figure) => ({
      id: figure.id,
      title: figure.title,
      kind: figure.kind,
      role: figure.role,
      points: figure.points,
      alarm:
        figure.alarm === null
          ? null
          : {
              since: found.spans[figure.alarm.since]!.title,
              until: found.spans[figure.alarm.until]!.title,
              change: figure.alarm.change,
              lasts: figure.alarm.lasts,
              causes: causesOf(figure, found.figures).map(({ id }) => id),
              text: sayAlarm(figure, found),
            },
    })),
  }
}
