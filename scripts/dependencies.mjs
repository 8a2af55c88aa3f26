// What may be installed: read from the lock file, which names every package with its licence and digest. `node scripts/dependencies.mjs` lists the faults.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Licences (SPDX) of what is shipped, and of what only builds and tests it. One of several to choose from will do. */
const shipped = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'OFL-1.1', 'EPL-2.0']
const forWork = [...shipped, 'MPL-2.0', 'CC-BY-4.0', 'CC0-1.0', 'Unlicense', 'Python-2.0']
/** Packages for work alone whose licence is a text of its own, which was read: bpmn.io's is MIT, and its mark must be seen where a product shows its diagrams. */
const readByHand = ['bpmn-js']
/** Packages whose manifest names its licence in a form that npm no longer reads; the text beside it was read: MIT. */
const saysMit = ['json-bignum']

/**
 * Everything that is against the rules for packages, one sentence each: exact versions, a line in the README's table for each direct one, a sha512 for each,
 * none that runs a script when it is installed but those for work that `allowScripts` names, licences on the list.
 */
export function findFaults(manifest, lock, readme) {
  const direct = { ...manifest.dependencies, ...manifest.devDependencies }
  const lines = readme.split('\n').filter((line) => line.startsWith('|'))
  const named = lines.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  const isNamed = (name) => named.some((one) => one === name || (one.endsWith('/*') && name.startsWith(one.slice(0, -1))))
  const packages = Object.entries(lock.packages).filter(([place]) => place !== '')
  return [
    ...(packages.length === 0 ? ['The lock file names no package.'] : []),
    ...Object.entries(direct)
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${name} is not pinned: “${version}” is a range.`),
    ...Object.keys(direct)
      .filter((name) => !isNamed(name))
      .map((name) => `${name} has no line in the README's table “What it is built with”.`),
    ...packages.flatMap(([place, entry]) => faultsOf(nameOf(place), entry, manifest.allowScripts ?? {})),
  ]
}

function faultsOf(name, { integrity, resolved, license, dev, hasInstallScript }, allowScripts) {
  const faults = []
  if (!integrity?.startsWith('sha512-')) faults.push(`${name} has no sha512 in the lock file.`)
  // The lock file says nothing of the address where it is the registry's own.
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    faults.push(`${name} does not come from the npm registry but from ${resolved}.`)
  if (hasInstallScript && !dev) faults.push(`${name} is shipped and runs a script when it is installed.`)
  if (hasInstallScript && dev && allowScripts[name] !== true)
    faults.push(`${name} runs a script when it is installed, and allowScripts does not name it.`)
  const licence = license ?? (saysMit.includes(name) ? 'MIT' : 'none')
  if (!isAllowed(licence, dev ? forWork : shipped) && !(dev && readByHand.includes(name)))
    faults.push(`${name} has the licence ${licence}, which is not on the list.`)
  return faults
}

/** Whether an SPDX expression can be met from the list: one part of an OR, all parts of an AND. */
function isAllowed(expression, list) {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => list.includes(licence)))
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  const faults = findFaults(JSON.parse(read('package.json')), JSON.parse(read('package-lock.json')), read('README.md'))
  for (const fault of faults) console.error(`Packages: ${fault}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
