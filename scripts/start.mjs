// `npm start`: builds the app if its sources changed, then serves it with the workflows folder behind it.
import { parseArgs } from 'node:util'
import './setup.mjs'
import { buildIfStale } from './build.mjs'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4321' }, open: { type: 'boolean', default: false } } })
await buildIfStale('app')
const { preview } = await import('vite')
const server = await preview({ preview: { port: Number(values.port), strictPort: false, open: values.open } })
const address = server.resolvedUrls?.local[0]
console.log(`\nGemba is at ${address}\nYour workflows are the files in ${process.env.GEMBA_WORKFLOWS ?? 'workflows/'}. Stop with Ctrl+C.\n`)
