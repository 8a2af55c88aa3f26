import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Where simulated figures come from. Whoever reads one of these may show them. */
const figures = [
  'simulation/report/report.ts',
  'simulation/report/comparison.ts',
  'revisions/change.ts',
  'lean/verdict.ts',
  'lean/improve.ts',
  'forecast/forecast.ts',
  'drift/drift.ts',
  'drift/alarms.ts',
  'backtest/side-by-side.ts',
  'backtest/log-figures.ts',
  'runbook/figures.ts',
  'studio/session/runs/use-shown.ts',
  'studio/improve/use-verdict.ts',
  'studio/review/effect.ts',
]
/** The badge and its words. */
const badges = ['studio/simulate/trust.tsx', 'simulation/model/trust.ts']

/** Where figures are shown, with the file that has the badge: on the same screen, or in the same output. */
const places: Readonly<Record<string, string>> = {
  'studio/simulate/key-figures.tsx': 'studio/simulate/key-figures.tsx',
  'studio/simulate/results.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/stage.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/run-state.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/heat-layer.ts': 'studio/simulate/results.tsx',
  'studio/simulate/pictures.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/steps-table.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/members-table.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/quality-tables.tsx': 'studio/simulate/results.tsx',
  'studio/simulate/report-export.ts': 'studio/simulate/results.tsx',
  'studio/simulate/ahead.tsx': 'studio/simulate/ahead.tsx',
  'studio/improve/verdict-bar.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/improve/stage.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/improve/evidence.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/improve/stream.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/improve/remedies-list.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/improve/remedy-inspector.tsx': 'studio/improve/verdict-bar.tsx',
  'studio/review/effect-panel.tsx': 'studio/review/effect-panel.tsx',
  'studio/review/effect-table.tsx': 'studio/review/effect-panel.tsx',
  // Copies the review as Markdown, with the words of diff-text.ts.
  'studio/review/review-main.tsx': 'revisions/effect.ts',
  'studio/runbook/runbook-store.ts': 'studio/runbook/runbook-store.ts',
  'studio/history/overlay.tsx': 'studio/history/overlay.tsx',
  'studio/history/overlay-pictures.tsx': 'studio/history/overlay.tsx',
  'studio/history/second-file.tsx': 'studio/history/second-file.tsx',
  'cli/commands/simulate.ts': 'cli/commands/simulate.ts',
  'cli/report.ts': 'cli/commands/simulate.ts',
  'cli/quality-words.ts': 'cli/commands/simulate.ts',
  'cli/people-words.ts': 'cli/commands/simulate.ts',
  'cli/commands/calibrate.ts': 'cli/commands/calibrate.ts',
  'cli/commands/improve.ts': 'cli/commands/improve.ts',
  'cli/commands/forecast.ts': 'cli/commands/forecast.ts',
  'cli/commands/drift.ts': 'cli/commands/drift.ts',
  // The words of an effect are in it from its measurement on.
  'cli/commands/diff.ts': 'revisions/effect.ts',
  'runbook/diff-html.ts': 'revisions/effect.ts',
  // The words of a report are in it where the host adds them.
  'cli/runbook.ts': 'cli/commands/simulate.ts',
  'runbook/compose.ts': 'studio/runbook/runbook-store.ts',
}
/** These read figures and show none. */
const silent: Readonly<Record<string, string>> = {
  'cli/commands/schema.ts': 'prints the form of a report',
  'studio/session/runs/runs.ts': 'keeps runs',
  'studio/session/runs/run-machine.ts': 'makes runs',
  'studio/session/runs/use-shown.ts': 'hands a run out',
  'studio/improve/search.ts': 'keeps what was tried',
  'studio/improve/use-verdict.ts': 'hands a verdict out',
  'studio/review/effect.ts': 'keeps effects',
  'studio/simulate/ahead-store.ts': 'keeps forecasts',
  'studio/review/measure.ts': 'measures effects',
  'studio/review/review-store.ts': 'reads changes, which are no figures',
  'studio/review/warnings.ts': 'finds what to look at first in the two drawings, which are no figures',
  'studio/review/changes.tsx': 'shows changes and warnings, which are no figures',
  'studio/review/change-detail.tsx': 'shows changes, which are no figures',
  'studio/review/overlay-layer.ts': 'draws changes, which are no figures',
  'studio/shell/conflict-dialog.tsx': 'shows changes, which are no figures',
  'runbook/figures.ts': 'is where the words come into a runbook',
}

/** A file, and which of our own it imports. The house test reads these more thoroughly; here a line of text will do. */
type Source = { readonly path: string; readonly targets: readonly string[] }

function sourceOf(path: string, text: string): Source {
  const named = [...text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, name = '']) => posix.join(posix.dirname(path), name))
  return { path, targets: named }
}

function readSources(): Source[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => sourceOf(path, readFileSync(`${src}/${path}`, 'utf8')))
}

const isOuter = (path: string) => /^(studio|cli|runbook)\//.test(path)

/** What is wrong: a file that reads figures and is not on the list, or one whose badge is gone. */
function faultsOf(files: readonly Source[]): string[] {
  const targets = new Map(files.map(({ path, targets: own }) => [path, own]))
  const reading = [...targets].filter(([path, own]) => isOuter(path) && own.some((target) => figures.includes(target)))
  return reading.flatMap(([path]) => {
    if (Object.hasOwn(silent, path)) return []
    const host = places[path]
    if (host === undefined) return [`${path} reads simulated figures and is not on the list of places with a badge.`]
    return targets.get(host)?.some((target) => badges.includes(target)) ? [] : [`${path}: its badge should be in ${host}, which has none.`]
  })
}

test('every place that shows a simulated figure has the badge on the same screen or in the same output', () => {
  const files = readSources()
  expect(faultsOf(files)).toEqual([])
  const there = new Set(files.map(({ path }) => path))
  expect(
    [...Object.keys(places), ...Object.keys(silent)].filter((path) => !there.has(path)),
    'on the list and gone',
  ).toEqual([])
})

test('a new place without a badge fails, and so does one whose badge was taken out', () => {
  const bare = sourceOf(
    'studio/improve/new-picture.tsx',
    "import type { Report } from '../../simulation/report/report.ts'\nexport type A = Report",
  )
  expect(faultsOf([bare])).toEqual([expect.stringContaining('not on the list')])
  const text = readFileSync(`${src}/studio/improve/verdict-bar.tsx`, 'utf8').replace(/import \{ Trust \}.*\n/, '')
  expect(faultsOf([sourceOf('studio/improve/verdict-bar.tsx', text)])).toEqual([expect.stringContaining('should be in')])
})
