import { gzipSync } from 'node:zlib'
import { writeLayout, writeRevision, writeWorkflow } from '../../src/machine/workflow-file.ts'
import type { Revision } from '../../src/machine/workflow-file.ts'
import { makeRevision } from '../../src/revisions/publish.ts'
import { composeRunbook } from '../../src/runbook/compose.ts'
import { writeContacts } from '../../src/runbook/contacts.ts'
import { writeHtml } from '../../src/runbook/html.ts'
import { writeMarkdown } from '../../src/runbook/markdown.ts'
import { writeScenario } from '../../src/simulation/model/scenario-file.ts'
import { Scenario } from '../../src/simulation/model/scenario.ts'
import { canonicalJson } from '../../src/workflow/canonical.ts'
import type { JsonObject } from '../../src/workflow/json.ts'
import { editions } from './edition.ts'
import { layoutOf } from './place.ts'
import type { Sample } from './sample.ts'

/** The documents of a sample, as publishing in the application would write them: path below `workflows/` → text. */
export function documentsOf(sample: Sample): Map<string, string> {
  const { slug } = sample
  const files = new Map<string, string>()
  for (const make of [sample.scenario, ...(sample.variants ?? [])]) {
    const scenario = Scenario.parse(make())
    files.set(`${slug}/scenarios/${scenario.id}.json`, writeScenario(scenario))
  }
  const { contacts, readers } = sample.people
  files.set(`${slug}/contacts.json`, writeContacts(contacts))
  files.set(
    `${slug}/readers.json`,
    canonicalJson({ gemba: 'readers', format: 1, readers: readers.map((reader) => ({ ...reader })) } as JsonObject),
  )
  const published: Revision[] = []
  for (const edition of editions) {
    const workflow = sample.workflow(edition)
    const layout = layoutOf(workflow, sample.places(edition))
    if (edition.name === 'draft') {
      files.set(`${slug}/workflow.json`, writeWorkflow(workflow))
      files.set(`${slug}/layout.json`, writeLayout(layout))
      continue
    }
    const previous = published.at(-1) ?? null
    const revision = makeRevision({
      draft: { ...workflow, layout },
      base: edition.version,
      version: edition.name,
      ...sample.publications[edition.name],
    })
    published.push(revision)
    const runbook = composeRunbook({ revision, previous, all: published, contacts, readers })
    files.set(`${slug}/runbooks/${edition.name}.contacts.json`, writeContacts(contacts))
    files.set(`${slug}/revisions/${edition.name}.json`, writeRevision(revision))
    files.set(`${slug}/runbooks/${edition.name}.md`, writeMarkdown(runbook))
    files.set(`${slug}/runbooks/${edition.name}.html`, writeHtml(runbook))
  }
  return files
}

/** Path below `workflows/` of a sample's history. */
export function historyPath(sample: Sample): string {
  return `${sample.slug}/history/${sample.period}.csv.gz`
}

/** The history as it is committed: gzip without a time of day in it. */
export function packHistory(csv: string): Buffer {
  return gzipSync(csv, { level: 9 })
}
