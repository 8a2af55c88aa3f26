// The licences of everything that a build ships, as one text beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Its runtime is compiled into the kernel. */
const compiledIn = ['assemblyscript']
const words = /^(licen[cs]e|copying|notice|ofl)([.-].*)?$/i

/** Name, version, licence and its full text for each package that is shipped, by name. A package that brings no text is named with where it lives. */
export function licencesText() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const shipped = Object.entries(packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && ((!dev && !devOptional) || compiledIn.includes(nameOf(place))))
    .filter(([place]) => existsSync(join(root, place)))
    .sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const parts = shipped.map(([place, { version, license }]) => {
    const texts = readdirSync(join(root, place), { withFileTypes: true })
      .filter((entry) => entry.isFile() && words.test(entry.name))
      .map((entry) => readFileSync(join(root, place, entry.name), 'utf8').trim())
    const said = texts.length > 0 ? texts.join('\n\n') : `It brings no text of its own: https://www.npmjs.com/package/${nameOf(place)}`
    return `${nameOf(place)} ${version} (${license ?? 'its text follows'})\n\n${said}\n`
  })
  return `Gemba is built with the work of others, whose licences follow.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** Puts `licences.txt` beside a build. A plugin of Vite. */
export function licencesPlugin() {
  return {
    name: 'gemba-licences',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText() })
    },
  }
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
