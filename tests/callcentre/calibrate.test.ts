import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { calibrate } from '../../src/history/calibrate.ts'
import { readHistory } from '../../src/history/read.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import { callCentreChunks, callCentreMapping, hasCallCentreLog } from './log.node.ts'
test.skipIf(!hasCallCentreLog())('the call centre, January', async () => {
  const history = await readHistory(callCentreChunks(), callCentreMapping())
  const read = readWorkflow(readFileSync(new URL('workflow.json', import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const { scenario, notes } = calibrate({ workflow: read.workflow, history, scenarioId: 'january', until: '1999-02-01' })
  console.log(notes.join('\n'), JSON.stringify(scenario.performance, (k, v) => k === 'quantiles' ? [v.length, v[50], v[100], v[150], v[200]] : v), JSON.stringify(scenario.pools), JSON.stringify(scenario.mix), JSON.stringify(scenario.origins, null, 1))
})
