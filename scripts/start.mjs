// `npm start`: builds the app if its sources changed, then serves it with the workflows folder behind it.
import { parseArgs } from 'node:util'
import { buildIfStale } from './build.mjs'
import { installPackages } from './packages.mjs'

const usual = 4321
const { values } = parseArgs({ options: { port: { type: 'string' }, open: { type: 'boolean', default: false } } })
const asked = Number(values.port ?? usual)
if (!Number.isInteger(asked) || asked < 1 || asked > 65535) stop(`--port takes a number from 1 to 65535, not “${values.port}”.`)
installPackages({ tests: false })
await buildIfStale('app')
const { preview } = await import('vite')
// Who names a port means that one. Without a name the next free one will do, but a tab that is open on the usual one goes on with whoever has it.
const server = await preview({ preview: { port: asked, strictPort: values.port !== undefined, open: values.open } }).catch((error) => {
  if (/already in use/.test(error.message))
    stop(`Port ${asked} is taken by another program. Name another: npm start -- --port ${asked + 1}`)
  throw error
})
const address = server.resolvedUrls?.local[0]
const { port } = server.httpServer.address()
if (port !== asked)
  console.log(
    `\nPort ${asked} is taken, perhaps by another Gemba: a page that is open there does not show this folder. Use the address below.`,
  )
console.log(`\nGemba is at ${address}\nYour workflows are the files in ${process.env.GEMBA_WORKFLOWS ?? 'workflows/'}. Stop with Ctrl+C.\n`)

function stop(message) {
  console.error(`Gemba: ${message}`)
  process.exit(1)
}
