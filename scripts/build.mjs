// Builds the app or the command line when a source is newer than the last build. The mark is a digest of names, sizes and times.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileKernel } from './kernel.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = {
  app: ['src', 'index.html', 'inspect.html', 'vite.config.ts', 'package-lock.json'],
  cli: ['src', 'workflows/generate.ts', 'workflows/generator', 'package-lock.json', 'vite.config.ts'],
}
const outputs = { app: 'dist/app', cli: 'dist/cli' }

/** Makes sure that `dist/app` or `dist/cli` is built from the sources as they are now. */
export async function buildIfStale(what) {
  const digest = digestOf(sources[what])
  const mark = join(root, 'dist', `${what}.mark`)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest && existsSync(join(root, outputs[what]))) return
  // Begun first: the build goes on beside it until it needs it, and says there what is wrong with it.
  compileKernel().catch(() => {})
  const { build } = await import('vite')
  // Built aside and moved into place, so that a command started meanwhile never sees half a build.
  const aside = join(root, 'dist', `${what}.${process.pid}`)
  console.error(`Gemba: building ${what === 'app' ? 'the app' : 'the command line'}…`)
  await build({ root, configFile: join(root, 'vite.config.ts'), mode: what, logLevel: 'warn', build: { outDir: aside, emptyOutDir: true } })
  mkdirSync(join(root, 'dist'), { recursive: true })
  const old = join(root, 'dist', `${what}.${process.pid}.old`)
  if (existsSync(join(root, outputs[what]))) renameSync(join(root, outputs[what]), old)
  renameSync(aside, join(root, outputs[what]))
  rmSync(old, { recursive: true, force: true })
  writeFileSync(mark, digest)
}

function digestOf(places) {
  const hash = createHash('sha256')
  const add = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(join(path, name))
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path}\0${found.size}\0${Math.floor(found.mtimeMs)}\n`)
  }
  for (const place of places) add(place)
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const what of process.argv.slice(2)) await buildIfStale(what)
