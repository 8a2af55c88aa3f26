import { type FileEntry, type Files, requireSafePath, type WriteResult } from './files.ts'

/** The workspace folder behind the page, through the local server (server.node.ts). `base` is the address of its `api/`. */
export function openServer(base: string): Files {
  const fileUrl = (path: string) => {
    requireSafePath(path)
    return `${base}file/${path}`
  }
  return {
    home: 'folder',
    told: () => () => undefined,
    list: async (prefix) => {
      const response = await need(fetch(`${base}files?prefix=${encodeURIComponent(prefix)}`))
      return ((await response.json()) as { files: FileEntry[] }).files
    },
    read: async (path) => {
      const response = await fetch(fileUrl(path))
      if (response.status === 204) return null
      await need(response)
      return { text: await response.text(), tag: (response.headers.get('etag') ?? '').replaceAll('"', '') }
    },
    readBytes: async (path) => {
      const response = await fetch(fileUrl(path))
      if (response.status === 204) return null
      await need(response)
      return new Uint8Array(await response.arrayBuffer())
    },
    write: async (path, text, expected) =>
      change(fileUrl(path), {
        method: 'PUT',
        body: text,
        headers: expected === null ? { 'if-none-match': '*' } : { 'if-match': `"${expected}"` },
      }),
    remove: async (path, expected) => change(fileUrl(path), { method: 'DELETE', headers: { 'if-match': `"${expected}"` } }),
    watch: (onChange) => {
      const events = new EventSource(`${base}events`)
      events.addEventListener('message', (event: MessageEvent<string>) => onChange(JSON.parse(event.data) as string))
      return () => events.close()
    },
  }
}

/** Whether a local server with a workspace folder stands behind this page. */
export async function serverAnswers(base: string): Promise<boolean> {
  const response = await fetch(`${base}files?prefix=-`).catch(() => null)
  if (!response?.ok || !response.headers.get('content-type')?.includes('json')) return false
  const found = (await response.json().catch(() => null)) as { gemba?: unknown } | null
  return found?.gemba === 'files'
}

async function change(url: string, request: RequestInit): Promise<WriteResult> {
  const response = await fetch(url, request)
  if (response.status !== 412) await need(response)
  return (await response.json()) as WriteResult
}

async function need(pending: Response | Promise<Response>): Promise<Response> {
  const response = await pending
  if (response.ok) return response
  const { message } = (await response
    .clone()
    .json()
    .catch(() => ({ message: `The local server answered ${response.status}.` }))) as { message: string }
  throw new Error(message)
}
