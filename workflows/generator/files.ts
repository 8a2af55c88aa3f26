import { gzipSync } from 'node:zlib'
import { writeLayout, writeRevision, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { makeRevision } from '../../src/revisions/publish.ts'
import { writeScenario } from '../../src/simulation/scenario-file.ts'
import { layoutDraft } from '../../src/workers/layout.node.ts'
import { editions } from './edition.ts'
import type { Sample } from './sample.ts'

/** The documents of a sample: path below `workflows/` → text. */
export async function documentsOf(sample: Sample): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const scenario = sample.scenario()
  files.set(`${sample.slug}/scenarios/${scenario.id}.json`, writeScenario(scenario))
  for (const { name, version } of editions) {
    const workflow = sample.workflow({ name, version })
    const draft = { ...workflow, layout: await layoutDraft({ ...workflow, layout: {} }) }
    if (name === 'draft') {
      files.set(`${sample.slug}/workflow.json`, writeWorkflow(workflow))
      files.set(`${sample.slug}/layout.json`, writeLayout(draft.layout))
    } else {
      const revision = makeRevision({ draft, base: version, version: name, ...sample.publications[name] })
      files.set(`${sample.slug}/revisions/${name}.json`, writeRevision(revision))
    }
  }
  return files
}

/** Path below `workflows/` of a sample's history. */
export function historyPath(sample: Sample): string {
  return `${sample.slug}/history/${sample.period}.csv.gz`
}

/** The history as it is committed: gzip without a time, so that the same text gives the same bytes on the same machine. */
export function packHistory(csv: string): Buffer {
  return gzipSync(csv, { level: 9 })
}
