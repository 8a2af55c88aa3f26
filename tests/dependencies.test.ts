import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findFaults } from '../scripts/dependencies.mjs'
import { licencesText } from '../scripts/licences.mjs'
import { forBuilding } from '../scripts/packages.mjs'

/* What may be installed and shipped: the rules find what is planted, and nothing in the house. */

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json')) as Parameters<typeof findFaults>[0]
const lock = JSON.parse(read('package-lock.json')) as Parameters<typeof findFaults>[1]
const good = { integrity: 'sha512-x', resolved: 'https://registry.npmjs.org/x/-/x-1.0.0.tgz', license: 'MIT' }

test('the packages of the house are pinned, digested, licensed, told of, and run nothing when installed', () => {
  expect(findFaults(manifest, lock, read('README.md'))).toEqual([])
})

test('each fault is found', () => {
  const planted = {
    '': {},
    'node_modules/fine': good,
    'node_modules/fine/node_modules/inner': { ...good, license: '(GPL-3.0-or-later OR EPL-2.0)' },
    'node_modules/@scope/tool': { ...good, dev: true, hasInstallScript: true, license: 'MPL-2.0' },
    'node_modules/runs': { ...good, hasInstallScript: true },
    'node_modules/builds': { ...good, dev: true, hasInstallScript: true },
    'node_modules/copyleft': { ...good, license: 'GPL-3.0-only' },
    'node_modules/both': { ...good, license: 'MIT AND GPL-3.0-only' },
    'node_modules/shipped': { ...good, license: 'MPL-2.0' },
    'node_modules/bpmn-js': { ...good, license: 'SEE LICENSE IN LICENSE' },
    'node_modules/bare': { resolved: good.resolved },
    'node_modules/weak': { ...good, integrity: 'sha1-x' },
    'node_modules/elsewhere': { ...good, resolved: 'git+ssh://git@github.com/x/x.git' },
  }
  const asked = {
    dependencies: { fine: '1.0.0', loose: '^1.0.0' },
    devDependencies: { '@scope/tool': '2.0.0-rc.1', untold: '1.0.0' },
    allowScripts: { '@scope/tool': true },
  }
  expect(findFaults(asked, { packages: planted }, '| `fine`, `loose` | x | in a reason: `untold` |\n| `@scope/*` | y |\n`untold`')).toEqual(
    [
      'loose is not pinned: “^1.0.0” is a range.',
      "untold has no line in the README's table “What it is built with”.",
      'runs is shipped and runs a script when it is installed.',
      'builds runs a script when it is installed, and allowScripts does not name it.',
      'copyleft has the licence GPL-3.0-only, which is not on the list.',
      'both has the licence MIT AND GPL-3.0-only, which is not on the list.',
      'shipped has the licence MPL-2.0, which is not on the list.',
      'bpmn-js has the licence SEE LICENSE IN LICENSE, which is not on the list.',
      'bare has no sha512 in the lock file.',
      'bare has the licence none, which is not on the list.',
      'weak has no sha512 in the lock file.',
      'elsewhere does not come from the npm registry but from git+ssh://git@github.com/x/x.git.',
    ],
  )
})

test('the licences name every package that runs in the page, with its text', () => {
  const text = licencesText()
  for (const name of [...Object.keys(manifest.dependencies ?? {}), 'assemblyscript', 'd3-ease'])
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+(-[\\w.]+)? \\(.+\\)$`, 'm'))
  for (const words of ['Eclipse Public License', 'SIL OPEN FONT LICENSE', 'Apache License', 'Permission is hereby granted'])
    expect(text.toLowerCase()).toContain(words.toLowerCase())
  expect(text).not.toMatch(/^(vite|typescript|storybook) \d/m)
})

test('npm start installs what is shipped and what builds it, each with all that it needs in its version, and nothing that only tests need', () => {
  const kept = forBuilding(manifest, lock).lock.packages
  const there = new Set(Object.keys(kept))
  for (const name of [
    ...Object.keys(manifest.dependencies ?? {}),
    'vite',
    '@vitejs/plugin-react',
    'assemblyscript',
    'rolldown',
    'binaryen',
  ])
    expect(there, name).toContain(`node_modules/${name}`)
  for (const name of ['vitest', 'playwright', 'storybook', 'typescript', 'knip', 'oxlint', 'fast-check', 'bpmn-js', 'axe-core'])
    expect(there, name).not.toContain(`node_modules/${name}`)
  // npm marks in the lock file what only devDependencies lead to: all else is shipped.
  const shipped = Object.entries(lock.packages).filter(([place, { dev }]) => place !== '' && dev !== true)
  for (const [place, entry] of shipped) expect(kept[place], place).toBe(entry)

  const planted = {
    '': {},
    'node_modules/page': { version: '1.0.0', dependencies: { part: '2' } },
    'node_modules/page/node_modules/part': { version: '2.0.0', optionalDependencies: { absent: '1', mine: '1' } },
    'node_modules/mine': { version: '1.0.0' },
    'node_modules/part': { version: '1.0.0' },
    'node_modules/vite': { version: '8.0.0', peerDependencies: { beside: '1' } },
    'node_modules/beside': { version: '1.0.0' },
    'node_modules/vitest': { version: '4.0.0', dependencies: { part: '1' } },
  }
  const asked = { dependencies: { page: '1.0.0' }, devDependencies: { vite: '8.0.0', vitest: '4.0.0' } }
  expect(Object.keys(forBuilding(asked, { packages: planted }).lock.packages)).toEqual([
    '',
    'node_modules/page',
    'node_modules/page/node_modules/part',
    'node_modules/mine',
    'node_modules/vite',
    'node_modules/beside',
  ])
})
