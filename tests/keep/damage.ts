import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** The folder of the browser's IndexedDB in a profile, for the first origin found. */
function databaseFolder(profile: string): string {
  const root = join(profile, 'Default/IndexedDB')
  const [name] = existsSync(root) ? readdirSync(root).filter((entry) => entry.endsWith('.indexeddb.leveldb')) : []
  if (name === undefined) throw new Error(`There is no IndexedDB in ${profile}.`)
  return join(root, name)
}

const filesOf = (folder: string, pattern: RegExp) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))

const overwrite = (path: string, at: number, bytes: Uint8Array) => {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

/** Damages of a closed profile, by name: what a disk, a crash or a cleaning program does to the files of the database. */
export const damages: Readonly<Record<string, (profile: string, share: number) => void>> = {
  'log cut': (profile, share) => {
    for (const path of filesOf(databaseFolder(profile), /\.log$/)) truncateSync(path, Math.floor(statSync(path).size * share))
  },
  'log zeroed from there': (profile, share) => {
    for (const path of filesOf(databaseFolder(profile), /\.log$/)) {
      const bytes = readFileSync(path)
      bytes.fill(0, Math.floor(bytes.length * share))
      writeFileSync(path, bytes)
    }
  },
  'a bit turned in the log': (profile, share) => {
    for (const path of filesOf(databaseFolder(profile), /\.log$/)) {
      const bytes = readFileSync(path)
      const at = Math.floor((bytes.length - 1) * share)
      overwrite(path, at, Uint8Array.of((bytes[at] ?? 0) ^ 4))
    }
  },
  'log deleted': (profile) => filesOf(databaseFolder(profile), /\.log$/).forEach((path) => rmSync(path)),
  'MANIFEST garbage': (profile) =>
    filesOf(databaseFolder(profile), /^MANIFEST/).forEach((path) => writeFileSync(path, 'garbage'.repeat(50))),
  'MANIFEST deleted': (profile) => filesOf(databaseFolder(profile), /^MANIFEST/).forEach((path) => rmSync(path)),
  'CURRENT garbage': (profile) => writeFileSync(join(databaseFolder(profile), 'CURRENT'), 'nothing\n'),
  'CURRENT empty': (profile) => writeFileSync(join(databaseFolder(profile), 'CURRENT'), ''),
  'all files emptied': (profile) => filesOf(databaseFolder(profile), /./).forEach((path) => writeFileSync(path, '')),
  'folder gone': (profile) => rmSync(databaseFolder(profile), { recursive: true }),
  'a file in place of the folder': (profile) => {
    const folder = databaseFolder(profile)
    renameSync(folder, `${folder}.away`)
    writeFileSync(folder, '')
  },
}
