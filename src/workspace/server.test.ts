import { mkdtemp, readdir } from 'node:fs/promises'
import { createServer, request as ask, type ClientRequest } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { largestFile } from './files.ts'
import { workspaceMiddleware } from './server.node.ts'

/* Requests that no page of ours makes. */

let close = () => {}
afterEach(() => close())

async function serve(): Promise<{ root: string; port: number; sockets: Set<Socket> }> {
  const root = await mkdtemp(join(tmpdir(), 'gemba-server-'))
  const middleware = workspaceMiddleware(root)
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => middleware(request, response, () => response.writeHead(404).end('next')))
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { root, port: (server.address() as AddressInfo).port, sockets }
}

/** Status, headers and body of the answer to a request line as it is. */
async function raw(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

test('an address that is none is refused in a sentence', async () => {
  const { port } = await serve()
  for (const address of ['//', '///', '//:0', 'http://[', '/api/file/%E0%A4%A', '/api/file/abuse/%zz.json'])
    expect(await raw(port, `GET ${address}`), address).toMatch(/^HTTP\/1.1 400 [\s\S]*This address cannot be read/)
})

test('a method that an address does not know is refused with those that it does', async () => {
  const { port } = await serve()
  expect(await raw(port, 'POST /api/files')).toMatch(/^HTTP\/1.1 405 [\s\S]*\nallow: GET\r/i)
  expect(await raw(port, 'DELETE /api/events')).toMatch(/^HTTP\/1.1 405 [\s\S]*\nallow: GET\r/i)
  expect(await raw(port, 'POST /api/file/abuse/workflow.json')).toMatch(/^HTTP\/1.1 405 [\s\S]*\nallow: GET, PUT, DELETE\r/i)
  expect(await raw(port, 'GET /api/nothing')).toMatch(/^HTTP\/1.1 404/)
})

test('of many large bodies at once four are read, the others wait unread and have their turn', async () => {
  const { root, port, sockets } = await serve()
  const sent = 4 * 1024 * 1024
  const requests: ClientRequest[] = []
  const answers = Array.from({ length: 7 }, (_, at) => {
    const headers = { 'if-none-match': '*', 'content-length': at < 4 ? largestFile : sent }
    const request = ask({ port, host: '127.0.0.1', method: 'PUT', path: `/api/file/abuse/file-${at}.csv`, headers })
    requests.push(request)
    // One who goes before it is their turn.
    request.on('error', () => undefined)
    if (at < 4) request.write(Buffer.alloc(sent, 'x'))
    else request.end(Buffer.alloc(sent, 'x'))
    return new Promise<number>((resolve) => request.on('response', (response) => resolve(response.resume().statusCode ?? 0)))
  })
  const read = () => [...sockets].filter(({ bytesRead }) => bytesRead >= sent).length
  await vi.waitFor(() => expect(read()).toBe(4), 20_000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(read()).toBe(4)
  requests[5]?.destroy()
  requests[0]?.destroy()
  expect(await Promise.all([answers[4], answers[6]])).toEqual([200, 200])
  expect(await readdir(join(root, 'abuse'))).toEqual(expect.arrayContaining(['file-4.csv', 'file-6.csv']))
})

test('a body that says that it is too large is refused before it is read', async () => {
  const { port } = await serve()
  const answer = await raw(port, `PUT /api/file/abuse/huge.csv HTTP/1.1\r\nIf-None-Match: *\r\nContent-Length: ${largestFile + 1}\r\nX:`)
  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*larger than 64 MB/)
})
