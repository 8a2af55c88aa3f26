import { readFileSync } from 'node:fs'
import { type APIRequestContext, expect } from '@playwright/test'
import { folderAddress } from '../../scripts/ports.mjs'

const address = folderAddress

/** Puts a new file into the workspace behind the page, as another program would. */
export async function putFile(request: APIRequestContext, path: string, text: string): Promise<void> {
  const put = await request.put(`${address}/api/file/${path}`, {
    data: Buffer.from(text),
    headers: { 'if-none-match': '*', origin: address },
  })
  expect(put.status(), `writing ${path}`).toBe(200)
}

/** The text of a file of the workspace. */
export async function fileText(request: APIRequestContext, path: string): Promise<string> {
  return (await request.get(`${address}/api/file/${path}`)).text()
}

/** Takes a file out of the workspace again. */
export async function removeFile(request: APIRequestContext, path: string): Promise<void> {
  const found = await request.get(`${address}/api/file/${path}`)
  await request.delete(`${address}/api/file/${path}`, { headers: { 'if-match': found.headers()['etag'] ?? '', origin: address } })
}

/**
 * A copy of a sample under a name of its own, so that no journey depends on what another did. `change` edits its workflow.json on the way, and `changeScenario`
 * its scenario.
 */
export async function copySample(
  request: APIRequestContext,
  sample: string,
  slug: string,
  change: (workflow: string) => string = (text) => text,
  changeScenario: (scenario: string) => string = (text) => text,
): Promise<void> {
  const text = (path: string) => readFileSync(new URL(`../../workflows/${sample}/${path}`, import.meta.url), 'utf8')
  const scenario = { 'abuse-reports': 'october', appeals: 'october', 'urgent-harm': 'on-call' }[sample] ?? 'base'
  await putFile(request, `${slug}/layout.json`, text('layout.json'))
  await putFile(request, `${slug}/revisions/1.1.0.json`, text('revisions/1.1.0.json'))
  await putFile(request, `${slug}/scenarios/${scenario}.json`, changeScenario(text(`scenarios/${scenario}.json`)))
  await putFile(request, `${slug}/workflow.json`, change(text('workflow.json')))
}
