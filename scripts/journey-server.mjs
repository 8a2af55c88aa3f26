// The app for the browser journeys: the built page with a copy of workflows/ behind it, so that no test writes into the checkout.
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { folderPort, staticPort } from './ports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'gemba-journeys-'))
cpSync(fileURLToPath(new URL('../workflows', import.meta.url)), folder, { recursive: true })
await buildIfStale('app')
process.env.GEMBA_WORKFLOWS = folder
const { preview } = await import('vite')
// The static build alone, with no folder behind it: it keeps its work in the browser.
await preview({ configFile: false, build: { outDir: 'dist/app' }, preview: { host: '127.0.0.1', port: staticPort, strictPort: true } })
await preview({ preview: { port: folderPort, strictPort: true } })
