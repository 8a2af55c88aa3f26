import type { Workflow } from '../../../workflow/workflow.ts'
import { openExperimentWorker } from '../../../workers/experiment.browser.ts'
import type { Prepared } from '../../../workers/experiment-messages.ts'
import { pastOf } from '../past.ts'
import { compileReplay } from '../loaded-history.ts'
import type { RunRequest } from './request.ts'

/** The worker that runs what Simulate asks for: opened when first needed, kept until the page goes. */
export const experiments = openExperimentWorker()

let last: { readonly request: RunRequest; readonly prepared: Promise<Prepared> } | null = null

/**
 * Has the request compiled beside the page, sent to the workers and these warmed up. What was asked for last is kept, so that a run that was prepared begins
 * at once. Rejects when a history is to be replayed and none is loaded.
 */
export function prepare(request: RunRequest): Promise<Prepared> {
  if (last && isSame(last.request, request)) return last.prepared
  const prepared = prepareAnew(request)
  last = { request, prepared }
  prepared.catch(() => forget(prepared))
  return prepared
}

/** Forgets what was prepared: after the worker that held it has gone. */
export function forgetPrepared(): void {
  last = null
}

function forget(prepared: Promise<Prepared>): void {
  if (last?.prepared === prepared) last = null
}

async function prepareAnew({ slug, workflow, scenario, replay, hashes }: RunRequest): Promise<Prepared> {
  const named = { workflow: hashes.workflow, scenario: hashes.scenario, ...(hashes.history !== null && { history: hashes.history }) }
  const input = { workflow: tablesOf(workflow), scenario, hashes: named }
  const told = { ...input, ...(await pastOf(slug, scenario)) }
  if (replay === null) return experiments.prepare(told)
  const compiled = await compileReplay(told, { start: scenario.start, timezone: scenario.timezone, days: scenario.run.days })
  return compiled.ok ? experiments.adopt(compiled.program, input.workflow, scenario) : compiled
}

// The session's tables hold more than the workflow, and all of what is posted to a worker is copied.
function tablesOf({ header, attributes, pools, states, transitions }: Workflow): Workflow {
  return { header, attributes, pools, states, transitions }
}

// An edit makes new tables; places on the canvas change nothing.
function isSame(one: RunRequest, other: RunRequest): boolean {
  const parts = ({ workflow, scenario, replay }: RunRequest) => [...Object.values(tablesOf(workflow)), scenario, replay]
  const others = parts(other)
  return parts(one).every((part, i) => part === others[i])
}
