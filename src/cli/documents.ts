import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readLayout, readRevision, readWorkflow } from '../machine/workflow-file.ts'
import { needsPast } from '../simulation/model/scenario.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { isPastName, readPast } from '../simulation/model/past.ts'
import type { PastFile } from '../simulation/model/past.ts'
import { readScenario } from '../simulation/model/scenario-file.ts'
import { safetyFile } from '../safety/beside.ts'
import { readSafetyRules, type SafetyRule } from '../safety/rule.ts'
import type { Draft } from '../workflow/draft.ts'
import { refuse } from './command.ts'
import { readText } from './input.ts'
import { say } from './output.ts'

/** A workflow with its layout, and what to call it: a revision's version, or `draft`. */
export type Named = { readonly draft: Draft; readonly name: string }

/** Reads a workflow with its layout, from a `workflow.json` or a revision. */
export async function loadNamed(path: string): Promise<Named> {
  const text = await readText(path)
  if (isRevision(text)) {
    const read = readRevision(text)
    if (!read.ok) return refuse(`${path}: ${read.message}`)
    const { workflow, layout, version } = read.revision
    return { draft: { ...workflow, layout }, name: version }
  }
  const read = readWorkflow(text)
  if (!read.ok) return refuse(`${path}: ${read.message}`)
  return { draft: { ...read.workflow, layout: await layoutBeside(path) }, name: 'draft' }
}

/** A workflow with its layout, from a `workflow.json` or a revision. */
export async function loadDraft(path: string): Promise<Draft> {
  return (await loadNamed(path)).draft
}

/** A scenario. */
export async function loadScenario(path: string): Promise<Scenario> {
  const read = readScenario(await readText(path))
  return read.ok ? read.scenario : refuse(`${path}: ${read.message}`)
}

/** The file of past cases that the scenario at `path` names, in its own folder; null: it is not there. Undefined where the scenario needs none. */
export async function loadPast(path: string, scenario: Scenario): Promise<PastFile | null | undefined> {
  const { past } = scenario
  if (!needsPast(scenario) || past === undefined) return undefined
  const beside = join(dirname(path), past.file)
  if (path === '-' || !isPastName(past.file) || !(await stat(beside).catch(() => null))) return null
  const read = readPast(await readText(beside))
  return read.ok ? read.past : refuse(`${beside}: ${read.message}`)
}

/** The safety rules in the folder of a draft or, one above it, of a revision; none where there is no such file. */
export async function loadSafetyRules(path: string): Promise<readonly SafetyRule[]> {
  if (path === '-') return []
  const file = join(basename(dirname(path)) === 'revisions' ? dirname(dirname(path)) : dirname(path), safetyFile)
  if (!(await stat(file).catch(() => null))) return []
  const read = readSafetyRules(await readText(file))
  return read.ok ? read.rules : refuse(`${file}: ${read.message}`)
}

/** Whether the text says that it is a revision, not a draft. */
export function isRevision(text: string): boolean {
  return /^\s*\{\s*"gemba"\s*:\s*"revision"/.test(text)
}

async function layoutBeside(path: string): Promise<Draft['layout']> {
  if (path === '-') return {}
  const beside = join(dirname(path), 'layout.json')
  if (!(await stat(beside).catch(() => null))) return {}
  const read = readLayout(await readText(beside))
  if (!read.ok) say(`${beside}: ${read.message} The places of the states are left out.`)
  return read.ok ? read.layout : {}
}
