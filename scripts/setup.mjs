// What `npm start` and `npm test` need on a machine that has only Node: the dependencies, and for tests a browser. Both are announced.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const needsBrowser = process.argv.includes('--browser')

const [major] = process.versions.node.split('.').map(Number)
if (major < 20)
  fail(`Gemba needs Node 20 or later, and this is ${process.version}. Install a newer one from your usual place and run this again.`)

if (!installed()) {
  console.error('Gemba: installing the dependencies (npm ci, about half a minute)…')
  run('npm', ['ci', '--no-audit', '--no-fund'])
}
if (needsBrowser) await ensureBrowser()
// What the tests build next, side by side, finds the kernel instead of compiling it each for itself.
if (process.argv[1] === fileURLToPath(import.meta.url)) await (await import('./kernel.mjs')).compileKernel()

/** node_modules is what the lock file says: npm keeps its own copy of the lock inside. */
function installed() {
  const mark = `${root}node_modules/.package-lock.json`
  if (!existsSync(mark)) return false
  if (statSync(mark).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs) return true
  const versions = (path) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages)
      .filter(([name, entry]) => name && !entry.optional)
      .map(([name, entry]) => `${name}@${entry.version}`)
      .sort()
      .join()
  return versions(mark) === versions(`${root}package-lock.json`)
}

async function ensureBrowser() {
  const { findBrowser } = await import('./browser.mjs')
  if (await findBrowser({ whole: true })) return
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.error('Gemba: installing Chromium for the browser tests (apt-get, about 180 MB)…')
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update', '-q'])
    const known = spawnSync('apt-cache', ['show', 'chromium-headless-shell'], { stdio: 'ignore' }).status === 0
    const names = ['chromium', 'fonts-liberation', ...(known ? ['chromium-headless-shell'] : [])]
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-q', '--no-install-recommends', ...names])
  } else {
    console.error('Gemba: downloading Chromium for the browser tests (npx playwright install chromium)…')
    spawnSync('npx', ['playwright', 'install', 'chromium'], { cwd: root, stdio: ['ignore', 2, 2] })
  }
  if (!(await findBrowser()))
    fail(
      'There is no Chromium or Chrome here, and none could be installed. Install one, or set CHROMIUM_PATH to it, and run npm test again.',
    )
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error || status !== 0)
    fail(
      `“${command} ${args.join(' ')}” did not work${error ? ` (${error.message})` : ''}. See the lines above; it needs the network once.`,
    )
}

function fail(message) {
  console.error(`Gemba: ${message}`)
  process.exit(1)
}
