import type { IncomingMessage, ServerResponse } from 'node:http'
import { UserError } from '../workflow/user-error.ts'
import { Bodies } from './bodies.node.ts'
import type { Files } from './files.ts'
import { openFolder } from './folder.node.ts'
import { tagOf } from './tags.node.ts'
import { sweepLeftovers } from './whole.node.ts'

type Next = () => void
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void

/** Hosts by which this machine is reached; anything else is another page's name for it (DNS rebinding) and is refused. */
const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * The folder behind the page: `GET /api/files?prefix=`, `GET`, `PUT` and `DELETE /api/file/PATH`, `GET /api/events` (server-sent changes).
 * A write carries `If-Match: "TAG"` or `If-None-Match: *`, which no foreign page can send without a preflight that is never granted.
 */
export function workspaceMiddleware(root: string): Middleware {
  const workspace = { files: openFolder(root), bodies: new Bodies() }
  void sweepLeftovers(root, performance.timeOrigin + performance.now())
  return (request, response, next) => {
    const address = request.url ?? '/'
    if (!URL.canParse(address, 'http://localhost')) return answer(response, 400, { message: 'This address cannot be read.' })
    const url = new URL(address, 'http://localhost')
    if (!url.pathname.startsWith('/api/')) return next()
    const refusal = refuseForeign(request)
    if (refusal) return answer(response, 403, { message: refusal })
    handle(workspace, request, response, url).catch((error: unknown) => fail(response, error))
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

type Workspace = { readonly files: Files; readonly bodies: Bodies }

async function handle({ files, bodies }: Workspace, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { method } = request
  if (url.pathname === '/api/files') {
    if (method !== 'GET') return notAllowed(response, 'GET')
    return answer(response, 200, { gemba: 'files', files: await files.list(url.searchParams.get('prefix') ?? '') })
  }
  if (url.pathname === '/api/events') return method === 'GET' ? sendChanges(files, request, response) : notAllowed(response, 'GET')
  if (!url.pathname.startsWith('/api/file/')) return answer(response, 404, { message: 'There is nothing at this address.' })
  const path = decoded(url.pathname.slice('/api/file/'.length))
  if (method === 'GET') return sendFile(files, response, path)
  if (method === 'PUT' || method === 'DELETE') return changeFile({ files, bodies }, request, response, path)
  notAllowed(response, 'GET, PUT, DELETE')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new UserError('This address cannot be read.')
  }
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

async function changeFile({ files, bodies }: Workspace, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const match = /^"([0-9a-f]{64})"$/.exec(request.headers['if-match'] ?? '')?.[1]
  const isNew = request.headers['if-none-match'] === '*' && request.method === 'PUT'
  if (!match && !isNew) return answer(response, 428, { message: 'A write must say which version of the file it replaces.' })
  const result =
    request.method === 'DELETE'
      ? await files.remove(path, match ?? '')
      : await bodies.withText(request, (text) => files.write(path, text, match ?? null))
  answer(response, result.ok ? 200 : 412, result)
}

function sendChanges(files: Files, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': watching\n\n')
  const stop = files.watch((path) => response.write(`data: ${JSON.stringify(path)}\n\n`))
  request.on('close', stop)
}

/** What the user can mend is a bad request; anything else is ours or the system's. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  answer(response, error instanceof UserError ? 400 : 500, { message: error instanceof Error ? error.message : String(error) })
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow)
  answer(response, 405, { message: `This address answers only to ${allow}.` })
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(value))
}
