// The core under the unit tests as modules of Node: a test runner reads each import through a getter, which makes the engine's inner loops four times slower.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { kernelPlugin } from './kernel.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** What runs in Node as it does in a tab. The studio, the command line and the workers need Vite's own imports. */
const elsewhere = ['studio', 'cli', 'workers']
/** Within the checkout, so that packages are found from there; one for each process, so that two runs side by side do not meet. */
export const nativeCore = join(root, 'dist', `core.${process.pid}`)

/** Has the unit tests import the core from files made once, file by file as in `src`. For a run that ends: a watching one reads the sources themselves. */
export function nativeCorePlugin() {
  let made = null
  return {
    name: 'gemba-native-core',
    enforce: 'pre',
    apply: 'serve',
    async resolveId(name, importer) {
      const instead = lawful(name, importer)
      if (instead) return instead
      if (!process.argv.includes('run') || !name.startsWith('.') || !importer || !name.endsWith('.ts')) return null
      const file = join(importer.split('?')[0], '..', name)
      if (!isCore(file)) return null
      await (made ??= make())
      return join(nativeCore, relative(join(root, 'src'), file).replace(/ts$/, 'js'))
    },
  }
}

function isCore(file) {
  const [top, room] = relative(root, file).split('/')
  return top === 'src' && room !== undefined && !elsewhere.includes(room) && !/\.(test|browser|worker)\.ts$/.test(file)
}

/** The laws of tests/engine/laws.ts are asked of each run under test. */
function lawful(name, importer) {
  return name.endsWith('/engine/observe.ts') && importer?.endsWith('/experiment/replicate.ts') ? join(root, 'tests/engine/laws.ts') : null
}

async function make() {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => isCore(file) && !file.includes('/kernel/assembly/'))
  const bundle = await rolldown({
    input: Object.fromEntries(files.map((file) => [relative(join(root, 'src'), file).replace(/\.ts$/, ''), file])),
    external: (name) => !name.startsWith('.') && !name.startsWith('/') && !name.startsWith('virtual:'),
    platform: 'node',
    plugins: [kernelPlugin(), { name: 'gemba-lawful', resolveId: lawful }, here()],
  })
  mkdirSync(nativeCore, { recursive: true })
  process.on('exit', () => rmSync(nativeCore, { recursive: true, force: true }))
  try {
    await bundle.write({
      dir: nativeCore,
      format: 'esm',
      preserveModules: true,
      preserveModulesRoot: join(root, 'src'),
      entryFileNames: '[name].js',
      sourcemap: 'inline',
    })
  } finally {
    await bundle.close()
  }
}

/** A module knows itself by the place of its source. */
function here() {
  return {
    name: 'gemba-here',
    transform(code, id) {
      return code.includes('import.meta.url')
        ? { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)), map: null }
        : null
    },
  }
}
