import { expect, test } from 'vitest'
import { tableNames } from '../../src/simulation/kernel/tables-image.ts'
import * as actionKind from '../../src/simulation/program/codes/action-kind.ts'
import * as caseSum from '../../src/simulation/program/codes/case-sum.ts'
import * as deed from '../../src/simulation/program/codes/deed.ts'
import * as operation from '../../src/simulation/program/codes/operation.ts'
import * as orderKind from '../../src/simulation/program/codes/order-kind.ts'
import * as poolTotal from '../../src/simulation/program/codes/pool-total.ts'
import * as runEnd from '../../src/simulation/program/codes/run-end.ts'
import * as segmentTotal from '../../src/simulation/program/codes/segment-total.ts'
import * as stage from '../../src/simulation/program/codes/stage.ts'
import * as stepKind from '../../src/simulation/program/codes/step-kind.ts'
import * as stepTotal from '../../src/simulation/program/codes/step-total.ts'
import * as total from '../../src/simulation/program/codes/total.ts'

/** The kernel's own list of its tables, made from the host's: a table that is missing, twice or elsewhere in the order is another text. */
function tablesFile(names: readonly string[]): string {
  return `// Addresses of the program's tables and of the sums, arrays of i32 and f64. Made from kernel/tables-image.ts; written anew by
// \`npx vitest run --project unit tests/engine/kernel-tables.test.ts -u\`.
${names.map((name) => `export let ${name}: usize = 0`).join('\n')}

/** Reads the addresses, in the order above. */
export function readTables(addresses: usize): void {
${names.map((name, index) => `  ${name} = load<u32>(addresses, ${index * 4})`).join('\n')}
}
`
}

test('the kernel and its host have one list of tables', async () => {
  expect(new Set(tableNames).size).toBe(tableNames.length)
  await expect(tablesFile(tableNames)).toMatchFileSnapshot('../../src/simulation/kernel/assembly/tables.ts')
})

test('columns stand side by side, each once, and rows that are added to each other have them in one order', () => {
  for (const { width, ...columns } of [caseSum, poolTotal, segmentTotal, stepTotal, total])
    expect(Object.values(columns).toSorted((a, b) => a - b)).toEqual(Array.from({ length: width }, (_, column) => column))
  // A case's sums are added to the whole, and the causes of a wait to its step, from `contention` on.
  const { width: _, ...sums } = caseSum
  for (const [name, column] of Object.entries(sums))
    expect([name, total[name as keyof typeof sums]]).toEqual([name, total.contention + column])
  for (const cause of ['contention', 'unavailability', 'priority', 'batching', 'external'] as const)
    expect([cause, stepTotal[cause]]).toEqual([cause, stepTotal.contention + caseSum[cause]])
  for (const codes of [operation, stage, runEnd, stepKind, actionKind, orderKind, deed]) {
    const values = Object.values(codes)
    expect(new Set(values).size).toBe(values.length)
  }
})
