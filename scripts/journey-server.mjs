// The app for the browser journeys: the built page with copies of workflows/ behind it, one for each that runs side by side, so that no test writes into the checkout nor into another's.
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { folderPort, pairs, staticPort } from './ports.mjs'

await buildIfStale('app')
const { preview } = await import('vite')
for (let pair = pairs - 1; pair >= 0; pair--) {
  const folder = mkdtempSync(join(tmpdir(), 'gemba-journeys-'))
  cpSync(fileURLToPath(new URL('../workflows', import.meta.url)), folder, { recursive: true })
  process.env.GEMBA_WORKFLOWS = folder
  // The static build alone, with no folder behind it and no headers, as on any host: it keeps its work in the browser.
  await preview({
    configFile: false,
    build: { outDir: 'dist/app' },
    preview: { host: '127.0.0.1', port: staticPort + 2 * pair, strictPort: true },
  })
  await preview({ preview: { port: folderPort + 2 * pair, strictPort: true }, plugins: [violations()] })
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
