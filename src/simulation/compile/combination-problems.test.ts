import { expect, test } from 'vitest'
import { exponential, type Node, scenario, takes, workflow } from '../../../tests/engine/build.ts'
import { kernelHere } from '../../../tests/engine/kernel-here.ts'
import { Replication } from '../experiment/replicate.ts'
import { compile } from './compile.ts'
import { findScenarioProblems } from './problems.ts'

/** So many regions of two waits and an end, each moving on its own. */
function regions(count: number) {
  const names = Array.from({ length: count }, (_, i) => i)
  const wait = (event: string, to: string): Node => ({ step: { kind: 'wait', outcomes: [{ event, title: event }] }, on: { [event]: to } })
  const region = (i: number): Node => ({
    states: { [`a${i}`]: wait(`A${i}`, `b${i}`), [`b${i}`]: wait(`B${i}`, `c${i}`), [`c${i}`]: { kind: 'final' } },
  })
  const both: Node = { kind: 'parallel', done: 'end', states: Object.fromEntries(names.map((i) => [`r${i}`, region(i)])) }
  const performance = Object.fromEntries(
    names.flatMap((i) => ['a', 'b'].map((step) => [`${step}${i}`, takes(exponential(600), { [`${step.toUpperCase()}${i}`]: 1 })])),
  )
  return {
    workflow: workflow({ states: { both, end: { kind: 'final' } } }),
    scenario: scenario({ casesPerHour: 50, days: 30, performance }),
  }
}

/** Whether a run stays in the kernel, which is the fast way. */
async function staysInKernel(count: number): Promise<boolean> {
  const compiled = compile(regions(count))
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  const replication = new Replication(compiled.program, 0, undefined, false, await kernelHere())
  for (let slices = 0; slices < 40 && replication.isInKernel; slices++) if (replication.advance(5000)) break
  return replication.isInKernel
}

test('regions whose combinations the kernel cannot keep are said before the run, and only those', async () => {
  const said = (count: number) => {
    const { workflow, scenario } = regions(count)
    return findScenarioProblems(workflow, scenario).map(({ rule, severity }) => `${severity} ${rule}`)
  }
  expect(said(4)).toEqual([])
  expect(await staysInKernel(4)).toBe(true)
  expect(said(7)).toEqual([])
  expect(await staysInKernel(7)).toBe(true)
  expect(said(9)).toEqual(['warning many-combinations'])
  expect(await staysInKernel(9)).toBe(false)
  const { workflow, scenario } = regions(50)
  expect(findScenarioProblems(workflow, scenario)[0]).toMatchObject({
    where: 'both',
    message: expect.stringMatching(/50 regions.*170 times as long/) as string,
  })
})
