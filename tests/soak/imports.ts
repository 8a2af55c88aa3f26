import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { firstScenario } from '../../src/exchange/first-scenario.ts'
import { importMachine, type ImportedMachine } from '../../src/exchange/import-machine.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { Replication } from '../../src/simulation/experiment/replicate.ts'
import type { Section } from './section.ts'

/*
 * Machines and diagrams that others made, as they lie in a folder: `GEMBA_IMPORTS=FOLDER npm run soak -- imports`; without it the diagrams of ../shared/corpora.
 * Of those that come in: how many have no error, compile without a hand, and have half of their cases end within four weeks, by more than one outcome where more are drawn.
 */

const folder = process.env['GEMBA_IMPORTS'] ?? fileURLToPath(new URL('../../../shared/corpora/bpmn', import.meta.url))
const isTest = /\.(d\.ts|test\.[jt]sx?|map)$/
const makesMachine = /createMachine\)?\(|\bMachine\)?\(\s*\{|"states"|http:\/\/www\.omg\.org\/spec\/BPMN\/20100524\/MODEL/

export const imports: Section = {
  title: 'machines and diagrams that others made come in, compile and end',
  run: async (task) => {
    const { part, parts } = task
    const all = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(bpmn|xml|json|[cm]?[jt]sx?)$/.test(entry.name) && !isTest.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .filter((_, at) => at % parts === part)
    const counted = { read: 0, refused: 0, 'without errors': 0, compiled: 0, ending: 0, 'one outcome of several': 0 }
    const lines: string[] = []
    const wrong: string[] = []
    for (const [at, path] of all.entries()) {
      if (task.isOver()) break
      task.progress(at / all.length, counted)
      const text = readFileSync(path, 'utf8')
      if (!makesMachine.test(text)) continue
      const name = relative(folder, path)
      if (process.env['GEMBA_IMPORTS_TOLD']) console.error(name)
      const read = await importMachine(text).catch((error: unknown) => String(error))
      if (typeof read === 'string') wrong.push(`${name}: crashed: ${read}`)
      else if (!read.ok) {
        counted.refused++
        lines.push(`  refused: ${name}: ${read.message}`)
      } else
        for (const machine of read.machines.length > 1 ? read.machines : [undefined]) {
          const one = await importMachine(text, { machine })
          if (!one.ok) continue
          counted.read++
          const found = judge(one)
          for (const key of found.reached) counted[key]++
          for (const line of found.lines) lines.push(`  ${name}${machine === undefined ? '' : ` (${machine})`}: ${line}`)
        }
    }
    return { counted, wrong, lines }
  },
}

/** A machine that a clock drives by the second is much work and no fault. */
const mostEvents = 2_000_000

type Reached = 'without errors' | 'compiled' | 'ending' | 'one outcome of several'

function judge({ workflow }: ImportedMachine & { readonly ok: true }): { readonly reached: Reached[]; readonly lines: string[] } {
  const errors = findProblems(workflow).filter(({ severity }) => severity === 'error')
  const reached: Reached[] = errors.length === 0 ? ['without errors'] : []
  const lines = errors.slice(0, 3).map(({ rule, message }) => `error ${rule}: ${message}`)
  const scenario = firstScenario(workflow, { id: 'first-guess', timezone: 'Europe/Berlin', start: '2026-01-05T00:00:00' })
  const compiled = compile({ workflow, scenario, run: { days: 28 } })
  if (!compiled.ok) return { reached, lines: [...lines, `does not compile: ${compiled.problems[0]?.message}`] }
  reached.push('compiled')
  try {
    const replication = new Replication(compiled.program, 0)
    let events = 0
    for (; events < mostEvents && !replication.advance(10_000); events += 10_000);
    if (events >= mostEvents) return { reached, lines: [...lines, 'is not done after two million events'] }
    const { arrived, completed, outcomes } = replication.observations()
    if (arrived > 0 && completed * 2 >= arrived) reached.push('ending')
    else lines.push(`${completed} of ${arrived} cases end`)
    const drawn = Object.values(workflow.states).filter(({ type, parent }) => type === 'final' && parent === workflow.header.workflow.root)
    if (drawn.length > 1 && Object.values(outcomes).filter((cases) => cases > 0).length < 2) {
      reached.push('one outcome of several')
      lines.push(`${drawn.length} outcomes are drawn, and all cases end by one`)
    }
  } catch (error) {
    lines.push(`stops: ${error instanceof Error ? error.message : String(error)}`)
  }
  return { reached, lines }
}
