// Installs the packages of the lock file, announced: all of them, or for `npm start` none that only tests need.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What builds the app and the command line, beside what is shipped. */
const builders = ['vite', '@vitejs/plugin-react', 'assemblyscript']

/** Makes sure of the packages. `tests`: those as well that only tests need; they stay where they once are. */
export function installPackages({ tests }) {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20)
    fail(`Gemba needs Node 20 or later, and this is ${process.version}. Install a newer one from your usual place and run this again.`)
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const whole = { manifest: read('package.json'), lock: read('package-lock.json') }
  // npm keeps a lock file of its own inside, of what is there.
  const there = existsSync(join(root, 'node_modules/.package-lock.json')) ? read('node_modules/.package-lock.json').packages : {}
  const wanted = tests || 'node_modules/vitest' in there ? whole : forBuilding(whole.manifest, whole.lock)
  const missing = Object.entries(wanted.lock.packages).some(
    ([place, { version, optional }]) => place !== '' && !optional && there[place]?.version !== version,
  )
  if (!missing) return
  console.error(`Gemba: installing the packages (npm ci, ${wanted === whole ? 'about half a minute' : 'some twenty seconds'})…`)
  if (wanted === whole) run('npm', ['ci', '--no-audit', '--no-fund'])
  else installAside(wanted)
}

/** npm installs what the lock file beside it says, so the shorter one gets a folder, and what was installed there is moved here. */
function installAside({ manifest, lock }) {
  const aside = join(root, 'dist', `packages.${process.pid}`)
  mkdirSync(aside, { recursive: true })
  const tidy = () => rmSync(aside, { recursive: true, force: true })
  process.on('exit', tidy)
  writeFileSync(join(aside, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(aside, 'package-lock.json'), JSON.stringify(lock))
  run('npm', ['ci', '--no-audit', '--no-fund'], aside)
  rmSync(join(root, 'node_modules'), { recursive: true, force: true })
  renameSync(join(aside, 'node_modules'), join(root, 'node_modules'))
  tidy()
}

/** The manifest and the lock file without what neither the shipped packages nor the builders lead to. */
export function forBuilding(manifest, lock) {
  const { ['']: root, ...entries } = lock.packages
  const dependencies = { ...manifest.dependencies }
  for (const name of builders) if (manifest.devDependencies[name]) dependencies[name] = manifest.devDependencies[name]
  const reached = new Set()
  const waiting = Object.keys(dependencies).map((name) => ['', name])
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = placeOf(...next, entries)
    if (place === null || reached.has(place)) continue
    reached.add(place)
    const { dependencies: needs, optionalDependencies: mayHave, peerDependencies: beside } = entries[place]
    waiting.push(...Object.keys({ ...needs, ...mayHave, ...beside }).map((name) => [place, name]))
  }
  const kept = Object.fromEntries(Object.entries(entries).filter(([place]) => reached.has(place)))
  const { devDependencies: _, ...rest } = manifest
  return {
    manifest: { ...rest, dependencies },
    lock: { ...lock, packages: { '': { name: root.name, version: root.version, dependencies }, ...kept } },
  }
}

/** Where a package finds another, as Node looks for it: beside it, then further up. Null: it is not in the lock file (an optional one). */
function placeOf(from, name, entries) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (place in entries) return place
    if (folder === '') return null
  }
}

/** Runs a program with its words for people on standard error, or stops with a sentence. */
export function run(command, args, folder = root) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error || status !== 0)
    fail(
      `“${command} ${args.join(' ')}” did not work${error ? ` (${error.message})` : ''}. See the lines above; it needs the network once.`,
    )
}

export function fail(message) {
  console.error(`Gemba: ${message}`)
  process.exit(1)
}
