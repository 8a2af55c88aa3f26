import { isPastName, pastSteps } from '../../simulation/model/past.ts'
import type { PastFile } from '../../simulation/model/past.ts'
import { needsPast } from '../../simulation/model/scenario.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { UserError } from '../../workflow/user-error.ts'
import { type Files, largestFile } from '../../workspace/files.ts'
import { workspace } from './workspace.ts'

/** Where a past file of a workflow lies: beside its scenarios. */
const placeOf = (slug: string, file: string) => `${slug}/scenarios/${file}`

/** The last one read, by its hash: a run, a search and a comparison ask for the same. */
let last: PastFile | null = null

/**
 * The file of past cases that the scenario names, from the workspace, as what a compiler is given: null where it is not there, nothing where the scenario needs
 * none. Read in steps, so that the page does not stand still. Rejects with a UserError where it is no such file.
 */
export async function pastOf(slug: string | null, scenario: Scenario): Promise<{ readonly past?: PastFile | null }> {
  const { past } = scenario
  if (!needsPast(scenario) || past === undefined) return {}
  if (slug === null || !isPastName(past.file)) return { past: null }
  if (last?.hash === past.hash) return { past: last }
  const bytes = await (await workspace()).readBytes(placeOf(slug, past.file))
  if (bytes === null) return { past: null }
  const text = await unpacked(bytes, past.file)
  const steps = pastSteps(text)
  for (;;) {
    const { done, value } = steps.next()
    if (!done) await pause()
    else if (!value.ok) throw new UserError(`${past.file}: ${value.message}`)
    else return { past: (last = { ...value.past, hash: await hashOf(text) }) }
  }
}

/** Puts a past file beside the scenarios; one that is there with other content is written over, since the scenarios know theirs by hash. */
export async function keepPast(slug: string, file: string, text: string): Promise<void> {
  const files = await workspace()
  await put(files, placeOf(slug, file), text)
}

/** Copies the past files that scenarios of a workflow name to those of its copy. */
export async function copyPasts(files: Files, slug: string, copy: string, scenarios: readonly Scenario[]): Promise<void> {
  const names = new Set(scenarios.flatMap(({ past }) => (past && isPastName(past.file) ? [past.file] : [])))
  for (const name of names) {
    // A packed one is kept unpacked under its name: what is written is text, and whoever reads it looks at its first bytes.
    const bytes = await files.readBytes(placeOf(slug, name))
    if (bytes !== null) await put(files, placeOf(copy, name), await unpacked(bytes, name))
  }
}

async function put(files: Files, path: string, text: string): Promise<void> {
  const before = (await files.list(path)).find((entry) => entry.path === path)?.tag ?? null
  const result = await files.write(path, text, before)
  if (!result.ok) throw new UserError(`${path} was not written: somebody else has changed it meanwhile. Try again.`)
}

/** The text of a file that may be packed. */
async function unpacked(bytes: Uint8Array, file: string): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes)
  const parts: string[] = []
  const decoder = new TextDecoder()
  let size = 0
  try {
    for await (const part of new Blob([new Uint8Array(bytes)])
      .stream()
      .pipeThrough(new DecompressionStream('gzip')) as unknown as AsyncIterable<Uint8Array>) {
      size += part.length
      if (size > largestFile) break
      parts.push(decoder.decode(part, { stream: true }))
    }
  } catch {
    throw new UserError(`${file} could not be unpacked: it is broken.`)
  }
  if (size > largestFile) throw new UserError(`${file} unpacks to more than ${largestFile / 1024 / 1024} MB, which is more than is read.`)
  return parts.join('') + decoder.decode()
}

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
