// What `npm test` needs on a machine that has only Node: the packages, and a browser. Both are announced.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fail, installPackages, run } from './packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const needsBrowser = process.argv.includes('--browser')

installPackages({ tests: true })
if (needsBrowser) await ensureBrowser()
// What is built next, side by side, finds the kernel instead of compiling it each for itself.
await (await import('./kernel.mjs')).compileKernel()

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
