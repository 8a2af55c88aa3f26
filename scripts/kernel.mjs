// Compiles the kernel of the simulation (src/simulation/kernel/assembly) to WebAssembly, once for each state of its sources.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = join(root, 'src/simulation/kernel/assembly')
/** What both engines know things by; compiled here as well as for the twin. */
const codes = join(root, 'src/simulation/program/codes')
const cache = join(root, 'node_modules/.cache/gemba-kernel')
const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub']
/** Largest functions that are put where they are called: always, when that makes it faster, and when there is one place. */
const inlined = { always: 60, flexible: 300, once: 5000 }

/** All files that the kernel is compiled from. */
function filesOfKernel() {
  return [sources, codes].flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  )
}

const compiling = new Map()

/** The bytes of the kernel as its sources are now. Builds that ask at the same time, as the page and its workers do, wait for one compilation. */
export function compileKernel() {
  const hash = createHash('sha256').update(JSON.stringify([options, inlined]))
  for (const file of [...filesOfKernel(), join(root, 'node_modules/assemblyscript/package.json')])
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file))
  const place = join(cache, `${hash.digest('hex').slice(0, 20)}.wasm`)
  if (!compiling.has(place)) compiling.set(place, compileTo(place))
  return compiling.get(place)
}

/** On a thread of its own: a build goes on with everything else meanwhile. */
async function compileTo(place) {
  if (!statSync(place, { throwIfNoEntry: false }))
    await new Promise((resolve, reject) => {
      const thread = new Worker(new URL(import.meta.url), { workerData: { compileTo: place } })
      thread.once('error', reject)
      thread.once('exit', resolve)
    })
  return readFileSync(place)
}

async function compileHere(place) {
  const { main } = await import('assemblyscript/asc')
  let bytes = null
  const said = []
  const { error } = await main(['run.ts', ...options, '--outFile', 'kernel.wasm'], {
    readFile: (name, folder) => read(join(sources, folder ?? '.', name)) ?? read(join(root, folder ?? '.', name)),
    writeFile: (name, contents) => void (name.endsWith('.wasm') && (bytes = contents)),
    listFiles: () => [],
    stderr: { write: (text) => said.push(text) },
  })
  if (error || bytes === null) throw new Error(`The kernel does not compile: ${said.join('') || error}`)
  const faster = await inline(bytes)
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(`${place}.${process.pid}`, faster)
  renameSync(`${place}.${process.pid}`, place)
}

/** Calls cost more in WebAssembly than AssemblyScript's own limits on inlining suppose: a second pass makes the kernel a twentieth faster. */
async function inline(bytes) {
  const { default: binaryen } = await import('assemblyscript/binaryen')
  const module = binaryen.readBinary(bytes)
  const { MutableGlobals, NontrappingFPToInt, SignExt, BulkMemory, BulkMemoryOpt } = binaryen.Features
  module.setFeatures(MutableGlobals | NontrappingFPToInt | SignExt | BulkMemory | BulkMemoryOpt)
  binaryen.setOptimizeLevel(3)
  binaryen.setShrinkLevel(0)
  binaryen.setAlwaysInlineMaxSize(inlined.always)
  binaryen.setFlexibleInlineMaxSize(inlined.flexible)
  binaryen.setOneCallerInlineMaxSize(inlined.once)
  for (let pass = 0; pass < 2; pass++) module.optimize()
  if (!module.validate()) throw new Error('The kernel is not valid after it was optimised.')
  const made = module.emitBinary()
  module.dispose()
  return made
}

function read(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? readFileSync(path, 'utf8') : null
}

/** Lets sources import the kernel's bytes, as text in base 64, from `virtual:kernel`. A plugin of Rollup, so of Vite as well. */
export function kernelPlugin() {
  return {
    name: 'gemba-kernel',
    resolveId: (id) => (id === 'virtual:kernel' ? '\0virtual:kernel' : null),
    async load(id) {
      if (id !== '\0virtual:kernel') return null
      for (const file of filesOfKernel()) this.addWatchFile(file)
      return `export default ${JSON.stringify((await compileKernel()).toString('base64'))}`
    },
  }
}

if (!isMainThread && workerData?.compileTo) await compileHere(workerData.compileTo)
