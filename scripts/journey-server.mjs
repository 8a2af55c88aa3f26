// The app for the browser journeys: the built page with copies of workflows/ behind it, one for each that runs side by side, made anew for each test, so that none
// writes into the checkout, nor finds what another left.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { folderPort, pairs, staticPort } from './ports.mjs'

/** In milliseconds. */
const longerThanAnyTest = 3_600_000

await buildIfStale('app')
const { preview } = await import('vite')
for (let pair = pairs - 1; pair >= 0; pair--) {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-journeys-'))
  process.env.GEMBA_WORKFLOWS = folder
  // The static build alone, with no folder behind it and no headers, as on any host: it keeps its work in the browser.
  await preview({
    configFile: false,
    build: { outDir: 'dist/app' },
    preview: { host: '127.0.0.1', port: staticPort + 2 * pair, strictPort: true },
  })
  await preview({ preview: { port: folderPort + 2 * pair, strictPort: true }, plugins: [violations(), freshFolder(folder)] })
}

/** `POST /fresh` puts the samples into the folder as they are in the checkout, and nothing else. */
function freshFolder(folder) {
  const samples = fileURLToPath(new URL('../workflows', import.meta.url))
  const fill = () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, maxRetries: 3 })
    cpSync(samples, folder, { recursive: true })
  }
  fill()
  return {
    name: 'gemba-fresh-folder',
    configurePreviewServer: ({ middlewares, httpServer }) => {
      // A test asks on the connection it has, which Node closes after five seconds: sometimes at the very moment of the next question.
      httpServer.keepAliveTimeout = longerThanAnyTest
      middlewares.use('/fresh', (_, response) => {
        fill()
        response.writeHead(204).end()
      })
    },
  }
}

/** Has browsers report each breach of the policy in the headers, those of workers too. `GET /violations` gives them out and forgets them. */
function violations() {
  let reported = []
  return {
    name: 'gemba-violations',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((_, response, next) => {
        response.setHeader('content-security-policy', `${response.getHeader('content-security-policy')}; report-uri /violations`)
        next()
      })
      middlewares.use('/violations', async (request, response) => {
        if (request.method === 'POST') {
          const { 'csp-report': report } = JSON.parse((await request.toArray()).join(''))
          reported.push(`${report['document-uri']}: ${report['violated-directive']} (${report['blocked-uri']})`)
          return response.writeHead(204).end()
        }
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reported))
        reported = []
      })
    },
  }
}
