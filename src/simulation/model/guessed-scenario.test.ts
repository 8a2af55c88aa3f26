import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { compile } from '../compile/compile.ts'
import { replicate } from '../experiment/replicate.ts'
import { guessedScenario } from './guessed-scenario.ts'
import { findScenarioProblems } from '../compile/problems.ts'
import { Scenario } from './scenario.ts'

test.each(['abuse-reports', 'appeals', 'urgent-harm'])(
  '%s can be run on guesses alone, and every parameter says that it is one',
  (slug) => {
    const read = readWorkflow(readFileSync(new URL(`../../../workflows/${slug}/workflow.json`, import.meta.url), 'utf8'))
    if (!read.ok) throw new Error(read.message)
    const scenario = guessedScenario(read.workflow, { id: 'first-guess', timezone: 'Europe/Dublin', start: '2026-01-05T00:00:00' })
    expect(Scenario.parse(scenario)).toEqual(scenario)
    expect(findScenarioProblems(read.workflow, scenario).filter(({ severity }) => severity === 'error')).toEqual([])
    const compiled = compile({ workflow: read.workflow, scenario, run: { days: 7 } })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const { arrived, checks } = replicate(compiled.program, 0)
    expect(Math.abs(arrived / 1680 - 1)).toBeLessThan(0.15)
    expect(checks.conservation).toBe(0)
    expect(Object.values(scenario.origins).every(({ source }) => source === 'guessed')).toBe(true)
  },
)
