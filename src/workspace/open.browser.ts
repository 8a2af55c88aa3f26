import { openBrowserStorage } from './browser.browser.ts'
import type { FileEntry, Files } from './files.ts'
import { openServer, serverAnswers } from './server.browser.ts'

/** Opens the workspace behind this page: the local server's folder if there is one, else the browser's storage over the shipped samples. */
export async function openWorkspace(): Promise<Files> {
  const here = new URL('.', document.baseURI)
  const api = new URL('api/', here).href
  if (await serverAnswers(api)) return openServer(api)
  const entries = await fetch(new URL('samples/index.json', here)).then(
    (response) => (response.ok ? (response.json() as Promise<FileEntry[]>) : []),
    () => [],
  )
  return openBrowserStorage({ entries, fetch: (path) => fetch(new URL(`samples/${path}`, here)) })
}
