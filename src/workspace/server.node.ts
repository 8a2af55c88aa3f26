import type { IncomingMessage, ServerResponse } from 'node:http'
import { largestFile, type Files } from './files.ts'
import { openFolder, tagOf } from './folder.node.ts'
import { UserError } from '../workflow/user-error.ts'

type Next = () => void
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void

/** Hosts by which this machine is reached; anything else is another page's name for it (DNS rebinding) and is refused. */
const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * The folder behind the page: `GET /api/files?prefix=`, `GET`, `PUT` and `DELETE /api/file/PATH`, `GET /api/events` (server-sent changes).
 * A write carries `If-Match: "TAG"` or `If-None-Match: *`, which no foreign page can send without a preflight that is never granted.
 */
export function workspaceMiddleware(root: string): Middleware {
  const files = openFolder(root)
  return (request, response, next) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!url.pathname.startsWith('/api/')) return next()
    const refusal = refuseForeign(request)
    if (refusal) return answer(response, 403, { message: refusal })
    handle(files, request, response, url).catch((error: unknown) =>
      answer(response, 400, { message: error instanceof Error ? error.message : String(error) }),
    )
  }
}

/** Why a request is not from our own page, or null if it is. */
function refuseForeign(request: Pick<IncomingMessage, 'headers'>): string | null {
  const { host = '', origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (!localHost.test(host)) return 'This workspace answers only to its own address on this machine.'
  if (origin !== undefined && origin !== `http://${host}`) return 'This workspace answers only to its own page.'
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'This workspace answers only to its own page.'
  return null
}

async function handle(files: Files, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  if (request.method === 'GET' && url.pathname === '/api/files') {
    return answer(response, 200, { gemba: 'files', files: await files.list(url.searchParams.get('prefix') ?? '') })
  }
  if (request.method === 'GET' && url.pathname === '/api/events') return sendChanges(files, request, response)
  const path = url.pathname.startsWith('/api/file/') ? decodeURIComponent(url.pathname.slice('/api/file/'.length)) : null
  if (path !== null && request.method === 'GET') return sendFile(files, response, path)
  if (path !== null && (request.method === 'PUT' || request.method === 'DELETE')) return changeFile(files, request, response, path)
  answer(response, 404, { message: 'There is nothing at this address.' })
}

async function sendFile(files: Files, response: ServerResponse, path: string): Promise<void> {
  const bytes = await files.readBytes(path)
  // Asking whether a file is there is no error: browsers log a 404 as one.
  if (!bytes) return void response.writeHead(204, { 'cache-control': 'no-store' }).end()
  // Always as bytes to download: a runbook opened from here must never run as a page of this origin.
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    etag: `"${tagOf(bytes)}"`,
  })
  response.end(bytes)
}

async function changeFile(files: Files, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const match = /^"([0-9a-f]{64})"$/.exec(request.headers['if-match'] ?? '')?.[1]
  const isNew = request.headers['if-none-match'] === '*' && request.method === 'PUT'
  if (!match && !isNew) return answer(response, 428, { message: 'A write must say which version of the file it replaces.' })
  const result =
    request.method === 'DELETE' ? await files.remove(path, match ?? '') : await files.write(path, await body(request), match ?? null)
  answer(response, result.ok ? 200 : 412, result)
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > largestFile) throw new UserError(`The file is larger than ${largestFile / 1024 / 1024} MB.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function sendChanges(files: Files, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': watching\n\n')
  const stop = files.watch((path) => response.write(`data: ${JSON.stringify(path)}\n\n`))
  request.on('close', stop)
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(value))
}
