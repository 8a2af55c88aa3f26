import type { Files } from '../../workspace/files.ts'
import { openWorkspace } from '../../workspace/open.browser.ts'

let opened: Promise<Files> | null = null

/** The workspace behind this page, opened once. */
export function workspace(): Promise<Files> {
  return (opened ??= openWorkspace().catch((error: unknown) => {
    // Asked again, it may answer.
    opened = null
    throw error
  }))
}

/** Puts another workspace behind the session: for tests. */
export function putFiles(files: Files): void {
  opened = Promise.resolve(files)
}
