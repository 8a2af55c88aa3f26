import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readLayout, readRevision, readWorkflow } from '../machine/workflow-file.ts'
import type { Scenario } from '../simulation/scenario.ts'
import { readScenario } from '../simulation/scenario-file.ts'
import type { Draft } from '../workflow/draft.ts'
import { refuse } from './command.ts'
import { readText } from './input.ts'

/** A workflow with its layout, from a `workflow.json` or a revision. `text` is the file as it is. */
export async function loadDraft(path: string): Promise<Draft> {
  const text = await readText(path)
  const revision = isRevision(text) ? readRevision(text) : null
  if (revision && !revision.ok) refuse(`${path}: ${revision.message}`)
  if (revision) return { ...revision.revision.workflow, layout: revision.revision.layout }
  const read = readWorkflow(text)
  if (!read.ok) refuse(`${path}: ${read.message}`)
  return { ...read.workflow, layout: await layoutBeside(path) }
}

/** A scenario. */
export async function loadScenario(path: string): Promise<Scenario> {
  const read = readScenario(await readText(path))
  return read.ok ? read.scenario : refuse(`${path}: ${read.message}`)
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
  return read.ok ? read.layout : {}
}
